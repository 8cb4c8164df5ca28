import { watchPosition, type Watch } from '@queuecast/client-sdk'
import type { Display } from '@queuecast/client-sdk/protocol'
import type { ExampleKeys } from '../../processes/index.ts'
import type { FaultRun } from '../fault.ts'
import { eachOf, mintToken, readDisplay } from './http.ts'
import type { Truth } from './truth.ts'

/** A display is fresh for 15 s (CONTRACT, Display); the rest is what a timer of a busy machine may be late. */
const FRESH_MS = 15_000
const LATE_MS = 3_000
const LOOK_MS = 250
/** A look that comes so much late says that this process, not the server, was held up. */
const HELD_UP_MS = 1_000

/** What was waited is said in whole seconds, by the newest tick of each second, and a busy machine may be late with that. */
const WAIT_OFF_MS = 3_000

/** What is shown as current: a place or a wait, neither expired. */
export const hasFigure = (display: Display): boolean => display.position !== undefined || display.wait.known

/** Ten events over three seconds say that a feed's clock was set; what it tells until then may be taken by the clock before. */
const CLOCK_KNOWN_MS = 6_000

/** Everything of a display but what each node counts for itself. */
const comparable = ({ freshForSeconds: _fresh, staleAfter: _stale, ...display }: Display): string => JSON.stringify(display, inOrder)

/** Fields in one order, whoever wrote them. */
const inOrder = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value

/** Who came after the feed's clock was set, until that is known. */
const isExcused = (setMs: number, sinceMs: number): boolean => sinceMs >= setMs - WAIT_OFF_MS && Date.now() < setMs + CLOCK_KNOWN_MS

/** One customer; the place it shows as current is not the true one since then. */
interface Watched { contact: string; watch: Watch; wrongSinceMs?: number }

/** Real clients of our SDK, and a poll of every node: each display that anyone gets is held against the others and the clock. */
export class Watchers {
  #run: FaultRun
  #urls: () => readonly string[]
  #keys: ExampleKeys
  #truth: Truth
  /** A contact may be watched more than once, as by somebody with two windows: each is a customer of its own. */
  #watched: Watched[] = []
  #saidAt = new Map<string, string>()
  #newest = new Map<string, { epoch: string; seq: number }>()
  #timer: NodeJS.Timeout | undefined
  #polling = false
  #unreachableSinceMs: number | undefined
  #truthHolds = true
  #feedClockHolds = true
  #clockSetMs: number[] = []
  displays = 0

  constructor(run: FaultRun, urls: () => readonly string[], keys: ExampleKeys, truth: Truth) {
    this.#run = run
    this.#urls = urls
    this.#keys = keys
    this.#truth = truth
    let lookedAt = performance.now()
    this.#timer = setInterval(() => {
      const late = performance.now() - lookedAt - LOOK_MS
      lookedAt = performance.now()
      if (late < HELD_UP_MS) this.#look()
      void this.#poll()
    }, LOOK_MS)
  }

  /** Watches these contacts, each over one of the addresses in turn. */
  async watch(contacts: readonly string[], urls: readonly string[]): Promise<void> {
    let index = 0
    await eachOf(contacts, 8, async (contact) => {
      const url = urls[(index += 1) % urls.length] ?? ''
      const watch = watchPosition({ url, token: await mintToken(url, this.#keys, contact), lang: 'en', transports: ['socketio'] })
      let last: Display | undefined
      watch.subscribe((display) => {
        this.displays += 1
        if (last !== undefined && (display.epoch < last.epoch || (display.epoch === last.epoch && display.seq < last.seq))) {
          this.#run.violated('back', `${contact}: ${last.epoch}:${last.seq}, then ${display.epoch}:${display.seq}`)
        }
        last = display
        this.#waited(contact, display)
        if (watch.freshness === 'fresh') this.#agree(contact, display)
      })
      this.#watched.push({ contact, watch })
    })
  }

  /** From now on no node can know anything new; undefined when it can again. */
  unreachable(since: number | undefined): void {
    this.#unreachableSinceMs = since
  }

  /** Acknowledged events are gone, as they may after an asynchronous failover: places are no longer held against them. */
  truthIsGone(): void {
    this.#truthHolds = false
  }

  /** The feed's clock was set just now: who waits already is held to have waited as long as ever. */
  feedClockSet(): void {
    this.#clockSetMs.push(Date.now())
  }

  /** The feed's clock is moved at each contact: what it says of when somebody joined is no truth any more. */
  feedClockIsOff(): void {
    this.#feedClockHolds = false
  }

  /** How many customers watch. */
  get customers(): number {
    return this.#watched.length
  }

  close(): void {
    clearInterval(this.#timer)
    for (const { watch } of this.#watched) watch.close()
  }

  /** Two displays with the same (epoch, seq) say the same, whoever got them where. */
  #agree(contact: string, display: Display): void {
    // When a figure runs out is not in the log: in an outage one node may be a moment before the other.
    if (!display.wait.known && display.wait.reason === 'stale-feed') return
    const at = `${contact} ${display.epoch}:${display.seq}`
    const said = comparable(display)
    const before = this.#saidAt.get(at)
    if (before === undefined) this.#saidAt.set(at, said)
    else if (before !== said) this.#run.violated('disagree', `${at}: ${before} | ${said}`)
  }

  /** Nobody waits longer than since it truly came, nor shorter at the instant that the display is of. */
  #waited(contact: string, { state, waitedSeconds, asOf }: Display): void {
    const sinceMs = this.#truth.waitingSinceMs(contact)
    if (!this.#feedClockHolds || sinceMs === undefined || state !== 'waiting' || waitedSeconds === undefined) return
    const [mostMs, leastMs] = [Date.now() - sinceMs + WAIT_OFF_MS, Date.parse(asOf) - sinceMs - WAIT_OFF_MS]
    const saidMs = waitedSeconds * 1000
    if (saidMs <= mostMs && saidMs >= leastMs) return
    if (this.#clockSetMs.some((setMs) => isExcused(setMs, sinceMs))) return
    const [bound, by] = saidMs > mostMs ? ['longer', saidMs - mostMs] : ['shorter', leastMs - saidMs]
    this.#run.violated('waited', `${contact} was said to have waited ${waitedSeconds} s, ${((by + WAIT_OFF_MS) / 1000).toFixed(1)} s ${bound} than it did`)
  }

  #look(): void {
    const now = Date.now()
    const places = this.#truth.places()
    for (const watched of this.#watched) {
      const { contact, watch } = watched
      const { display } = watch
      const current = display !== undefined && watch.freshness === 'fresh' && hasFigure(display)
      const right = !this.#truthHolds || !current || display.position === undefined || display.position === places.get(contact)
      if (right) delete watched.wrongSinceMs
      else if (now - (watched.wrongSinceMs ??= now) > FRESH_MS + LATE_MS) {
        this.#run.violated('stale', `${contact} was shown place ${display.position} as current for over ${FRESH_MS / 1000} s after it was ${places.get(contact) ?? 'none'}`)
        watched.wrongSinceMs = now
      }
      if (current && this.#unreachableSinceMs !== undefined && now - this.#unreachableSinceMs > FRESH_MS + LATE_MS) {
        this.#run.violated('stale', `${contact} was shown a figure as current ${now - this.#unreachableSinceMs} ms after the store went away`)
      }
    }
  }

  async #poll(): Promise<void> {
    if (this.#polling) return
    this.#polling = true
    const contact = this.#watched[Math.floor(Math.random() * this.#watched.length)]?.contact
    if (contact !== undefined) await Promise.all(this.#urls().map((url) => this.#pollOne(url, contact)))
    this.#polling = false
  }

  async #pollOne(url: string, contact: string): Promise<void> {
    const askedMs = Date.now()
    const display = await readDisplay(url, this.#keys, contact)
    if (display === undefined) return
    this.#waited(contact, display)
    this.#agree(contact, display)
    if (hasFigure(display) && Date.parse(display.staleAfter) + LATE_MS < askedMs) this.#run.violated('stale', `${contact} at ${url}: staleAfter ${display.staleAfter} served at ${new Date(askedMs).toISOString()}`)
    const at = `${contact} ${url}`
    const newest = this.#newest.get(at)
    if (newest !== undefined && (display.epoch < newest.epoch || (display.epoch === newest.epoch && display.seq < newest.seq))) {
      this.#run.violated('back', `${at}: ${newest.epoch}:${newest.seq}, then ${display.epoch}:${display.seq}`)
    }
    this.#newest.set(at, display)
  }
}
