import type { CenterFact } from '../contact-center/index.ts'
import type { Entry, LogPosition, LogRecord, SnapshotRound } from '../event-log/index.ts'
import { decodeEntry } from '../event-log/index.ts'
import { decodePoolForecast } from '../wait-forecast/index.ts'
import { CenterFold } from './center-fold.ts'

/** A silence longer than this is our own outage: one tick instead of one a second. */
export const OUTAGE_AFTER_MS = 60_000
/** The chunk of a snapshot round that belongs to no center; no center id can contain `~`. */
export const PARTITION_CHUNK = '~partition'

export type FoldResult = { ok: true } | { ok: false; why: 'newer-format' | 'malformed' }

/** A center whose fold threw outside the part that quarantines by itself: it must be rebuilt without the fact at `position`. */
export interface Broken { center: string; position: string; error: unknown }

interface PartitionState { v: number; lastTickMs: number | undefined }

/**
 * The fold of one partition's log: ticks, then the entry, center by center. Pure: log time is the only clock.
 * One center that throws is set aside in `broken` and harms no other.
 */
export class PartitionFold {
  readonly centers = new Map<string, CenterFold>()
  readonly broken: Broken[] = []
  /** Called before a center's state changes, so that a snapshot round can still take it as it was. */
  beforeTouch: ((center: string, fold: CenterFold) => void) | undefined
  /** Told of each fact after it was folded: for whoever shows what happens. */
  heard: ((center: string, fact: CenterFact) => void) | undefined
  /** Centers changed since the last call of `takeTouched`. */
  readonly touched = new Set<string>()
  /** Positions of facts that must be skipped: they broke their center before. */
  readonly skip = new Set<string>()
  /** Fold this center alone (a rebuild); all others' facts are passed over. */
  only: string | undefined
  position: LogPosition
  /** Log time: milliseconds of the newest folded entry. */
  nowMs = 0
  lastTickMs: number | undefined
  malformed = 0
  /** Facts of centers that nobody configured. */
  homeless = 0

  constructor(position: LogPosition) {
    this.position = position
  }

  /** Throws where a chunk cannot be read; the caller then folds from an older round or from the beginning. */
  static restore(round: SnapshotRound): PartitionFold {
    const fold = new PartitionFold(round.position)
    for (const chunk of round.chunks) {
      if (chunk.center === PARTITION_CHUNK) fold.lastTickMs = (JSON.parse(chunk.body) as PartitionState).lastTickMs
      else fold.centers.set(chunk.center, CenterFold.restore(chunk.body))
    }
    fold.nowMs = Number(round.position.id.split('-')[0])
    return fold
  }

  partitionChunk(): { center: string; body: string } {
    const state: PartitionState = { v: 1, lastTickMs: this.lastTickMs }
    return { center: PARTITION_CHUNK, body: JSON.stringify(state) }
  }

  fold(record: LogRecord): FoldResult {
    const decoded = decodeEntry(record.body)
    if (!decoded.ok && decoded.why === 'newer-format') return decoded
    this.foldEntry(decoded.ok ? decoded.entry : undefined, record)
    return decoded.ok ? { ok: true } : decoded
  }

  /** Folds an entry that is decoded already: an offline run has no store between itself and the fold. `undefined` is malformed. */
  foldEntry(entry: Entry | undefined, at: Omit<LogRecord, 'body'>): void {
    this.#advance(at.ms)
    if (entry === undefined) this.malformed += 1
    else this.#apply(entry, at)
    this.position = { epoch: this.position.epoch, id: at.id, seq: at.seq }
  }

  /** Pools that need a new curve now, by center. */
  poolsDue(): { center: string; fold: CenterFold; pools: string[] }[] {
    const secondMs = this.lastTickMs
    if (secondMs === undefined) return []
    const due: { center: string; fold: CenterFold; pools: string[] }[] = []
    for (const [center, fold] of this.centers) {
      const pools = fold.display.poolsDue(secondMs, fold.live)
      if (pools.length > 0) due.push({ center, fold, pools })
    }
    return due
  }

  #advance(ms: number): void {
    const secondMs = Math.floor(ms / 1000) * 1000
    const last = this.lastTickMs
    this.nowMs = Math.max(this.nowMs, ms)
    if (last === undefined) {
      this.lastTickMs = secondMs
      return
    }
    if (secondMs - last > OUTAGE_AFTER_MS) {
      for (const [id, fold] of this.centers) this.#guard(id, `outage@${secondMs}`, fold, () => fold.outage(secondMs - last, secondMs))
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

  #apply(entry: Entry, record: Omit<LogRecord, 'body'>): void {
    switch (entry.kind) {
      case 'clock':
        return
      case 'facts':
        entry.items.forEach(({ center, fact }, index) => {
          const position = `${record.id}/${index}`
          if (this.skip.has(position) || (this.only !== undefined && this.only !== center)) return
          let fold = this.centers.get(center)
          if (fold === undefined) {
            if (fact.kind !== 'config') {
              this.homeless += 1
              return
            }
            fold = CenterFold.create(fact.config)
            this.centers.set(center, fold)
          }
          const target = fold
          this.#guard(center, position, target, () => target.apply(fact, { ms: record.ms, position }))
          this.heard?.(center, fact)
        })
        return
      case 'forecast':
        for (const pool of entry.pools) {
          const fold = this.centers.get(pool.c)
          if (fold !== undefined) this.#guard(pool.c, `${record.id}/forecast`, fold, () => fold.forecast(decodePoolForecast(pool)))
        }
        return
      default:
        return assertNever(entry)
    }
  }

  #guard(center: string, position: string, fold: CenterFold, step: () => void): void {
    this.beforeTouch?.(center, fold)
    this.touched.add(center)
    try {
      step()
    } catch (error) {
      this.broken.push({ center, position, error })
    }
  }
}

function assertNever(value: never): never {
  throw new Error(`an entry of unknown kind: ${JSON.stringify(value)}`)
}
