import type { Channel } from '@queuecast/client-sdk/protocol'
import { type ContactRecord, isOfMany } from '../contact/contact-record.ts'
import type { ContactState } from '../contact/contact-state.ts'
import type { OwnItem } from '../contact/timeline.ts'
import type { CenterFacts } from '../facts.ts'
import { Deadlines } from '../structures/deadlines.ts'
import { IdPages } from '../structures/id-pages.ts'
import type { Changes } from '../view.ts'
import { Agents } from './agents.ts'
import { emptyChanges } from './change-set.ts'
import { ContactShelf } from './contact-shelf.ts'
import { type Feed, newFeed } from './feed-health.ts'
import { Listings } from './listings.ts'
import type { NoticeMemory } from './notices.ts'
import { Pools } from './pools.ts'
import { Quarantine } from './quarantine.ts'
import { newQueue, type QueueRecord } from './queue-record.ts'
import { RECORD_KINDS, type RecordKind } from './record-sheets.ts'

/** A later contact that goes on from an earlier one. */
export interface Alias { to: string; timeMs: number; id: string; feed: string }

/** Everything one center's fold holds. Functions of this folder change it; nobody else sees it. */
export interface CenterState {
  config: CenterFacts
  nowMs: number
  /** Open and lately ended contacts; the others that are known are on the shelf. `seeContact` and `contactOf` look in both. */
  contacts: Map<string, ContactRecord>
  /** All known contacts that neither simply wait nor are on the shelf, record or text, as snapshots write them. */
  pages: IdPages<RecordKind>
  shelf: ContactShelf
  /** Contacts that simply wait, as a snapshot told them, until somebody asks. */
  resting: Map<string, string>
  /** Contacts that ended and are not settled yet, as a snapshot told them, until somebody asks or something of them is due. */
  over: Map<string, string>
  /** Contacts that are open and stand in no line, likewise, with what they count for agents. */
  aside: Map<string, string>
  openContacts: number
  /** Contacts that stand in a line, for `needsTick`. */
  standing: number
  /** Events for contacts nobody has introduced yet. */
  held: Map<string, OwnItem[]>
  /** Earlier contact → the one that follows it. */
  aliases: Map<string, Alias>
  agents: Agents
  queues: Map<string, QueueRecord>
  feeds: Map<string, Feed>
  /** Feed → channel → its contacts in lines. */
  waitingByFeed: Map<string, Map<Channel, number>>
  pools: Pools
  notices: Map<string, NoticeMemory>
  quarantine: Quarantine
  listings: Listings
  deadlines: Deadlines
  outages: { atMs: number; gapMs: number }[]
  changes: Changes
  /** Queues whose pool needs a new forecast, some more than once; become pool ids when the changes are taken. */
  poolQueues: string[]
}

export function emptyCenter(config: CenterFacts): CenterState {
  return {
    config, nowMs: 0, contacts: new Map(), pages: new IdPages(RECORD_KINDS), shelf: new ContactShelf(), resting: new Map(), over: new Map(), aside: new Map(), openContacts: 0, standing: 0, held: new Map(), aliases: new Map(), agents: new Agents(), queues: new Map(),
    feeds: new Map(), waitingByFeed: new Map(), pools: new Pools(), notices: new Map(), quarantine: new Quarantine(), listings: new Listings(),
    deadlines: new Deadlines(isOfMany), outages: [], changes: emptyChanges(), poolQueues: [],
  }
}

/** The queue, taken in as it comes. */
export function queueOf(center: CenterState, id: string): QueueRecord {
  let queue = center.queues.get(id)
  if (queue === undefined) {
    center.queues.set(id, (queue = newQueue(id)))
    center.pools.addQueue(id)
  }
  return queue
}

export function feedOf(center: CenterState, name: string): Feed {
  let feed = center.feeds.get(name)
  if (feed === undefined) center.feeds.set(name, (feed = newFeed(name)))
  return feed
}

/** Says that a queue changed and its pool needs a new forecast. */
export function touchQueue(center: CenterState, queue: string): void {
  center.changes.queues.add(queue)
  center.poolQueues.push(queue)
}

/** The pool of a queue as of now; a queue that changed its pool counts as touched. */
export function poolOf(center: CenterState, queue: string): string {
  if (!center.pools.isFresh(center.agents, center.nowMs)) {
    for (const moved of center.pools.refresh(center.agents, center.nowMs)) touchQueue(center, moved)
  }
  return center.pools.poolOf(queue)
}

/** A contact's channel: its own, else its queue's. */
export function channelOf(center: CenterState, state: ContactState): Channel {
  if (state.channel !== undefined) return state.channel
  const queue = state.stays.at(-1)?.queues[0]
  return (queue === undefined ? undefined : center.queues.get(queue)?.channel) ?? 'voice'
}
