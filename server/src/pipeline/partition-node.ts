import type { CenterFact, CenterFacts } from '../contact-center/index.ts'
import type { FoldedChange } from '../delivery/index.ts'
import { compareEntryIds, type EventLog, type Follower, type LogPosition, type LogRecord } from '../event-log/index.ts'
import { PartitionFold } from './partition-fold.ts'
import { rebuildCenter } from './rebuild-center.ts'

/** The fold yields to sockets and timers after this long, so that no batch of entries blocks the event loop. */
const FOLD_SLICE_MS = 8
/** A center that breaks again after this many rebuilds is left unknown until its configuration changes or the node restarts. */
const REBUILDS_AT_MOST = 3
const ENTRY_ID = /^\d{1,16}-\d{1,16}$/
/** Between reloads: a log that stays inconsistent must not keep a core busy. */
const RELOAD_PAUSE_MS = 500

export interface PartitionNodeDeps {
  log: EventLog
  partition: number
  /** The configured centers of this partition. */
  centers(): CenterFacts[]
  heard(center: string, fact: CenterFact): void
  /** Called after each slice of folded entries. */
  folded(changes: FoldedChange[], node: PartitionNode): void
  /** Everything may differ: a reload from a snapshot. */
  reloaded(node: PartitionNode): void
  report(event: 'lost' | 'broken' | 'rebuilt' | 'given-up' | 'newer-format' | 'malformed', detail: Record<string, string | number>): void
  monotonicMs(): number
}

/** Follows one partition of the log and keeps its fold; reloads when it may have missed something. */
export class PartitionNode {
  readonly partition: number
  fold: PartitionFold
  /** When the newest entry was folded, on this node's monotonic clock. */
  foldedAtMs = Number.NEGATIVE_INFINITY
  storeAvailable = true
  readonly unknownCenters = new Set<string>()
  #deps: PartitionNodeDeps
  #follower: Follower | undefined
  #goal: LogPosition | undefined
  #stopped: string | undefined
  #reloading = false
  #closed = false
  #reloads = 0
  #waiters = new Set<{ id: string; done: (folded: boolean) => void }>()
  #rebuilds = new Map<string, number>()

  constructor(deps: PartitionNodeDeps) {
    this.#deps = deps
    this.partition = deps.partition
    this.fold = new PartitionFold({ epoch: '0000000001', id: '0-0', seq: 0 })
  }

  async start(): Promise<void> {
    await this.#load()
    this.#goal = await this.#deps.log.end(this.partition)
    this.#follow()
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const waiter of this.#waiters) waiter.done(false)
    await this.#follower?.close()
  }

  /** Why this partition cannot serve yet, or undefined. */
  notReady(): string | undefined {
    if (this.#stopped !== undefined) return this.#stopped
    if (!this.storeAvailable) return `partition ${this.partition}: the store does not answer`
    if (!this.caughtUp) return `partition ${this.partition}: still folding the log`
    return undefined
  }

  /** Still on its way to where the log stood at the start, and not stopped for good. */
  get catchingUp(): boolean {
    return this.#stopped === undefined && !this.caughtUp
  }

  get caughtUp(): boolean {
    return !this.#reloading && this.#goal !== undefined && compareEntryIds(this.fold.position.id, this.#goal.id) >= 0
  }

  /** Resolves true once the entry at this log position is folded, false after the time limit. */
  whenFolded(logPosition: string, timeoutMs: number): Promise<boolean> {
    const id = logPosition.split('/')[0] ?? ''
    if (!ENTRY_ID.test(id)) return Promise.resolve(false)
    if (compareEntryIds(this.fold.position.id, id) >= 0) return Promise.resolve(true)
    return new Promise((resolve) => {
      const waiter = { id, done: (folded: boolean) => {
        clearTimeout(timer)
        this.#waiters.delete(waiter)
        resolve(folded)
      } }
      const timer = setTimeout(() => waiter.done(false), timeoutMs)
      this.#waiters.add(waiter)
    })
  }

  async #load(): Promise<void> {
    const { log, heard } = this.#deps
    const round = await log.latestSnapshot(this.partition)
    this.fold = round === undefined
      ? new PartitionFold({ epoch: (await log.end(this.partition)).epoch, id: '0-0', seq: 0 })
      : PartitionFold.restore(round)
    this.fold.heard = heard
  }

  #follow(): void {
    this.#follower = this.#deps.log.follow(this.partition, this.fold.position, {
      onEntries: (entries) => this.#onEntries(entries),
      onLost: (why) => {
        this.#deps.report('lost', { partition: this.partition, why })
        void this.#reload()
      },
      onAvailable: (available) => {
        this.storeAvailable = available
      },
    })
  }

  /** The log went back or entries are missing: the newest snapshot, then the log after it. */
  async #reload(): Promise<void> {
    if (this.#reloading || this.#closed) return
    this.#reloading = true
    try {
      await this.#follower?.close()
      await new Promise((resolve) => setTimeout(resolve, this.#reloads++ === 0 ? 0 : RELOAD_PAUSE_MS))
      await this.#load()
      this.#goal = await this.#deps.log.end(this.partition)
      this.#reloading = false
      this.#follow()
      this.#deps.reloaded(this)
    } catch {
      // The store is away again: try until it answers; what is shown runs out meanwhile.
      this.#reloading = false
      if (!this.#closed) setTimeout(() => void this.#reload(), RELOAD_PAUSE_MS).unref()
    }
  }

  async #onEntries(entries: LogRecord[]): Promise<void> {
    let sliceStart = this.#deps.monotonicMs()
    for (const record of entries) {
      if (this.#stopped !== undefined || this.#closed) return
      const result = this.fold.fold(record)
      if (!result.ok && result.why === 'newer-format') {
        this.#stopped = `partition ${this.partition}: entry ${record.id} has a newer format than this node knows; upgrade this node`
        this.#deps.report('newer-format', { partition: this.partition, id: record.id })
        return
      }
      if (!result.ok) this.#deps.report('malformed', { partition: this.partition, id: record.id })
      if (this.fold.broken.length > 0) await this.#mend()
      if (this.#deps.monotonicMs() - sliceStart > FOLD_SLICE_MS) {
        this.#tell()
        await new Promise((resolve) => setImmediate(resolve))
        sliceStart = this.#deps.monotonicMs()
      }
    }
    this.#tell()
  }

  #tell(): void {
    this.foldedAtMs = this.#deps.monotonicMs()
    const changes: FoldedChange[] = []
    for (const center of this.fold.touched) {
      const touched = this.fold.centers.get(center)?.takeTouched()
      if (touched !== undefined && (touched.contacts.size > 0 || touched.queues.size > 0)) changes.push({ center, ...touched })
    }
    this.fold.touched.clear()
    for (const waiter of this.#waiters) if (compareEntryIds(this.fold.position.id, waiter.id) >= 0) waiter.done(true)
    this.#deps.folded(changes, this)
  }

  /** Rebuilds each broken center from its snapshot and the log without the fact that broke it. */
  async #mend(): Promise<void> {
    const broken = this.fold.broken.splice(0)
    for (const { center, position, error } of broken) {
      if (this.unknownCenters.has(center)) continue
      const detail = { center, position, error: error instanceof Error ? error.message : String(error) }
      this.#deps.report('broken', detail)
      const rebuilds = (this.#rebuilds.get(center) ?? 0) + 1
      this.#rebuilds.set(center, rebuilds)
      this.fold.skip.add(position)
      const rebuilt = rebuilds > REBUILDS_AT_MOST ? undefined : await rebuildCenter(this.#deps.log, this.partition, center, this.fold)
      if (rebuilt === undefined) {
        this.unknownCenters.add(center)
        this.#deps.report('given-up', detail)
      } else {
        this.fold.centers.set(center, rebuilt)
        this.#deps.report('rebuilt', detail)
      }
    }
  }
}
