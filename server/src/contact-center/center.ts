import type { FeedHealth } from '@queuecast/client-sdk/protocol'
import type { CenterFact, CenterFacts } from './facts.ts'
import type { CenterSnapshot, ContactCenterFold, CreateContactCenter, LogInstant } from './fold-contract.ts'
import type { SettledContact } from './settled-contact.ts'
import { applyEvent, setAsideBroken } from './state/apply-event.ts'
import { type CenterState, emptyCenter, poolOf, queueOf, touchQueue } from './state/center-state.ts'
import { centerFromParts, type CenterParts, partsOf } from './state/center-snapshot.ts'
import { emptyChanges } from './state/change-set.ts'
import { configure, reconfigure } from './state/configure.ts'
import { isDoubtful, offsetOf } from './state/contact-clock.ts'
import { viewOf } from './state/contact-view.ts'
import { feedHealth } from './state/feed-view.ts'
import { successorOf } from './state/follows.ts'
import { isKnown, seeContact } from './state/known-contacts.ts'
import { standingNotices } from './state/notices.ts'
import { poolView, queueView } from './state/queue-view.ts'
import { settledContactOf } from './state/settle-contact.ts'
import { runDeadlines, shiftDeadlines } from './state/timers.ts'
import type { Changes, ContactView, NoticeView, PoolView, QueueView, Quarantined, Replayed, WaitingLine } from './view.ts'

const KEPT_OUTAGES = 100

/** The fold of one center: thin over the functions of `state/`, which do the work. */
class ContactCenter implements ContactCenterFold {
  readonly #center: CenterState
  /**
   * Counts what changes the state. Views are made once between two steps: after an event a hundred displays of one queue ask for
   * the same, several times each, and everybody asks for the contact that the event is about.
   */
  #step = 1
  #contactSeen: { id: string; view: ContactView | undefined; step: number } = { id: '', view: undefined, step: 0 }
  #noticesSeen: { standing: readonly NoticeView[]; step: number } = { standing: [], step: 0 }
  #poolSeen: { id: string; view: PoolView | undefined; step: number } = { id: '', view: undefined, step: 0 }

  constructor(center: CenterState) {
    this.#center = center
  }

  get config(): CenterFacts {
    return this.#center.config
  }

  get nowMs(): number {
    return this.#center.nowMs
  }

  get openContacts(): number {
    return this.#center.openContacts
  }

  get knownAgents(): number {
    return this.#center.agents.size
  }

  knowsAgent(id: string): boolean {
    return this.#center.agents.has(id)
  }

  apply(fact: CenterFact, at: LogInstant): void {
    const center = this.#center
    this.#step += 1
    center.nowMs = Math.max(center.nowMs, at.ms)
    switch (fact.kind) {
      case 'event': return applyEvent(center, fact, at)
      case 'config': return reconfigure(center, fact.config)
      case 'show':
        // Given under an older configuration than one that since named the queue: no longer meant.
        if (fact.generation < center.config.generation && center.config.queues.some((queue) => queue.id === fact.queue)) return
        queueOf(center, fact.queue).memory.show = fact.show
        return touchQueue(center, fact.queue)
      case 'receipt': case 'totals': case 'erase': case 'learning': case 'charter': return
      default: return fact satisfies never
    }
  }

  setAside(fact: CenterFact, at: LogInstant): void {
    this.#step += 1
    this.#center.nowMs = Math.max(this.#center.nowMs, at.ms)
    if (fact.kind === 'event') setAsideBroken(this.#center, fact, at)
  }

  tick(secondMs: number): void {
    this.#step += 1
    this.#center.nowMs = Math.max(this.#center.nowMs, secondMs)
    runDeadlines(this.#center)
  }

  outage(gapMs: number, nowMs: number): void {
    const center = this.#center
    this.#step += 1
    center.nowMs = Math.max(center.nowMs, nowMs)
    center.outages = [...center.outages.slice(1 - KEPT_OUTAGES), { atMs: center.nowMs, gapMs }]
    for (const feed of center.feeds.values()) feed.fellSilent(center.nowMs)
    for (const queue of center.queues.keys()) touchQueue(center, queue)
    shiftDeadlines(center, gapMs)
    center.changes.outageMs += gapMs
  }

  needsTick(secondMs: number): boolean {
    const { standing, deadlines } = this.#center
    return standing > 0 || (deadlines.nextMs !== undefined && deadlines.nextMs <= secondMs)
  }

  takeChanges(): Changes {
    const center = this.#center
    // Brings the pools up to date first, so that reading between two takes never changes anything.
    poolOf(center, '')
    for (const queue of center.poolQueues) center.changes.pools.add(poolOf(center, queue))
    const changes = center.changes
    center.changes = emptyChanges()
    center.poolQueues = []
    return changes
  }

  snapshot(): CenterSnapshot {
    const { json, sheets } = partsOf(this.#center)
    return { json: structuredClone(json), sheets: sheets.map(({ name, lend }) => [name, lend()()]) }
  }

  parts(): CenterParts {
    return partsOf(this.#center)
  }

  contact(id: string): ContactView | undefined {
    const seen = this.#contactSeen
    if (seen.step !== this.#step || seen.id !== id) {
      seen.view = this.#viewContact(id)
      seen.id = id
      seen.step = this.#step
    }
    return seen.view
  }

  knows(id: string): boolean {
    return isKnown(this.#center, successorOf(this.#center, id))
  }

  waitsSimply(id: string): boolean {
    const { resting, aliases } = this.#center
    return resting.has(id) && !aliases.has(id)
  }

  #viewContact(id: string): ContactView | undefined {
    const record = seeContact(this.#center, successorOf(this.#center, id))
    return record === undefined ? undefined : viewOf(this.#center, record)
  }

  queue(id: string): QueueView | undefined {
    const queue = this.#center.queues.get(id)
    if (queue === undefined) return undefined
    if (queue.view === undefined || queue.viewStep !== this.#step) {
      queue.view = queueView(this.#center, queue)
      queue.viewStep = this.#step
    }
    return queue.view
  }

  line(queue: string): WaitingLine | undefined {
    return this.#center.queues.get(queue)?.line
  }

  *queues(): Generator<QueueView> {
    for (const id of this.#center.queues.keys()) {
      const view = this.queue(id)
      if (view !== undefined) yield view
    }
  }

  pool(id: string): PoolView | undefined {
    const seen = this.#poolSeen
    if (seen.step !== this.#step || seen.id !== id) {
      seen.view = poolView(this.#center, id)
      seen.id = id
      seen.step = this.#step
    }
    return seen.view
  }

  *pools(): Generator<PoolView> {
    poolOf(this.#center, '')
    for (const id of this.#center.pools.ids()) {
      const pool = poolView(this.#center, id)
      if (pool !== undefined) yield pool
    }
  }

  place(contact: string, queue: string): number | undefined {
    const standing = seeContact(this.#center, successorOf(this.#center, contact))?.standing
    if (standing === undefined || !standing.queues.includes(queue)) return undefined
    return this.#center.queues.get(queue)?.line.placeOf(standing.key)
  }

  feeds(): FeedHealth[] {
    return feedHealth(this.#center)
  }

  notices(queue?: string): NoticeView[] {
    const { notices, nowMs } = this.#center
    if (notices.size === 0) return []
    if (this.#noticesSeen.step !== this.#step) this.#noticesSeen = { standing: standingNotices(notices.values(), nowMs), step: this.#step }
    return this.#noticesSeen.standing.filter(({ queues }) => queue === undefined || queues === undefined || queues.includes(queue))
  }

  settledContact(id: string): SettledContact | undefined {
    const record = seeContact(this.#center, id)
    return record?.evidencePrint === undefined ? undefined : settledContactOf(this.#center, record)
  }

  clockOffsetMs(feed: string, ofMs?: number, contact?: string): number {
    const known = this.#center.feeds.get(feed)
    if (known === undefined) return 0
    const record = contact !== undefined && ofMs !== undefined && isDoubtful(this.#center, feed, ofMs) ? seeContact(this.#center, contact) : undefined
    if (record !== undefined) return offsetOf(this.#center, record)
    return ofMs === undefined ? known.clockOffsetMs : known.clockOffsetOfMs(ofMs)
  }

  quarantine(): readonly Quarantined[] {
    return this.#center.quarantine.list
  }

  replayed(): readonly Replayed[] {
    return this.#center.quarantine.replayed
  }
}

/** A center with nobody in it. */
export const createContactCenter: CreateContactCenter = (config) => {
  const center = emptyCenter(config)
  configure(center, config)
  center.changes = emptyChanges()
  center.poolQueues = []
  return new ContactCenter(center)
}

/** A fold that continues exactly as the one whose `snapshot()` this is. Throws TypeError where it is none of this version. */
export const restoreContactCenter = ({ json, sheets }: CenterSnapshot): ContactCenterFold => adoptContactCenter(structuredClone(json), new Map(sheets))

/** The same, of parts that nobody else holds, such as those that were just parsed: a copy of 100,000 contacts takes half a second. */
export const adoptContactCenter = (json: unknown, sheets: ReadonlyMap<string, string>): ContactCenterFold => new ContactCenter(centerFromParts(json, sheets))
