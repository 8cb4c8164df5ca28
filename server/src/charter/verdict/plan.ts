import type { CharterInForce } from '../adoption/book.ts'
import { stretchIndex } from '../calendar/intervals.ts'
import { dayBoundaries, endOfDateMs, localDate, startOfDateMs } from '../calendar/local-days.ts'
import { type JudgedWindow, windowsOf } from '../calendar/windows.ts'
import type { Interval } from '../evidence.ts'
import type { Rule } from '../schema/rule-types.ts'
import { type Measure, measureOf } from './measure.ts'
import { createTally, type Tally } from './tally.ts'

/** A stretch of a window in which one version, one step of its ramp, and either grace or no grace hold. */
export interface Segment extends Interval {
  window: JudgedWindow
  measure: Measure | undefined
  grace: boolean
  tally: Tally
}
/** One rule of one version with its stretches, in order and without overlap. */
export interface PlannedRule { version: CharterInForce; rule: Rule; segments: Segment[]; boundaries: number[]; /** Segment by stretch of `boundaries`; gaps have none. */ byStretch: (Segment | undefined)[] }

function cutsOf(version: CharterInForce, rule: Rule, timeZone: string): number[] {
  const ramp = 'ramp' in rule ? rule.ramp ?? [] : []
  return [...ramp.map(({ from }) => startOfDateMs(from, timeZone)), ...(version.graceUntilMs === undefined ? [] : [version.graceUntilMs])]
}

/** The rules to judge over a period, cut into windows and, within them, where a version, a ramp's step or a grace begins or ends. */
export function planRules(versions: readonly CharterInForce[], period: Interval, timeZone: string): PlannedRule[] {
  // Most rules share their stretches; local days are dear to compute.
  const known = new Map<string, number[]>()
  const daysOf = (start: number, end: number): number[] => {
    const key = `${start} ${end}`
    let days = known.get(key)
    if (days === undefined) known.set(key, (days = dayBoundaries(start, end, timeZone)))
    return days
  }
  return versions.flatMap((version) => version.charter.rules.map((rule): PlannedRule => {
    const fromMs = Math.max(version.fromMs, rule.validFrom === undefined ? -Infinity : startOfDateMs(rule.validFrom, timeZone))
    const toMs = Math.min(version.toMs, rule.validTo === undefined ? Infinity : endOfDateMs(rule.validTo, timeZone))
    const cuts = cutsOf(version, rule, timeZone)
    const window = 'window' in rule ? rule.window : undefined
    const segments = windowsOf(window, period, timeZone).flatMap((judged): Segment[] => {
      const edges = [...new Set([judged.fromMs, judged.toMs, fromMs, toMs, ...cuts])].filter((edge) => edge >= Math.max(judged.fromMs, fromMs) && edge <= Math.min(judged.toMs, toMs)).sort((a, b) => a - b)
      return edges.slice(1).map((end, index): Segment => {
        const start = edges[index] ?? end
        const measure = measureOf(rule, localDate(start, timeZone))
        return {
          fromMs: start, toMs: end, window: judged, measure, grace: version.graceUntilMs !== undefined && start < version.graceUntilMs,
          tally: createTally(daysOf(start, end), measure, rule.type === 'mean-wait' && rule.bestShare !== undefined),
        }
      })
    })
    const boundaries = [...new Set(segments.flatMap((segment) => [segment.fromMs, segment.toMs]))].sort((a, b) => a - b)
    return { version, rule, segments, boundaries, byStretch: boundaries.slice(0, -1).map((start) => segments.find((segment) => segment.fromMs === start)) }
  }))
}

/** The stretch of a planned rule that holds an instant. */
export function segmentAt(planned: PlannedRule, atMs: number): Segment | undefined {
  const index = stretchIndex(planned.boundaries, atMs)
  return index < 0 ? undefined : planned.byStretch[index]
}

/** From when to when evidence and measured minutes are needed to judge these rules in whole windows. */
export function spanOf(planned: readonly PlannedRule[], period: Interval): Interval {
  const segments = planned.flatMap((rule) => rule.segments)
  return { fromMs: Math.min(period.fromMs, ...segments.map(({ fromMs }) => fromMs)), toMs: Math.max(period.toMs, ...segments.map(({ toMs }) => toMs)) }
}
