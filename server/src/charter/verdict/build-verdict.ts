import { isSecondary, openPoints } from '../adoption/open-points.ts'
import { intersection, lengthMs, union } from '../calendar/intervals.ts'
import type { WindowFacts } from '../evidence.ts'
import type { Rule } from '../schema/rule-types.ts'
import type { JudgingContext } from './context.ts'
import { timeShares } from './context.ts'
import { addCounts, type Counts } from './counts.ts'
import { decide } from './decide.ts'
import { byDaysInterval, type FigureInterval, meanInterval, wider, wilson } from './interval-of.ts'
import type { Measure } from './measure.ts'
import { outlook } from './outlook.ts'
import type { PlannedRule, Segment } from './plan.ts'
import { reachability } from './reachability.ts'
import { FORMULAS, type Quotient, serviceLevel } from './service-level.ts'
import type { Verdict } from './verdict.ts'

const DAY_MS = 86_400_000
const valueOf = ({ numerator, denominator }: Quotient): number | undefined => denominator > 0 ? numerator / denominator : undefined
const sum = (map: ReadonlyMap<string, number>): number => [...map.values()].reduce((all, n) => all + n, 0)

/** Whether callbacks are nowhere configured where the rule holds. */
function callbackMissing(rule: Rule, facts: WindowFacts, context: JudgingContext): boolean {
  if (rule.type !== 'callback-offer') return false
  const queues = rule.scope?.queues ?? facts.measured.filter((minutes) => rule.scope?.channels === undefined || rule.scope.channels.includes(minutes.channel)).map(({ queue }) => queue)
  return !context.callbackConfigured(queues)
}

/** The verdict of one stretch, from its tally and what is known of the time around it. */
export function buildVerdict({ version, rule }: PlannedRule, segment: Segment, facts: WindowFacts, context: JudgingContext, nowMs: number): Verdict {
  const { tally, measure } = segment
  const approved = version.adoption.approvedOn !== undefined
  const until = { fromMs: segment.fromMs, toMs: Math.max(segment.fromMs, Math.min(segment.toMs, nowMs)) }
  const time = timeShares(rule, until, facts, context)
  const counts = tally.total()
  if (rule.type === 'reachability-hours') Object.assign(counts, reachability(rule, until, facts, context.timeZone))
  const quotient = measure?.quotient(counts) ?? { numerator: 0, denominator: 0 }
  const best = rule.type === 'mean-wait' && rule.bestShare !== undefined ? tally.histogram?.meanOfBest(rule.bestShare, counts.answered + counts.abandoned + counts.lost) : undefined
  const judged: Quotient = best === undefined ? quotient : { numerator: best.mean * best.n, denominator: best.n }
  const complete = nowMs >= segment.toMs
  const days = measure === undefined ? [] : tally.days(measure)
  const forecast = complete || measure === undefined || best !== undefined || until.toMs === until.fromMs ? undefined
    : outlook(days.slice(0, Math.ceil((until.toMs - until.fromMs) / DAY_MS)), (until.toMs - until.fromMs) / DAY_MS, (segment.toMs - until.toMs) / DAY_MS, measure)
  const beforeLedger = segment.fromMs < (facts.beganMs ?? 0)
  const excepted = version.adoption.exceptions?.includes(rule.id) === true
  const decision = decide({
    rule, excepted, measure, openMs: time.openMs, measuredShare: time.measuredShare, exemptShare: time.exemptShare, quotient: judged, unmeasured: sum(tally.unmeasured),
    exemptedCases: tally.exemptedCases(), grace: segment.grace, begun: segment.fromMs < nowMs, beforeLedger, complete, callbackMissing: callbackMissing(rule, facts, context),
    tooFewAnswered: best !== undefined && !best.enough, outlook: forecast,
  })
  const value = valueOf(judged)
  const interval = best?.interval ?? (measure === undefined ? undefined : intervalOf(judged, counts, days, measure))
  return {
    charter: version.charter.id, version: version.version, rule: rule.id, type: rule.type, strength: rule.strength,
    draft: !approved && (version.charter.status === 'draft' || isSecondary(rule)),
    fromMs: segment.fromMs, toMs: segment.toMs, window: { label: segment.window.label, fromMs: segment.window.fromMs, toMs: segment.window.toMs, complete },
    ...decision,
    open: openPoints(version.charter, approved).filter((point) => point.rule === rule.id).map(({ path, text }) => ({ path, text })),
    ...(measure === undefined ? {} : { unit: measure.unit, direction: measure.direction, target: measure.target, ...(Number.isFinite(measure.thresholdSeconds) ? { thresholdSeconds: measure.thresholdSeconds } : {}) }),
    ...formulaFields(rule, counts),
    ...(value === undefined ? {} : { value }), n: judged.denominator,
    ...(interval === undefined ? {} : { interval }),
    counts: {
      answered: counts.answered, answeredWithin: counts.answeredWithin, abandoned: counts.abandoned, abandonedWithin: counts.abandonedWithin, lost: counts.lost, busy: counts.busy,
      kept: counts.good, notKept: counts.n - counts.good,
    },
    exempt: exemptFields(tally, counts, measure, time.exemptShare),
    ...(time.measuredShare === undefined ? {} : { measuredShareOfOpenTime: time.measuredShare }),
    outageSeconds: lengthMs(intersection([until], union(facts.outages))) / 1000,
    aside: Object.fromEntries(tally.aside), unmeasured: Object.fromEntries(tally.unmeasured), reasonsOfMisses: Object.fromEntries(tally.reasons),
    ...correctionFields(tally, measure),
    ...(forecast === undefined ? {} : { outlook: forecast }),
    notes: [...(beforeLedger ? ['It began before the ledger did; what came before is not in the figure.'] : []), ...notesOf(rule, version.charter.status === 'draft' && !approved)], contacts: [...tally.missed],
  }
}

function intervalOf(quotient: Quotient, counts: Counts, days: readonly Quotient[], measure: Measure): FigureInterval | undefined {
  const alone = measure.unit === 'share' ? wilson(quotient) : meanInterval(counts.sumSeconds, counts.sumSquares, counts.answered)
  return wider(alone, byDaysInterval(days, measure.unit))
}

function formulaFields(rule: Rule, counts: Counts): Pick<Verdict, 'formula' | 'formulas' | 'meanOfAllSeconds'> {
  if (rule.type === 'mean-wait') {
    const all = counts.answered + counts.abandoned + counts.lost
    return all > 0 ? { meanOfAllSeconds: counts.sumAllSeconds / all } : {}
  }
  if (rule.type !== 'max-wait-each' && rule.type !== 'share-within') return {}
  const formulas: Verdict['formulas'] = {}
  for (const formula of FORMULAS) {
    const value = valueOf(serviceLevel(formula, counts))
    if (value !== undefined) formulas[formula] = value
  }
  return { formula: rule.population?.formula ?? 'sl_f3', formulas }
}

function exemptFields(tally: Segment['tally'], counts: Counts, measure: Measure | undefined, shareOfOpenTime: number | undefined): Verdict['exempt'] {
  const all = { ...counts }
  addCounts(all, tally.exempted())
  const valueWithThem = measure === undefined || tally.exemptedCases() === 0 ? undefined : valueOf(measure.quotient(all))
  return { cases: tally.exemptedCases(), ...(shareOfOpenTime === undefined ? {} : { shareOfOpenTime }), ...(valueWithThem === undefined ? {} : { valueWithThem }) }
}

function correctionFields(tally: Segment['tally'], measure: Measure | undefined): Pick<Verdict, 'corrections' | 'valueBefore'> {
  const corrections = tally.corrections()
  if (measure === undefined || corrections.length === 0) return { corrections: [] }
  const before = valueOf(measure.quotient(tally.published()))
  return { corrections: corrections.map(({ date, contacts, counts }) => ({ date, contacts, n: measure.quotient(counts).denominator })), ...(before === undefined ? {} : { valueBefore: before }) }
}

function notesOf(rule: Rule, draft: boolean): string[] {
  return [
    ...(draft ? ['Known from secondary sources only; not compared with the text by the operator.'] : []),
    ...(rule.type === 'mean-wait' ? ['The mean is over those who were answered; whoever gave up is not in it. The mean of all waits stands beside it.'] : []),
    ...(rule.readingOf === undefined ? [] : [`One of the readings of rule ${rule.readingOf}.`]),
    ...(rule.provenance.note === undefined ? [] : [rule.provenance.note]),
  ]
}
