import { type Arrival, arriveEvent, arriveExtras, refold } from '../contact/arrive.ts'
import { type ContactMemory, memoryOf, newMemory } from '../contact/contact-record.ts'
import type { ContactState } from '../contact/contact-state.ts'
import { introduces } from '../contact/fold-contact.ts'
import type { ContactOwnEvent, ExtraItem, OwnItem } from '../contact/timeline.ts'
import type { Quarantined } from '../view.ts'
import { type CenterState, feedOf, queueOf, touchQueue } from './center-state.ts'
import { commitContact } from './commit-contact.ts'
import { expiresAtMs, heldKey, KEPT_MS } from './contact-deadlines.ts'
import { linkFollowers } from './follows.ts'
import { newer } from './last-writer.ts'

/** Held events are bounded: contacts nobody introduces must not fill the memory. */
const HELD_PER_CONTACT = 64
const HELD_CONTACTS = 10_000

/** A step that was computed and only needs to be done; doing it does not throw. */
export type Commit = () => void

export function quarantine(center: CenterState, item: OwnItem, reason: Quarantined['reason'], detail: string): void {
  center.quarantine.add({ feed: item.feed, eventId: item.id, type: item.event.type, reason, detail, position: item.position, atMs: center.nowMs })
}

/** Queues the contact was ever in, as far as its items tell. */
function mentionedQueues(memory: ContactMemory): Set<string> {
  const queues = new Set<string>()
  for (const stay of memory.base.stays) for (const queue of stay.queues) queues.add(queue)
  for (const { event } of memory.events) {
    if ('queue' in event && event.queue !== undefined) queues.add(event.queue)
    if ('queues' in event && event.queues !== undefined) for (const queue of event.queues) queues.add(queue)
  }
  for (const extra of memory.extras) if (extra.kind === 'listing') for (const { queue } of extra.waiting) queues.add(queue)
  return queues
}

/** What is known of a contact beside its own events: the feeds' newest snapshots, and who follows it. */
export function extrasOf(center: CenterState, memory: ContactMemory, feed: string): ExtraItem[] {
  const follower = center.aliases.get(memory.id)
  const followed: ExtraItem[] = follower === undefined ? [] : [{ kind: 'followed', timeMs: follower.timeMs, id: follower.id, feed: follower.feed, by: follower.to }]
  return center.listings.isEmpty ? followed : [...center.listings.of(feed, memory.id, mentionedQueues(memory)), ...followed]
}

/** An expiry stands as long as no later sign of life moves it. */
const keepsExpiry = (center: CenterState, memory: ContactMemory) => (state: ContactState): boolean =>
  memory.extras.every((extra) => extra.kind !== 'expired' || extra.timeMs >= expiresAtMs(center, state))

function arrive(center: CenterState, memory: ContactMemory, item: OwnItem): Arrival {
  const feed = memory.events[0]?.feed ?? item.feed
  const withItem = { ...memory, events: [...memory.events, item] }
  return arriveEvent(memory, item, extrasOf(center, withItem, feed), keepsExpiry(center, memory))
}

/** Computes what an event about a contact does. Throws where the event is bad, and nothing has changed then. */
export function planContactEvent(center: CenterState, item: OwnItem): Commit {
  const id = item.event.contact
  const record = center.contacts.get(id)
  if (record !== undefined) {
    const arrival = arrive(center, memoryOf(record), item)
    return () => {
      if (arrival.kind === 'before-base') quarantine(center, item, 'too-late', 'older than the kept events of its contact')
      if (arrival.kind === 'changed') commitEvent(center, arrival.memory, arrival.state, item.event, item)
    }
  }
  const atMs = item.timeMs - feedOf(center, item.feed).clockOffsetMs
  if (atMs < center.nowMs - KEPT_MS) return () => quarantine(center, item, 'too-late', 'more than an hour old, and its contact is not known')
  if (!introduces(item.event.type)) return () => hold(center, item)
  return planNewContact(center, newMemory(id), item)
}

/** The first event that says where a contact is; those that were held join it. One bad held event harms only itself. */
function planNewContact(center: CenterState, empty: ContactMemory, item: OwnItem): Commit {
  const first = arrive(center, empty, item)
  if (first.kind !== 'changed') return () => {}
  const { memory, state, bad } = withHeld(center, first.memory, first.state)
  return () => {
    releaseHeld(center, memory.id)
    for (const { item: held, why } of bad) quarantine(center, held, 'poison', why)
    commitEvent(center, memory, state, item.event, item)
    for (const { event } of memory.events) noteLevel(center, event, state)
  }
}

/** Folds the held events of a contact that has become known; those that throw are given back. */
export function withHeld(center: CenterState, first: ContactMemory, firstState: ContactState): { memory: ContactMemory; state: ContactState; bad: { item: OwnItem; why: string }[] } {
  let memory = first
  let state = firstState
  const bad: { item: OwnItem; why: string }[] = []
  for (const item of center.held.get(first.id) ?? []) {
    try {
      const next = arrive(center, memory, item)
      if (next.kind === 'changed') ({ memory, state } = next)
    } catch (error) {
      bad.push({ item, why: messageOf(error) })
    }
  }
  return { memory, state, bad }
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

function commitEvent(center: CenterState, memory: ContactMemory, state: ContactState, event: ContactOwnEvent, item: OwnItem): void {
  for (const id of new Set(state.stays.at(-1)?.queues ?? [])) queueOf(center, id).sawFeed(item.feed, center.nowMs)
  if (event.type === 'contact.queued' && event.channel !== undefined) {
    const queue = queueOf(center, event.queue)
    queue.memory.channel = newer(queue.memory.channel, { timeMs: item.timeMs, id: item.id, value: event.channel })
  }
  noteLevel(center, event, state)
  const record = commitContact(center, memory, state)
  linkFollowers(center, record)
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

/** Adds extras (a listing, an expiry, a follower) to a known contact and commits where that changes its state. */
export function applyExtras(center: CenterState, id: string, items: readonly ExtraItem[]): void {
  const record = center.contacts.get(id)
  if (record === undefined) return
  const memory = arriveExtras(memoryOf(record), items)
  if (memory !== record) commitContact(center, memory, refold(memory))
}
