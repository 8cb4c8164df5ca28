import type { CenterFacts, Hours, QueueFacts } from '../../contact-center/index.ts'
import { intersection, lengthMs, union } from '../calendar/intervals.ts'
import { type WorkCalendar, workCalendar } from '../calendar/local-days.ts'
import type { Interval, NoticeInterval, WindowFacts } from '../evidence.ts'
import type { Charter } from '../schema/charter.ts'
import type { Rule } from '../schema/rule-types.ts'

/** What judging needs beside a contact's own evidence: the center's configuration and the messages that were live. */
export interface JudgingContext {
  readonly timeZone: string
  queue(id: string): QueueFacts | undefined
  /** Whether a callback can be had in any of these queues. */
  callbackConfigured(queues: readonly string[]): boolean
  calendar(charter: Charter, queues: readonly string[]): WorkCalendar
  readonly notices: readonly NoticeInterval[]
  /** Whether a message that fulfils the rule's exemption was live for one of the queues at some time in from…to (both included). */
  exempted(rule: Rule, queues: readonly string[], fromMs: number, toMs: number): boolean
  /** The time within `within` in which the rule's exemption held for the queue. */
  exemptIntervals(rule: Rule, queue: string): readonly Interval[]
}

const concerns = (notice: NoticeInterval, queue: string): boolean => notice.queues === undefined || notice.queues.includes(queue)

/** A message holds what the exemption needs. */
export function fulfils(notice: NoticeInterval, rule: Pick<Rule, 'exemption'>): boolean {
  const needs = rule.exemption?.requires ?? []
  return (!needs.includes('cause') || notice.cause !== undefined) && (!needs.includes('expected-end') || notice.expectedEndMs !== undefined)
}

function meets(intervals: readonly Interval[], fromMs: number, toMs: number): boolean {
  let low = 0
  let high = intervals.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((intervals[middle]?.toMs ?? Infinity) <= fromMs) low = middle + 1
    else high = middle
  }
  const next = intervals[low]
  return next !== undefined && next.fromMs <= toMs
}

/** Prepares judging for one center and one stretch of time. Pure; keeps what it computed once. */
export function judgingContext(center: CenterFacts, facts: Pick<WindowFacts, 'notices'>): JudgingContext {
  const queues = new Map(center.queues.map((queue) => [queue.id, queue]))
  const calendars = new Map<Charter, Map<Hours | undefined, WorkCalendar>>()
  const intervals = new Map<string, Interval[]>()
  const exemptIntervals = (rule: Rule, queue: string): readonly Interval[] => {
    const key = `${(rule.exemption?.requires ?? []).join()} ${queue}`
    let found = intervals.get(key)
    if (found === undefined) intervals.set(key, (found = rule.exemption === undefined ? [] : union(facts.notices.filter((notice) => concerns(notice, queue) && fulfils(notice, rule)))))
    return found
  }
  return {
    timeZone: center.timeZone,
    notices: facts.notices,
    queue: (id) => queues.get(id),
    callbackConfigured: (ids) => ids.some((id) => queues.get(id)?.callback?.available === true),
    calendar(charter, ids) {
      const hours = ids.map((id) => queues.get(id)?.hours).find((known) => known !== undefined)
      let byHours = calendars.get(charter)
      if (byHours === undefined) calendars.set(charter, (byHours = new Map()))
      let calendar = byHours.get(hours)
      if (calendar === undefined) byHours.set(hours, (calendar = workCalendar(center.timeZone, charter.workingDays, hours)))
      return calendar
    },
    exempted: (rule, ids, fromMs, toMs) => rule.exemption !== undefined && facts.notices.length > 0 && ids.some((queue) => meets(exemptIntervals(rule, queue), fromMs, toMs)),
    exemptIntervals,
  }
}

/** Shares of the open time in a window: how much was measured, how much exempt. Undefined where nothing was open. */
export function timeShares(rule: Rule, window: Interval, facts: WindowFacts, context: JudgingContext): { openMs: number; measuredShare?: number; exemptShare?: number } {
  let openMs = 0
  let measuredMs = 0
  let exemptMs = 0
  for (const minutes of facts.measured) {
    if (!inScope(rule, [minutes.queue], minutes.channel)) continue
    const open = intersection(minutes.open, [window])
    openMs += lengthMs(open)
    measuredMs += lengthMs(intersection(open, minutes.measured))
    exemptMs += lengthMs(intersection(open, context.exemptIntervals(rule, minutes.queue)))
  }
  return openMs === 0 ? { openMs } : { openMs, measuredShare: measuredMs / openMs, exemptShare: exemptMs / openMs }
}

/** Whether a rule speaks of contacts of this channel in these queues. */
export function inScope(rule: Pick<Rule, 'scope'>, queues: readonly string[], channel: string): boolean {
  const { scope } = rule
  if (scope === undefined) return true
  return (scope.channels === undefined || (scope.channels as readonly string[]).includes(channel)) && (scope.queues === undefined || queues.some((queue) => scope.queues?.includes(queue)))
}
