import type { ContactMemory } from './contact-record.ts'
import type { ContactState } from './contact-state.ts'
import { foldContact } from './fold-contact.ts'
import { compareItems, type ExtraItem, insertSorted, mergeSorted, type OwnItem, type TimelineItem } from './timeline.ts'

/** A contact keeps this many of its own events; the oldest quarter of more becomes its base. */
export const KEPT_EVENTS = 64
const KEPT_LISTINGS = 16

/** What an arrival computes; nothing is changed until it is committed. */
export type Arrival =
  | { kind: 'duplicate' }
  | { kind: 'before-base' }
  | { kind: 'changed'; memory: ContactMemory; state: ContactState }

export const refold = (memory: ContactMemory): ContactState => foldContact(memory.base, mergeSorted(memory.events, memory.extras))

/** Moves the oldest events into the base when there are too many. */
function compact(memory: ContactMemory): ContactMemory {
  if (memory.events.length <= KEPT_EVENTS) return memory
  const cut = memory.events.length - (KEPT_EVENTS * 3) / 4
  const last = memory.events[cut - 1]
  if (last === undefined) return memory
  const old = mergeSorted(memory.events.slice(0, cut), memory.extras.filter((extra) => compareItems(extra, last) < 0))
  const base = foldContact(memory.base, old)
  const oldestKept = base.stays.length - KEPT_EVENTS
  if (oldestKept > 0) base.stays = base.stays.filter((stay, index) => index >= oldestKept || stay.endedAtMs === undefined)
  return {
    ...memory, base, baseThrough: { timeMs: last.timeMs, id: last.id, feed: last.feed },
    events: memory.events.slice(cut), extras: memory.extras.filter((extra) => compareItems(extra, last) > 0),
  }
}

const signature = (item: ExtraItem): string =>
  item.kind === 'listing' ? JSON.stringify([item.feed, item.waiting, item.service ?? null, item.covers]) : item.kind

/**
 * Of a run of snapshots that say the same, with no event of the contact between them, the first (it may have ended a stay
 * then) and the last (it is the newest truth) are enough.
 */
export function compressListings(events: readonly OwnItem[], extras: readonly ExtraItem[]): ExtraItem[] {
  const kept: TimelineItem[] = []
  for (const item of mergeSorted(events, extras)) {
    const last = kept.at(-1)
    const before = kept.at(-2)
    if (item.kind === 'listing' && last?.kind === 'listing' && before?.kind === 'listing'
      && signature(item) === signature(last) && signature(last) === signature(before)) kept.pop()
    kept.push(item)
  }
  const listings = kept.filter((item) => item.kind !== 'event')
  return listings.length <= KEPT_LISTINGS ? listings : listings.slice(listings.length - KEPT_LISTINGS)
}

/** An own event arrives, in whatever order. Pure: throws only where the fold of a bad event does, and then nothing has changed. */
export function arriveEvent(memory: ContactMemory, item: OwnItem, listings: readonly ExtraItem[], keepsExpiry: (state: ContactState) => boolean): Arrival {
  if (memory.events.some((kept) => kept.id === item.id && kept.feed === item.feed)) return { kind: 'duplicate' }
  if (memory.baseThrough !== undefined && compareItems(item, memory.baseThrough) <= 0) return { kind: 'before-base' }
  const next = arriveExtras({ ...memory, events: insertSorted(memory.events, item) }, listings)
  const state = refold(next)
  // A late sign of life takes back an expiry that it shows to be wrong.
  if (next.extras.some((extra) => extra.kind === 'expired') && !keepsExpiry(state)) {
    next.extras = next.extras.filter((extra) => extra.kind !== 'expired')
    return { kind: 'changed', memory: compact(next), state: refold(next) }
  }
  return { kind: 'changed', memory: compact(next), state }
}

/** Adds snapshot listings, a follower or an expiry; each is kept once. */
export function arriveExtras(memory: ContactMemory, items: readonly ExtraItem[]): ContactMemory {
  let extras: ExtraItem[] = memory.extras
  for (const item of items) {
    if (memory.baseThrough !== undefined && compareItems(item, memory.baseThrough) <= 0) continue
    if (!extras.some((extra) => extra.kind === item.kind && compareItems(extra, item) === 0)) extras = insertSorted(extras, item)
  }
  return extras === memory.extras ? memory : { ...memory, extras: compressListings(memory.events, extras) }
}
