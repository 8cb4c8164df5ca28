import type { ContactEvidence, ToldEvidence, WindowFacts } from '../charter/evidence.ts'
import type { DayTotals } from '../contact-center/index.ts'

/** One thing told, with what the ledger scores beside it. Without any level it was computed and never served. */
export interface KeptTold extends ToldEvidence {
  /** People of the same queue who were truly answered between this and the contact's own answer. */
  servedBefore?: number
  /** Quantiles behind a bound that was computed, seconds. */
  p50Seconds?: number
  p90Seconds?: number
}

/** What a settled contact leaves: the charter's evidence, with the scored figures. */
export type KeptEvidence = Omit<ContactEvidence, 'told' | 'corrects'> & { told: readonly KeptTold[] }

/** The time around the contacts, from one full hour (UTC) to the next; after an outage of ours, several hours at once. */
export interface HourFacts extends WindowFacts { fromMs: number; toMs: number }

/** What one log entry leaves for the ledger of one center, in its order. */
export type EvidenceItem =
  | { kind: 'contact'; contact: string; correction: boolean; evidence: KeptEvidence }
  | { kind: 'hour'; facts: HourFacts }
  | { kind: 'totals'; totals: (DayTotals & { receivedAtMs: number })[] }
  | { kind: 'erase'; contact: string; by: string }
