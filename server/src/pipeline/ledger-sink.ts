import type { CenterFact } from '../contact-center/index.ts'
import type { SettledEntry } from './partition-fold.ts'

/** What a node hands to its ledger while it folds, and what it asks of it. `log` is the id of the entry that is folded. */
export interface LedgerSink {
  settled(partition: number, entry: SettledEntry): void
  heard(partition: number, center: string, fact: CenterFact, log: string, atMs: number): void
  /** An outage of ours, before anything of this entry. */
  away(center: string, gapMs: number, secondMs: number, log: string, atMs: number): void
  /** Everything up to this entry was folded and handed over. */
  folded(partition: number, log: string): void
  /** The partition is folded again from a snapshot. */
  reset(partition: number): void
  /** Whether everything up to this entry is kept: a snapshot may stand for it. */
  covers(partition: number, log: string): boolean
  /** The log may be trimmed behind this entry. */
  covered(partition: number): string
}
