import type { AgentView, CenterFacts, Changes, ContactView, LiveCenter, OrderKey, PoolView, QueueView } from '../../contact-center/index.ts'
import { staffingOf } from '../staffing.ts'
import { SortedLine } from './sorted-line.ts'

export interface StubQueue extends Partial<Omit<QueueView, 'line' | 'id' | 'pool'>> { id: string; waiting?: readonly OrderKey[] }
export interface StubPool { id: string; queues: readonly StubQueue[]; agents?: readonly AgentView[] }

const CONFIG: CenterFacts = {
  id: 'stub', generation: 1, name: { en: 'Stub' }, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test', queues: [], feeds: [],
}

/** A hand-made live center: pools of queues with the lines given. A contact that stands in two lines waits in both. */
export function liveCenterStub(pools: readonly StubPool[], nowMs = 0): LiveCenter {
  const queues = new Map<string, QueueView>()
  const views = new Map<string, PoolView>()
  const contacts = new Map<string, ContactView>()
  for (const pool of pools) {
    for (const { id, waiting = [], ...rest } of pool.queues) {
      queues.set(id, {
        id, channel: 'voice', show: 'both', open: true, feedState: 'live', feedLevel: 1, mixedPriorities: false, recent: { answered: [] },
        ...rest, line: new SortedLine(waiting), pool: pool.id,
      })
      for (const key of waiting) contacts.set(key.contact, contactView(key, [...(queuesOf(contacts.get(key.contact)) ?? []), id]))
    }
    const ids = pool.queues.map((queue) => queue.id)
    views.set(pool.id, {
      id: pool.id, queues: ids, agents: pool.agents ?? [],
      agentCount: pool.agents?.length ?? 0,
      freeSlots: (queue) => {
        const view = views.get(pool.id)
        return view === undefined ? 0 : staffingOf(view, queue).freeSlots
      },
      told: ids.some((id) => queues.get(id)?.feedLevel === 3),
      get waiting() { return ids.reduce((sum, id) => sum + (queues.get(id)?.line.length ?? 0), 0) },
    })
  }
  return {
    config: CONFIG, nowMs,
    contact: (id) => contacts.get(id), waitsSimply: () => false, knows: (id) => contacts.has(id),
    queue: (id) => queues.get(id),
    line: (queue) => queues.get(queue)?.line,
    queues: () => queues.values(),
    pool: (id) => views.get(id),
    pools: () => views.values(),
    place: (contact, queue) => {
      const key = [...(queues.get(queue)?.line ?? [])].find((one) => one.contact === contact)
      return key && queues.get(queue)?.line.placeOf(key)
    },
    feeds: () => [], notices: () => [], clockOffsetMs: () => 0, openContacts: contacts.size, knownAgents: 0, knowsAgent: () => false, quarantine: () => [],
  }
}

const queuesOf = (contact: ContactView | undefined): string[] | undefined => (contact?.phase.kind === 'waiting' ? contact.phase.queues : undefined)

const contactView = (key: OrderKey, queues: string[]): ContactView => ({
  id: key.contact, feed: 'stub', channel: 'voice', kind: 'customer', stays: [], clockStartMs: key.sinceMs, lastEventMs: key.sinceMs, callbackOffered: false,
  phase: { kind: 'waiting', queues, priority: key.priority, sinceMs: key.sinceMs, queuedAtMs: key.sinceMs },
})

/** So many contacts of one priority, a second apart. */
export const waitingKeys = (count: number, prefix = 'c', priority = 0, firstMs = 0): OrderKey[] =>
  Array.from({ length: count }, (_, index) => ({ priority, sinceMs: firstMs + index * 1000, contact: `${prefix}${index}` }))

/** An agent with nothing to do, unless told otherwise. */
export const stubAgent = (id: string, more: Partial<AgentView> = {}): AgentView => ({ id, state: 'available', capacity: 1, serving: [], ...more })

/** Changes in which nothing changed, but for what is given. */
export const stubChanges = (more: Partial<Changes> = {}): Changes => ({
  contacts: new Set(), queues: new Set(), pools: new Set(), joined: [], departed: [], settledStays: [], settledServices: [], settledContacts: [], forgotten: [], outageMs: 0, ...more,
})
