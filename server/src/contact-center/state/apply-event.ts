import type { ContactEvent } from '../contact-event.ts'
import type { OwnItem } from '../contact/timeline.ts'
import type { CenterFact } from '../facts.ts'
import type { LogInstant } from '../fold-contract.ts'
import { agentFacts, writeAgent } from './agent-event.ts'
import { type CenterState, feedOf, queueOf, touchQueue } from './center-state.ts'
import { type Commit, messageOf, planContactEvent } from './contact-arrivals.ts'
import { KEPT_MS } from './contact-deadlines.ts'
import { armFeed, touchQueuesOf } from './feed-deadline.ts'
import { newer } from './last-writer.ts'
import { noticeAfter } from './notices.ts'
import { planSnapshot } from './reconcile.ts'
import { armReopening, touchNotice } from './timers.ts'

type EventFact = Extract<CenterFact, { kind: 'event' }>

/**
 * Folds one event in two steps: first everything that a bad event can make throw is computed, then it is committed. An event whose
 * computing throws is set aside as `poison` and has changed nothing but that its feed spoke.
 */
export function applyEvent(center: CenterState, fact: EventFact, at: LogInstant): void {
  const feed = feedOf(center, fact.feed)
  if (feed.heard(center.nowMs, fact.receivedAtMs, Number.isFinite(fact.event.time) ? fact.event.time : fact.receivedAtMs, KEPT_MS)) touchQueuesOf(center, feed)
  armFeed(center, feed)
  let commit: Commit
  try {
    commit = plan(center, fact, at)
  } catch (error) {
    center.quarantine.add({
      feed: fact.feed, eventId: String(fact.event.id), type: String(fact.event.type), reason: 'poison', detail: messageOf(error),
      position: at.position, atMs: center.nowMs,
    })
    return
  }
  if (isContactEvent(fact.event)) feed.memory.contactEvents++
  commit()
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
