import type { Display } from '@queuecast/client-sdk/protocol'
import type { Strength } from '../schema/fields.ts'

type WireDuty = Display['duties'][number]

/** What a charter owes a contact now. `kind`, `charter` and `rule` are the wire's; the rest is for whoever fulfils it. */
export interface DutyNow extends WireDuty {
  kind: DutyKind
  strength: Strength
  /** Owed since. */
  sinceMs: number
  /** By when at the latest, where the rule says so. */
  dueByMs?: number
  /** For `cadence`: something must be told at least so often. */
  everySeconds?: number
}
export type DutyKind = 'offer-callback' | 'tell-wait' | 'tell-place' | 'cadence' | 'exceptional-event'

const RANK = { must: 0, should: 1, 'where-possible': 2 } as const

/** Negative where `a` is the stricter of two duties of one kind: must before should, then the shorter cadence, the earlier due, the earlier start, then by name. */
export function stricterFirst(a: DutyNow, b: DutyNow): number {
  return RANK[a.strength] - RANK[b.strength] || compare(a.everySeconds ?? Infinity, b.everySeconds ?? Infinity) || compare(a.dueByMs ?? Infinity, b.dueByMs ?? Infinity)
    || compare(a.sinceMs, b.sinceMs) || compare(a.charter, b.charter) || compare(a.rule, b.rule)
}
const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)
