import type { CharterInForce } from '../charter/index.ts'
import type { CenterFact } from '../contact-center/index.ts'
import type { FoldedChange } from '../delivery/index.ts'
import { compareEntryIds, type EventLog, type Follower, type LogPosition, type LogRecord } from '../event-log/index.ts'
import { OtherFoldVersion } from './center-fold.ts'
import type { AddedCharter } from './charter-book.ts'
import { CenterMender } from './center-mender.ts'
import { failureOf } from './failure.ts'
import type { LedgerSink } from './ledger-sink.ts'
import { PartitionFold } from './partition-fold.ts'
import { withCharters } from './with-charters.ts'

/** The fold yields to sockets and timers after this long, so that no batch of entries blocks the event loop. */
const FOLD_SLICE_MS = 8
const ENTRY_ID = /^\d{1,15}-\d{1,20}$/
/** Between reloads: a log that stays inconsistent must not keep a core busy. */
const RELOAD_PAUSE_MS = 500

export interface PartitionNodeDeps {
  log: EventLog
  partition: number
  heard(center: string, fact: CenterFact): void
  /** Told of each entry before it is folded; only where events are traced. */
  reading?(record: LogRecord): void
  /** Where everything folded leaves its evidence; without it nothing is kept. */
  ledger?: LedgerSink | undefined
  /** The charters of a center as its configuration and what was added to it have them; undefined where they are not known: then evidence says nothing of them. */
  charterVersions?(center: string, added: readonly AddedCharter[]): readonly CharterInForce[] | undefined
  /** Called after each slice of folded entries. */
  folded(changes: FoldedChange[], node: PartitionNode): void
  /** Everything may differ: a reload from a snapshot. */
  reloaded(node: PartitionNode): void
  /** All of one center may differ: it was rebuilt, or given up. */
  replaced(center: string): void
  report(event: 'lost' | 'broken' | 'rebuilt' | 'given-up' | 'newer-format' | 'malformed' | 'failed', detail: Record<string, string | number>): void
  monotonicMs(): number
  /** The store's clock now, as far as this node knows it. */
  storeNowMs(): number
}

/** Follows one partition of the log and keeps its fold; reloads when it may have missed something. */
export class PartitionNode {
  readonly partition: number
  fold: PartitionFold
  /** When what the fold knows was true, on this node's monotonic clock: the age of the newest folded entry counts. */
  foldedAtMs = Number.NEGATIVE_INFINITY
  storeAvailable = true
  #deps: PartitionNodeDeps
  #mender: CenterMender
  #follower: Follower | undefined
  #goal: LogPosition | undefined
  /** The goal, once the fold was there. */
  #reached: LogPosition | undefined
  #stopped: string | undefined
  #reloading: Promise<void> | undefined
  #closing = new AbortController()
  #reloads = 0
  #waiters = new Set<{ id: string; done: (folded: boolean) => void }>()

  constructor(deps: PartitionNodeDeps) {
    this.#deps = deps
    this.partition = deps.partition
    this.fold = new PartitionFold({ epoch: '0000000001', id: '0-0', seq: 0 })
    this.#mender = new CenterMender({
      log: deps.log, partition: deps.partition, report: deps.report,
      replaced: (center) => this.#guarded('replaced', () => deps.replaced(center)),
    })
  }

  /** Loads the newest round and follows from there. Rejects where the store does not answer. */
  async start(): Promise<void> {
    if (await this.#load()) this.#follow()
  }

  async close(): Promise<void> {
    this.#closing.abort()
    for (const waiter of this.#waiters) waiter.done(false)
    await this.#follower?.close()
    await this.#reloading
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

  /** Folded up to where the log stood at the start or the last reload, and still following. */
  get caughtUp(): boolean {
    if (this.#stopped !== undefined || this.#reloading !== undefined || this.#goal === undefined) return false
    // Asked for each fact; whoever was there once stays there.
    if (this.#reached !== this.#goal && compareEntryIds(this.fold.position.id, this.#goal.id) >= 0) this.#reached = this.#goal
    return this.#reached === this.#goal
  }

  /** How far log time lies behind the store's clock: lateness of this node, or silence of the log. */
  get behindMs(): number {
    return Math.max(0, this.#deps.storeNowMs() - this.fold.nowMs)
  }

  /** Resolves true once the entry at this log position is folded, false after the time limit or where it is no log position. */
  whenFolded(logPosition: string, timeoutMs: number): Promise<boolean> {
    const id = logPosition.split('/')[0] ?? ''
    if (!ENTRY_ID.test(id) || this.#closing.signal.aborted) return Promise.resolve(false)
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

  /** False where this node stopped: it cannot read what is there. */
  async #load(): Promise<boolean> {
    const { log, heard, report } = this.#deps
    const { skip } = this.fold
    const goal = await log.end(this.partition)
    const round = await log.latestSnapshot(this.partition)
    try {
      this.fold = round === undefined ? new PartitionFold({ epoch: goal.epoch, id: '0-0', seq: 0 }) : PartitionFold.restore(round)
    } catch (error) {
      if (!(error instanceof OtherFoldVersion)) throw error
      this.#stopped = `partition ${this.partition}: ${error.message}; run the version that wrote it`
      report('newer-format', { partition: this.partition, id: round?.position.id ?? '' })
      return false
    }
    // What broke a center once would break it again.
    for (const step of skip) this.fold.skip.add(step)
    this.#keepEvidence(this.fold)
    this.fold.heard = (center, fact, at) => this.#guarded('heard', () => {
      this.#deps.ledger?.heard(this.partition, center, fact, at.entry, at.ms)
      heard(center, fact)
    })
    for (const center of this.fold.givenUp.keys()) report('given-up', { center, position: this.fold.position.id })
    this.#goal = goal
    return true
  }

  /** Whoever folds from a snapshot leaves again what came after it; the ledger passes over what it has. */
  #keepEvidence(fold: PartitionFold): void {
    const { ledger, charterVersions = () => undefined } = this.#deps
    if (ledger === undefined) return
    ledger.reset(this.partition)
    fold.settled = (entry) => this.#guarded('ledger', () => {
      const versions = charterVersions(entry.center, entry.added)
      ledger.settled(this.partition, versions === undefined ? entry : { ...entry, items: entry.items.map((item) => withCharters(item, versions)) })
    })
    fold.wasAway = (center, gapMs, secondMs, at) => this.#guarded('ledger', () => ledger.away(center, gapMs, secondMs, at.position, at.ms))
  }

  #follow(): void {
    if (this.#closing.signal.aborted) return
    this.#follower = this.#deps.log.follow(this.partition, this.fold.position, {
      onEntries: (entries) => this.#onEntries(entries),
      onLost: (why) => {
        this.#deps.report('lost', { partition: this.partition, why })
        if (this.#closing.signal.aborted) return
        this.#reloading ??= this.#reload()
      },
      onAvailable: (available) => {
        this.storeAvailable = available
      },
    })
  }

  /** The log went back or entries are missing: the newest snapshot, then the log after it. Tries until the store answers. */
  async #reload(): Promise<void> {
    const { signal } = this.#closing
    // What was caught up with is no longer: nothing of it counts until the new goal is known.
    this.#goal = undefined
    await this.#follower?.close()
    for (;;) {
      await pause(this.#reloads === 0 ? 0 : RELOAD_PAUSE_MS, signal)
      this.#reloads += 1
      if (signal.aborted) return
      try {
        const loaded = await this.#load()
        this.#reloading = undefined
        if (!loaded) return
        this.#guarded('reloaded', () => this.#deps.reloaded(this))
        return this.#follow()
      } catch (error) {
        // What is shown runs out meanwhile.
        this.#deps.report('failed', { what: 'reload', partition: this.partition, error: failureOf(error) })
      }
    }
  }

  async #onEntries(entries: LogRecord[]): Promise<void> {
    let sliceStart = this.#deps.monotonicMs()
    for (const record of entries) {
      if (this.#stopped !== undefined || this.#closing.signal.aborted) return
      this.#deps.reading?.(record)
      const result = this.fold.fold(record)
      if (!result.ok && result.why === 'newer-format') {
        this.#tell()
        this.#stopped = `partition ${this.partition}: entry ${record.id} has a newer format than this node knows; upgrade this node`
        this.#deps.report('newer-format', { partition: this.partition, id: record.id })
        return
      }
      if (!result.ok) this.#deps.report('malformed', { partition: this.partition, id: record.id })
      if (this.fold.broken.length > 0) await this.#mender.mend(this.fold, this.#closing.signal)
      if (this.#deps.monotonicMs() - sliceStart > FOLD_SLICE_MS) {
        this.#tell()
        await new Promise((resolve) => setImmediate(resolve))
        sliceStart = this.#deps.monotonicMs()
      }
    }
    this.#tell()
  }

  #tell(): void {
    this.foldedAtMs = this.#deps.monotonicMs() - this.behindMs
    const changes: FoldedChange[] = []
    for (const center of this.fold.touched) {
      const touched = this.fold.centers.get(center)?.takeTouched()
      if (touched !== undefined && (touched.contacts.size > 0 || touched.queues.size > 0)) changes.push({ center, ...touched })
    }
    this.fold.touched.clear()
    this.#guarded('ledger', () => this.#deps.ledger?.folded(this.partition, this.fold.position.id))
    for (const waiter of this.#waiters) if (compareEntryIds(this.fold.position.id, waiter.id) >= 0) waiter.done(true)
    this.#guarded('folded', () => this.#deps.folded(changes, this))
  }

  /** Whoever is told of the fold must not be able to break it. */
  #guarded(what: string, tell: () => void): void {
    try {
      tell()
    } catch (error) {
      this.#deps.report('failed', { what, partition: this.partition, error: failureOf(error) })
    }
  }
}

/** Ends early where the node stops. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}
