import { dueMs } from '../../calendar/deadline.ts'
import type { ContactEvidence } from '../../evidence.ts'
import type { Charter } from '../../schema/charter.ts'
import type { RuleOf } from '../../schema/rule-types.ts'
import { type Case, OUTSIDE } from '../case.ts'
import { caseInstantMs } from '../clock.ts'
import type { JudgingContext } from '../context.ts'
import { humanAnswerMs } from './wait.ts'

/** Not more transfers than allowed, and each with a human in time. */
export function transfersCase(rule: RuleOf<'max-transfers'>, evidence: ContactEvidence): Case {
  const answered = humanAnswerMs(evidence)
  if (answered === undefined) return OUTSIDE
  const atMs = caseInstantMs(evidence)
  const { transfers } = evidence
  const during = { fromMs: atMs, toMs: answered }
  if (typeof rule.maxTransfers === 'number' && transfers.length > rule.maxTransfers) return { kind: 'share', atMs, during, good: false, why: 'too-many-transfers' }
  if (typeof rule.transferWithinSeconds !== 'number') return { kind: 'share', atMs, during, good: true }
  const limitMs = rule.transferWithinSeconds * 1000
  // What left the house cannot be followed.
  const inside = transfers.filter(({ to }) => to !== 'external')
  if (inside.length === 0) return typeof rule.maxTransfers === 'number' ? { kind: 'share', atMs, during, good: true } : OUTSIDE
  // A transfer that nobody took is a broken one only if the customer stayed longer than allowed.
  const late = inside.some((transfer) => (transfer.answeredAtMs ?? evidence.endedAtMs ?? transfer.atMs) - transfer.atMs > limitMs)
  if (!late && inside.some((transfer) => transfer.answeredAtMs === undefined && transfer.kind === 'blind')) return { kind: 'unmeasured', atMs, reason: 'transfer-time-unknown' }
  return { kind: 'share', atMs, during, good: !late, ...(late ? { why: 'transfer-too-long' } : {}) }
}

/** Was a message (e-mail, messaging) answered by a human in time? */
export function replyCase(rule: RuleOf<'reply-time'>, charter: Charter, evidence: ContactEvidence, context: JudgingContext): Case {
  if (rule.deadline === null) return OUTSIDE
  if (evidence.channel !== 'email' && evidence.channel !== 'messaging' && rule.scope?.channels?.includes(evidence.channel) !== true) return OUTSIDE
  const atMs = evidence.clocks.queuedAtMs
  if (atMs === undefined) return { kind: 'unmeasured', atMs: caseInstantMs(evidence), reason: 'no-clock' }
  const due = dueMs(rule.deadline, atMs, context.calendar(charter, evidence.queues))
  if (due === undefined) return { kind: 'unmeasured', atMs, reason: 'no-calendar' }
  let replied = humanAnswerMs(evidence) ?? Infinity
  for (const reply of evidence.replies) if (reply.by === 'human') replied = Math.min(replied, reply.atMs)
  if (replied === Infinity && evidence.abandonedAtMs !== undefined && evidence.abandonedAtMs <= due) return { kind: 'aside', atMs, reason: 'left-before' }
  return { kind: 'share', atMs, during: { fromMs: atMs, toMs: Math.min(due, replied) }, good: replied <= due }
}

/** Did the wait cost no more than allowed? */
export function costCase(rule: RuleOf<'cost-during-wait'>, evidence: ContactEvidence): Case {
  const atMs = caseInstantMs(evidence)
  const { cost } = evidence
  if (cost === undefined || (cost.perMinute === undefined && cost.freeWhileWaiting === undefined)) return { kind: 'unmeasured', atMs, reason: 'no-cost' }
  const free = cost.freeWhileWaiting === true || cost.perMinute === 0
  const during = { fromMs: atMs, toMs: atMs }
  if (free || rule.free === true) return { kind: 'share', atMs, during, good: free }
  if (typeof rule.maxPerMinute === 'number' && cost.perMinute !== undefined && (rule.currency === undefined || rule.currency === cost.currency)) {
    return { kind: 'share', atMs, during, good: cost.perMinute <= rule.maxPerMinute }
  }
  return { kind: 'unmeasured', atMs, reason: 'number-class-unknown' }
}

const CUT_OFF: ReadonlySet<string> = new Set(['disconnected-by-system', 'timeout', 'no-agents'])

/** Was nobody cut off for the length of the wait? */
export function disconnectCase(evidence: ContactEvidence): Case {
  if (evidence.clocks.queuedAtMs === undefined || (evidence.stays.length === 0 && evidence.refused.length > 0)) return OUTSIDE
  const atMs = evidence.clocks.queuedAtMs
  const cut = evidence.left.find(({ reason }) => CUT_OFF.has(reason))
  const saved = cut !== undefined && ((humanAnswerMs(evidence) ?? -Infinity) >= cut.atMs || evidence.callback?.acceptedAtMs !== undefined)
  return { kind: 'share', atMs, during: { fromMs: atMs, toMs: cut?.atMs ?? atMs }, good: cut === undefined || saved, ...(cut === undefined || saved ? {} : { why: cut.reason }) }
}
