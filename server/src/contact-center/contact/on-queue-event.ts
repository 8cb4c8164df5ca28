import type { EventOf } from '../contact-event.ts'
import { type Clock, type ContactState, lastQueuedStay, openQueuedStay } from './contact-state.ts'
import { endQueued, endServices, openQueued } from './stays.ts'

/** A `since` this near to a known stay's is that stay (CC: snapshot, repeated queued). */
export const SAME_STAY_MS = 2_000

/** Skills as `{name: level}`; a plain list of names means level 1 each. */
export function skillLevels(skills: string[] | Record<string, number>): Record<string, number> {
  return Array.isArray(skills) ? Object.fromEntries(skills.map((name) => [name, 1])) : skills
}

const withoutRepeats = (queues: string[]): string[] => [...new Set(queues)]
const sameQueues = (a: string[], b: string[]): boolean => a.length === b.length && a.every((queue) => b.includes(queue))

/** The earliest that was told of each. */
function earliestOf(clock: Clock, given: Clock): Clock {
  const merged: { -readonly [K in keyof Clock]: number } = { ...clock }
  for (const field of ['dialledAt', 'connectedAt', 'choseAt', 'humanAskedAt'] as const) {
    const at = given[field]
    if (at !== undefined) merged[field] = Math.min(merged[field] ?? at, at)
  }
  return merged
}

export function onQueued(state: ContactState, event: EventOf<'contact.queued'>): void {
  if (event.channel !== undefined) state.channel = event.channel
  if (event.kind !== undefined) state.kind = event.kind
  if (event.language !== undefined) state.language = event.language
  if (event.skills !== undefined) state.skills = skillLevels(event.skills)
  if (event.follows !== undefined && event.follows.contact !== event.contact) state.follows = event.follows.contact
  if (event.clock !== undefined) state.clock = earliestOf(state.clock, event.clock as Clock)
  const queues = event.queues === undefined ? [event.queue] : withoutRepeats([event.queue, ...event.queues])
  const priority = event.priority ?? 0
  const open = openQueuedStay(state)
  const sameSince = event.since !== undefined && open !== undefined && Math.abs(event.since - open.sinceMs) <= SAME_STAY_MS
  if (open !== undefined && sameSince && sameQueues(open.queues, queues)) {
    open.priority = priority
    return
  }
  openQueued(state, { queues, priority, sinceMs: event.since ?? event.time, startedAtMs: event.time })
}

export function onRequeued(state: ContactState, event: EventOf<'contact.requeued'>): void {
  const last = lastQueuedStay(state)
  openQueued(state, {
    queues: [event.queue], priority: event.priority ?? last?.priority ?? 0,
    sinceMs: event.keepsPlace === true ? (last?.sinceMs ?? event.time) : event.time, startedAtMs: event.time,
  })
}

export function onUpdated(state: ContactState, event: EventOf<'contact.updated'>): void {
  if (event.language !== undefined) state.language = event.language
  if (event.skills !== undefined) state.skills = skillLevels(event.skills)
  const open = openQueuedStay(state)
  if (open === undefined) return
  if (event.queues !== undefined) open.queues = withoutRepeats(event.queues)
  if (event.priority !== undefined) open.priority = event.priority
}

/** Only a blind transfer to a named queue moves the contact there by itself; for a warm one the next agent's events say it. */
export function onTransferred(state: ContactState, event: EventOf<'contact.transferred'>): void {
  switch (event.to) {
    case 'agent': return
    case 'external':
      if (event.kind === 'consult' || event.kind === 'conference') return
      endQueued(state, event.time, 'transferred')
      endServices(state, event.time, 'transferred')
      return
    case 'queue':
      if (event.kind !== 'blind' || event.queue === undefined) return
      openQueued(state, {
        queues: [event.queue], priority: lastQueuedStay(state)?.priority ?? 0, sinceMs: event.time, startedAtMs: event.time,
      }, 'transferred')
      return
    default: return event.to satisfies never
  }
}

/** Refused by one queue: out of that one; a contact that was never taken in leaves a stay of no length, for the charter's counts. */
export function onRefused(state: ContactState, event: EventOf<'contact.refused'>): void {
  const open = openQueuedStay(state)
  if (open === undefined) {
    if (state.stays.some((stay) => stay.endedAtMs === undefined)) return
    openQueued(state, { queues: [event.queue], priority: 0, sinceMs: event.time, startedAtMs: event.time })
    endQueued(state, event.time, 'refused')
    return
  }
  if (!open.queues.includes(event.queue)) return
  if (open.queues.length === 1) endQueued(state, event.time, 'refused')
  else open.queues = open.queues.filter((queue) => queue !== event.queue)
}
