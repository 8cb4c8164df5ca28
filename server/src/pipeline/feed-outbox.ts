import type { ContactEvent } from '../contact-center/index.ts'
import { FeedOverflow } from '../feeds/index.ts'

/** Held while the store is away: about an hour of a busy center, some tens of megabytes. */
export const MAX_HELD = 50_000
const BATCH = 2_000
const RETRY_MS = { base: 250, cap: 5_000 }

export interface ReceivedEvent { event: ContactEvent; receivedAtMs: number }
export interface OutboxDeps {
  /** Resolves once the log holds them; rejects where the store takes nothing now. */
  append(events: readonly ReceivedEvent[]): Promise<unknown>
  /** Seconds to wait where the feed sends more than it may; undefined where it may. */
  overQuota(events: number): number | undefined
  after(delayMs: number, work: () => void): () => void
  maxHeld?: number
}

interface Delivery { remaining: number; resolve(): void; reject(error: Error): void }

/** Holds a feed's events, in order and bounded, until the log has them. */
export class FeedOutbox {
  /** Events that were refused because too many were held. */
  lost = 0
  /** Why nothing moves; undefined while it does. */
  waitingFor: 'store' | 'quota' | undefined
  #deps: OutboxDeps
  #held: { received: ReceivedEvent; delivery: Delivery }[] = []
  #pumping = false
  #closed = false
  #failures = 0
  #cancelWait: (() => void) | undefined

  constructor(deps: OutboxDeps) {
    this.#deps = deps
  }

  get held(): number {
    return this.#held.length
  }

  /** Rejects with FeedOverflow where they would be too many, and takes none of them then. */
  deliver(events: readonly ReceivedEvent[]): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('the feed is closed'))
    if (events.length === 0) return Promise.resolve()
    if (this.#held.length > 0 && this.#held.length + events.length > (this.#deps.maxHeld ?? MAX_HELD)) {
      this.lost += events.length
      return Promise.reject(new FeedOverflow(`${this.#held.length} events wait for the store already`))
    }
    return new Promise((resolve, reject) => {
      const delivery: Delivery = { remaining: events.length, resolve, reject }
      for (const received of events) this.#held.push({ received, delivery })
      if (!this.#pumping) void this.#pump()
    })
  }

  /** What is still held is given up; its source is asked for its state at the next start. */
  close(): void {
    this.#closed = true
    this.#cancelWait?.()
    for (const { delivery } of this.#held.splice(0)) delivery.reject(new Error('the feed is closed'))
  }

  async #pump(): Promise<void> {
    this.#pumping = true
    while (this.#held.length > 0 && !this.#closed) {
      const batch = this.#held.slice(0, BATCH)
      const waitSeconds = this.#deps.overQuota(batch.length)
      if (waitSeconds !== undefined) {
        this.waitingFor = 'quota'
        await this.#wait(waitSeconds * 1000)
        continue
      }
      try {
        await this.#deps.append(batch.map(({ received }) => received))
      } catch {
        // In the log twice counts once, so the whole batch is tried again.
        this.waitingFor = 'store'
        await this.#wait(Math.min(RETRY_MS.cap, RETRY_MS.base * 2 ** Math.min(10, this.#failures++)))
        continue
      }
      this.waitingFor = undefined
      this.#failures = 0
      this.#held.splice(0, batch.length)
      for (const { delivery } of batch) if (--delivery.remaining === 0) delivery.resolve()
    }
    this.#pumping = false
  }

  #wait(delayMs: number): Promise<void> {
    if (this.#closed) return Promise.resolve()
    return new Promise((resolve) => {
      const cancel = this.#deps.after(delayMs, resolve)
      this.#cancelWait = () => {
        cancel()
        resolve()
      }
    })
  }
}
