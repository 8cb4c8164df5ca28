import { arriveExtras, refold } from '../contact/arrive.ts'
import { emptyKept, type Kept } from '../contact/contact-record.ts'
import { type ContactState, phaseOf } from '../contact/contact-state.ts'
import { SNAPSHOT_GRACE_MS } from '../contact/on-listing.ts'
import type { ExtraItem } from '../contact/timeline.ts'
import type { EventOf } from '../contact-event.ts'
import type { AgentFacts } from './agents.ts'
import { writeAgent } from './agent-event.ts'
import { type CenterState, feedOf, queueOf } from './center-state.ts'
import { commitContact } from './commit-contact.ts'
import { type Commit, extrasOf, quarantine, releaseHeld, withHeld } from './contact-arrivals.ts'
import { newer } from './last-writer.ts'
import { contactOf, seeContact, seeOpenContacts } from './known-contacts.ts'
import type { Listing } from './listings.ts'

interface Plan { id: string; kept: Kept; state: ContactState; differs: boolean; bad: { item: Parameters<typeof quarantine>[1]; why: string }[] }

/** Folds a feed's snapshot: every contact that it lists, and every open one of this feed that it should have listed. */
export function planSnapshot(center: CenterState, feedName: string, event: EventOf<'feed.snapshot'>): Commit {
  const added = center.listings.add(feedName, event)
  if (added === undefined) return () => {}
  try {
    const plans = plansFor(center, feedName, added.listing)
    const agents = [...snapshotAgents(center, feedName, event)]
    return () => {
      commitPlans(center, feedName, added.listing, plans)
      for (const facts of agents) writeAgent(center, facts)
    }
  } catch (error) {
    added.undo()
    throw error
  }
}

function plansFor(center: CenterState, feedName: string, listing: Listing): Plan[] {
  const plans: Plan[] = []
  const ids = new Set([...listing.waiting.keys(), ...listing.service.keys()])
  for (const id of ids) plans.push(planListed(center, listing, id))
  const missing: string[] = []
  for (const { id, state } of seeOpenContacts(center)) if (state.feed === feedName && !ids.has(id) && isCovered(listing, state)) missing.push(id)
  for (const id of missing.sort()) plans.push(planListed(center, listing, id))
  return plans
}

const isCovered = (listing: Listing, state: ContactState): boolean =>
  listing.complete || state.stays.some((stay) => stay.endedAtMs === undefined && stay.queues.some((queue) => listing.covered.has(queue)))

function planListed(center: CenterState, listing: Listing, id: string): Plan {
  const { feed } = listing
  const record = seeContact(center, id)
  const known = record?.kept ?? emptyKept
  const before = record === undefined ? undefined : phaseOf(record.state)
  let extras: ExtraItem[] = extrasOf(center, id, known, feed, listing)
  if (record !== undefined && record.state.feed !== feed) extras = []
  let kept = arriveExtras(known, extras)
  let state = refold(kept)
  let bad: Plan['bad'] = []
  if (record === undefined && state.known && center.held.has(id)) ({ kept, state, bad } = withHeld(center, id, kept, state))
  const after = phaseOf(state)
  return { id, kept, state, bad, differs: before === undefined || JSON.stringify(before) !== JSON.stringify(after) }
}

function commitPlans(center: CenterState, feedName: string, listing: Listing, plans: readonly Plan[]): void {
  const feed = feedOf(center, feedName)
  // Drift is what events and snapshots disagree on; the first snapshot only tells who was there before, and a feed of snapshots alone has no events to disagree.
  const counts = feed.memory.snapshots > 0 && feed.memory.contactEvents > 0
  feed.memory.snapshots++
  for (const queue of listing.covered) queueOf(center, queue).sawFeed(feedName, center.nowMs)
  for (const listed of listing.waiting.values()) {
    for (const { queue: id, channel } of listed) {
      const { memory } = queueOf(center, id)
      if (channel !== undefined) memory.channel = newer(memory.channel, { timeMs: listing.timeMs, id: listing.id, value: channel })
    }
  }
  for (const { id, kept, state, differs, bad } of plans) {
    if (!state.known) continue
    if (differs && counts) feed.memory.drift++
    const record = contactOf(center, id)
    if (!differs && record !== undefined) {
      // The same phase: only the evidence is renewed, nobody needs to hear of it.
      Object.assign(record, { kept, state, view: undefined })
      continue
    }
    if (record === undefined) releaseHeld(center, id)
    for (const { item, why } of bad) quarantine(center, item, 'poison', why)
    commitContact(center, id, kept, state)
  }
}

/** The agents a snapshot lists; in a complete one, whom it leaves out has signed out unless it said something since. */
function* snapshotAgents(center: CenterState, feed: string, event: EventOf<'feed.snapshot'>): Generator<AgentFacts> {
  if (event.agents === undefined) return
  const listed = new Set<string>()
  for (const { agent, state, queues } of event.agents) {
    listed.add(agent)
    yield { agent, state, timeMs: event.time, id: event.id, feed, ...(queues === undefined ? {} : { queues }) }
  }
  if (event.complete !== true) return
  for (const { agent, state, feed: toldBy } of center.agents.lastWrites()) {
    if (listed.has(agent) || toldBy !== feed || state.value === 'signed-out' || state.timeMs > event.time - SNAPSHOT_GRACE_MS) continue
    yield { agent, state: 'signed-out', timeMs: event.time, id: event.id, feed }
  }
}
