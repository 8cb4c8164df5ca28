import type { Channel } from '@queuecast/client-sdk/protocol'
import type { ContactEvent } from '../contact-event.ts'

/** An event about one contact. `contact.refused` names a contact only sometimes; without one it never gets here. */
export type ContactOwnEvent = Extract<ContactEvent, { contact: string }> | (Extract<ContactEvent, { type: 'contact.refused' }> & { contact: string })

export interface OwnItem {
  kind: 'event'; timeMs: number; id: string; feed: string; event: ContactOwnEvent; position: string
  /** It met another event of its instant under the rules by which the order of life goes before ids (CC40). */
  byLife?: true
}

export interface ListedWaiting { queue: string; sinceMs: number; priority?: number; channel?: Channel }
export interface ListedService { queue: string; agent?: string; sinceMs: number }

/** What one snapshot of a feed says of one contact. `covers` names only queues this contact was ever in. */
export interface ListingItem {
  kind: 'listing'; timeMs: number; id: string; feed: string
  covers: string[]
  /** Covered queues where the snapshot also lists who is in service. */
  coversService: string[]
  waiting: ListedWaiting[]
  service?: ListedService
  /** Who rings is listed as waiting too. */
  listsRinging?: boolean
}

/** Another contact id goes on from here; what was open ends. */
export interface FollowedItem { kind: 'followed'; timeMs: number; id: string; feed: string; by: string }

/** Nobody closed it; `timeMs` is its last sign of life plus the channel's expiry. */
export interface ExpiredItem { kind: 'expired'; timeMs: number; id: string; feed: string }

export type ExtraItem = ListingItem | FollowedItem | ExpiredItem
export type TimelineItem = OwnItem | ExtraItem

/** The identity of an instant in a contact's life: (time, id, feed). */
export interface ItemKey { timeMs: number; id: string; feed: string }

export function compareItems(a: ItemKey, b: ItemKey): number {
  if (a.timeMs !== b.timeMs) return a.timeMs - b.timeMs
  if (a.id !== b.id) return a.id < b.id ? -1 : 1
  return a.feed < b.feed ? -1 : a.feed > b.feed ? 1 : 0
}

/** Inserts into a list sorted by (time, id, feed), from the end, where new items nearly always belong. */
export function insertSorted<T extends ItemKey>(list: readonly T[], item: T): T[] {
  const copy = list.slice()
  let index = copy.length
  while (index > 0 && compareItems(copy[index - 1] as T, item) > 0) index--
  copy.splice(index, 0, item)
  return copy
}

/** Two neighbours of one instant whose order is not that of their ids. */
export const shareInstant = (a: OwnItem, b: OwnItem): boolean => a.timeMs === b.timeMs && (a.byLife === true || b.byLife === true)

/** One timeline out of two sorted ones. */
export function mergeSorted(events: readonly OwnItem[], extras: readonly ExtraItem[]): readonly TimelineItem[] {
  if (extras.length === 0) return events
  const merged: TimelineItem[] = []
  let next = 0
  for (const event of events) {
    for (let extra = extras[next]; extra !== undefined && compareItems(extra, event) < 0; extra = extras[++next]) merged.push(extra)
    merged.push(event)
  }
  for (; next < extras.length; next++) merged.push(extras[next] as ExtraItem)
  return merged
}
