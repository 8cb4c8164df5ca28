import type { FeedState } from '@queuecast/client-sdk/protocol'
import type {
  CenterFacts, Changes, ContactView, LiveCenter, NoticeView, OrderKey, Phase, PoolView, QueueView, ShowMode, Stay, WaitingLine,
} from '../../contact-center/index.ts'
import type { DisplayFold } from '../figures.ts'

type Waiting = Extract<Phase, { kind: 'waiting' }>
interface StubQueue {
  id: string; line: OrderKey[]; pool: string; feedState: FeedState; show: ShowMode; open: boolean; mixedPriorities: boolean
  atClose?: 'serve-all' | 'turn-away'
}

export const noChanges = (): Changes => ({
  contacts: new Set(), queues: new Set(), pools: new Set(), joined: [], departed: [], settledStays: [], settledServices: [], settledContacts: [], forgotten: [], outageMs: 0,
})

/** What a test has set up is there. */
function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the test speaks of something it did not set up')
  return value
}

const compare = (a: OrderKey, b: OrderKey): number =>
  b.priority - a.priority || a.sinceMs - b.sinceMs || (a.contact < b.contact ? -1 : a.contact > b.contact ? 1 : 0)

/** A contact center as small as the display policy can be tested on: every change is handed to the display at once. */
export class StubCenter implements LiveCenter {
  nowMs = 1_000_000_000_000
  offsetMs = 0
  noticeList: NoticeView[] = []
  readonly config: CenterFacts = {
    id: 'acme', generation: 1, name: {}, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test', queues: [], feeds: [],
  }
  readonly contacts = new Map<string, ContactView>()
  readonly stub = new Map<string, StubQueue>()
  readonly openContacts = 0
  readonly knownAgents = 0
  display: DisplayFold

  constructor(display: DisplayFold, queues: string[] = ['support'], pool: (queue: string) => string = () => there(queues[0])) {
    this.display = display
    for (const id of queues) this.stub.set(id, { id, line: [], pool: pool(id), feedState: 'live', show: 'both', open: true, mixedPriorities: false })
  }

  /** The contact that goes on for this one; a circle ends after a few steps. */
  contact(id: string): ContactView | undefined {
    let view = this.contacts.get(id)
    for (let steps = 0; steps < 5 && view !== undefined; steps += 1) {
      const { id: earlier } = view
      view = [...this.contacts.values()].find((other) => other.follows === earlier && other.id !== earlier) ?? view
    }
    return view
  }

  waitsSimply(): boolean {
    return false
  }

  knowsAgent(): boolean {
    return false
  }

  knows(id: string): boolean {
    return this.contact(id) !== undefined
  }
  queue(id: string): QueueView | undefined {
    const queue = this.stub.get(id)
    if (queue === undefined) return undefined
    const { line, atClose, ...rest } = queue
    const waiting: WaitingLine = {
      length: line.length,
      placeOf: (key) => line.filter((other) => compare(other, key) < 0).length + 1,
      at: (place) => line[place - 1],
      [Symbol.iterator]: () => line[Symbol.iterator](),
    }
    return {
      ...rest, line: waiting, channel: 'voice', feedLevel: 3, recent: { answered: [] },
      ...(atClose === undefined ? {} : { facts: { id, hours: { weekly: {}, atClose } } }),
    }
  }
  line(queue: string): WaitingLine | undefined {
    return this.queue(queue)?.line
  }
  *queues(): Iterable<QueueView> {
    for (const id of this.stub.keys()) yield there(this.queue(id))
  }
  pool(id: string): PoolView | undefined {
    const queues = [...this.stub.values()].filter((queue) => queue.pool === id)
    return queues.length === 0 ? undefined : { id, queues: queues.map((queue) => queue.id), agents: [], told: true, agentCount: 0, freeSlots: () => 0, waiting: queues.reduce((sum, queue) => sum + queue.line.length, 0) }
  }
  *pools(): Iterable<PoolView> {
    for (const id of new Set([...this.stub.values()].map((queue) => queue.pool))) yield there(this.pool(id))
  }
  place(contact: string, queue: string): number | undefined {
    const index = this.stub.get(queue)?.line.findIndex((key) => key.contact === contact) ?? -1
    return index < 0 ? undefined : index + 1
  }
  feeds = (): [] => []
  notices = (queue?: string): NoticeView[] => this.noticeList.filter((notice) => notice.queues === undefined || (queue !== undefined && notice.queues.includes(queue)))
  clockOffsetMs = (): number => this.offsetMs
  quarantine = (): [] => []

  join(contact: string, options: { queues?: string[]; priority?: number; follows?: string; view?: Partial<ContactView> } = {}): void {
    const { queues = ['support'], priority = 0 } = options
    const phase: Waiting = { kind: 'waiting', queues, priority, sinceMs: this.nowMs, queuedAtMs: this.nowMs }
    const stays: Stay[] = [{ kind: 'queued', queues, priority, sinceMs: this.nowMs, startedAtMs: this.nowMs }]
    this.#removeFromLines(contact)
    this.contacts.set(contact, {
      id: contact, feed: 'acd', channel: 'voice', kind: 'customer', phase, stays, clockStartMs: this.nowMs, lastEventMs: this.nowMs, callbackOffered: false,
      ...(options.follows === undefined ? {} : { follows: options.follows }), ...options.view,
    })
    const changes = this.#changed(contact, queues)
    for (const queue of queues) {
      const { line } = there(this.stub.get(queue))
      line.push({ priority, sinceMs: this.nowMs, contact })
      line.sort(compare)
      changes.joined.push({ contact, queue, place: there(this.place(contact, queue)), priority, atMs: this.nowMs })
    }
    this.display.observe(changes, this)
  }

  /** Moves a contact to another phase; it keeps its place only in a phase that waits. */
  move(contact: string, phase: Phase): void {
    const view = there(this.contacts.get(contact))
    const before = 'queues' in view.phase ? view.phase.queues : []
    const stays = phase.kind === 'with-agent' ? [...view.stays, { kind: 'with-agent' as const, queues: [], priority: 0, sinceMs: this.nowMs, startedAtMs: this.nowMs }] : view.stays
    if (!('queues' in phase) || phase.kind === 'paused' || (phase.kind === 'callback' && phase.mode === 'scheduled')) this.#removeFromLines(contact)
    this.contacts.set(contact, { ...view, phase, stays })
    this.display.observe(this.#changed(contact, before), this)
  }

  answer(contact: string): void {
    this.move(contact, { kind: 'with-agent', agents: ['a'], answeredAtMs: this.nowMs, by: 'human' })
  }
  leave(contact: string): void {
    this.move(contact, { kind: 'ended', atMs: this.nowMs, outcome: 'abandoned' })
  }
  touchPool(pool = 'support'): void {
    this.display.observe({ ...noChanges(), pools: new Set([pool]) }, this)
  }
  /** Log time goes on second by second, each with its tick. */
  pass(seconds: number): void {
    for (let left = seconds; left > 0; left -= 1) {
      this.nowMs = (Math.floor(this.nowMs / 1000) + 1) * 1000
      this.display.tick(this.nowMs, this)
    }
  }

  #changed(contact: string, queues: readonly string[]): Changes {
    return { ...noChanges(), contacts: new Set([contact]), queues: new Set(queues), pools: new Set(queues.map((queue) => there(this.stub.get(queue)).pool)) }
  }
  #removeFromLines(contact: string): void {
    for (const queue of this.stub.values()) queue.line = queue.line.filter((key) => key.contact !== contact)
  }
}
