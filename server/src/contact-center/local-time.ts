import { DateTime } from 'luxon'

const DAY_MS = 86_400_000
/** Beyond it a zone's memo begins anew. */
const MOST_KEPT = 20_000

interface ZoneMemo {
  /** By UTC day: stretches of time in each of which the zone's clocks show one date. */
  dates: Map<number, { fromMs: number; toMs: number; day: number }[]>
  /** By local day and minute. */
  instants: Map<number, number>
}

// Memos of pure functions: a clock change is looked up by formatting dates, which every queue of a center would do for the same days.
const memos = new Map<string, ZoneMemo>()

function memoOf(zone: string): ZoneMemo {
  let memo = memos.get(zone)
  if (memo === undefined || memo.instants.size > MOST_KEPT || memo.dates.size > MOST_KEPT) memos.set(zone, (memo = { dates: new Map(), instants: new Map() }))
  return memo
}

const local = (atMs: number, zone: string): DateTime => {
  const there = DateTime.fromMillis(atMs, { zone })
  return there.isValid ? there : DateTime.fromMillis(atMs, { zone: 'utc' })
}

const numberOf = ({ year, month, day }: DateTime): number => Date.UTC(year, month - 1, day) / DAY_MS

/** The day that the zone's calendars show at this instant, counted from 1970-01-01. A zone nobody knows is UTC. */
export function localDay(zone: string, atMs: number): number {
  const { dates } = memoOf(zone)
  const utcDay = Math.floor(atMs / DAY_MS)
  const known = dates.get(utcDay)
  const found = known?.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)
  if (found !== undefined) return found.day
  const there = local(atMs, zone)
  const day = numberOf(there)
  const [fromMs, toMs] = [there.startOf('day').toMillis(), there.plus({ days: 1 }).startOf('day').toMillis()]
  // Where clocks go back around midnight a day may not be one stretch.
  if (numberOf(local(fromMs, zone)) === day && numberOf(local(toMs - 1, zone)) === day) {
    if (known === undefined) dates.set(utcDay, [{ fromMs, toMs, day }])
    else known.push({ fromMs, toMs, day })
  }
  return day
}

/** The instant at which the zone's clocks show so many minutes of this day, 1440 and more of the next: in the hour that a clock change skips, the instant of the change; in a doubled hour, the first. */
export function localInstant(zone: string, day: number, minutes: number): number {
  const { instants } = memoOf(zone)
  const key = day * 10_000 + minutes
  let atMs = instants.get(key)
  if (atMs === undefined) {
    const date = new Date((day + Math.floor(minutes / 1440)) * DAY_MS)
    const rest = minutes % 1440
    const clock = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour: Math.floor(rest / 60), minute: rest % 60 }
    const there = DateTime.fromObject(clock, { zone })
    instants.set(key, (atMs = (there.isValid ? there : DateTime.fromObject(clock, { zone: 'utc' })).toMillis()))
  }
  return atMs
}

/** Its date, `YYYY-MM-DD`. */
export const isoDate = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** 0 is Monday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7
