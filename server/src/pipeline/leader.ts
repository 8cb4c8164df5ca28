import type { Entry, EventLog, PublishedQueue } from '../event-log/index.ts'
import { ENTRY_FORMAT, encodeEntry } from '../event-log/index.ts'
import type { EncodedPoolForecast } from '../wait-forecast/index.ts'
import { encodePoolForecast, forecastPool } from '../wait-forecast/index.ts'
import { publishedQueue } from './live-line.ts'
import type { PartitionNode } from './partition-node.ts'
import { SnapshotRounds } from './snapshot-rounds.ts'

export const LEASE_MS = 3_000
const BEAT_MS = 250
const RENEW_EVERY_MS = 1_000
/** In silence the leader writes the clock each second; any node does after three. */
const LEADER_SILENCE_MS = 1_000
const ANY_SILENCE_MS = 3_000
const PUBLISH_EVERY_MS = 1_000

export interface LeaderDeps {
  log: EventLog
  node: PartitionNode
  nodeId: string
  monotonicMs(): number
  snapshotEveryMs: number
  /** How old a log entry must be at least before it may be trimmed. */
  keepLogMs: number
  report(event: 'leading' | 'not-leading' | 'forecast' | 'snapshot' | 'trimmed' | 'failed', detail: Record<string, string | number>): void
}

/**
 * What one node per partition does for all: the clock, the forecast, snapshots, trimming and the live line.
 * All of it is harmless when two do it; without a leader places go on and waits run out.
 */
export class Leader {
  leading = false
  #deps: LeaderDeps
  #rounds: SnapshotRounds
  #timer: NodeJS.Timeout | undefined
  #renewedAtMs = Number.NEGATIVE_INFINITY
  #publishedAtMs = Number.NEGATIVE_INFINITY
  #wroteClockAtMs = Number.NEGATIVE_INFINITY
  #forecastTickMs = 0
  #toPublish = new Map<string, { center: string; queue: string }>()
  #forecasting = false
  #beating = false

  constructor(deps: LeaderDeps) {
    this.#deps = deps
    this.#rounds = new SnapshotRounds(deps)
  }

  start(): void {
    this.#timer = setInterval(() => void this.#beat(), BEAT_MS)
    this.#timer.unref()
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    if (this.leading) await this.#deps.log.resign(this.#deps.node.partition, this.#deps.nodeId).catch(() => undefined)
  }

  /** Called after each slice of folded entries. */
  folded(center: string, queues: Iterable<string>): void {
    for (const queue of queues) this.#toPublish.set(`${center} ${queue}`, { center, queue })
  }

  /** Called when a slice is folded: forecasts once for each new tick. */
  tick(): void {
    const { node } = this.#deps
    const tickMs = node.fold.lastTickMs
    if (!this.leading || !node.caughtUp || this.#forecasting || tickMs === undefined || tickMs <= this.#forecastTickMs) return
    this.#forecastTickMs = tickMs
    const pools: EncodedPoolForecast[] = []
    for (const { fold, pools: due } of node.fold.poolsDue()) {
      for (const pool of due) pools.push(encodePoolForecast(forecastPool(fold.live, fold.learning, pool, tickMs)))
    }
    if (pools.length === 0) return
    this.#forecasting = true
    this.#append({ f: ENTRY_FORMAT, kind: 'forecast', pools })
      .then(() => this.#deps.report('forecast', { pools: pools.length }))
      .catch((error: unknown) => this.#failed('forecast', error))
      .finally(() => {
        this.#forecasting = false
      })
  }

  async #beat(): Promise<void> {
    if (this.#beating) return
    this.#beating = true
    try {
      await this.#renew()
      await this.#clock()
      if (this.leading && this.#deps.node.caughtUp) {
        await this.#publish()
        await this.#rounds.beat()
      }
    } catch (error) {
      this.#failed('beat', error)
    } finally {
      this.#beating = false
    }
  }

  async #renew(): Promise<void> {
    const now = this.#deps.monotonicMs()
    if (now - this.#renewedAtMs < RENEW_EVERY_MS) return
    this.#renewedAtMs = now
    const was = this.leading
    try {
      this.leading = await this.#deps.log.lead(this.#deps.node.partition, this.#deps.nodeId, LEASE_MS)
    } catch (error) {
      this.leading = false
      throw error
    } finally {
      if (was !== this.leading) {
        this.#rounds.abandon()
        // Lines that nobody renews run out; the last leader may have been gone for a while.
        if (this.leading) for (const [center, fold] of this.#deps.node.fold.centers) this.folded(center, Array.from(fold.live.queues(), ({ id }) => id))
        this.#deps.report(this.leading ? 'leading' : 'not-leading', { partition: this.#deps.node.partition })
      }
    }
  }

  async #clock(): Promise<void> {
    const { node } = this.#deps
    // A partition without a center has nothing that time could change.
    if (!node.caughtUp || node.fold.centers.size === 0) return
    const now = this.#deps.monotonicMs()
    const quiet = now - Math.max(node.foldedAtMs, this.#wroteClockAtMs)
    // A little under the second, so that silence still ticks once a second with a 250 ms beat.
    if (quiet < (this.leading ? LEADER_SILENCE_MS - BEAT_MS / 2 : ANY_SILENCE_MS)) return
    this.#wroteClockAtMs = now
    await this.#append({ f: ENTRY_FORMAT, kind: 'clock' })
  }

  async #publish(): Promise<void> {
    const now = this.#deps.monotonicMs()
    if (now - this.#publishedAtMs < PUBLISH_EVERY_MS || this.#toPublish.size === 0) return
    this.#publishedAtMs = now
    const queues: PublishedQueue[] = []
    for (const { center, queue } of this.#toPublish.values()) {
      const fold = this.#deps.node.fold.centers.get(center)
      const published = fold === undefined ? undefined : publishedQueue(center, queue, fold)
      if (published !== undefined) queues.push(published)
    }
    this.#toPublish.clear()
    await this.#deps.log.publish(this.#deps.node.partition, queues)
  }

  #append(entry: Entry): Promise<{ id: string }> {
    return this.#deps.log.append(this.#deps.node.partition, encodeEntry(entry))
  }

  #failed(what: string, error: unknown): void {
    this.#deps.report('failed', { what, error: error instanceof Error ? error.message : String(error) })
  }
}
