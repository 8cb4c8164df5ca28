import type { EventOf } from '../contact-event.ts'
import type { ListedService, ListedWaiting, ListingItem } from '../contact/timeline.ts'

/** One snapshot as kept: who was listed where. */
interface Listing {
  feed: string; timeMs: number; id: string
  complete: boolean
  covered: Set<string>
  coveredService: Set<string>
  waiting: Map<string, ListedWaiting[]>
  service: Map<string, ListedService>
}
type SnapshotEvent = EventOf<'feed.snapshot'>

const newerThan = (a: { timeMs: number; id: string }, b: { timeMs: number; id: string }): boolean =>
  a.timeMs > b.timeMs || (a.timeMs === b.timeMs && a.id > b.id)

/** The newest snapshot of each feed and queue, so that a late event meets the same truth as one in time. */
export class Listings {
  /** Feed → its snapshots, newest first. */
  readonly #byFeed = new Map<string, Listing[]>()
  /** The events they came from, for the fold's own snapshot. */
  readonly #events = new WeakMap<Listing, SnapshotEvent>()

  get isEmpty(): boolean {
    return this.#byFeed.size === 0
  }

  /** Keeps a snapshot; undefined where newer ones cover all that it says. `undo` takes it out again. */
  add(feed: string, event: SnapshotEvent): { listing: Listing; undo: () => void } | undefined {
    const listing = read(feed, event)
    const kept = this.#byFeed.get(feed) ?? []
    if (kept.some((other) => other.timeMs === listing.timeMs && other.id === listing.id) || superseded(listing, kept)) return undefined
    const next = [...kept, listing].sort((a, b) => (newerThan(a, b) ? -1 : 1))
    const alive = next.filter((one) => !superseded(one, next))
    this.#byFeed.set(feed, alive)
    this.#events.set(listing, event)
    const undo = (): void => {
      this.#byFeed.set(feed, kept)
      this.#events.delete(listing)
    }
    return { listing, undo }
  }

  /** What the newest snapshots of this feed say of one contact, given the queues it was ever in. */
  of(feed: string, contact: string, mentioned: ReadonlySet<string>): ListingItem[] {
    const items: ListingItem[] = []
    const taken = new Set<string>()
    for (const listing of this.#byFeed.get(feed) ?? []) {
      const covering = (queue: string): boolean => !taken.has(queue)
      const waiting = (listing.waiting.get(contact) ?? []).filter(({ queue }) => covering(queue))
      const service = listing.service.get(contact)
      const all = listing.complete && taken.size === 0
      const covers = [...mentioned].filter((queue) => covering(queue) && (listing.complete || listing.covered.has(queue)))
      const serviceIn = service !== undefined && covering(service.queue) ? service : undefined
      if (covers.length > 0 || waiting.length > 0 || serviceIn !== undefined || all) {
        items.push({
          kind: 'listing', timeMs: listing.timeMs, id: listing.id, feed, covers: all ? 'all' : covers, waiting,
          coversService: covers.filter((queue) => listing.coveredService.has(queue)), ...(serviceIn === undefined ? {} : { service: serviceIn }),
        })
      }
      if (listing.complete) break
      for (const queue of listing.covered) taken.add(queue)
    }
    return items.reverse()
  }

  toJson(): [string, SnapshotEvent][] {
    return [...this.#byFeed].flatMap(([feed, listings]) =>
      listings.flatMap((listing): [string, SnapshotEvent][] => {
        const event = this.#events.get(listing)
        return event === undefined ? [] : [[feed, event]]
      }))
  }

  static fromJson(json: readonly [string, SnapshotEvent][]): Listings {
    const listings = new Listings()
    for (const [feed, event] of json) listings.add(feed, event)
    return listings
  }
}

function superseded(listing: Listing, kept: readonly Listing[]): boolean {
  const newer = kept.filter((other) => other !== listing && newerThan(other, listing))
  if (newer.some((other) => other.complete)) return true
  return !listing.complete && [...listing.covered].every((queue) => newer.some((other) => other.covered.has(queue)))
}

function read(feed: string, event: SnapshotEvent): Listing {
  const listing: Listing = {
    feed, timeMs: event.time, id: event.id, complete: event.complete === true, covered: new Set(), coveredService: new Set(), waiting: new Map(), service: new Map(),
  }
  for (const { queue, waiting, inService } of event.queues) {
    listing.covered.add(queue)
    for (const { contact, since, priority, channel } of waiting) {
      const listed = { queue, sinceMs: since, ...(priority === undefined ? {} : { priority }), ...(channel === undefined ? {} : { channel }) }
      const known = listing.waiting.get(contact)
      if (known === undefined) listing.waiting.set(contact, [listed])
      else known.push(listed)
    }
    if (inService === undefined) continue
    listing.coveredService.add(queue)
    for (const { contact, agent, since } of inService) listing.service.set(contact, { queue, sinceMs: since, ...(agent === undefined ? {} : { agent }) })
  }
  return listing
}

export type { Listing }
