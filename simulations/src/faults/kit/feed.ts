import type { Random } from '../../contact-center/random.ts'
import { pause, postEvents } from './http.ts'
import { type ToldEvent, Truth } from './truth.ts'

const QUEUES = ['line-a', 'line-b']
const RETRY_MS = 150

export interface FeedOptions {
  /** Asked at each POST: nodes come and go. */
  urls: () => readonly string[]
  key: string
  random: Random
  connections?: number
  /** Between two batches of one connection. */
  pauseMs?: number
  /** How many may wait at once, over all connections. */
  waiting?: number
}

interface Connection { name: number; waiting: string[]; pending: ToldEvent[] | undefined; offByMs: number; made: number }

/**
 * A feed of several connections that each tell their own contacts in order, retry what was not acknowledged with the same
 * ids as a real feed does, and keep the truth: what was acknowledged, and what is still under way.
 */
export class Feed {
  readonly truth = new Truth()
  acknowledged = 0
  refused = 0
  #options: FeedOptions
  #connections: Connection[]
  #running: Promise<unknown> | undefined
  #stopped = true
  #lastMs = 0
  #offByMs = 0

  constructor(options: FeedOptions) {
    this.#options = options
    this.#connections = Array.from({ length: options.connections ?? 4 }, (_, name) => ({ name, waiting: [], pending: undefined, offByMs: 0, made: 0 }))
  }

  /** Sets the clock by which the feed tells to so much before or after the right time. */
  setClock(offByMs: number): void {
    this.#offByMs = offByMs
    this.#lastMs = 0
  }

  start(): void {
    if (!this.#stopped) return
    this.#stopped = false
    this.#running = Promise.all(this.#connections.map(async (connection) => {
      while (!this.#stopped) {
        connection.pending ??= this.#batch(connection)
        await pause(await this.#send(connection) ? this.#options.pauseMs ?? 20 : RETRY_MS)
      }
    }))
  }

  /** Ends after the batches under way; what they could not place stays pending. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }

  /** Contacts whose last batch may or may not have been taken. */
  undecided(): ReadonlySet<string> {
    return new Set(this.#connections.flatMap(({ pending }) => (pending ?? []).map(({ contact }) => contact)))
  }

  /** Retries what is pending until all is acknowledged; false after the limit. */
  async settle(limitMs: number): Promise<boolean> {
    const until = performance.now() + limitMs
    for (const connection of this.#connections) {
      while (connection.pending !== undefined && !(await this.#send(connection))) {
        if (performance.now() > until) return false
        await pause(RETRY_MS)
      }
    }
    return true
  }

  /** Runs until so many more events are acknowledged; false after the limit. */
  async more(events: number, limitMs = 60_000): Promise<boolean> {
    const goal = this.acknowledged + events
    const until = performance.now() + limitMs
    this.start()
    while (this.acknowledged < goal) {
      if (performance.now() > until) return false
      await pause(20)
    }
    return true
  }

  async #send(connection: Connection): Promise<boolean> {
    const { pending } = connection
    if (pending === undefined) return true
    const urls = this.#options.urls()
    const url = urls[Math.floor(this.#options.random() * urls.length)]
    const answer = url === undefined ? undefined : await postEvents(url, this.#options.key, pending)
    if (answer?.status !== 202 || answer.accepted !== pending.length) {
      this.refused += 1
      return false
    }
    for (const event of pending) this.truth.apply(event, connection.offByMs)
    this.acknowledged += pending.length
    connection.pending = undefined
    return true
  }

  #batch(connection: Connection): ToldEvent[] {
    connection.offByMs = this.#offByMs
    const { random, waiting = 160 } = this.#options
    return Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
      const full = connection.waiting.length >= waiting / this.#connections.length
      if (connection.waiting.length === 0 || (!full && random() < 0.6)) return this.#queued(connection)
      const [contact = ''] = connection.waiting.splice(Math.floor(random() * connection.waiting.length), 1)
      const type = random() < 0.8 ? 'contact.answered' as const : 'contact.abandoned' as const
      return { id: `${contact}-end`, type, time: this.#now(), contact }
    })
  }

  #queued(connection: Connection): ToldEvent {
    const contact = `f${connection.name}-${connection.made += 1}`
    connection.waiting.push(contact)
    return { id: `${contact}-q`, type: 'contact.queued', time: this.#now(), contact, queue: QUEUES[Math.floor(this.#options.random() * QUEUES.length)] ?? '' }
  }

  /** Distinct, so that the line has one order. */
  #now(): number {
    return this.#lastMs = Math.max(Date.now() + this.#offByMs, this.#lastMs + 1)
  }
}
