import { type ContactState, copyContactState } from './contact-state.ts'
import { onCallbackAccepted, onCallbackAttempted, onCallbackCancelled, onCallbackExpired } from './on-callback-event.ts'
import { onListing } from './on-listing.ts'
import { onQueued, onRefused, onRequeued, onTransferred, onUpdated } from './on-queue-event.ts'
import {
  onAbandoned, onAnswered, onCallbackReached, onHandled, onLeft, onNotAnswered, onPaused, onReplied, onResumed, onRinging,
} from './on-service-event.ts'
import { endQueued, endServices } from './stays.ts'
import { nextInLife } from './order-of-life.ts'
import type { ContactOwnEvent, OwnItem, TimelineItem } from './timeline.ts'

/** Event types that say where a contact is; the others wait until one of these came. */
export const introduces = (type: ContactOwnEvent['type']): boolean =>
  type === 'contact.queued' || type === 'contact.requeued' || type === 'contact.refused'

function onEvent(state: ContactState, event: ContactOwnEvent): void {
  switch (event.type) {
    case 'contact.queued': return onQueued(state, event)
    case 'contact.updated': return onUpdated(state, event)
    case 'contact.ringing': return onRinging(state, event)
    case 'contact.not-answered': return onNotAnswered(state, event)
    case 'contact.answered': return onAnswered(state, event)
    case 'contact.abandoned': return onAbandoned(state, event)
    case 'contact.requeued': return onRequeued(state, event)
    case 'contact.transferred': return onTransferred(state, event)
    case 'contact.left': return onLeft(state, event)
    case 'contact.refused': return onRefused(state, event)
    case 'contact.handled': return onHandled(state, event)
    case 'contact.paused': return onPaused(state, event)
    case 'contact.resumed': return onResumed(state, event)
    case 'contact.replied': return onReplied(state, event)
    case 'callback.offered':
      state.callbackOffered = true
      return
    case 'callback.accepted': return onCallbackAccepted(state, event)
    case 'callback.attempted': return onCallbackAttempted(state, event)
    case 'callback.reached': return onCallbackReached(state, event)
    case 'callback.cancelled': return onCallbackCancelled(state, event)
    case 'callback.expired': return onCallbackExpired(state, event)
    default:
      event satisfies never
      throw new TypeError(`unknown event type ${JSON.stringify((event as { type?: unknown }).type)}`)
  }
}

function onItem(state: ContactState, item: TimelineItem): void {
  switch (item.kind) {
    case 'event':
      if (!state.known && !introduces(item.event.type)) return
      if (!state.known) state.feed = item.feed
      onEvent(state, item.event)
      state.known = true
      state.lastEventMs = item.timeMs
      state.lastSeenMs = Math.max(state.lastSeenMs, item.timeMs)
      return
    case 'listing': return onListing(state, item)
    case 'followed':
      endQueued(state, item.timeMs, 'transferred')
      endServices(state, item.timeMs, 'transferred')
      return
    case 'expired':
      endQueued(state, item.timeMs, 'expired')
      endServices(state, item.timeMs, 'expired')
      return
    default: return item satisfies never
  }
}

/** The state after one more item that comes after all that were folded. */
export function foldNext(state: ContactState, item: TimelineItem): ContactState {
  const next = copyContactState(state)
  onItem(next, item)
  return next
}

/** The items of one instant: the contact's own in the order of life, then what others say of it. */
function onInstant(state: ContactState, items: readonly TimelineItem[]): void {
  const own = items.filter((item): item is OwnItem => item.kind === 'event')
  while (own.length > 0) for (const item of own.splice(nextInLife(state, own), 1)) onItem(state, item)
  for (const item of items) if (item.kind !== 'event') onItem(state, item)
}

function endOfInstant(items: readonly TimelineItem[], from: number): number {
  let end = from + 1
  while (end < items.length && items[end]?.timeMs === items[from]?.timeMs) end++
  return end
}

/** A contact out of what is known of it, in the order of (time, life, id, feed). Pure: the same items give the same state. */
export function foldContact(base: ContactState, items: readonly TimelineItem[]): ContactState {
  const state = copyContactState(base)
  for (let index = 0; index < items.length;) {
    const end = endOfInstant(items, index)
    const instant = items.slice(index, end)
    if (instant.some((item) => item.kind === 'event' && item.byLife === true)) onInstant(state, instant)
    else for (const item of instant) onItem(state, item)
    index = end
  }
  return state
}
