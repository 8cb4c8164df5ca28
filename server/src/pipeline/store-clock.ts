import { type EventLog, SLOWED } from '../event-log/index.ts'

const MEASURE_EVERY_MS = 10_000
/** Times of receipt are this node's; a clock further off than this would bend what feeds say. */
const MAX_SKEW_MS = 5_000

/**
 * The store's clock, which is the log's, as this node knows it. It runs by the monotonic clock between two measurements,
 * so that a machine whose wall clock jumps goes on telling fresh from stale.
 */
export class StoreClock {
  #log: EventLog
  #nowMs: () => number
  #monotonicMs: () => number
  #skewMs = 0
  /** How far the store's clock is ahead of the monotonic one. */
  #aheadMs: number
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

  notReady(): string[] {
    if (Math.abs(this.#skewMs) <= MAX_SKEW_MS) return []
    const seconds = (Math.abs(this.#skewMs) / 1000).toFixed(1)
    if (this.#log.kind === 'embedded' && this.#skewMs > 0) {
      const metInS = Math.round((this.#skewMs - MAX_SKEW_MS) / (1 - SLOWED) / 1000)
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
