import { DateTime } from 'luxon'
import { type Hours, isOpen, nextChangeMs, nextOpeningMs } from '../../contact-center/index.ts'

/** The instant a local date begins in a zone. `date` is `YYYY-MM-DD`. */
export function startOfDateMs(date: string, timeZone: string): number {
  return DateTime.fromISO(date, { zone: timeZone }).startOf('day').toMillis()
}

/** The instant a local date ends in a zone. */
export function endOfDateMs(date: string, timeZone: string): number {
  return DateTime.fromISO(date, { zone: timeZone }).startOf('day').plus({ days: 1 }).toMillis()
}

/** The local date of an instant, `YYYY-MM-DD`. */
export function localDate(atMs: number, timeZone: string): string {
  return DateTime.fromMillis(atMs, { zone: timeZone }).toISODate() ?? ''
}

/** The beginnings of all local days that meet `fromMs`…`toMs`, and the end of the last: n days, n + 1 instants. */
export function dayBoundaries(fromMs: number, toMs: number, timeZone: string): number[] {
  const boundaries: number[] = []
  let day = DateTime.fromMillis(fromMs, { zone: timeZone }).startOf('day')
  while (day.toMillis() < toMs) {
    boundaries.push(day.toMillis())
    day = day.plus({ days: 1 }).startOf('day')
  }
  boundaries.push(day.toMillis())
  return boundaries
}

/** Which days are worked, and (for deadlines in opening hours) when the center is open. */
export interface WorkCalendar {
  timeZone: string
  /** Working days as hours that are open all day; public holidays left out. */
  working: Hours
  /** Opening hours of the queue in question, where they are known. */
  open?: Hours
}

const WHOLE_DAY = ['00:00-24:00']

/** Working days of a charter: Monday to Friday unless it says otherwise, less public holidays of its country. */
export function workCalendar(timeZone: string, workingDays: { days?: readonly (keyof Hours['weekly'])[] | undefined; holidays?: string | undefined } | undefined, open?: Hours): WorkCalendar {
  const days = workingDays?.days ?? ['mon', 'tue', 'wed', 'thu', 'fri']
  const weekly: Hours['weekly'] = {}
  for (const day of days) weekly[day] = WHOLE_DAY
  return { timeZone, working: { weekly, ...(workingDays?.holidays === undefined ? {} : { holidays: workingDays.holidays }) }, ...(open === undefined ? {} : { open }) }
}

/** The end of the n-th working day after the local day of an instant. Undefined where no such day comes within 400 days. */
export function endOfWorkingDayMs(atMs: number, days: number, calendar: WorkCalendar): number | undefined {
  let day = DateTime.fromMillis(atMs, { zone: calendar.timeZone }).startOf('day')
  let left = days
  for (let steps = 0; steps < 400 + 2 * days; steps++) {
    day = day.plus({ days: 1 }).startOf('day')
    // Noon, so that a day with a clock change at midnight is asked within itself.
    if (isOpen(calendar.working, calendar.timeZone, day.plus({ hours: 12 }).toMillis())) left -= 1
    if (left === 0) return day.plus({ days: 1 }).startOf('day').toMillis()
  }
  return undefined
}

/** When the hours close next, and open next; undefined where they are not known. */
export function nextClosingMs(hours: Hours, timeZone: string, atMs: number): number | undefined {
  let at: number | undefined = atMs
  for (let steps = 0; steps < 8 && at !== undefined; steps++) {
    if (!isOpen(hours, timeZone, at)) return at === atMs ? undefined : at
    at = nextChangeMs(hours, timeZone, at)
  }
  return at !== undefined && !isOpen(hours, timeZone, at) ? at : undefined
}

export { nextOpeningMs }
