import { DateTime } from 'luxon'
import type { Scenario } from './scenario.ts'

/** A scenario's first instant, epoch milliseconds. */
export const startMsOf = ({ startsAt, timeZone }: Pick<Scenario, 'startsAt' | 'timeZone'>): number => instantOf(startsAt, timeZone)

/** A local time of day in a zone as epoch milliseconds; a clock change lies where the zone's own rules put it. */
export function instantOf(local: string, timeZone: string): number {
  const instant = DateTime.fromISO(local, { zone: timeZone })
  if (!instant.isValid) throw new Error(`${local} in ${timeZone} is no time: ${instant.invalidExplanation ?? 'unknown'}`)
  return instant.toMillis()
}
