import type { ContactEvidence, ToldEvidence } from '../../evidence.ts'
import type { RuleOf } from '../../schema/rule-types.ts'
import { AT_ONCE_SECONDS, type Case, OUTSIDE, PROMPT_SECONDS } from '../case.ts'
import { caseInstantMs, clockStartMs, toldAtMs } from '../clock.ts'
import type { JudgingContext } from '../context.ts'
import { waitEnd } from './wait.ts'

interface Waited { startMs: number; endMs: number; human: boolean }

function waited(evidence: ContactEvidence, context: JudgingContext): Waited | Case {
  const startMs = clockStartMs(evidence, 'queue-entered', context)
  const end = waitEnd(evidence)
  if (end?.end === 'refused') return OUTSIDE
  if (startMs === undefined) return { kind: 'unmeasured', atMs: caseInstantMs(evidence), reason: 'no-clock' }
  if (end === undefined) return { kind: 'unmeasured', atMs: startMs, reason: 'end-unknown' }
  return { startMs, endMs: end.atMs, human: end.end === 'answered' }
}
const isCase = (value: Waited | Case): value is Case => 'kind' in value

/** What was told while waiting, with when. */
const toldWhile = (evidence: ContactEvidence, { endMs }: Waited): { told: ToldEvidence; atMs: number }[] =>
  evidence.told.flatMap((told) => { const atMs = toldAtMs(told); return atMs === undefined || atMs > endMs ? [] : [{ told, atMs }] }).sort((a, b) => a.atMs - b.atMs)

const deadlineOf = (told: ToldEvidence): number | undefined => told.deadlineMs ?? (told.boundSeconds === undefined ? undefined : told.atMs + told.boundSeconds * 1000)

/** Was the expected wait, or the place, told in time? */
export function announcedCase(rule: RuleOf<'announce-wait'> | RuleOf<'announce-position'>, evidence: ContactEvidence, context: JudgingContext): Case {
  const wait = waited(evidence, context)
  if (isCase(wait)) return wait
  const { startMs: atMs } = wait
  if (wait.endMs - atMs < AT_ONCE_SECONDS * 1000) return { kind: 'aside', atMs, reason: 'answered-at-once' }
  const atOnce = rule.type === 'announce-wait' && (rule.moment === 'beforehand' || rule.moment === 'loop-start')
  const limit = typeof rule.withinSeconds === 'number' ? rule.withinSeconds : atOnce ? PROMPT_SECONDS : Infinity
  const inTime = toldWhile(evidence, wait).filter((entry) => entry.atMs <= atMs + limit * 1000)
  const good = inTime.some(({ told }) => (rule.type === 'announce-wait' ? told.boundSeconds : told.position) !== undefined)
  if (!good && rule.strength === 'where-possible' && inTime.length > 0) return { kind: 'aside', atMs, reason: 'not-possible' }
  return { kind: 'share', atMs, during: { fromMs: atMs, toMs: Math.min(wait.endMs, atMs + limit * 1000) }, good, ...(good ? {} : { why: inTime.length === 0 ? 'nothing-told' : 'not-said' }) }
}

/** Were the gaps between announcements short enough? Judged where they are played; a live screen stays on and has no gaps. */
export function cadenceCase(rule: RuleOf<'status-cadence'>, evidence: ContactEvidence, context: JudgingContext): Case {
  const wait = waited(evidence, context)
  if (isCase(wait)) return wait
  const { startMs: atMs } = wait
  const limitMs = (rule.maxGapSeconds ?? Infinity) * 1000
  if (wait.endMs - atMs <= limitMs) return { kind: 'aside', atMs, reason: 'short-wait' }
  const entries = toldWhile(evidence, wait)
  const played = entries.flatMap(({ told }) => told.levelAtMs.played === undefined ? [] : [told.levelAtMs.played, ...told.playedAgainAtMs ?? []])
  if (played.length === 0 && entries.length > 0) return { kind: 'aside', atMs, reason: 'live-screen' }
  const instants = [atMs, ...played.filter((one) => one <= wait.endMs).sort((a, b) => a - b), wait.endMs]
  return { kind: 'share', atMs, during: { fromMs: atMs, toMs: wait.endMs }, good: instants.every((instant, index) => index === 0 || instant - (instants[index - 1] ?? instant) <= limitMs) }
}

/** Was every bound that was told kept? Whoever left before the earliest ran out says nothing. */
export function respectedCase(evidence: ContactEvidence, context: JudgingContext): Case {
  const wait = waited(evidence, context)
  if (isCase(wait)) return wait
  const { startMs: atMs } = wait
  const deadlines = toldWhile(evidence, wait).flatMap(({ told }) => deadlineOf(told) ?? [])
  if (deadlines.length === 0) return { kind: 'aside', atMs, reason: 'nothing-told' }
  const earliest = Math.min(...deadlines)
  if (wait.endMs <= earliest && !wait.human) return { kind: 'aside', atMs, reason: 'left-before' }
  return { kind: 'share', atMs, during: { fromMs: atMs, toMs: Math.min(wait.endMs, earliest) }, good: wait.endMs <= earliest }
}

/** Was the first bound at most so many times the wait that followed? */
export function overstatementCase(rule: RuleOf<'overstatement-limit'>, evidence: ContactEvidence, context: JudgingContext): Case {
  const wait = waited(evidence, context)
  if (isCase(wait)) return wait
  const { startMs: atMs } = wait
  const first = toldWhile(evidence, wait).find(({ told }) => deadlineOf(told) !== undefined)
  if (first === undefined) return { kind: 'aside', atMs, reason: 'nothing-told' }
  if (!wait.human) return { kind: 'aside', atMs, reason: 'left-before' }
  const actualMs = wait.endMs - first.told.atMs
  if (actualMs < (rule.ignoreBelowSeconds ?? 60) * 1000) return { kind: 'aside', atMs, reason: 'short-wait' }
  const boundMs = (deadlineOf(first.told) ?? first.told.atMs) - first.told.atMs
  return { kind: 'share', atMs, during: { fromMs: atMs, toMs: wait.endMs }, good: boundMs <= actualMs * (rule.maxMedianRatio ?? Infinity) }
}

/** Was everything told current enough when it reached the customer? */
export function statusAgeCase(rule: RuleOf<'max-status-age'>, evidence: ContactEvidence): Case {
  const atMs = caseInstantMs(evidence)
  const ages = evidence.told.flatMap((told) => { const at = toldAtMs(told); return at === undefined ? [] : [at - told.atMs] })
  if (ages.length === 0) return { kind: 'aside', atMs, reason: 'nothing-told' }
  return { kind: 'share', atMs, during: { fromMs: atMs, toMs: atMs }, good: Math.max(...ages) <= (rule.maxAgeSeconds ?? Infinity) * 1000 }
}

/** Did no promise grow longer? With `explain`, a revision without a reason counts apart (`why`). */
export function revisionCase(rule: RuleOf<'revision-policy'>, evidence: ContactEvidence): Case {
  const atMs = caseInstantMs(evidence)
  const told = evidence.told.filter((entry) => toldAtMs(entry) !== undefined && entry.boundSeconds !== undefined)
  if (told.length === 0) return { kind: 'aside', atMs, reason: 'nothing-told' }
  const revisions = told.flatMap(({ revision }) => revision !== undefined && revision.toSeconds > revision.fromSeconds ? [revision] : [])
  const unexplained = rule.explain === true && revisions.some(({ reason }) => reason === undefined)
  return { kind: 'share', atMs, during: { fromMs: atMs, toMs: atMs }, good: revisions.length === 0, ...(revisions.length === 0 ? {} : { why: unexplained ? 'revised-without-reason' : 'revised' }) }
}

/** Was the message of an exceptional event told to whoever waited while it was live? */
export function exceptionMessageCase(rule: RuleOf<'exception-message'>, evidence: ContactEvidence, context: JudgingContext): Case {
  if (context.notices.length === 0) return OUTSIDE
  const wait = waited(evidence, context)
  if (isCase(wait)) return wait
  const { startMs: atMs, endMs } = wait
  if (endMs - atMs < AT_ONCE_SECONDS * 1000) return { kind: 'aside', atMs, reason: 'answered-at-once' }
  const due = context.notices.filter((notice) => notice.fromMs < endMs - AT_ONCE_SECONDS * 1000 && notice.toMs > atMs && (rule.toWaiting || notice.fromMs <= atMs)
    && (notice.queues === undefined || notice.queues.some((queue) => evidence.queues.includes(queue))))
  if (due.length === 0) return { kind: 'aside', atMs, reason: 'not-owed' }
  const entries = toldWhile(evidence, wait)
  const good = due.every((notice) => (rule.cause !== 'must' || notice.cause !== undefined) && (rule.expectedEnd !== 'must' || notice.expectedEndMs !== undefined)
    && entries.some((entry) => entry.told.notices?.includes(notice.notice) === true && entry.atMs <= Math.max(notice.fromMs, atMs) + (rule.withinSeconds ?? Infinity) * 1000))
  return { kind: 'share', atMs, during: { fromMs: atMs, toMs: endMs }, good, ...(good ? {} : { why: entries.length === 0 ? 'nothing-told' : 'message-not-told' }) }
}

/** Was everything told in the customer's language? */
export function languageCase(evidence: ContactEvidence): Case {
  const atMs = caseInstantMs(evidence)
  const languages = evidence.told.flatMap((told) => toldAtMs(told) === undefined || told.language === undefined ? [] : [primary(told.language)])
  if (languages.length === 0) return { kind: 'aside', atMs, reason: 'nothing-told' }
  if (evidence.language === undefined) return { kind: 'unmeasured', atMs, reason: 'no-language' }
  const own = primary(evidence.language)
  return { kind: 'share', atMs, during: { fromMs: atMs, toMs: atMs }, good: languages.every((language) => language === own) }
}
const primary = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? tag
