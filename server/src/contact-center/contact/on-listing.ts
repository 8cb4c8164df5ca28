import { type ContactState, openQueuedStay, openServices } from './contact-state.ts'
import { SAME_STAY_MS } from './on-queue-event.ts'
import { endQueued, endServices, openQueued, openService } from './stays.ts'
import type { ListedService, ListedWaiting, ListingItem } from './timeline.ts'

/** What is newer than the snapshot's time less this is left alone. */
export const SNAPSHOT_GRACE_MS = 2_000
/** Some feeds list nobody while an agent's phone rings; a contact that rings is believed this long. */
export const RINGING_GRACE_MS = 60_000

const near = (a: number, b: number): boolean => Math.abs(a - b) <= SAME_STAY_MS

function onListedWaiting(state: ContactState, item: ListingItem, first: ListedWaiting): void {
  const channel = first.channel ?? state.channel
  if (channel !== undefined) state.channel = channel
  const queues = item.waiting.map((listed) => listed.queue)
  const sinceMs = Math.min(...item.waiting.map((listed) => listed.sinceMs))
  const open = openQueuedStay(state)
  if (open !== undefined && (near(open.sinceMs, sinceMs) || near(open.startedAtMs, sinceMs) || state.hold.kind !== 'waiting')) {
    open.queues = [...new Set([...open.queues.filter((queue) => queues.includes(queue) || !item.covers.includes(queue)), ...queues])]
    if (first.priority !== undefined) open.priority = first.priority
    return
  }
  // A stay that we had ended but that the feed still lists keeps its own beginning.
  const same = state.stays.findLast((stay) => stay.kind === 'queued' && (near(stay.sinceMs, sinceMs) || near(stay.startedAtMs, sinceMs)))
  openQueued(state, {
    queues, priority: first.priority ?? same?.priority ?? 0, sinceMs: same?.sinceMs ?? sinceMs, startedAtMs: same?.startedAtMs ?? sinceMs,
  })
}

function onListedService(state: ContactState, service: ListedService): void {
  const services = openServices(state)
  const known = services.find((stay) => stay.agent === service.agent || stay.agent === undefined || service.agent === undefined)
  if (known !== undefined) {
    if (service.agent !== undefined) known.agent = service.agent
    return
  }
  endServices(state, service.sinceMs, 'transferred')
  if (!endQueued(state, service.sinceMs, 'answered') && state.stays.length === 0) state.firstQueuedMs = service.sinceMs
  openService(state, service.sinceMs, service.agent, 'human')
  const opened = state.stays.at(-1)
  if (opened !== undefined && opened.queues.length === 0) Object.assign(opened, { queues: [service.queue], servedQueue: service.queue })
}

function onNotListed(state: ContactState, item: ListingItem): void {
  const open = openQueuedStay(state)
  if (open !== undefined) {
    // Paused contacts and callbacks stand in no vendor's line; their own events or their expiry end them.
    if (state.hold.kind === 'paused' || state.hold.kind === 'callback') return
    if (state.hold.kind === 'connecting' && item.listsRinging !== true && state.lastEventMs > item.timeMs - RINGING_GRACE_MS) return
    const left = open.queues.filter((queue) => !item.covers.includes(queue))
    if (left.length === 0) endQueued(state, item.timeMs, 'vanished')
    else open.queues = left
    return
  }
  endServices(state, item.timeMs, 'vanished', (stay) => stay.queues.some((queue) => item.coversService.includes(queue)))
}

/** What a snapshot says of this contact, unless the contact's own newest event is newer than the snapshot less its grace (CC: snapshot). */
export function onListing(state: ContactState, item: ListingItem): void {
  if (state.known && state.feed !== item.feed) return
  if (state.known && state.lastEventMs > item.timeMs - SNAPSHOT_GRACE_MS) return
  const first = item.waiting[0]
  if (first !== undefined) onListedWaiting(state, item, first)
  else if (item.service !== undefined) onListedService(state, item.service)
  else {
    onNotListed(state, item)
    return
  }
  if (!state.known) state.feed = item.feed
  state.known = true
  state.lastSeenMs = Math.max(state.lastSeenMs, item.timeMs)
}
