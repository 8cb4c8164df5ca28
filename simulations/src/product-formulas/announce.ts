import type { ContactEvent } from '@queuecast/server/contact-center'
import type { Moment, ProductFormula } from './moment.ts'
import { ObservedQueue } from './observed-queue.ts'
import { PRODUCTS } from './products.ts'

/** What one product would have announced to a contact on joining. */
export interface Announcement { contact: string; atMs: number; product: string; seconds: number | undefined }

export interface AnnounceOptions {
  /** Which queues share their agents: each such group is one queue to the products. Each queue alone unless given. */
  poolOf?: (queue: string) => string
  products?: ReadonlyMap<string, ProductFormula>
}

/** Replays events (in order of time) and asks every product at each joining, with what was known before it. */
export function announcements(events: Iterable<ContactEvent>, options: AnnounceOptions = {}): Announcement[] {
  const { poolOf = (queue) => queue, products = PRODUCTS } = options
  const announced: Announcement[] = []
  const pools = new Map<string, ObservedQueue>()
  /** Where a contact waits or is served. */
  const poolByContact = new Map<string, ObservedQueue>()
  const poolFor = (queue: string): ObservedQueue => {
    const id = poolOf(queue)
    let pool = pools.get(id)
    if (!pool) pools.set(id, (pool = new ObservedQueue()))
    return pool
  }
  const ask = (contact: string, moment: Moment): void => {
    for (const [product, formula] of products) announced.push({ contact, atMs: moment.atMs, product, seconds: formula(moment) })
  }
  for (const event of events) {
    switch (event.type) {
      case 'contact.queued': case 'contact.requeued': {
        poolByContact.get(event.contact)?.left(event.contact)
        const pool = poolFor(event.queue)
        poolByContact.set(event.contact, pool)
        ask(event.contact, pool.joined(event.contact, event.time, (event.type === 'contact.queued' ? event.since : undefined) ?? event.time, event.priority ?? 0))
        break
      }
      case 'contact.answered': poolByContact.get(event.contact)?.answered(event.contact, event.time, event.agent); break
      case 'contact.abandoned': case 'contact.left': poolByContact.get(event.contact)?.left(event.contact); break
      case 'contact.handled': poolByContact.get(event.contact)?.handled(event.contact, event.time); break
      case 'agent.state': {
        const of = event.queues === undefined ? [...pools.values()] : [...new Set(event.queues.map(poolFor))]
        for (const pool of of) pool.agentState(event.agent, event.state)
        break
      }
      default:
    }
  }
  return announced
}
