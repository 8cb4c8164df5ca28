import { DateTime } from 'luxon'
import type { Interval } from '../evidence.ts'
import type { RuleWindow } from '../schema/fields.ts'

const UNITS = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 }, quarter: { quarters: 1 }, year: { years: 1 } } as const

/** A stretch over which a rule is judged, with a name such as `2026-Q1`, `2026-03` or `2026-03-05`. */
export interface JudgedWindow extends Interval { label: string }

function labelOf(start: DateTime, unit: keyof typeof UNITS): string {
  switch (unit) {
    case 'day': return start.toFormat('yyyy-MM-dd')
    case 'week': return start.toFormat("kkkk-'W'WW")
    case 'month': return start.toFormat('yyyy-MM')
    case 'quarter': return `${start.year}-Q${start.quarter}`
    case 'year': return start.toFormat('yyyy')
  }
}

const periodLabel = (period: Interval, zone: string): string => `${DateTime.fromMillis(period.fromMs, { zone }).toFormat('yyyy-MM-dd')}…${DateTime.fromMillis(period.toMs - 1, { zone }).toFormat('yyyy-MM-dd')}`

/**
 * The whole windows that meet a period, in order, by the calendar of the zone. Without a window the period itself;
 * a rolling window ends where the period ends. A quorum takes in as many windows before the first as it needs.
 */
export function windowsOf(window: RuleWindow | null | undefined, period: Interval, zone: string): JudgedWindow[] {
  if (window === null || window === undefined) return [{ ...period, label: periodLabel(period, zone) }]
  if (window.unit === 'rolling') {
    const last = DateTime.fromMillis(period.toMs - 1, { zone }).startOf('day').plus({ days: 1 })
    const rolling = { fromMs: last.minus({ days: window.days ?? 1 }).toMillis(), toMs: last.toMillis() }
    return [{ ...rolling, label: periodLabel(rolling, zone) }]
  }
  const step = UNITS[window.unit]
  let start = DateTime.fromMillis(period.fromMs, { zone }).startOf(window.unit)
  // The quorum looks back from the last window of the period.
  const last = DateTime.fromMillis(period.toMs - 1, { zone }).startOf(window.unit)
  if (window.quorum !== undefined) {
    let earliest = last
    for (let index = 1; index < window.quorum.of; index++) earliest = earliest.minus(step)
    if (earliest < start) start = earliest
  }
  const windows: JudgedWindow[] = []
  while (start <= last) {
    const end = start.plus(step).startOf(window.unit)
    windows.push({ fromMs: start.toMillis(), toMs: end.toMillis(), label: labelOf(start, window.unit) })
    start = end
  }
  return windows
}
