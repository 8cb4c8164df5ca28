import { DateTime } from 'luxon'
import type { EvidenceItem, KeptEvidence } from '../../promise-evidence/index.ts'
import type { RollupChange } from '../port.ts'
import { answeredAfter, toldScores } from './scores.ts'

/** The day last asked for in each zone: contacts come on few days, and a calendar's answer costs more than all else of a contribution. */
const lastDays = new Map<string, { fromMs: number; toMs: number; day: string }>()

/** Local day of an instant; in UTC where the zone is not known. */
export function localDay(ms: number, timeZone: string): string {
  const last = lastDays.get(timeZone)
  if (last !== undefined && ms >= last.fromMs && ms < last.toMs) return last.day
  const start = DateTime.fromMillis(ms, { zone: timeZone }).startOf('day')
  const day = start.toISODate() ?? new Date(ms).toISOString().slice(0, 10)
  if (start.isValid) lastDays.set(timeZone, { fromMs: start.toMillis(), toMs: start.plus({ days: 1 }).startOf('day').toMillis(), day })
  return day
}

export const fieldOf = (queue: string, figure: string): string => `${queue}|${figure}`

/**
 * What one contact adds to the figures of its first queue, on the local day on which it came. Only customers count; a contact that
 * went on in another is counted there.
 */
export function contribution(evidence: KeptEvidence, timeZone: string): RollupChange[] {
  const [queue] = evidence.queues
  if (evidence.kind !== 'customer' || evidence.followedBy !== undefined || queue === undefined) return []
  const fromMs = evidence.clocks.queuedAtMs ?? evidence.settledAtMs
  const day = localDay(fromMs, timeZone)
  const figures = toldScores(evidence)
  const answeredMs = answeredAfter(evidence, fromMs)
  figures.set('offered', 1)
  if (answeredMs !== undefined) {
    figures.set('answered', 1)
    figures.set('waited', Math.max(0, Math.round((answeredMs - fromMs) / 1000)))
  } else if (evidence.abandonedAtMs !== undefined) figures.set('abandoned', 1)
  else if (evidence.refused.length > 0) figures.set('refused', 1)
  else figures.set('otherwise', 1)
  return Array.from(figures, ([figure, value]) => ({ day, field: fieldOf(queue, figure), how: 'add', value }))
}

/** What a correction changes: the new figures, less those that stood. */
export const difference = (now: RollupChange[], before: RollupChange[]): RollupChange[] =>
  [...now, ...before.map((change) => ({ ...change, value: -change.value }))]

/** Open and measured seconds of an hour. */
export function hourContribution({ facts }: Extract<EvidenceItem, { kind: 'hour' }>, timeZone: string): RollupChange[] {
  const seconds = (intervals: readonly { fromMs: number; toMs: number }[]): number =>
    Math.round(intervals.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) / 1000)
  const day = localDay(facts.fromMs, timeZone)
  return facts.measured.flatMap(({ queue, open, measured }): RollupChange[] => [
    { day, field: fieldOf(queue, 'openSeconds'), how: 'add', value: seconds(open) }, { day, field: fieldOf(queue, 'measuredSeconds'), how: 'add', value: seconds(measured) },
  ])
}

/** The center's own totals; the newest stand. */
export const totalsContribution = ({ totals }: Extract<EvidenceItem, { kind: 'totals' }>): RollupChange[] =>
  totals.flatMap(({ date, queue = '', offered, answered, abandoned }) => Object.entries({ offered, answered, abandoned })
    .flatMap(([figure, value]): RollupChange[] => (value === undefined ? [] : [{ day: date, field: fieldOf(queue, `acd.${figure}`), how: 'set', value }])))
