import type { Deadline } from '../schema/fields.ts'
import { endOfWorkingDayMs, nextClosingMs, nextOpeningMs, type WorkCalendar } from './local-days.ts'

/**
 * The instant by which something begun at `atMs` must be done (the end of the time that is left for it).
 * Undefined where the calendar cannot say: opening hours that are not known, or no working day within 400 days.
 */
export function dueMs(deadline: Deadline, atMs: number, calendar: WorkCalendar): number | undefined {
  switch (deadline.kind) {
    case 'seconds':
      return atMs + deadline.seconds * 1000
    case 'working-days':
      return endOfWorkingDayMs(atMs, deadline.days, calendar)
    case 'seconds-or-next-working-day': {
      const nextDay = endOfWorkingDayMs(atMs, 1, calendar)
      return nextDay === undefined ? undefined : Math.max(atMs + deadline.seconds * 1000, nextDay)
    }
    case 'seconds-or-after-opening': {
      if (calendar.open === undefined) return undefined
      const closes = nextClosingMs(calendar.open, calendar.timeZone, atMs)
      if (closes !== undefined && closes - atMs >= deadline.lateSecondsBeforeClose * 1000) return atMs + deadline.seconds * 1000
      const opens = nextOpeningMs(calendar.open, calendar.timeZone, atMs)
      return opens === undefined ? undefined : opens + deadline.secondsAfterOpening * 1000
    }
    default: {
      const never: never = deadline
      return never
    }
  }
}
