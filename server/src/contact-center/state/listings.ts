import type { EventOf } from '../contact-event.ts'
import type { ListedService, ListedWaiting, ListingItem } from '../contact/timeline.ts'

/** One snapshot as kept: who was listed where. */
interface Listing {
  feed: string; timeMs: number; id: string
  complete: boolean
  listsRinging: boolean
  covered: Set<string>
  coveredService: Set<string>
  waiting: Map<string, ListedWaiting[]>
  service: Map<string, ListedService>
  /** What it came from, for the fold's own snapshot. */
  event: SnapshotEvent
}
type SnapshotEvent = EventOf<'feed.snapshot'>

const newerThan = (a: { timeMs: number; id: string }, b: { timeMs: number; id: string }): boolean =>
  a.timeMs > b.timeMs || (a.timeMs === b.timeMs && a.id > b.id)

/** The newest snapshots of one feed: the complete one, and for each queue one that is newer than it. */
interface FeedListings { complete: Listing | undefined; byQueue: Map<string, Listing> }

/** The newest snapshot of each feed and queue, so that a late event meets the same truth as one in time. */
export class Listings {
  readonly #byFeed = new Map<string, FeedListings>()

  get isEmpty(): boolean {
    return this.#byFeed.size === 0
  }

  /** Keeps a snapshot; undefined where newer ones cover all that it says. `undo` takes it out again. */
  add(feed: string, event: SnapshotEvent): { listing: Listing; undo: () => void } | undefined {
    const listing = read(feed, event)
    const before = this.#byFeed.get(feed) ?? { complete: undefined, byQueue: new Map<string, Listing>() }
    if (before.complete !== undefined && !newerThan(listing, before.complete)) return undefined
    const byQueue = new Map(before.byQueue)
    let changed = listing.complete
    if (listing.complete) {
      for (const [queue, other] of before.byQueue) if (!newerThan(other, listing)) byQueue.delete(queue)
    } else {
      for (const queue of listing.covered) {
        const other = byQueue.get(queue)
        if (other !== undefined && !newerThan(listing, other)) continue
        byQueue.set(queue, listing)
        changed = true
      }
    }
    if (!changed) return undefined
    this.#byFeed.set(feed, { complete: listing.complete ? listing : before.complete, byQueue })
    const undo = (): void => {
      if (before.complete === undefined && before.byQueue.size === 0) this.#byFeed.delete(feed)
      else this.#byFeed.set(feed, before)
    }
    return { listing, undo }
  }

  /**
   * What the newest snapshots of this feed say of one contact, oldest first, given the queues it was ever in. A snapshot that just
   * arrives is named, since it may list the contact in a queue nobody mentioned before.
   */
  of(feed: string, contact: string, mentioned: ReadonlySet<string>, arriving?: Listing): ListingItem[] {
    const kept = this.#byFeed.get(feed)
    if (kept === undefined) return []
    const owner = (queue: string): Listing | undefined => kept.byQueue.get(queue) ?? kept.complete
    const candidates = new Set<Listing>()
    for (const queue of mentioned) {
      const listing = owner(queue)
      if (listing !== undefined) candidates.add(listing)
    }
    if (arriving !== undefined) candidates.add(arriving)
    if (kept.complete !== undefined) candidates.add(kept.complete)
    return [...candidates].sort((a, b) => (newerThan(a, b) ? 1 : -1)).flatMap((listing) => itemOf(listing, contact, mentioned, (queue) => owner(queue) === listing))
  }

  toJson(): [string, SnapshotEvent][] {
    return [...this.#byFeed].flatMap(([feed, { complete, byQueue }]) =>
      [...new Set([...(complete === undefined ? [] : [complete]), ...byQueue.values()])]
        .sort((a, b) => (newerThan(a, b) ? 1 : -1)).map((listing): [string, SnapshotEvent] => [feed, listing.event]))
  }

  static fromJson(json: readonly [string, SnapshotEvent][]): Listings {
    const listings = new Listings()
    for (const [feed, event] of json) listings.add(feed, event)
    return listings
  }
}

function itemOf(listing: Listing, contact: string, mentioned: ReadonlySet<string>, isNewest: (queue: string) => boolean): ListingItem[] {
  const waiting = (listing.waiting.get(contact) ?? []).filter(({ queue }) => isNewest(queue))
  const service = listing.service.get(contact)
  const listed = service !== undefined && isNewest(service.queue) ? { service } : {}
  const covers = [...mentioned].filter((queue) => isNewest(queue))
  if (covers.length === 0 && waiting.length === 0 && !('service' in listed)) return []
  // A complete snapshot that lists who is in service says of a queue it leaves out that nobody is.
  const tellsService = (queue: string): boolean =>
    listing.coveredService.has(queue) || (listing.complete && listing.coveredService.size > 0 && !listing.covered.has(queue))
  return [{
    kind: 'listing', timeMs: listing.timeMs, id: listing.id, feed: listing.feed, ...(listing.listsRinging ? { listsRinging: true } : {}), covers, coversService: covers.filter(tellsService), waiting, ...listed,
  }]
}

function read(feed: string, event: SnapshotEvent): Listing {
  const listing: Listing = {
    feed, timeMs: event.time, id: event.id, complete: event.complete === true, listsRinging: event.listsRinging === true, covered: new Set(), coveredService: new Set(), waiting: new Map(), service: new Map(),
    event,
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
