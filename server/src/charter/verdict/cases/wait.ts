import type { ContactEvidence } from '../../evidence.ts'
import type { ClockStart, Population } from '../../schema/fields.ts'
import { type Case, OUTSIDE, type WaitEnd } from '../case.ts'
import { caseInstantMs, clockStartMs } from '../clock.ts'
import type { JudgingContext } from '../context.ts'

/** Vendors' clocks differ by this much at most; a wait that is more negative is a fault, not a short wait. */
const SKEW_MS = 2000

/** The first instant at which a human was there: an answer by a human, or a callback that reached the customer. Bots, tapes and offers are none. */
export function humanAnswerMs(evidence: ContactEvidence): number | undefined {
  let first = evidence.callback?.reachedAtMs ?? Infinity
  for (const answer of evidence.answers) if (answer.by === 'human') first = Math.min(first, answer.atMs)
  return first === Infinity ? undefined : first
}

/** How the wait for a human ended and when; undefined where nothing says so. */
export function waitEnd(evidence: ContactEvidence): { end: WaitEnd; atMs: number; busy?: boolean } | undefined {
  const answered = humanAnswerMs(evidence)
  if (answered !== undefined) return { end: 'answered', atMs: answered }
  if (evidence.abandonedAtMs !== undefined) return { end: 'abandoned', atMs: evidence.abandonedAtMs }
  const { callback } = evidence
  // A callback that was agreed outlives what the line says of the contact (it left the line).
  if (callback?.acceptedAtMs !== undefined) {
    if (callback.cancelledAtMs !== undefined) return { end: 'abandoned', atMs: callback.cancelledAtMs }
    const over = callback.expiredAtMs ?? evidence.endedAtMs
    return over === undefined ? undefined : { end: 'lost', atMs: over }
  }
  const left = evidence.left.at(-1)
  if (left !== undefined) return { end: 'lost', atMs: left.atMs }
  const refused = evidence.refused.at(-1)
  if (refused !== undefined) return { end: 'refused', atMs: refused.atMs, busy: refused.reason !== 'closed' }
  return undefined
}

/** The wait of one contact by the rule's clock. */
export function waitCase(evidence: ContactEvidence, start: ClockStart, population: Population | undefined, thresholdSeconds: number | undefined, context: JudgingContext): Case {
  const end = waitEnd(evidence)
  const began = clockStartMs(evidence, start, context)
  if (end?.end === 'refused') {
    // Turned away outside opening hours is no wait at all.
    return end.busy === true ? { kind: 'wait', atMs: end.atMs, during: { fromMs: end.atMs, toMs: end.atMs }, end: 'refused', seconds: 0, busy: true } : OUTSIDE
  }
  if (began === undefined) return { kind: 'unmeasured', atMs: caseInstantMs(evidence), reason: 'no-clock' }
  if (end === undefined) return { kind: 'unmeasured', atMs: began, reason: 'end-unknown' }
  if (end.atMs < began - SKEW_MS) return { kind: 'unmeasured', atMs: began, reason: 'clock-skew' }
  const seconds = Math.max(0, end.atMs - began) / 1000
  const accepted = evidence.callback?.acceptedAtMs
  if (population?.callbacks === 'apart' && accepted !== undefined && (evidence.callback?.reachedAtMs === end.atMs || end.end !== 'answered')
    && (accepted - began) / 1000 <= (thresholdSeconds ?? Infinity)) return { kind: 'aside', atMs: began, reason: 'callback-apart' }
  const until = thresholdSeconds === undefined ? end.atMs : Math.min(end.atMs, began + thresholdSeconds * 1000)
  return { kind: 'wait', atMs: began, during: { fromMs: began, toMs: Math.max(began, until) }, end: end.end, seconds }
}
