import type { AppliedCharter, Interval } from '../evidence.ts'
import { endOfDateMs, startOfDateMs } from '../calendar/local-days.ts'
import type { CharterFault } from '../parse-charter.ts'
import { type Adoption, type AdoptedCharter, adopt } from './adoption.ts'
import type { Charter } from '../schema/charter.ts'

/** A version with the stretch in which it is in force, epoch milliseconds. */
export interface CharterInForce extends AdoptedCharter, Interval {
  /** Until then misses do not count. */
  graceUntilMs?: number
  recordedAtMs: number
}

/** One line of a center's book of charters. JSON-safe; the book is only ever appended to. */
export interface BookEntry { charter: Charter; adoption: Adoption; recordedAtMs: number }

/**
 * A new version of a charter at the end of the book. Faults: a start in the past (unless it comes from the configuration,
 * which holds the history), a version name that was used with another content, a start before that of an earlier version.
 */
export function appendCharter(
  book: readonly BookEntry[], entry: { charter: Charter; adoption: Adoption }, at: { nowMs: number; timeZone: string; configured?: boolean },
): { ok: true; book: BookEntry[]; added: boolean } | { ok: false; faults: CharterFault[] } {
  const result = adopt(entry.charter, entry.adoption)
  if (!result.ok) return result
  const { adopted } = result
  const faults: CharterFault[] = []
  const earlier = book.filter((known) => known.charter.id === adopted.charter.id)
  const same = earlier.find((entry) => versionOf(entry) === adopted.version)
  if (same !== undefined) {
    // A newer release may word a shipped charter otherwise; what the book has of this version goes on.
    const content = (known: { charter: Charter; adoption: Adoption }): string => JSON.stringify(at.configured === true ? known.adoption : [known.charter, known.adoption])
    if (content(same) === content(entry)) return { ok: true, book: [...book], added: false }
    faults.push({ path: 'version', message: `version "${adopted.version}" of ${adopted.charter.id} exists with another content; versions are never changed: give the new one a name of its own` })
  }
  const from = entry.adoption.effectiveFrom
  // The configuration holds the history itself: there each version says since when it holds.
  const known = at.configured === true
  const first = earlier.length === 0 && known
  if (from === undefined && !first) faults.push({ path: 'effectiveFrom', message: 'is missing: from which day on shall it hold? YYYY-MM-DD, after today' })
  if (from !== undefined && !known && startOfDateMs(from, at.timeZone) <= at.nowMs) faults.push({ path: 'effectiveFrom', message: `${from} is not after today: what was promised is never changed backwards` })
  const latest = earlier.map((known) => known.adoption.effectiveFrom ?? '').sort().at(-1)
  if (from !== undefined && latest !== undefined && from < latest) faults.push({ path: 'effectiveFrom', message: `${from} is before ${latest}, the start of an earlier version` })
  if (entry.adoption.graceUntil !== undefined && from !== undefined && entry.adoption.graceUntil < from) faults.push({ path: 'graceUntil', message: 'is before effectiveFrom' })
  if (faults.length > 0) return { ok: false, faults }
  return { ok: true, book: [...book, { ...entry, recordedAtMs: at.nowMs }], added: true }
}

const versionOf = (entry: BookEntry): string => entry.adoption.version ?? entry.charter.version

/** Every version of the book with the stretch in which it is in force: from its `effectiveFrom` until the next version of the same charter. */
export function versionsInForce(book: readonly BookEntry[], timeZone: string): CharterInForce[] {
  return book.flatMap((entry, index): CharterInForce[] => {
    // Without a day of its own a version holds since it was adhered to, else since it was recorded.
    const since = entry.adoption.effectiveFrom ?? entry.adoption.adheredOn
    const fromMs = since === undefined ? entry.recordedAtMs : startOfDateMs(since, timeZone)
    const next = book.slice(index + 1).find((later) => later.charter.id === entry.charter.id)
    const toMs = next?.adoption.effectiveFrom === undefined ? Number.MAX_SAFE_INTEGER : startOfDateMs(next.adoption.effectiveFrom, timeZone)
    const result = adopt(entry.charter, entry.adoption)
    if (!result.ok || entry.adoption.ended === true || fromMs >= toMs) return []
    const grace = entry.adoption.graceUntil
    return [{ ...result.adopted, fromMs, toMs, recordedAtMs: entry.recordedAtMs, ...(grace === undefined ? {} : { graceUntilMs: endOfDateMs(grace, timeZone) }) }]
  })
}

/** What evidence keeps of the charters in force at an instant, by their ids. */
export function appliedCharters(versions: readonly CharterInForce[], atMs: number): AppliedCharter[] {
  return charterVersionsAt(versions, atMs).map(({ charter, version, fromMs }) => ({ id: charter.id, version, fromMs })).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The charters in force at an instant, one version each. */
export function charterVersionsAt(versions: readonly CharterInForce[], atMs: number): CharterInForce[] {
  return versions.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)
}
