import { versionsInForce, type BookEntry } from '../adoption/book.ts'
import { localDate } from '../calendar/local-days.ts'
import type { CenterFacts } from '../../contact-center/index.ts'
import type { ContactEvidence, Interval, WindowFacts } from '../evidence.ts'
import { buildVerdict } from './build-verdict.ts'
import { caseOf } from './case-of.ts'
import { judgingContext } from './context.ts'
import { createCharterWatch } from './charter-watch.ts'
import { createFifoWatch } from './fifo.ts'
import { mergeFacts } from './merge-facts.ts'
import { type PlannedRule, planRules, segmentAt, spanOf } from './plan.ts'
import { withQuorums } from './quorum.ts'
import { withStricter } from './strictness.ts'
import { createTotalsWatch } from './totals.ts'
import type { VerdictReport } from './verdict.ts'

/** One pass over the evidence of a center. */
export interface VerdictRun {
  /** From when to when evidence is needed, so that every window is judged whole. */
  readonly span: Interval
  /**
   * Takes one entry of the ledger, in the ledger's order. A correction (`corrects`) takes out what it replaces, which
   * must have been added before; both stand in an append-only ledger.
   */
  add(evidence: ContactEvidence): void
  /** The verdicts. May be asked once, at the end. */
  finish(): VerdictReport
}

/** Judges a center's charters over a period. `nowMs`: windows that are not over then are judged so far, with an outlook. */
export function createVerdictRun(book: readonly BookEntry[], center: CenterFacts, period: Interval, given: WindowFacts, nowMs: number): VerdictRun {
  const facts = mergeFacts(given)
  const versions = versionsInForce(book, center.timeZone)
  // A rule without a window is judged over what was asked for, as far as there is evidence.
  const within = { fromMs: Math.max(period.fromMs, facts.beganMs ?? 0), toMs: period.toMs }
  const planned = within.fromMs < within.toMs ? planRules(versions, within, center.timeZone) : []
  const others = createCharterWatch(versions, period)
  const context = judgingContext(center, facts)
  const totals = createTotalsWatch(facts.totals ?? [], center.timeZone)
  const fifoRules = planned.filter(({ rule }) => rule.type === 'fifo-order')
  const fifos = fifoRules.map((rule) => ({
    rule,
    watch: createFifoWatch(({ contact, atMs, overtaken }) =>
      segmentAt(rule, atMs)?.tally.add({ kind: 'share', atMs, during: { fromMs: atMs, toMs: atMs }, good: !overtaken, ...(overtaken ? { why: 'overtaken' } : {}) }, contact, false, 1)),
  }))
  const judged = planned.filter(({ segments }) => segments.length > 0)
  const counted = judged.filter(({ segments }) => segments.some(({ measure }) => measure !== undefined))

  const tally = (evidence: ContactEvidence, sign: 1 | -1, correctedOn: string | undefined): void => {
    for (const rule of counted) addTo(rule, evidence, sign, correctedOn)
    totals.add(evidence, sign)
    others.add(evidence, sign)
  }
  const addTo = (planned: PlannedRule, evidence: ContactEvidence, sign: 1 | -1, correctedOn: string | undefined): void => {
    const one = caseOf(planned.rule, planned.version.charter, evidence, context)
    if (one.kind === 'outside') return
    const segment = segmentAt(planned, one.atMs)
    if (segment === undefined) return
    const exempt = (one.kind === 'wait' || one.kind === 'share') && context.exempted(planned.rule, queuesOf(evidence), one.during.fromMs, one.during.toMs)
    segment.tally.add(one, evidence.contact, exempt, sign, correctedOn)
  }
  return {
    span: spanOf(judged, within),
    add(evidence) {
      const correctedOn = evidence.corrects === undefined ? undefined : localDate(evidence.settledAtMs, center.timeZone)
      if (evidence.corrects !== undefined) tally(evidence.corrects, -1, correctedOn)
      tally(evidence, 1, correctedOn)
      if (evidence.kind !== 'customer' || evidence.corrects !== undefined) return
      for (const { rule, watch } of fifos) if (rule.rule.scope?.queues?.some((queue) => evidence.queues.includes(queue)) !== false) watch.add(evidence)
    },
    finish() {
      for (const { watch } of fifos) watch.finish()
      const verdicts = judged.flatMap((rule) => withQuorums(rule.rule, rule.segments.map((segment) => buildVerdict(rule, segment, facts, context, nowMs))))
      return { fromMs: period.fromMs, toMs: period.toMs, nowMs, verdicts: withStricter(verdicts, judged), totals: totals.differences(), totalsDays: totals.days, otherCharters: others.contacts, ...(facts.beganMs === undefined ? {} : { beganMs: facts.beganMs }) }
    },
  }
}

const queuesOf = (evidence: ContactEvidence): readonly string[] => evidence.queues.length > 0 ? evidence.queues : evidence.refused.map(({ queue }) => queue)
