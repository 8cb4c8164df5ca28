import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { eachOf, mintToken, postEvents } from '../faults/kit/http.ts'
import { type ExampleKeys, keepReading, openRawCustomer } from '../processes/index.ts'

const BATCH_LIVES = 30
const EVENTS_A_LIFE = 3
/** Those who are not watched wait so long before they are answered. */
const WAIT_MS = 5_000
/** Requests under way at once; beyond it the feed waits, as a real one does. */
const WIDTH = 4
const STEP_MS = 100
const QUEUES = 8
const LINE = 50
/** A customer stays connected for about so many seconds: sockets come and go all the time, which is where they leak. */
const STAY_SECONDS = 200
/** How long the fold keeps who has ended (contact-center, KEPT_MS). */
export const KEPT_SECONDS = 3_600

export interface SoakTarget { url: string; keys: ExampleKeys }
interface Customer { contact: string; queue: string; socket: Socket; heardMs: number; left: boolean }

/** The load of a soak: contacts that come, wait and are answered, and customers who watch, leave and are followed by others. */
export class SoakLoad {
  events = 0
  /** What went wrong, and how often. */
  readonly faults = new Map<string, number>()
  #target: SoakTarget
  #made = 0
  #waiting: { contact: string; sinceMs: number }[] = []
  #ended: { atMs: number; contacts: number }[] = []
  #customers: Customer[] = []
  #running = false
  #ends: Promise<unknown>[] = []

  constructor(target: SoakTarget) {
    this.#target = target
  }

  get errors(): number {
    return [...this.faults.values()].reduce((sum, count) => sum + count, 0)
  }

  /** Contacts that ended within the last hour. */
  get kept(): number {
    const fromMs = performance.now() - KEPT_SECONDS * 1000
    while ((this.#ended[0]?.atMs ?? Infinity) < fromMs) this.#ended.shift()
    return this.#ended.reduce((sum, { contacts }) => sum + contacts, 0)
  }

  get connected(): number {
    return this.#customers.length
  }

  /** Whole lives as fast as they are taken; resolves with events a second. */
  async burst(lives: number): Promise<number> {
    const begunMs = performance.now()
    const batches = Array.from({ length: Math.ceil(lives / BATCH_LIVES) })
    await eachOf(batches, WIDTH, async () => {
      const names = Array.from({ length: BATCH_LIVES }, () => this.#name())
      await this.#post(names.flatMap((contact) => [queued(contact, this.#queue()), ...ended(contact)]), names.length)
    })
    return batches.length * BATCH_LIVES * EVENTS_A_LIFE * 1000 / (performance.now() - begunMs)
  }

  /** So many customers, each with its own place in one of the lines. */
  async connect(customers: number): Promise<void> {
    await eachOf(Array.from({ length: customers }), 16, () => this.#come())
  }

  /** Events come, and customers come and go, until `stop`. */
  start(eventsPerSecond: number): void {
    this.#running = true
    this.#ends = [this.#feed(eventsPerSecond / EVENTS_A_LIFE), this.#churn(this.#customers.length / STAY_SECONDS)]
  }

  /** Those who are connected stay. */
  async stop(): Promise<void> {
    this.#running = false
    await Promise.all(this.#ends)
  }

  close(): void {
    for (const customer of this.#customers.splice(0)) this.#drop(customer)
  }

  /** The longest that any customer has heard nothing, now. */
  silentSeconds(): number {
    const nowMs = performance.now()
    return this.#customers.reduce((most, { heardMs }) => Math.max(most, nowMs - heardMs), 0) / 1000
  }

  async #feed(livesPerSecond: number): Promise<void> {
    let owed = 0
    let lastMs = performance.now()
    const underWay = new Set<Promise<void>>()
    while (this.#running) {
      const nowMs = performance.now()
      // What could not be sent in time is not made up for: the load stays what was asked.
      owed = Math.min(owed + livesPerSecond * (nowMs - lastMs) / 1000, 2 * BATCH_LIVES)
      lastMs = nowMs
      while (owed >= 1 && underWay.size < WIDTH) {
        const lives = Math.min(Math.floor(owed), BATCH_LIVES)
        owed -= lives
        const posted = this.#step(lives).finally(() => underWay.delete(posted))
        underWay.add(posted)
      }
      await pause(STEP_MS)
    }
    await Promise.all(underWay)
  }

  /** So many come, and those who waited long enough are answered and handled. */
  async #step(lives: number): Promise<void> {
    const sinceMs = performance.now()
    const names = Array.from({ length: lives }, () => this.#name())
    const over = this.#waiting.findIndex((one) => one.sinceMs > sinceMs - WAIT_MS)
    const answered = this.#waiting.splice(0, over === -1 ? this.#waiting.length : over)
    this.#waiting.push(...names.map((contact) => ({ contact, sinceMs })))
    await this.#post([...names.map((contact) => queued(contact, this.#queue())), ...answered.flatMap(({ contact }) => ended(contact))], answered.length)
  }

  async #churn(perSecond: number): Promise<void> {
    while (this.#running) {
      await pause(1000 / Math.max(perSecond, 0.1))
      const [first] = this.#customers
      if (!this.#running || first === undefined) continue
      this.#customers.shift()
      await this.#post(ended(first.contact), 1)
      this.#drop(first)
      await this.#come()
    }
  }

  async #come(): Promise<void> {
    const { url, keys } = this.#target
    const contact = this.#name()
    const queue = `line-${this.#made % Math.max(1, Math.ceil(this.#customers.length / LINE))}`
    try {
      await this.#post([queued(contact, queue)], 0)
      const socket = await openRawCustomer(Number(new URL(url).port), await mintToken(url, keys, contact))
      const customer: Customer = { contact, queue, socket, heardMs: performance.now(), left: false }
      keepReading(socket, (bytes) => {
        if (bytes.includes('"display"') || bytes.includes('"fresh"')) customer.heardMs = performance.now()
      })
      socket.on('error', () => undefined).on('close', () => {
        if (customer.left) return
        this.#fault('a socket was closed')
        this.#customers = this.#customers.filter((one) => one !== customer)
      })
      this.#customers.push(customer)
    } catch (error) {
      this.#fault(`no connection: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  #drop(customer: Customer): void {
    customer.left = true
    customer.socket.destroy()
  }

  async #post(events: readonly object[], over: number): Promise<void> {
    const { url, keys } = this.#target
    const answer = await postEvents(url, keys.feed.demo, events)
    if (answer?.status !== 202 || answer.accepted !== events.length) {
      this.#fault(answer === undefined ? 'no answer to a POST' : answer.status === 202 ? 'events were not accepted' : `a POST was answered ${answer.status}`)
      return
    }
    this.events += events.length
    if (over > 0) this.#ended.push({ atMs: performance.now(), contacts: over })
  }

  #fault(what: string): void {
    this.faults.set(what, (this.faults.get(what) ?? 0) + 1)
  }

  /** All of one length: else what is kept grows by a digit. */
  #name(): string {
    return `s-${String(this.#made += 1).padStart(9, '0')}`
  }

  #queue(): string {
    return `in-${this.#made % QUEUES}`
  }
}

const queued = (contact: string, queue: string): object => ({ id: `${contact}-q`, type: 'contact.queued', time: Date.now() - 2, contact, queue })
const ended = (contact: string): object[] => [
  { id: `${contact}-a`, type: 'contact.answered', time: Date.now() - 1, contact }, { id: `${contact}-h`, type: 'contact.handled', time: Date.now(), contact },
]
