import type { DayTotals } from '../contact-center/index.ts'
import type { HourFacts, KeptEvidence } from '../promise-evidence/index.ts'
import type { PayloadRef } from './port.ts'

/** What stands in a payload of the ledger. */
export type LedgerBody =
  | { kind: 'contact'; evidence: KeptEvidence; corrects?: { n: number; index: number } }
  | { kind: 'hour'; facts: HourFacts }
  | { kind: 'totals'; totals: (DayTotals & { receivedAtMs: number })[] }
  /** Whose evidence it was is not said: only which payloads went, when, and by which kind of key. */
  | { kind: 'erasure'; by: string; atMs: number; erased: PayloadRef[] }
