import { stretchIndex } from '../calendar/intervals.ts'
import type { Case } from './case.ts'
import { addCase, addCounts, type Counts, emptyCounts } from './counts.ts'
import { createWaitHistogram, type WaitHistogram } from './histogram.ts'
import type { Measure } from './measure.ts'
import type { Quotient } from './service-level.ts'

/** So many contacts behind a missed rule are named with the verdict; the evidence has them all. */
export const NAMED_CONTACTS = 100

export interface Correction { date: string; contacts: number; counts: Counts }

/** What one rule counts in one stretch of time. Adding is one pass; nothing is kept per contact but the first few names. */
export interface Tally {
  /** `correctedOn`: the local date of a late event's correction; the case is then taken out (-1) and put in again. */
  add(one: Case, contact: string, exempt: boolean, sign: 1 | -1, correctedOn?: string): void
  total(): Counts
  /** As it stood before any correction. */
  published(): Counts
  exempted(): Counts
  exemptedCases(): number
  /** One quotient a day, in order, days without cases too. */
  days(measure: Measure): Quotient[]
  readonly aside: ReadonlyMap<string, number>
  readonly unmeasured: ReadonlyMap<string, number>
  readonly reasons: ReadonlyMap<string, number>
  corrections(): Correction[]
  readonly missed: ReadonlySet<string>
  readonly histogram: WaitHistogram | undefined
}

function bump(map: Map<string, number>, key: string, by: number): void {
  const next = (map.get(key) ?? 0) + by
  if (next === 0) map.delete(key)
  else map.set(key, next)
}

/** `boundaries`: beginnings of the local days and the end of the last. */
export function createTally(boundaries: readonly number[], measure: Measure | undefined, withHistogram: boolean): Tally {
  const byDay: (Counts | undefined)[] = Array.from({ length: Math.max(0, boundaries.length - 1) })
  const exempted = emptyCounts()
  const correctionsByDate = new Map<string, { contacts: Set<string>; counts: Counts }>()
  const aside = new Map<string, number>()
  const unmeasured = new Map<string, number>()
  const reasons = new Map<string, number>()
  const missed = new Set<string>()
  const histogram = withHistogram ? createWaitHistogram() : undefined
  let exemptedCases = 0
  const threshold = measure?.thresholdSeconds ?? Infinity
  const short = measure?.shortSeconds ?? 0

  const total = (): Counts => {
    const sum = emptyCounts()
    for (const day of byDay) if (day !== undefined) addCounts(sum, day)
    return sum
  }
  return {
    aside, unmeasured, reasons, missed, histogram, total,
    add(one, contact, exempt, sign, correctedOn) {
      if (one.kind === 'outside') return
      if (one.kind === 'aside' || one.kind === 'unmeasured') {
        bump(one.kind === 'aside' ? aside : unmeasured, one.reason, sign)
        return
      }
      if (exempt) {
        exemptedCases += sign
        addCase(exempted, one, threshold, short, sign)
        return
      }
      const day = stretchIndex(boundaries, one.atMs)
      if (day < 0) return
      addCase((byDay[day] ??= emptyCounts()), one, threshold, short, sign)
      if (correctedOn !== undefined) {
        let correction = correctionsByDate.get(correctedOn)
        if (correction === undefined) correctionsByDate.set(correctedOn, (correction = { contacts: new Set(), counts: emptyCounts() }))
        correction.contacts.add(contact)
        addCase(correction.counts, one, threshold, short, sign)
      }
      if (one.kind === 'wait' && one.end === 'answered') histogram?.add(one.seconds, sign)
      const bad = one.kind === 'share' ? !one.good : one.end !== 'answered' || one.seconds > threshold
      if (!bad) return
      if (sign === -1) missed.delete(contact)
      else if (missed.size < NAMED_CONTACTS) missed.add(contact)
      bump(reasons, one.kind === 'share' ? one.why ?? 'not-kept' : one.end === 'answered' ? 'answered-late' : one.end, sign)
    },
    published() {
      const sum = total()
      for (const { counts } of correctionsByDate.values()) addCounts(sum, counts, -1)
      return sum
    },
    exempted: () => ({ ...exempted }),
    exemptedCases: () => exemptedCases,
    days: (of) => byDay.map((day) => day === undefined ? { numerator: 0, denominator: 0 } : of.quotient(day)),
    corrections: () => [...correctionsByDate].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, { contacts, counts }]) => ({ date, contacts: contacts.size, counts: { ...counts } })),
  }
}
