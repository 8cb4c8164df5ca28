import { endOfDateMs, localDate, startOfDateMs } from '../calendar/local-days.ts'
import type { Interval } from '../evidence.ts'
import type { CharterFault } from '../parse-charter.ts'

const DATE = /^\d{4}-\d{2}-\d{2}$/
/** More than this is asked in parts. */
const MAX_DAYS = 800

/**
 * The period of `GET /verdicts?from&to`: local dates (both included), or RFC 3339 instants (the end not included).
 * Without `to`: now; without `from`: the beginning of the local month of `to`.
 */
export function readPeriod(query: { from?: string | undefined; to?: string | undefined }, at: { nowMs: number; timeZone: string }): { ok: true; period: Interval } | { ok: false; faults: CharterFault[] } {
  const faults: CharterFault[] = []
  const instant = (name: 'from' | 'to'): number | undefined => {
    const text = query[name]
    if (text === undefined || text === '') return undefined
    const ms = DATE.test(text) ? (name === 'from' ? startOfDateMs(text, at.timeZone) : endOfDateMs(text, at.timeZone)) : Date.parse(text)
    if (Number.isNaN(ms)) faults.push({ path: name, message: `"${text}" is no date: give YYYY-MM-DD or an RFC 3339 instant` })
    return ms
  }
  const toMs = instant('to') ?? at.nowMs
  const fromMs = instant('from') ?? (Number.isNaN(toMs) ? toMs : startOfMonthMs(toMs, at.timeZone))
  if (faults.length === 0 && fromMs >= toMs) faults.push({ path: 'from', message: 'must be before to' })
  if (faults.length === 0 && toMs - fromMs > MAX_DAYS * 86_400_000) faults.push({ path: 'from', message: `is more than ${MAX_DAYS} days before to: ask in parts` })
  return faults.length > 0 ? { ok: false, faults } : { ok: true, period: { fromMs, toMs } }
}

const startOfMonthMs = (atMs: number, timeZone: string): number => startOfDateMs(`${localDate(atMs - 1, timeZone).slice(0, 8)}01`, timeZone)
