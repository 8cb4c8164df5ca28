import { type CenterFact, type LogInstant, RULES_WITH_PACKED_EVIDENCE, rulesOf } from '../contact-center/index.ts'
import type { Entry, EntryId, LogPosition, LogRecord, SnapshotRound } from '../event-log/index.ts'
import { decodeEntry } from '../event-log/index.ts'
import type { EvidenceItem } from '../promise-evidence/index.ts'
import { decodePoolForecast, type EncodedPoolForecast } from '../wait-forecast/index.ts'
import type { AddedCharter } from './charter-book.ts'
import { CenterFold, OtherFoldVersion, type RestoredCenter } from './center-fold.ts'
import { chunksByCenter, PARTITION_CHUNK } from './round-chunks.ts'

/** A silence longer than this is our own outage: one tick instead of one a second. */
export const OUTAGE_AFTER_MS = 60_000

export type FoldResult = { ok: true } | { ok: false; why: 'newer-format' | 'malformed' }

/** A center whose fold threw outside the part that quarantines by itself: it must be rebuilt without the step at `position`. */
export interface Broken { center: string; position: string; error: unknown }

/** What one log entry leaves for the ledger of one center; `added`: charters that were added to the configured ones. */
export interface SettledEntry { center: string; log: string; atMs: number; timeZone: string; items: EvidenceItem[]; added: readonly AddedCharter[]; mayPack: boolean }

/** The pools of one center that need a new curve. */
export interface DuePools { center: string; fold: CenterFold; pools: string[] }

interface PartitionState { v: number; lastTickMs?: number; givenUp?: [center: string, generation: number][] }

/**
 * The fold of one partition's log: ticks, then the entry, center by center. Pure: log time is the only clock.
 * One center that throws is set aside in `broken` and harms no other; until it is mended nothing more is folded into it.
 */
export class PartitionFold {
  readonly centers = new Map<string, CenterFold>()
  readonly broken: Broken[] = []
  /** Centers that broke again and again, with the configuration's generation; a newer one starts them anew. */
  readonly givenUp = new Map<string, number>()
  /** Called before a center's state changes, so that a snapshot round can still take it as it was. */
  beforeTouch: ((center: string, fold: CenterFold) => void) | undefined
  /** Told of each fact after it was folded: for whoever shows what happens. */
  heard: ((center: string, fact: CenterFact, at: LogInstant & { entry: EntryId }) => void) | undefined
  /** Given what each entry leaves for the ledger; without anyone to take it, it is dropped. */
  settled: ((entry: SettledEntry) => void) | undefined
  /** Told of an outage of ours, before anything after it is folded. */
  wasAway: ((center: string, gapMs: number, secondMs: number, at: LogInstant) => void) | undefined
  /** Centers changed since this was last cleared. */
  readonly touched = new Set<string>()
  /** Steps (`skipKey`) that are passed over: they broke their center before. */
  readonly skip = new Set<string>()
  /** Fold this center alone (a rebuild); all others' facts are passed over. */
  only: string | undefined
  position: LogPosition
  /** Log time: milliseconds of the newest folded entry. */
  nowMs = 0
  lastTickMs: number | undefined
  malformed = 0
  /** Facts that came since this fold began: what a restart from its beginning would have to fold again. */
  facts = 0
  /** Facts of centers that nobody configured. */
  homeless = 0
  /** Centers in which a pool may be due, with the second of their last change; so that idle ones cost nothing. */
  #mayBeDue = new Map<string, number>()
  /** Centers that this entry changed. */
  #stepped = new Map<string, CenterFold>()
  #seq = 0

  constructor(position: LogPosition) {
    this.position = position
  }

  /** Throws OtherFoldVersion where another version wrote it. A center whose chunk is damaged is given up, alone. */
  static restore(round: SnapshotRound): PartitionFold {
    const fold = new PartitionFold(round.position)
    const { partition, centers } = chunksByCenter(round.chunks)
    if (partition !== undefined) {
      const state = JSON.parse(partition) as PartitionState
      fold.lastTickMs = state.lastTickMs
      for (const [center, generation] of state.givenUp ?? []) fold.givenUp.set(center, generation)
    }
    for (const [center, chunks] of centers) fold.#restoreCenter(center, chunks)
    fold.nowMs = Number(round.position.id.split('-')[0])
    return fold
  }

  partitionChunk(): { name: string; body: string } {
    const state: PartitionState = {
      v: 1,
      ...(this.lastTickMs === undefined ? {} : { lastTickMs: this.lastTickMs }),
      ...(this.givenUp.size === 0 ? {} : { givenUp: [...this.givenUp] }),
    }
    return { name: PARTITION_CHUNK, body: JSON.stringify(state) }
  }

  fold(record: LogRecord): FoldResult {
    const decoded = decodeEntry(record.body)
    if (!decoded.ok && decoded.why === 'newer-format') return decoded
    return this.foldEntry(decoded.ok ? decoded.entry : undefined, record)
  }

  /** Folds an entry that is decoded already: an offline run has no store between itself and the fold. `undefined` is malformed. */
  foldEntry(entry: Entry | undefined, at: Omit<LogRecord, 'body'>): FoldResult {
    this.#seq = at.seq
    this.#advance(at)
    const whole = entry !== undefined && this.#apply(entry, at)
    if (!whole) this.malformed += 1
    this.#settle(at.id, at.ms)
    this.position = { epoch: this.position.epoch, id: at.id, seq: at.seq }
    return whole ? { ok: true } : { ok: false, why: 'malformed' }
  }

  /** Pools that need a new curve now, by center. Ask once for each tick; a center stays listed until it was forecast. */
  poolsDue(): DuePools[] {
    const secondMs = this.lastTickMs
    if (secondMs === undefined) return []
    const due: DuePools[] = []
    for (const [center, changedMs] of this.#mayBeDue) {
      const fold = this.centers.get(center)
      if (fold === undefined) this.#mayBeDue.delete(center)
      else if (!this.isBroken(center)) {
        const pools = fold.display.poolsDue(secondMs, fold.live)
        if (pools.length > 0) due.push({ center, fold, pools })
        // What changed within this second is due at the next; where someone waits, ticks keep the center here.
        else if (changedMs < secondMs) this.#mayBeDue.delete(center)
      }
    }
    return due
  }

  isBroken(center: string): boolean {
    return this.broken.length > 0 && this.broken.some((one) => one.center === center)
  }

  /** Puts a rebuilt center in the place of the broken one. */
  replace(center: string, fold: CenterFold): void {
    this.centers.set(center, fold)
    this.#mayBeDue.set(center, this.lastTickMs ?? 0)
    this.touched.add(center)
  }

  /** From here on the center is unknown, until a configuration of a newer generation starts it anew. */
  giveUp(center: string): void {
    this.givenUp.set(center, this.centers.get(center)?.live.config.generation ?? this.givenUp.get(center) ?? 0)
    this.centers.delete(center)
  }

  #restoreCenter(center: string, chunks: RestoredCenter): void {
    try {
      this.centers.set(center, CenterFold.restore(chunks))
      this.#mayBeDue.set(center, Number.NEGATIVE_INFINITY)
    } catch (error) {
      if (error instanceof OtherFoldVersion) throw error
      this.givenUp.set(center, generationIn(chunks.body))
    }
  }

  /** A broken center is rebuilt, and leaves then what it would have left. */
  #settle(log: string, atMs: number): void {
    for (const [center, fold] of this.#stepped) {
      const items = this.isBroken(center) ? [] : fold.takeEvidence()
      const { config } = fold.live
      if (items.length > 0) this.settled?.({ center, log, atMs, timeZone: config.timeZone, items, added: fold.charters, mayPack: rulesOf(config) >= RULES_WITH_PACKED_EVIDENCE })
    }
    this.#stepped.clear()
  }

  #advance({ ms, id }: Omit<LogRecord, 'body'>): void {
    const secondMs = Math.floor(ms / 1000) * 1000
    const last = this.lastTickMs
    this.nowMs = Math.max(this.nowMs, ms)
    if (last === undefined) {
      this.lastTickMs = secondMs
      return
    }
    if (secondMs - last > OUTAGE_AFTER_MS) {
      for (const [center, fold] of this.centers) this.#guard(center, `outage@${secondMs}`, fold, () => fold.outage(secondMs - last, secondMs))
      for (const center of this.centers.keys()) this.wasAway?.(center, secondMs - last, secondMs, { ms, position: id })
      this.#tick(secondMs)
      return
    }
    for (let second = last + 1000; second <= secondMs; second += 1000) this.#tick(second)
  }

  #tick(secondMs: number): void {
    this.lastTickMs = secondMs
    for (const [id, fold] of this.centers) {
      if (fold.needsTick(secondMs)) this.#guard(id, `tick@${secondMs}`, fold, () => fold.tick(secondMs))
    }
  }

  /** False where a part of the entry could not be read; the rest of it is folded. */
  #apply(entry: Entry, record: Omit<LogRecord, 'body'>): boolean {
    switch (entry.kind) {
      case 'clock':
        return true
      case 'facts': {
        if (!Array.isArray(entry.items)) return false
        let whole = true
        for (const [index, item] of entry.items.entries()) {
          if (isFact(item)) this.#applyFact(item.center, item.fact, `${record.id}/${index}`, record)
          else whole = false
        }
        return whole
      }
      case 'forecast': {
        if (!Array.isArray(entry.pools)) return false
        let whole = true
        for (const [index, pool] of entry.pools.entries()) if (!this.#applyForecast(pool, `${record.id}/${index}`)) whole = false
        return whole
      }
      default:
        return assertNever(entry)
    }
  }

  #applyFact(center: string, fact: CenterFact, position: string, { ms, id }: Omit<LogRecord, 'body'>): void {
    this.facts += 1
    if (this.only !== undefined && this.only !== center) return
    let fold = this.centers.get(center)
    if (fold === undefined) {
      fold = this.#create(center, fact, position)
      if (fold === undefined) return
    }
    const target = fold
    const at = { ms, position }
    const broke = this.skip.size > 0 && this.skip.has(skipKey(center, position))
    this.#guard(center, broke ? `without ${position}` : position, target, () => (broke ? target.live.setAside(fact, at) : target.apply(fact, at)))
    this.heard?.(center, fact, { ms, position, entry: id })
  }

  /** A center begins with its configuration; what comes without is counted and passed over. */
  #create(center: string, fact: CenterFact, position: string): CenterFold | undefined {
    const gaveUpAt = this.givenUp.get(center) ?? Number.NEGATIVE_INFINITY
    if (fact.kind !== 'config' || fact.config.generation <= gaveUpAt || this.skip.has(skipKey(center, position))) {
      this.homeless += 1
      return undefined
    }
    try {
      const fold = CenterFold.create(fact.config)
      this.centers.set(center, fold)
      this.givenUp.delete(center)
      return fold
    } catch (error) {
      this.givenUp.set(center, fact.config.generation)
      this.broken.push({ center, position, error })
      return undefined
    }
  }

  #applyForecast(pool: EncodedPoolForecast, position: string): boolean {
    if (typeof pool !== 'object' || pool === null) return false
    const fold = this.centers.get(pool.c)
    if (fold === undefined) return true
    let forecast
    try {
      forecast = decodePoolForecast(pool)
    } catch {
      return false
    }
    this.#guard(pool.c, position, fold, () => fold.forecast(forecast))
    return true
  }

  #guard(center: string, position: string, fold: CenterFold, step: () => void): void {
    if (this.isBroken(center) || (this.skip.size > 0 && this.skip.has(skipKey(center, position)))) return
    this.beforeTouch?.(center, fold)
    this.touched.add(center)
    this.#mayBeDue.set(center, this.lastTickMs ?? 0)
    this.#stepped.set(center, fold)
    fold.seq = this.#seq
    try {
      step()
    } catch (error) {
      this.broken.push({ center, position, error })
    }
  }
}

/** Names one step of one center: several centers tick at one second. */
export const skipKey = (center: string, position: string): string => `${center} ${position}`

/** The configuration's generation in a snapshot that cannot be restored, as far as it can be read. */
const generationIn = (body: string): number => Number(/"generation":(\d{1,15})/.exec(body)?.[1] ?? 0)

function isFact(item: unknown): item is { center: string; fact: CenterFact } {
  if (typeof item !== 'object' || item === null || !('center' in item) || !('fact' in item)) return false
  return typeof item.center === 'string' && typeof item.fact === 'object' && item.fact !== null
}

function assertNever(value: never): never {
  throw new Error(`an entry of unknown kind: ${String((value as { kind?: unknown }).kind)}`)
}
