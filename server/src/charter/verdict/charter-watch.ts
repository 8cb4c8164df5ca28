import { appliedCharters, type CharterInForce } from '../adoption/book.ts'
import type { AppliedCharter, ContactEvidence, Interval } from '../evidence.ts'

/** Counts the contacts of a period whose evidence names other charters than the book has for the time their wait began (CH41). */
export function createCharterWatch(versions: readonly CharterInForce[], period: Interval): { readonly contacts: number; add(evidence: ContactEvidence, sign: 1 | -1): void } {
  let contacts = 0
  return {
    get contacts() { return contacts },
    add({ charters, noCharter, clocks, settledAtMs }, sign) {
      const atMs = clocks.queuedAtMs ?? settledAtMs
      if ((charters.length > 0 || noCharter === true) && atMs >= period.fromMs && atMs < period.toMs && !sameCharters(charters, appliedCharters(versions, atMs))) contacts += sign
    },
  }
}

/** Whether two lists name the same versions, since the same days. */
export function sameCharters(a: readonly AppliedCharter[], b: readonly AppliedCharter[]): boolean {
  return a.length === b.length && a.every(({ id, version, fromMs }) => b.some((other) => other.id === id && other.version === version && other.fromMs === fromMs))
}
