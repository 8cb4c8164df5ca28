import type { ContactEvent } from '../contact-event.ts'
import type { OwnItem } from '../contact/timeline.ts'
import type { CenterFact } from '../facts.ts'
import type { LogInstant } from '../fold-contract.ts'
import { RULES_WITH_BOTH_STEPS, RULES_WITH_STEPS, rulesOf } from '../rules.ts'
import { agentFacts, writeAgent } from './agent-event.ts'
import { type CenterState, feedOf, queueOf, touchQueue } from './center-state.ts'
import { type Commit, messageOf, planContactEvent } from './contact-arrivals.ts'
import { KEPT_MS } from './contact-deadlines.ts'
import { armFeed, touchQueuesOf } from './feed-deadline.ts'
import type { NoticedSteps } from './feed-health.ts'
import { seeContact } from './known-contacts.ts'
import { newer } from './last-writer.ts'
import { noticeAfter } from './notices.ts'
import { planSnapshot } from './reconcile.ts'
import { armReopening, touchNotice } from './timers.ts'
import { retimeEarly } from './retime.ts'

type EventFact = Extract<CenterFact, { kind: 'event' }>
type ReplayFact = EventFact & { replayOf: string }

/**
 * Folds one event in two steps: first everything that a bad event can make throw is computed, then it is committed. An event whose
 * computing throws is set aside as `poison` and has changed nothing but that its feed spoke.
 */
export function applyEvent(center: CenterState, fact: EventFact, at: LogInstant): void {
  if (fact.replayOf !== undefined) return replayEvent(center, { ...fact, replayOf: fact.replayOf }, at)
  const feed = feedOf(center, fact.feed)
  const eventMs = Number.isFinite(fact.event.time) ? fact.event.time : fact.receivedAtMs
  if (feed.heard(center.nowMs, fact.receivedAtMs, eventMs, { staleAfterMs: KEPT_MS, notices: noticedBy(center, fact.event) })) touchQueuesOf(center, feed)
  armFeed(center, feed)
  retimeEarly(center, feed)
  let commit: Commit
  try {
    commit = plan(center, fact, at)
  } catch (error) {
    return setAside(center, fact, at, messageOf(error))
  }
  if (isContactEvent(fact.event)) feed.memory.contactEvents++
  commit()
}

/** Sets an event aside that broke the whole center, also where it was a replay: what it was a replay of makes room for it. */
export function setAsideBroken(center: CenterState, fact: EventFact, at: LogInstant): void {
  const { feed, replayOf } = fact
  if (replayOf !== undefined && center.quarantine.take(feed, replayOf, String(fact.event.id)) === undefined) return
  setAside(center, fact, at, 'it broke the whole center, which was rebuilt without it')
  if (replayOf !== undefined) noteReplay(center, { ...fact, replayOf }, at, false)
}

/** Sets an event aside that cannot be folded. */
function setAside(center: CenterState, { feed, event }: EventFact, { position }: LogInstant, detail: string): void {
  center.quarantine.add({ feed, eventId: String(event.id), type: String(event.type), reason: 'poison', detail, position, atMs: center.nowMs, event })
}

/**
 * Folds an event once more that was set aside, and notes what came of it. No sign of life of its feed. Where it is no longer set
 * aside (another replay came first) nothing happens, so an event counts once however often it is asked for.
 */
function replayEvent(center: CenterState, fact: ReplayFact, at: LogInstant): void {
  const { feed, replayOf } = fact
  if (center.quarantine.take(feed, replayOf, String(fact.event.id)) === undefined) return
  const isKnown = knows(center, fact)
  let commit: Commit
  try {
    commit = plan(center, fact, at)
  } catch (error) {
    commit = () => setAside(center, fact, at, messageOf(error))
  }
  commit()
  noteReplay(center, fact, at, isKnown)
}

function noteReplay(center: CenterState, { feed, event, replayOf }: ReplayFact, at: LogInstant, isKnown: boolean): void {
  const again = center.quarantine.find(feed, at.position)
  const waits = 'contact' in event && event.contact !== undefined && center.held.get(event.contact)?.some(({ position }) => position === at.position) === true
  center.quarantine.note({
    feed, eventId: String(event.id), type: String(event.type), position: replayOf, atMs: center.nowMs,
    outcome: again !== undefined ? 'refused' : waits ? 'waits' : isKnown ? 'known' : 'taken',
    ...(again === undefined ? {} : { detail: again.detail }),
  })
}

/** Whether the contact had the event since, such as by a retry of the feed. */
function knows(center: CenterState, { feed, event }: EventFact): boolean {
  const kept = 'contact' in event && event.contact !== undefined ? seeContact(center, event.contact)?.kept : undefined
  return kept?.events.some((other) => other.id === event.id && other.feed === feed) === true
}

/** States of agents and queues may tell of when they began: they say nothing of a clock that was set. */
function noticedBy(center: CenterState, event: ContactEvent): NoticedSteps {
  const rules = rulesOf(center.config)
  if (rules < RULES_WITH_STEPS || !(isContactEvent(event) || event.type === 'feed.heartbeat')) return 'none'
  return rules < RULES_WITH_BOTH_STEPS ? 'back' : 'both'
}

const isContactEvent = (event: ContactEvent): boolean => event.type.startsWith('contact.') || event.type.startsWith('callback.')

function plan(center: CenterState, { feed, event }: EventFact, at: LogInstant): Commit {
  if (!Number.isFinite(event.time)) throw new TypeError('time is not a number')
  switch (event.type) {
    case 'feed.heartbeat': return () => {}
    case 'feed.snapshot': return planSnapshot(center, feed, event)
    case 'agent.state': {
      const facts = agentFacts(event, feed)
      return () => writeAgent(center, facts)
    }
    case 'queue.state': return () => {
      const queue = queueOf(center, event.queue)
      const value = { open: event.open, ...(event.reopensAt === undefined ? {} : { reopensAtMs: event.reopensAt }) }
      queue.tell(newer(queue.memory.told, { timeMs: event.time, id: event.id, value }))
      armReopening(center, event.queue, queue.memory.told?.value.reopensAtMs)
      touchQueue(center, event.queue)
    }
    case 'center.notice': {
      const notice = noticeAfter(center.notices.get(event.notice), event, feedOf(center, feed).clockOffsetMs)
      return () => {
        touchNotice(center, event.notice)
        center.notices.set(event.notice, notice)
        center.deadlines.set(`n:${event.notice}`, notice.endsAtMs)
        touchNotice(center, event.notice)
      }
    }
    case 'contact.refused': {
      if (event.contact === undefined) return () => touchQueue(center, queueOf(center, event.queue).id)
      return planContactEvent(center, ownItem(feed, { ...event, contact: event.contact }, at))
    }
    default: return planContactEvent(center, ownItem(feed, event, at))
  }
}

function ownItem(feed: string, event: OwnItem['event'], at: LogInstant): OwnItem {
  return { kind: 'event', timeMs: event.time, id: event.id, feed, event, position: at.position }
}
