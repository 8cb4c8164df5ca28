import type { CharterInForce } from '../adoption/book.ts'
import { charterVersionsAt } from '../adoption/book.ts'
import type { Rule, RuleType } from '../schema/rule-types.ts'
import { PROMPT_SECONDS } from '../verdict/case.ts'
import { clockStartMs } from '../verdict/clock.ts'
import { inScope, type JudgingContext } from '../verdict/context.ts'
import { type DutyNow, stricterFirst } from './duty.ts'
import type { ContactSituation } from './situation.ts'

type Queues = Pick<JudgingContext, 'queue'>

/** What one rule owes this contact: from when on, and by when. A duty that begins later is given too, so that the next change is known. */
function dutyOf(rule: Rule, charter: string, situation: ContactSituation, queues: Queues): DutyNow | undefined {
  const queuedMs = clockStartMs(situation, 'queue-entered', queues)
  if (queuedMs === undefined) return undefined
  const duty = (kind: DutyNow['kind'], sinceMs: number, more: Pick<DutyNow, 'dueByMs' | 'everySeconds'> = {}): DutyNow => ({ kind, charter, rule: rule.id, strength: rule.strength, sinceMs, ...more })
  switch (rule.type) {
    case 'callback-offer': {
      // What cannot be had is not offered; the verdict says so instead.
      if (!situation.callbackAvailable) return undefined
      const startMs = clockStartMs(situation, rule.clock?.start ?? 'queue-entered', queues) ?? queuedMs
      const dues: DutyNow[] = []
      if (rule.availableAnyTime === true) dues.push(duty('offer-callback', queuedMs))
      if (typeof rule.afterSeconds === 'number') dues.push(duty('offer-callback', startMs + rule.afterSeconds * 1000, { dueByMs: startMs + (rule.afterSeconds + PROMPT_SECONDS) * 1000 }))
      if (typeof rule.ifExpectedOverSeconds === 'number') {
        const limit = rule.ifExpectedOverSeconds
        const expected = situation.boundSeconds !== undefined && situation.boundSeconds > limit
        dues.push(duty('offer-callback', expected ? startMs : startMs + limit * 1000, { dueByMs: startMs + (rule.bySeconds ?? limit) * 1000 }))
      }
      // The rule owes the offer as soon as one of its conditions holds, by the earliest of their deadlines.
      const first = dues.sort((a, b) => a.sinceMs - b.sinceMs)[0]
      const dueByMs = Math.min(...dues.map((due) => due.dueByMs ?? Infinity))
      return first === undefined || dueByMs === Infinity ? first : { ...first, dueByMs }
    }
    case 'announce-wait': {
      const by = typeof rule.withinSeconds === 'number' ? rule.withinSeconds : rule.moment === 'while-waiting' || rule.moment === 'on-choice-to-wait' ? undefined : PROMPT_SECONDS
      if (situation.waitToldAtMs !== undefined) return undefined
      if (rule.strength === 'where-possible' && situation.boundSeconds === undefined) return undefined
      return duty('tell-wait', queuedMs, by === undefined ? {} : { dueByMs: queuedMs + by * 1000 })
    }
    case 'announce-position':
      if (situation.placeToldAtMs !== undefined || !situation.placeKnown) return undefined
      return duty('tell-place', queuedMs, typeof rule.withinSeconds === 'number' ? { dueByMs: queuedMs + rule.withinSeconds * 1000 } : {})
    case 'status-cadence':
      if (typeof rule.maxGapSeconds !== 'number') return undefined
      return duty('cadence', queuedMs, { everySeconds: rule.maxGapSeconds, dueByMs: (situation.lastToldAtMs ?? queuedMs) + rule.maxGapSeconds * 1000 })
    case 'exception-message':
      return situation.notices.length === 0 ? undefined : duty('exceptional-event', queuedMs, typeof rule.withinSeconds === 'number' ? { dueByMs: queuedMs + rule.withinSeconds * 1000 } : {})
    default:
      return undefined
  }
}

/** The types of rules that can owe something to a contact that waits. */
const OWING: ReadonlySet<RuleType> = new Set(['callback-offer', 'announce-wait', 'announce-position', 'status-cadence', 'exception-message'])

/** The same versions with only the rules that duties can come from: worth keeping where many displays are made. */
export function owingVersions(versions: readonly CharterInForce[]): CharterInForce[] {
  return versions.map((version) => ({ ...version, charter: { ...version.charter, rules: version.charter.rules.filter(({ type }) => OWING.has(type)) } }))
}

function allDuties(versions: readonly CharterInForce[], situation: ContactSituation, nowMs: number, queues: Queues): DutyNow[] {
  if (!situation.waiting || situation.kind !== 'customer') return []
  // As in the verdict: by the version in force when the wait began.
  return charterVersionsAt(versions, situation.clocks.queuedAtMs ?? nowMs).flatMap((version) => version.charter.rules.flatMap((rule) => {
    if (version.adoption.exceptions?.includes(rule.id) === true || !inScope(rule, situation.queues, situation.channel)) return []
    return dutyOf(rule, version.charter.id, situation, queues) ?? []
  }))
}

/**
 * What all charters in force owe this contact now, one duty of a kind: the strictest wins. In the order of the kinds' names,
 * so that the same situation always gives the same list.
 */
export function dutiesNow(versions: readonly CharterInForce[], situation: ContactSituation, nowMs: number, queues: Queues): DutyNow[] {
  const byKind = new Map<string, DutyNow>()
  for (const duty of allDuties(versions, situation, nowMs, queues)) {
    if (duty.sinceMs > nowMs) continue
    const known = byKind.get(duty.kind)
    if (known === undefined || stricterFirst(duty, known) < 0) byKind.set(duty.kind, duty)
  }
  return [...byKind.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1))
}

/** The next instant after now at which time alone adds a duty; undefined where none comes. */
export function nextDutyChangeMs(versions: readonly CharterInForce[], situation: ContactSituation, nowMs: number, queues: Queues): number | undefined {
  const later = allDuties(versions, situation, nowMs, queues).map(({ sinceMs }) => sinceMs).filter((sinceMs) => sinceMs > nowMs)
  return later.length === 0 ? undefined : Math.min(...later)
}
