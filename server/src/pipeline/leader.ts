import type { Entry, PublishedQueue } from '../event-log/index.ts'
import { ENTRY_FORMAT, encodeEntry } from '../event-log/index.ts'
import { failureOf } from './failure.ts'
import { Forecaster } from './forecaster.ts'
import { publishedQueue } from './live-line.ts'
import { type RoundDeps, SnapshotRounds } from './snapshot-rounds.ts'

export const LEASE_MS = 3_000
const BEAT_MS = 250
const RENEW_EVERY_MS = 1_000
/** In silence the leader writes the clock each second; any node does after three. */
const LEADER_SILENCE_MS = 1_000
const ANY_SILENCE_MS = 3_000
const PUBLISH_EVERY_MS = 1_000

export interface LeaderDeps extends RoundDeps {
  nodeId: string
  report(event: 'leading' | 'not-leading' | 'forecast' | 'snapshot' | 'trimmed' | 'failed', detail: Record<string, string | number>): void
}

/**
 * What one node per partition does for all: the clock, the forecast, snapshots, trimming and the live line.
 * All of it is harmless when two do it; without a leader places go on and waits run out.
 */
export class Leader {
  leading = false
  #deps: LeaderDeps
  #forecaster: Forecaster
  #rounds: SnapshotRounds
  #timer: NodeJS.Timeout | undefined
  #renewedAtMs = Number.NEGATIVE_INFINITY
  #publishedAtMs = Number.NEGATIVE_INFINITY
  #wroteClockAtMs = Number.NEGATIVE_INFINITY
  #toPublish = new Map<string, { center: string; queue: string }>()
  #beating: Promise<void> | undefined
  #publishing: Promise<void> | undefined
  #round: Promise<void> | undefined
  /** What failed at the last try; told once, until it works again. */
  #failing = new Set<string>()
  #closed = false

  constructor(deps: LeaderDeps) {
    this.#deps = deps
    this.#rounds = new SnapshotRounds(deps)
    this.#forecaster = new Forecaster({
      node: deps.node, monotonicMs: deps.monotonicMs, report: deps.report, leading: () => this.leading && !this.#closed,
      append: (pools) => this.#append({ f: ENTRY_FORMAT, kind: 'forecast', pools }),
    })
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#beating ??= this.#beat().finally(() => {
        this.#beating = undefined
      })
    }, BEAT_MS)
    this.#timer.unref()
  }

  /** Resolves when nothing of it is in flight and the lease is given back. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    this.#rounds.close()
    await Promise.all([this.#beating, this.#publishing, this.#round, this.#forecaster.idle()])
    await this.#resign()
  }

  /** Called after each slice of folded entries. */
  folded(center: string, queues: Iterable<string>): void {
    if (!this.leading) return
    for (const queue of queues) this.#toPublish.set(`${center} ${queue}`, { center, queue })
  }

  /** Called when a slice is folded: forecasts once for each new tick. */
  tick(): void {
    this.#forecaster.tick()
  }

  async #beat(): Promise<void> {
    await this.#try('lease', () => this.#renew())
    if (this.#closed) return
    await this.#try('clock', () => this.#clock())
    if (!this.leading || !this.#deps.node.caughtUp || this.#closed) return
    // Neither is awaited: a thousand queues or a round may take longer than the lease lives.
    this.#publishing ??= this.#try('live line', () => this.#publish()).finally(() => {
      this.#publishing = undefined
    })
    this.#round ??= this.#try('snapshot', () => this.#rounds.beat()).finally(() => {
      this.#round = undefined
    })
  }

  async #renew(): Promise<boolean> {
    const { node, log, nodeId, report } = this.#deps
    // A node that cannot follow the log leaves the lease to one that can.
    if (!node.caughtUp) {
      await this.#resign()
      return false
    }
    const now = this.#deps.monotonicMs()
    if (now - this.#renewedAtMs < RENEW_EVERY_MS) return false
    this.#renewedAtMs = now
    const was = this.leading
    try {
      this.leading = await log.lead(node.partition, nodeId, LEASE_MS)
    } catch (error) {
      this.leading = false
      throw error
    } finally {
      if (was !== this.leading) {
        this.#rounds.abandon()
        this.#toPublish.clear()
        // Lines that nobody renews run out; the last leader may have been gone for a while.
        if (this.leading) for (const [center, fold] of node.fold.centers) this.folded(center, Array.from(fold.live.queues(), ({ id }) => id))
        report(this.leading ? 'leading' : 'not-leading', { partition: node.partition })
      }
    }
    return true
  }

  async #resign(): Promise<void> {
    if (!this.leading) return
    const { node, log, nodeId, report } = this.#deps
    this.leading = false
    report('not-leading', { partition: node.partition })
    // Where the store does not answer the lease runs out by itself.
    await log.resign(node.partition, nodeId).catch(() => undefined)
  }

  async #clock(): Promise<boolean> {
    const { node } = this.#deps
    // A partition without a center has nothing that time could change.
    if (!node.caughtUp || node.fold.centers.size === 0) return false
    const now = this.#deps.monotonicMs()
    const quiet = now - Math.max(node.foldedAtMs, this.#wroteClockAtMs)
    // A little under the second, so that silence still ticks once a second with a 250 ms beat.
    if (quiet < (this.leading ? LEADER_SILENCE_MS - BEAT_MS / 2 : ANY_SILENCE_MS)) return false
    this.#wroteClockAtMs = now
    await this.#append({ f: ENTRY_FORMAT, kind: 'clock' })
    return true
  }

  async #publish(): Promise<boolean> {
    const now = this.#deps.monotonicMs()
    if (now - this.#publishedAtMs < PUBLISH_EVERY_MS || this.#toPublish.size === 0) return false
    this.#publishedAtMs = now
    const taken = this.#toPublish
    this.#toPublish = new Map()
    try {
      await this.#deps.log.publish(this.#deps.node.partition, this.#published(taken.values()))
    } catch (error) {
      for (const [name, queue] of taken) this.#toPublish.set(name, queue)
      throw error
    }
    return true
  }

  /** Each as it is when its turn comes. */
  *#published(queues: Iterable<{ center: string; queue: string }>): Generator<PublishedQueue> {
    for (const { center, queue } of queues) {
      if (!this.leading || this.#closed) return
      const fold = this.#deps.node.fold.centers.get(center)
      const published = fold === undefined ? undefined : publishedQueue(center, queue, fold)
      if (published !== undefined) yield published
    }
  }

  #append(entry: Entry): Promise<{ id: string }> {
    return this.#deps.log.append(this.#deps.node.partition, encodeEntry(entry))
  }

  /** `work` resolves false where there was nothing to do. */
  async #try(what: string, work: () => Promise<boolean>): Promise<void> {
    try {
      if (await work()) this.#failing.delete(what)
    } catch (error) {
      if (this.#failing.has(what) || this.#closed) return
      this.#failing.add(what)
      this.#deps.report('failed', { what, partition: this.#deps.node.partition, error: failureOf(error) })
    }
  }
}
