import { DateTime } from 'luxon'
import type { Interval } from '../charter/index.ts'

/** Whole local days before today over which the charter's page and the label speak: a quarter's length, so that the last whole quarter is in it for long. */
const PAST_DAYS = 92
/** Five weeks: each weekday five times, and the life of a label. */
const USUAL_DAYS = 35

const startOfToday = (nowMs: number, timeZone: string): DateTime => DateTime.fromMillis(nowMs, { zone: timeZone }).startOf('day')

/** The local day that runs. */
export function today(nowMs: number, timeZone: string): Interval {
  const start = startOfToday(nowMs, timeZone)
  return { fromMs: start.toMillis(), toMs: start.plus({ days: 1 }).toMillis() }
}

/** The whole local days before today, from the first whole day of the ledger on; undefined where there is none yet. */
export function pastDays(nowMs: number, timeZone: string, beganMs: number | undefined): Interval | undefined {
  const end = startOfToday(nowMs, timeZone)
  if (beganMs === undefined) return undefined
  const first = DateTime.fromMillis(beganMs, { zone: timeZone }).startOf('day').plus({ days: 1 })
  const fromMs = Math.max(end.minus({ days: PAST_DAYS }).toMillis(), first.toMillis())
  return fromMs >= end.toMillis() ? undefined : { fromMs, toMs: end.toMillis() }
}

/** The last weeks, today with them: from which what is usual is told. */
export function usualDays(nowMs: number, timeZone: string): Interval {
  const end = startOfToday(nowMs, timeZone).plus({ days: 1 })
  return { fromMs: end.minus({ days: USUAL_DAYS }).toMillis(), toMs: end.toMillis() }
}

export interface AskedDays extends Interval { from: string; to: string }

const DAY = /^\d{4}-\d{2}-\d{2}$/
const MOST_DAYS = 400

/** Local days as asked for, both included; what is missing or cannot be is the month so far (or the last so many days). */
export function askedDays(query: { from: string | undefined; to: string | undefined }, nowMs: number, timeZone: string, lastDays?: number): AskedDays {
  const day = (text: string | undefined): DateTime | undefined => {
    const at = text !== undefined && DAY.test(text) ? DateTime.fromISO(text, { zone: timeZone }) : undefined
    return at?.isValid === true ? at : undefined
  }
  const now = startOfToday(nowMs, timeZone)
  const to = day(query.to) ?? now
  const asked = day(query.from) ?? (lastDays === undefined ? to.startOf('month') : to.minus({ days: lastDays - 1 }))
  const from = DateTime.max(DateTime.min(asked, to), to.minus({ days: MOST_DAYS - 1 })) ?? to
  return { from: from.toISODate() ?? '', to: to.toISODate() ?? '', fromMs: from.toMillis(), toMs: to.plus({ days: 1 }).toMillis() }
}
