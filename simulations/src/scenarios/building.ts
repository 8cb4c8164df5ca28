import type { Law, Span, Step } from '../contact-center/index.ts'
import type { Scenario } from './scenario.ts'
import { instantOf, startMsOf } from './start.ts'

export const MINUTE = 60
export const HOUR = 3600

/** From the start on. */
export const constant = (value: number): Step[] => [{ fromSeconds: 0, value }]
export const exponentialOf = (meanSeconds: number): Law => ({ law: 'exponential', meanSeconds })
export const lognormalOf = (meanSeconds: number, cv = 0.8): Law => ({ law: 'lognormal', meanSeconds, cv })

/** Local times of a scenario as seconds from its start. */
export function clockOf(scenario: Pick<Scenario, 'startsAt' | 'timeZone'>): {
  at(local: string): number
  span(from: string, to: string): Span
  steps(values: Readonly<Record<string, number>>): Step[]
} {
  const startMs = startMsOf(scenario)
  const at = (local: string): number => (instantOf(local, scenario.timeZone) - startMs) / 1000
  return {
    at,
    span: (from, to) => ({ fromSeconds: at(from), toSeconds: at(to) }),
    steps: (values) => Object.entries(values).map(([local, value]) => ({ fromSeconds: at(local), value })).sort((a, b) => a.fromSeconds - b.fromSeconds),
  }
}

/** Contacts an hour in each hour of an ordinary day from 8 to 18, as shares of the busiest. */
const DAY_SHAPE: readonly number[] = [0.45, 0.85, 1, 0.95, 0.7, 0.65, 0.8, 0.85, 0.7, 0.4]

/** A day's arrivals by local hour, `day` as `2026-01-05`; busiest hour `peak`. */
export const dayShape = (day: string, peak: number): Record<string, number> => ({
  ...Object.fromEntries(DAY_SHAPE.map((share, i) => [`${day}T${String(8 + i).padStart(2, '0')}:00`, share * peak])),
  [`${day}T18:00`]: 0,
})
