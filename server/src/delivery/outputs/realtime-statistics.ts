import type { Display } from '@queuecast/client-sdk/protocol'
import { toldFigures } from './told-figures.ts'

interface Statistic<Name extends string> { results: Record<Name, number | null> & { unit: string } }
/** The two statistics of CxEngage that a customer's page asks for, in one object by their names; null is unknown. */
export interface RealtimeStatistics { 'estimated-wait-time': Statistic<'time'>; 'current-position-in-queue': Statistic<'count'> }

/** Seconds, and a place. Source: the CxEngage reporting API, "estimated wait time" and "current position in queue", whose window of time we do not have. */
export function realtimeStatistics(display: Display): RealtimeStatistics {
  const { boundSeconds, position } = toldFigures(display)
  return {
    'estimated-wait-time': { results: { time: boundSeconds === undefined ? null : Math.ceil(boundSeconds), unit: 'time' } },
    'current-position-in-queue': { results: { count: position ?? null, unit: 'count' } },
  }
}
