import type { ChainEntry, ChainHead, ChainLine, Payload } from './chain/chain-entry.ts'

/** Where one payload lies: entry number and index in it. */
export interface PayloadRef { n: number; index: number; atMs: number }

/** One daily figure of a queue. `add` counts on; `set` replaces. */
export interface RollupChange { day: string; field: string; how: 'add' | 'set'; value: number }

/** What one log entry leaves, to be taken in one step. */
export interface LedgerStep {
  entry: ChainEntry
  payloads: readonly Payload[]
  /** Contact → indexes of the payloads that speak of it. */
  contacts: readonly { contact: string; index: number }[]
  rollups: readonly RollupChange[]
  /** Payloads that go in the same step. */
  erase: readonly { contact: string; refs: readonly PayloadRef[] }[]
  /** Everything of the partition's log up to this id is in the ledger after this step. */
  mark?: string
  /** Every node that may read the payloads knows them packed; otherwise they are kept as versions before that read them. */
  mayPack?: boolean
}

/**
 * The newest weeks of every center's ledger. Two implementations, one contract suite. All of a center lies in the partition of its
 * log. Rejects with an error named `StoreUnavailable` where the store does not answer; the retry is safe.
 */
export interface LedgerStore {
  readonly kind: 'embedded' | 'redis'
  head(partition: number, center: string): Promise<ChainHead>
  /** In one step: appends after the head that `entry.prev` and `entry.n` name, with all that goes with it; false, and nothing done, where the head is another. */
  append(partition: number, center: string, step: LedgerStep): Promise<boolean>
  /** Everything up to this id of the partition's log is in the ledger; '0-0' at first. */
  mark(partition: number): Promise<string>
  /** Moves the mark, forward only. */
  moveMark(partition: number, id: string): Promise<void>
  /** Entries with `fromMs` ≤ log time < `toMs`, oldest first; a payload that was erased or dropped is undefined. */
  entries(partition: number, center: string, fromMs: number, toMs: number): AsyncIterable<ChainLine>
  /** Payloads that speak of a contact, oldest first. */
  ofContact(partition: number, center: string, contact: string): Promise<PayloadRef[]>
  payload(partition: number, center: string, ref: PayloadRef): Promise<Payload | undefined>
  /** Daily figures, both days included. */
  rollups(partition: number, center: string, fromDay: string, toDay: string): Promise<{ day: string; field: string; value: number }[]>
  /** Removes entries, payloads and contact names of days (UTC) before this one; head and rollups stay. */
  drop(partition: number, center: string, beforeDay: string): Promise<void>
  close(): Promise<void>
}

const DAY_MS = 86_400_000
/** Day (UTC) of an instant, `YYYY-MM-DD`. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
export const dayStartMs = (day: string): number => Date.parse(`${day}T00:00:00Z`)
/** Days from one to another, both included; at most so many. */
export function daysBetween(from: string, to: string, atMost = 3700): string[] {
  const days: string[] = []
  for (let ms = dayStartMs(from); ms <= dayStartMs(to) && days.length < atMost; ms += DAY_MS) days.push(dayOf(ms))
  return days
}
