import { appended } from './appended.ts'
import type { Kept } from './contact-record.ts'
import type { ContactState } from './contact-state.ts'
import { compressListings } from './compress-listings.ts'
import { foldContact, foldNext } from './fold-contact.ts'
import { journalWith } from './journal.ts'
import { compareItems, type ExtraItem, insertSorted, mergeSorted, type OwnItem, shareInstant } from './timeline.ts'

/** A contact keeps this many of its own events; the oldest quarter of more becomes its base. */
export const KEPT_EVENTS = 64

/** What an arrival computes; nothing is changed until it is committed. */
export type Arrival =
  | { kind: 'duplicate' }
  | { kind: 'before-base' }
  | { kind: 'changed'; kept: Kept; state: ContactState }

export const refold = (kept: Kept): ContactState => foldContact(kept.base, mergeSorted(kept.events, kept.extras))

/** Where the base ends: an instant is not torn, except one that is larger than all that is kept. */
function cutOf(events: readonly OwnItem[]): number {
  const cut = events.length - (KEPT_EVENTS * 3) / 4
  for (let end = cut; end < events.length; end++) {
    const [before, after] = [events[end - 1], events[end]]
    if (before === undefined || after === undefined || !shareInstant(before, after)) return end
  }
  return cut
}

/** Moves the oldest events into the base when there are too many. */
function compact(kept: Kept): Kept {
  if (kept.events.length <= KEPT_EVENTS) return kept
  const cut = cutOf(kept.events)
  const last = kept.events[cut - 1]
  if (last === undefined) return kept
  const old = mergeSorted(kept.events.slice(0, cut), kept.extras.filter((extra) => compareItems(extra, last) < 0))
  const base = foldContact(kept.base, old)
  const journal = journalWith(kept.base.journal, kept.events.slice(0, cut))
  if (journal !== undefined) base.journal = journal
  const oldestKept = base.stays.length - KEPT_EVENTS
  if (oldestKept > 0) base.stays = base.stays.filter((stay, index) => index >= oldestKept || stay.endedAtMs === undefined)
  return {
    base, baseThrough: { timeMs: last.timeMs, id: last.id, feed: last.feed }, events: kept.events.slice(cut),
    extras: kept.extras.filter((extra) => compareItems(extra, last) > 0),
  }
}

/**
 * An own event arrives, in whatever order. Pure: it throws only where the fold of a bad event does, and nothing has changed then.
 * `state` is what the kept items fold to. `keepsExpiry` says whether an expiry still stands, given the state with the new event.
 */
export function arriveEvent(kept: Kept, state: ContactState, item: OwnItem, extras: readonly ExtraItem[], keepsExpiry: (state: ContactState) => boolean): Arrival {
  if (kept.events.some((other) => other.id === item.id && other.feed === item.feed)) return { kind: 'duplicate' }
  if (kept.baseThrough !== undefined && compareItems(item, kept.baseThrough) <= 0) return { kind: 'before-base' }
  const { base, baseThrough } = kept
  if (extras.length === 0 && comesLast(kept, item)) {
    const next = { base, baseThrough, events: appended(kept.events, item), extras: kept.extras }
    // In order, as nearly always: one step further instead of all again.
    return next.events.length > KEPT_EVENTS ? compacted(next) : { kind: 'changed', kept: next, state: foldNext(state, item) }
  }
  return arriveBetween(arriveExtras({ base, baseThrough, events: insertSorted(kept.events, item), extras: kept.extras }, extras), keepsExpiry)
}

function comesLast(kept: Kept, item: OwnItem): boolean {
  const last = kept.events.at(-1)
  return kept.extras.length === 0 && (last === undefined || (compareItems(last, item) < 0 && !shareInstant(last, item)))
}

function arriveBetween(next: Kept, keepsExpiry: (state: ContactState) => boolean): Arrival {
  const state = refold(next)
  // A late sign of life takes back an expiry that it shows to be wrong.
  if (next.extras.length > 0 && next.extras.some((extra) => extra.kind === 'expired') && !keepsExpiry(state)) {
    return compacted({ ...next, extras: next.extras.filter((extra) => extra.kind !== 'expired') })
  }
  return next.events.length > KEPT_EVENTS ? compacted(next) : { kind: 'changed', kept: next, state }
}

/** The state is folded of what is left: a base forgets its oldest stays, and a contact is what a restart makes of it. */
function compacted(next: Kept): Arrival {
  const kept = compact(next)
  return { kind: 'changed', kept, state: refold(kept) }
}

/** Adds snapshot listings, a follower or an expiry; each is kept once. */
export function arriveExtras(kept: Kept, items: readonly ExtraItem[]): Kept {
  let extras = kept.extras
  for (const item of items) {
    if (kept.baseThrough !== undefined && compareItems(item, kept.baseThrough) <= 0) continue
    if (!extras.some((extra) => extra.kind === item.kind && compareItems(extra, item) === 0)) extras = insertSorted(extras, item)
  }
  return extras === kept.extras ? kept : { ...kept, extras: compressListings(kept.events, extras) }
}

