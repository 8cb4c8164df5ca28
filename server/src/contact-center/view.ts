import type { Channel, FeedHealth, FeedState } from '@queuecast/client-sdk/protocol'
import type { ContactEvent, ContactKind } from './contact-event.ts'
import type { SettledContact } from './settled-contact.ts'
import type { CenterFacts, QueueFacts, ShowMode } from './facts.ts'

/** The order key of a contact in a line: larger `priority` first, then earlier `sinceMs`, then contact id (CC: order). */
export interface OrderKey { priority: number; sinceMs: number; contact: string }

/** One queue's waiting line, best first. Places are 1…length, always a permutation. */
export interface WaitingLine {
  readonly length: number
  /** Place of the contact with this key, 1 is next; the place it would take where it is not in the line. O(log n). */
  placeOf(key: OrderKey): number
  /** The contact at a place, or undefined beyond the end. */
  at(place: number): OrderKey | undefined
  /** From the head on. */
  [Symbol.iterator](): IterableIterator<OrderKey>
}

/** Where a contact is in its life. Each member holds only its own fields. */
export type Phase =
  | { kind: 'waiting'; queues: string[]; priority: number; sinceMs: number; queuedAtMs: number }
  | { kind: 'connecting'; queues: string[]; priority: number; sinceMs: number; queuedAtMs: number; agent: string }
  | { kind: 'paused'; queues: string[]; priority: number; sinceMs: number; queuedAtMs: number; pausedAtMs: number; untilMs?: number }
  /** `keeps-place` stays in its lines; `scheduled` is outside until `fromMs`. */
  | { kind: 'callback'; mode: 'keeps-place' | 'scheduled'; queues: string[]; priority: number; sinceMs: number; queuedAtMs: number; fromMs?: number; toMs?: number }
  | { kind: 'with-agent'; agents: string[]; answeredAtMs: number; by: 'human' | 'bot' | 'recording' }
  | { kind: 'ended'; atMs: number; outcome: StayOutcome }

export type StayOutcome =
  | 'answered' | 'abandoned' | 'handled' | 'transferred' | 'requeued' | 'refused' | 'expired' | 'vanished' | 'callback-reached' | 'callback-cancelled' | 'callback-expired'
  | 'timeout' | 'overflow' | 'voicemail' | 'exit-key' | 'no-agents' | 'disconnected-by-system' | 'other'

/** One stay of a contact in a line or with an agent. */
export interface Stay {
  kind: 'queued' | 'with-agent'
  queues: string[]
  agent?: string | undefined
  priority: number
  /** Orders the line; moved by credits and kept places. */
  sinceMs: number
  /** When the stay began by the event's own time; never moved by credits. */
  startedAtMs: number
  endedAtMs?: number | undefined
  outcome?: StayOutcome | undefined
  /** The queue that answered it, where it waited in several. */
  servedQueue?: string | undefined
  /** A stay with something that is not a human; only a human stops a charter's clock. */
  by?: 'bot' | 'recording' | undefined
}

/** A contact as its own events fold. Read only. */
export interface ContactView {
  id: string
  feed: string
  channel: Channel
  kind: ContactKind
  language?: string | undefined
  skills?: Record<string, number> | undefined
  phase: Phase
  stays: readonly Stay[]
  /** When the customer's own clock began (dialled, chose, asked…; else first queued). Not moved by credits or transfers. */
  clockStartMs: number
  /** The earlier contact whose token, clock and promise go on in this one. */
  follows?: string | undefined
  lastEventMs: number
  callbackOffered: boolean
}

export interface AgentView {
  id: string
  state: 'available' | 'ringing' | 'on-contact' | 'after-contact-work' | 'not-ready' | 'signed-out'
  /** Queues this agent serves; undefined where the feed never told. */
  queues?: readonly string[]
  capacity: number
  /** Until when the state is told to last: a rest's end, or when it goes home; absent where the feed did not say. */
  untilMs?: number
  /** Contacts in service now, with the start of each service. */
  serving: readonly { contact: string; queue: string; startedAtMs: number }[]
}

/** Figures of the recent past of one queue, kept live by the fold (not corrected by late events). */
export interface RecentDepartures {
  /** The last answered from the line, newest last, at most 20: when, and how long they waited. */
  answered: readonly { atMs: number; waitedSeconds: number; priority: number }[]
}

export interface QueueView {
  id: string
  facts?: QueueFacts | undefined
  channel: Channel
  show: ShowMode
  open: boolean
  /** Open still, but the last entry of the day has passed: nobody joins, those who wait are served. */
  closing?: boolean | undefined
  reopensAtMs?: number | undefined
  line: WaitingLine
  feedState: FeedState
  /** 1 only waits · 2 plus handled · 3 plus agents and their queues. */
  feedLevel: 1 | 2 | 3
  /** Two priorities were seen here in the last hour: a place may still rise. */
  mixedPriorities: boolean
  recent: RecentDepartures
  /** Agents signed in for this queue; undefined below feed level 3. */
  staffed?: number | undefined
  /** The clock of the feed that spoke of it last, minus ours: subtract from instants that stand in lines and services. Absent is 0. */
  clockOffsetMs?: number | undefined
  /** The pool: queues that share agents are one. The id is the smallest queue id in it. */
  pool: string
}

export interface PoolView {
  id: string
  queues: readonly string[]
  /** Agents known to serve any of its queues (told, or seen serving in the last half hour). */
  agents: readonly AgentView[]
  /** Sum of the lines of its queues; a contact in two of them counts once in each. */
  waiting: number
  /** Whether a feed tells the agents of any of its queues (feed level 3). */
  told: boolean
  /** How many `agents` holds, for less: each event may ask, and a pool may have thousands. */
  agentCount: number
  /** Contacts that those of `agents` who serve this queue could take at once, likewise. */
  freeSlots(queue: string): number
}

export interface NoticeView { notice: string; queues?: readonly string[]; text: Record<string, string>; cause?: string; expectedEndMs?: number; endsAtMs: number }

/** A stay that is settled: a minute of log time after its end, once, for learning. */
export interface SettledStay {
  contact: string
  kind: ContactKind
  queue: string
  pool: string
  channel: Channel
  priority: number
  startedAtMs: number
  endedAtMs: number
  outcome: StayOutcome
}
/** A service that ended, settled as above: who served whom from when to when. */
export interface SettledService { contact: string; queue: string; pool: string; channel: Channel; agent?: string | undefined; startedAtMs: number; endedAtMs: number }

/** What one fact or tick changed; the reader clears it by taking it. */
export interface Changes {
  /** Contacts whose own phase, queues or order changed (joined, left, answered, ringing…). */
  contacts: Set<string>
  /** Queues whose line, staffing, hours, show mode, feed or notice changed. */
  queues: Set<string>
  /** Pools an entry touched: they need a new forecast. */
  pools: Set<string>
  /** Contacts that entered a line, with the place they took. */
  joined: { contact: string; queue: string; place: number; priority: number; atMs: number }[]
  /** Contacts that left a line, at once, uncorrected: for throughput and last-to-enter-service. */
  departed: { contact: string; queue: string; pool: string; place: number; priority: number; atMs: number; waitedSeconds: number; outcome: StayOutcome }[]
  settledStays: SettledStay[]
  settledServices: SettledService[]
  /** Contacts that ended a minute ago, for the ledger; again, as a correction, where a later event told otherwise. */
  settledContacts: SettledContact[]
  /** Contacts that are known no more: whoever keeps something of them lets it go. After everything else of the step. */
  forgotten: string[]
  /** Our own outage: everything moved by this many milliseconds. */
  outageMs: number
}

/** Read access to the folded contact center: what forecast, display and delivery see. */
export interface LiveCenter {
  readonly config: CenterFacts
  /** Log time of the last fold, epoch milliseconds. */
  readonly nowMs: number
  /** The contact; of one that a later contact follows, the live successor's view (its `id` differs, its token's clock goes on). */
  contact(id: string): ContactView | undefined
  /** Whether `contact` gives one, for less: who walks over thousands needs no view of each. */
  knows(id: string): boolean
  /** True of a customer of whom it is known, without a look at its view, that it waits in one queue and nothing more; false says nothing. */
  waitsSimply(id: string): boolean
  queue(id: string): QueueView | undefined
  /** Its line alone, for less: a view holds much that has to be worked out, and a pool may have a hundred queues. */
  line(queue: string): WaitingLine | undefined
  queues(): Iterable<QueueView>
  pool(id: string): PoolView | undefined
  pools(): Iterable<PoolView>
  /** Place of a waiting contact in a queue, 1 is next; undefined where it does not wait there. */
  place(contact: string, queue: string): number | undefined
  feeds(): FeedHealth[]
  notices(queue?: string): NoticeView[]
  /**
   * A feed's clock minus ours, milliseconds: subtract from its instants to compare with log time. With one of its instants: as it
   * was when the feed told that, where its clock was set since; a clock set back tells some twice, so name the contact that it is of.
   */
  clockOffsetMs(feed: string, ofMs?: number, contact?: string): number
  /** Number of contacts with a wait, pause, callback or service open. */
  readonly openContacts: number
  /** Number of agents of whom anything is kept: told, serving, or seen serving within seven days. */
  readonly knownAgents: number
  knowsAgent(id: string): boolean
  quarantine(): readonly Quarantined[]
}

/** An event that was acknowledged and then set aside. */
export interface Quarantined {
  feed: string; eventId: string; type: string; reason: 'too-late' | 'poison' | 'held-too-long'; detail: string
  /** Of the event in the log; of one that was replayed in vain, the place of the replay. */
  position: string
  atMs: number
  /** For its replay. Absent where that is of no use (too late), or the event is large: a snapshot, whose next one says more. */
  event?: ContactEvent
}

/** What came of an event that was replayed. `known`: the contact has it already; `waits`: for the event that says where its contact is. */
export interface Replayed {
  feed: string; eventId: string; type: string; outcome: 'taken' | 'known' | 'waits' | 'refused'
  /** Where refused: why, again. */
  detail?: string
  /** Where it had been set aside. */
  position: string
  atMs: number
}
