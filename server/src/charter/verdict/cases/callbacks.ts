import { dueMs } from '../../calendar/deadline.ts'
import type { ContactEvidence } from '../../evidence.ts'
import type { Charter } from '../../schema/charter.ts'
import type { RuleOf } from '../../schema/rule-types.ts'
import { type Case, OUTSIDE, PROMPT_SECONDS } from '../case.ts'
import { caseInstantMs, clockStartMs, toldAtMs } from '../clock.ts'
import type { JudgingContext } from '../context.ts'
import { waitEnd } from './wait.ts'

/** When a callback was first offered: the center's event, or a duty in a display that was received, shown or played. */
export function offeredAtMs(evidence: ContactEvidence): number | undefined {
  let first = Math.min(evidence.callback?.offeredAtMs ?? Infinity, evidence.callback?.acceptedAtMs ?? Infinity)
  for (const told of evidence.told) {
    if (told.duties?.some((duty) => duty.kind === 'offer-callback') === true) first = Math.min(first, toldAtMs(told) ?? Infinity)
  }
  return first === Infinity ? undefined : first
}

/** Was the callback offered when it was owed? Owed to nobody who was answered or gone before; never kept where no callback is configured. */
export function callbackOfferCase(rule: RuleOf<'callback-offer'>, evidence: ContactEvidence, context: JudgingContext): Case {
  const start = clockStartMs(evidence, rule.clock?.start ?? 'queue-entered', context)
  const end = waitEnd(evidence)
  if (end?.end === 'refused') return OUTSIDE
  if (start === undefined) return { kind: 'unmeasured', atMs: caseInstantMs(evidence), reason: 'no-clock' }
  if (end === undefined && evidence.callback?.acceptedAtMs === undefined) return { kind: 'unmeasured', atMs: start, reason: 'end-unknown' }
  const overMs = Math.min(end?.atMs ?? Infinity, evidence.callback?.acceptedAtMs ?? Infinity)
  const due = dueOfOffer(rule, evidence, start, overMs)
  // An earlier offer is a kept one only if it was owed: without this, whoever is answered at once would fill the figure.
  if (due === undefined || overMs <= due) return { kind: 'aside', atMs: start, reason: 'not-owed' }
  const during = { fromMs: start, toMs: due }
  if (!context.callbackConfigured(evidence.queues)) return { kind: 'share', atMs: start, during, good: false, why: 'callback-not-configured' }
  const offered = offeredAtMs(evidence)
  return { kind: 'share', atMs: start, during, good: offered !== undefined && offered <= due + PROMPT_SECONDS * 1000, ...(offered === undefined ? { why: 'never-offered' } : {}) }
}

function dueOfOffer(rule: RuleOf<'callback-offer'>, evidence: ContactEvidence, startMs: number, overMs: number): number | undefined {
  const dues: number[] = []
  if (typeof rule.afterSeconds === 'number') dues.push(startMs + rule.afterSeconds * 1000)
  if (typeof rule.ifExpectedOverSeconds === 'number') {
    const limit = rule.ifExpectedOverSeconds
    const expected = evidence.told.some((told) => (told.boundSeconds ?? 0) > limit) || (overMs - startMs) / 1000 > limit
    if (expected) dues.push(startMs + (rule.bySeconds ?? limit) * 1000)
  }
  return dues.length === 0 ? undefined : Math.min(...dues)
}

/** Was a callback that was agreed made in time? An attempt is no callback. */
export function callbackDeadlineCase(rule: RuleOf<'callback-deadline'>, charter: Charter, evidence: ContactEvidence, context: JudgingContext): Case {
  const { callback } = evidence
  if (callback?.acceptedAtMs === undefined || rule.deadline === null) return OUTSIDE
  const atMs = callback.acceptedAtMs
  const due = dueMs(rule.deadline, atMs, context.calendar(charter, evidence.queues))
  if (due === undefined) return { kind: 'unmeasured', atMs, reason: 'no-calendar' }
  if (callback.reachedAtMs === undefined && callback.cancelledAtMs !== undefined && callback.cancelledAtMs <= due) return { kind: 'aside', atMs, reason: 'cancelled' }
  return { kind: 'share', atMs, during: { fromMs: atMs, toMs: due }, good: callback.reachedAtMs !== undefined && callback.reachedAtMs <= due }
}
