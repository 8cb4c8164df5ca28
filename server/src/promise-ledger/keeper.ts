import { join } from 'node:path'
import type { CenterFact } from '../contact-center/index.ts'
import type { ChainLine } from './chain/chain-entry.ts'
import { type ArchivedBody, EventArchive } from './archive/event-archive.ts'
import type { ConfiguredCharter } from './archive/standing-facts.ts'
import { compareLogIds } from './compare-log-ids.ts'
import { LedgerFiles } from './files/ledger-files.ts'
import type { HeadState } from './heads/head-sender.ts'
import type { HeadWay } from './heads/heads.ts'
import { HouseKeeping, type Retention } from './house-keeping.ts'
import type { LedgerStore } from './port.ts'
import { type Accuracy, accuracyOf } from './rollup/accuracy.ts'
import { LedgerWriter, type OfferedEntry } from './writer.ts'

const BEAT_MS = 250
const ARCHIVE_EVERY_MS = 1_000
const LOOK_AFTER_EVERY_MS = 30_000

export interface KeeperDeps {
  store: LedgerStore
  /** Folder of the sealed days and of the archived events. */
  dataDir: string
  partitions: readonly number[]
  partitionOf(center: string): number
  centers(): { id: string; retention: Retention }[]
  /** The charters that a center's configuration takes on, for the archive of events. */
  adopted?(center: string): readonly ConfiguredCharter[] | undefined
  leading(partition: number): boolean
  nowMs(): number
  monotonicMs(): number
  report(event: string, detail: Record<string, string | number>): void
}

interface Erasure { partition: number; center: string; contact: string; log: string }

/** The ledger of one node: takes what the folds leave, writes it where this node leads, seals, archives, erases and forgets. */
export class LedgerKeeper {
  readonly files: LedgerFiles
  #deps: KeeperDeps
  #archive: EventArchive
  #house: HouseKeeping
  #writers: Map<number, LedgerWriter>
  #folded = new Map<number, string>()
  #archived = new Map<number, string>()
  #erasures: Erasure[] = []
  #timer: NodeJS.Timeout | undefined
  #busy: Promise<void> | undefined
  #archivedAtMs = Number.NEGATIVE_INFINITY
  #lookedAfterAtMs = Number.NEGATIVE_INFINITY
  #failing = new Set<string>()

  constructor(deps: KeeperDeps) {
    this.#deps = deps
    this.files = new LedgerFiles(join(deps.dataDir, 'ledger'), deps.store)
    this.#archive = new EventArchive(join(deps.dataDir, 'events'), deps.adopted)
    this.#house = new HouseKeeping({ store: deps.store, files: this.files, archive: this.#archive, nowMs: deps.nowMs, report: deps.report })
    this.#writers = new Map(deps.partitions.map((partition) => [partition, new LedgerWriter({
      store: deps.store, partition, older: (center, contact) => this.files.refsOf(center, contact),
    })]))
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#busy ??= this.#beat().finally(() => {
        this.#busy = undefined
      })
    }, BEAT_MS)
    this.#timer.unref()
  }

  /** Writes what can be written, and stops. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#busy
    await this.#beat()
    await this.#house.close()
    await this.#try('archive', () => this.#archive.close())
  }

  /** What one log entry leaves. */
  settled(partition: number, entry: OfferedEntry): void {
    this.#writers.get(partition)?.offer(entry)
  }

  /** A fact of the log entry with this id, as it was folded. */
  heard(partition: number, center: string, fact: CenterFact, log: string, atMs: number): void {
    if (fact.kind === 'erase') this.#erasures.push({ partition, center, contact: fact.contact, log })
    // What was learned from history is large, comes again by hand, and changes no verdict.
    else if (fact.kind !== 'learning') this.#take(center, log, atMs, { kind: 'fact', fact })
  }

  away(center: string, gapMs: number, secondMs: number, log: string, atMs: number): void {
    this.#take(center, log, atMs, { kind: 'away', gapMs, secondMs })
  }

  /** Everything up to this entry was folded, and handed over here. */
  folded(partition: number, id: string): void {
    this.#writers.get(partition)?.folded(id)
    this.#folded.set(partition, id)
  }

  /** The partition is folded again from a snapshot. */
  reset(partition: number): void {
    this.#writers.get(partition)?.reset()
  }

  /** Whether everything up to this entry is in the ledger and in this node's files: a snapshot may stand for it. */
  covers(partition: number, id: string): boolean {
    return compareLogIds(this.covered(partition), id) >= 0 && compareLogIds(this.#archived.get(partition) ?? '0-0', id) >= 0
      && !this.#erasures.some((erasure) => erasure.partition === partition && compareLogIds(erasure.log, id) <= 0)
  }

  /** Everything of the partition's log up to this id is in the ledger: behind it the log may be trimmed. */
  covered(partition: number): string {
    return this.#writers.get(partition)?.covered ?? '0-0'
  }

  /** How far the ledger stands behind what was folded here, milliseconds of log time. */
  lagMs(partition: number): number {
    const folded = this.#folded.get(partition)
    const covered = this.covered(partition)
    return folded === undefined || covered === '0-0' ? 0 : Math.max(0, Number.parseInt(folded, 10) - Number.parseInt(covered, 10))
  }

  entries(center: string, fromMs: number, toMs: number): AsyncIterable<ChainLine> {
    return this.files.entries(this.#deps.partitionOf(center), center, fromMs, toMs)
  }

  async accuracy(center: string, query: { from: string; to: string; queue?: string }): Promise<Accuracy> {
    return accuracyOf(await this.#deps.store.rollups(this.#deps.partitionOf(center), center, query.from, query.to), query)
  }

  /** How it stands with the heads of this center that leave the house; undefined where another node sends them. */
  async heads(center: string): Promise<HeadState[] | undefined> {
    const found = this.#deps.centers().find(({ id }) => id === center)
    return found !== undefined && this.#deps.leading(this.#deps.partitionOf(center)) ? this.#house.headStates(center, found.retention) : undefined
  }

  /** How long a head has been waiting to leave, milliseconds, for each way out of the centers that this node leads; 0 where none waits. */
  headsWaiting(): { center: string; way: HeadWay; waitedMs: number }[] {
    const nowMs = this.#deps.nowMs()
    return this.#deps.centers().filter(({ id }) => this.#deps.leading(this.#deps.partitionOf(id)))
      .flatMap(({ id, retention }) => this.#house.headsWaiting(id, retention).map(({ way, sinceMs }) => ({ center: id, way, waitedMs: Math.max(0, nowMs - (sinceMs ?? nowMs)) })))
  }

  #take(center: string, log: string, atMs: number, body: ArchivedBody): void {
    this.#archive.take(center, log, atMs, body)
  }

  async #beat(): Promise<void> {
    for (const [partition, writer] of this.#writers) await this.#try(`ledger ${partition}`, () => writer.flush(this.#deps.leading(partition)))
    const now = this.#deps.monotonicMs()
    if (now - this.#archivedAtMs >= ARCHIVE_EVERY_MS) {
      this.#archivedAtMs = now
      await this.#try('archive', () => this.#flushArchive())
    }
    await this.#try('erasure', () => this.#erase())
    if (now - this.#lookedAfterAtMs < LOOK_AFTER_EVERY_MS) return
    this.#lookedAfterAtMs = now
    for (const { id, retention } of this.#deps.centers()) await this.#try(`house-keeping of ${id}`, () => this.#lookAfter(id, retention))
  }

  async #flushArchive(): Promise<void> {
    const upTo = new Map(this.#folded)
    await this.#archive.flush()
    for (const [partition, id] of upTo) this.#archived.set(partition, id)
  }

  /** After the ledger has noted it: its note says what was erased. */
  async #erase(): Promise<void> {
    for (const erasure of this.#erasures) {
      const { partition, center, contact, log } = erasure
      if (compareLogIds(this.covered(partition), log) < 0) continue
      const payloads = await this.files.erase(center, contact)
      await this.#archive.flush()
      const facts = await this.#archive.erase(center, contact)
      this.#erasures = this.#erasures.filter((one) => one !== erasure)
      this.#deps.report('erased', { center, payloads, facts })
    }
  }

  async #lookAfter(center: string, retention: Retention): Promise<void> {
    const partition = this.#deps.partitionOf(center)
    const coveredMs = Number(this.covered(partition).split('-')[0])
    if (!this.#writers.has(partition) || coveredMs === 0) return
    await this.#house.lookAfter(partition, center, retention, coveredMs, this.#deps.leading(partition))
  }

  async #try(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
      this.#failing.delete(what)
    } catch (error) {
      if (this.#failing.has(what)) return
      this.#failing.add(what)
      this.#deps.report('failed', { what, error: error instanceof Error ? error.message : String(error) })
    }
  }
}
