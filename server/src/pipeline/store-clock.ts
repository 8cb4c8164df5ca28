import { type EventLog, FOLLOWED_MS, SLEW } from '../event-log/index.ts'

const MEASURE_EVERY_MS = 10_000
/** Tokens, signatures and whatever else has a time of day go by this machine's own clock; one further off than this is a fault. */
const MAX_SKEW_MS = 5_000
/** An embedded log has no other clock to be right by, and drifts from where it was: times of day that people are told are of quarter hours. */
const MAX_EMBEDDED_SKEW_MS = FOLLOWED_MS

/** A busy node measures no worse than this; more is another time of the store. */
const LARGEST_ERROR_MS = 1_000

/**
 * The store's clock, which is the log's, as this node knows it. It runs by the monotonic clock between two measurements,
 * so that a machine whose wall clock jumps goes on telling fresh from stale, and a second from an hour.
 */
export class StoreClock {
  #log: EventLog
  #nowMs: () => number
  #monotonicMs: () => number
  #skewMs = 0
  /** How far the store's clock is ahead of the monotonic one. */
  #aheadMs: number
  #receiptMs = 0
  #timer: NodeJS.Timeout | undefined

  constructor(log: EventLog, nowMs: () => number, monotonicMs: () => number) {
    this.#log = log
    this.#nowMs = nowMs
    this.#monotonicMs = monotonicMs
    this.#aheadMs = nowMs() - monotonicMs()
  }

  /** Measures once, then from time to time until `close`. */
  async start(): Promise<void> {
    await this.#measure()
    this.#timer = setInterval(() => void this.#measure(), MEASURE_EVERY_MS)
    this.#timer.unref()
  }

  close(): void {
    clearInterval(this.#timer)
  }

  nowMs(): number {
    return this.#monotonicMs() + this.#aheadMs
  }

  /** What comes now is stamped with this, whole epoch milliseconds; what two measurements differ by does not make it go back. */
  receiptMs(): number {
    const nowMs = Math.round(this.nowMs())
    if (nowMs > this.#receiptMs || nowMs < this.#receiptMs - LARGEST_ERROR_MS) this.#receiptMs = nowMs
    return this.#receiptMs
  }

  notReady(): string[] {
    const isEmbedded = this.#log.kind === 'embedded'
    const mostMs = isEmbedded ? MAX_EMBEDDED_SKEW_MS : MAX_SKEW_MS
    if (Math.abs(this.#skewMs) <= mostMs) return []
    const seconds = (Math.abs(this.#skewMs) / 1000).toFixed(1)
    if (isEmbedded && this.#skewMs > 0) {
      const metInS = Math.round((this.#skewMs - mostMs) / SLEW / 1000)
      return [`this machine's clock was set back: log time, which never goes back, is ${seconds} s ahead of it and runs slower until it is met; ready again in about ${metInS} s`]
    }
    return [`this machine's clock is ${seconds} s ${this.#skewMs < 0 ? 'ahead of' : 'behind'} the store's; synchronise both (NTP)`]
  }

  async #measure(): Promise<void> {
    try {
      this.#skewMs = await this.#log.clockSkewMs()
      this.#aheadMs = this.#nowMs() + this.#skewMs - this.#monotonicMs()
    } catch {
      // The store is away: what was measured last stands.
    }
  }
}
