import { type Arrival, arriveEvent } from '../contact/arrive.ts'
import { emptyKept, type Kept } from '../contact/contact-record.ts'
import { type ContactState, emptyContactState } from '../contact/contact-state.ts'
import { introduces } from '../contact/fold-contact.ts'
import type { ContactOwnEvent, ExtraItem, OwnItem } from '../contact/timeline.ts'
import { RULES_BY_LIFE, rulesOf } from '../rules.ts'
import type { Quarantined } from '../view.ts'
import { type CenterState, feedOf, queueOf, touchQueue } from './center-state.ts'
import { commitContact } from './commit-contact.ts'
import { expiresAtMs, heldKey, KEPT_MS } from './contact-deadlines.ts'
import { linkFollowers } from './follows.ts'
import { newer } from './last-writer.ts'
import { seeContact } from './known-contacts.ts'
import type { Listing } from './listings.ts'
import { whenItCame, noteEarly } from './contact-clock.ts'

/** Held events are bounded: contacts nobody introduces must not fill the memory. */
const HELD_PER_CONTACT = 64
const HELD_CONTACTS = 10_000

/** A step that was computed and only needs to be done; doing it does not throw. */
export type Commit = () => void

export function quarantine(center: CenterState, item: OwnItem, reason: Quarantined['reason'], detail: string): void {
  center.quarantine.add({ feed: item.feed, eventId: item.id, type: item.event.type, reason, detail, position: item.position, atMs: center.nowMs, event: item.event })
}

/** Queues the contact was ever in, as far as its items tell. */
function mentionedQueues(kept: Kept): Set<string> {
  const queues = new Set<string>()
  for (const stay of kept.base.stays) for (const queue of stay.queues) queues.add(queue)
  for (const { event } of kept.events) {
    if ('queue' in event && event.queue !== undefined) queues.add(event.queue)
    if ('queues' in event && event.queues !== undefined) for (const queue of event.queues) queues.add(queue)
  }
  for (const extra of kept.extras) {
    if (extra.kind !== 'listing') continue
    for (const { queue } of extra.waiting) queues.add(queue)
    if (extra.service !== undefined) queues.add(extra.service.queue)
  }
  return queues
}

/** What is known of a contact beside its own events: the feeds' newest snapshots, and who follows it. */
export function extrasOf(center: CenterState, contact: string, kept: Kept, feed: string, arriving?: Listing): ExtraItem[] {
  const follower = center.aliases.get(contact)
  const followed: ExtraItem[] = follower === undefined ? [] : [{ kind: 'followed', timeMs: follower.timeMs, id: follower.id, feed: follower.feed, by: follower.to }]
  return center.listings.isEmpty ? followed : [...center.listings.of(feed, contact, mentionedQueues(kept), arriving), ...followed]
}

/** An expiry stands as long as no later sign of life moves it. */
const keepsExpiry = (center: CenterState, kept: Kept) => (state: ContactState): boolean =>
  kept.extras.every((extra) => extra.kind !== 'expired' || extra.timeMs >= expiresAtMs(center, state))

/** Where two events of a contact carry one time, the order of life decides between them, not their ids. */
function inItsInstant(center: CenterState, kept: Kept, item: OwnItem): OwnItem {
  const shared = rulesOf(center.config) >= RULES_BY_LIFE && kept.events.some((other) => other.timeMs === item.timeMs)
  return shared ? { ...item, byLife: true } : item
}

function arrive(center: CenterState, kept: Kept, state: ContactState, arriving: OwnItem): Arrival {
  const item = inItsInstant(center, kept, arriving)
  const plain = center.listings.isEmpty && center.aliases.size === 0
  const extras = plain ? [] : extrasOf(center, item.event.contact, { ...kept, events: [...kept.events, item] }, kept.events[0]?.feed ?? item.feed)
  return arriveEvent(kept, state, item, extras, keepsExpiry(center, kept))
}

/** Computes what an event about a contact does. Throws where the event is bad, and nothing has changed then. */
export function planContactEvent(center: CenterState, item: OwnItem): Commit {
  const id = item.event.contact
  if (typeof id !== 'string') throw new TypeError('the event names no contact')
  const record = seeContact(center, id)
  if (record !== undefined) {
    const arrival = arrive(center, record.kept, record.state, whenItCame(center, record.kept, item))
    return () => {
      if (arrival.kind === 'changed') noteEarly(center, record.kept, item)
      if (arrival.kind === 'before-base') quarantine(center, item, 'too-late', 'older than the kept events of its contact')
      if (arrival.kind === 'changed') commitEvent(center, arrival.kept, arrival.state, item)
    }
  }
  const atMs = item.timeMs - feedOf(center, item.feed).clockOffsetMs
  if (atMs < center.nowMs - KEPT_MS) return () => quarantine(center, item, 'too-late', 'more than an hour old, and its contact is not known')
  if (!introduces(item.event.type)) return () => hold(center, item)
  return planNewContact(center, item)
}

/** The first event that says where a contact is; those that were held join it. One bad held event harms only itself. */
function planNewContact(center: CenterState, item: OwnItem): Commit {
  const id = item.event.contact
  const first = arrive(center, emptyKept, emptyContactState, item)
  if (first.kind !== 'changed') return () => {}
  if (!center.held.has(id)) return () => commitEvent(center, first.kept, first.state, item)
  const { kept, state, bad } = withHeld(center, id, first.kept, first.state)
  return () => {
    releaseHeld(center, id)
    for (const { item: held, why } of bad) quarantine(center, held, 'poison', why)
    commitEvent(center, kept, state, item)
    for (const { event } of kept.events) noteLevel(center, event, state)
  }
}

/** Folds the held events of a contact that has become known; those that throw are given back. */
export function withHeld(
  center: CenterState, contact: string, first: Kept, firstState: ContactState,
): { kept: Kept; state: ContactState; bad: { item: OwnItem; why: string }[] } {
  let kept = first
  let state = firstState
  const bad: { item: OwnItem; why: string }[] = []
  for (const item of center.held.get(contact) ?? []) {
    try {
      const next = arrive(center, kept, state, item)
      if (next.kind === 'changed') ({ kept, state } = next)
    } catch (error) {
      bad.push({ item, why: messageOf(error) })
    }
  }
  return { kept, state, bad }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 300)

export function releaseHeld(center: CenterState, contact: string): void {
  center.held.delete(contact)
  center.deadlines.set(heldKey(contact), undefined)
}

function hold(center: CenterState, item: OwnItem): void {
  const id = item.event.contact
  const list = center.held.get(id) ?? []
  if (list.some((held) => held.id === item.id && held.feed === item.feed)) return
  if (list.length >= HELD_PER_CONTACT) return quarantine(center, item, 'held-too-long', 'too many events for a contact that is not known')
  center.held.set(id, [...list, item])
  if (list.length === 0) center.deadlines.set(heldKey(id), center.nowMs + KEPT_MS)
  if (center.held.size <= HELD_CONTACTS) return
  const oldest = center.held.keys().next().value
  if (oldest !== undefined) giveUpHeld(center, oldest, 'too many contacts that are not known')
}

/** Sets aside the events of a contact that nobody introduced. */
export function giveUpHeld(center: CenterState, contact: string, detail: string): void {
  for (const item of center.held.get(contact) ?? []) quarantine(center, item, 'held-too-long', detail)
  releaseHeld(center, contact)
}

function commitEvent(center: CenterState, kept: Kept, state: ContactState, item: OwnItem): void {
  const { event } = item
  for (const id of state.stays.at(-1)?.queues ?? []) queueOf(center, id).sawFeed(item.feed, center.nowMs)
  if (event.type === 'contact.queued' && event.channel !== undefined) {
    const queue = queueOf(center, event.queue)
    queue.memory.channel = newer(queue.memory.channel, { timeMs: item.timeMs, id: item.id, value: event.channel })
  }
  noteLevel(center, event, state)
  const record = commitContact(center, event.contact, kept, state)
  if (state.follows !== undefined || center.aliases.size > 0) linkFollowers(center, record)
}

/** A queue whose contacts are told handled runs at feed level 2. */
function noteLevel(center: CenterState, event: ContactOwnEvent, state: ContactState): void {
  if (event.type !== 'contact.handled') return
  const served = state.stays.findLast((stay) => stay.kind === 'with-agent')?.servedQueue
  if (served === undefined) return
  const queue = queueOf(center, served)
  if (queue.memory.sawHandled) return
  queue.memory.sawHandled = true
  touchQueue(center, served)
}
