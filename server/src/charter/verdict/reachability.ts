import type { Hours } from '../../contact-center/index.ts'
import { isOpen, nextChangeMs } from '../../contact-center/index.ts'
import { intersection, lengthMs, union } from '../calendar/intervals.ts'
import type { Interval, WindowFacts } from '../evidence.ts'
import type { RuleOf } from '../schema/rule-types.ts'
import { inScope } from './context.ts'

/** The promised hours inside a stretch of time. */
export function promisedHours(rule: RuleOf<'reachability-hours'>, stretch: Interval, timeZone: string): Interval[] {
  const weekly: Hours['weekly'] = {}
  for (const [day, spans] of Object.entries(rule.weekly ?? {})) if (spans !== undefined) weekly[day as keyof Hours['weekly']] = spans
  const hours: Hours = { weekly, ...(rule.holidays === undefined ? {} : { holidays: rule.holidays }) }
  const intervals: Interval[] = []
  let at = stretch.fromMs
  while (at < stretch.toMs) {
    const next = Math.min(stretch.toMs, nextChangeMs(hours, timeZone, at) ?? stretch.toMs)
    if (isOpen(hours, timeZone, at)) intervals.push({ fromMs: at, toMs: next })
    at = next
  }
  return union(intervals)
}

/** Promised minutes (n), and those in which at least one queue of each promised channel was open (good); parts of minutes count as parts. */
export function reachability(rule: RuleOf<'reachability-hours'>, stretch: Interval, facts: WindowFacts, timeZone: string): { n: number; good: number } {
  const promised = promisedHours(rule, stretch, timeZone)
  const queues = facts.measured.filter((minutes) => inScope(rule, [minutes.queue], minutes.channel))
  const channels = rule.scope?.channels ?? [...new Set(queues.map(({ channel }) => channel))]
  let n = 0
  let good = 0
  for (const channel of channels) {
    n += lengthMs(promised) / 60_000
    good += lengthMs(intersection(promised, union(queues.filter((minutes) => minutes.channel === channel).flatMap(({ open }) => open)))) / 60_000
  }
  return { n, good }
}
