import type { SnapshotChunk } from '../event-log/index.ts'
import type { PartitionFold } from './partition-fold.ts'
import { sheetChunk } from './round-chunks.ts'

/** What a round holds: of each center the versions of its sheets, by name. */
export type RoundContent = Map<string, ReadonlyMap<string, object>>

/** A chunk whose text is made when its turn comes, as it was. */
interface LentChunk { name: string; body?: () => string }

/**
 * One round while it is written. A center is serialised just before its next change, or when its turn comes; its sheets are
 * lent then, so that each is written in its turn. A center that was not touched since the round before is carried over, and
 * so is a sheet that did not change.
 */
export class RoundInProgress {
  readonly holds: RoundContent = new Map()
  readonly #fold: PartitionFold
  readonly #before: RoundContent
  /** What needs no look at a center: the partition's own chunk, and what is kept from the round before. */
  readonly #carried: SnapshotChunk[]
  readonly #remaining: Set<string>
  readonly #taken = new Map<string, LentChunk[]>()

  /** `before`: what the newest round holds; `changed`: the centers that were touched since. */
  constructor(fold: PartitionFold, before: RoundContent, changed: ReadonlySet<string>) {
    this.#fold = fold
    this.#before = before
    this.#carried = [fold.partitionChunk()]
    this.#remaining = new Set(fold.centers.keys())
    for (const center of fold.centers.keys()) {
      const sheets = changed.has(center) ? undefined : before.get(center)
      if (sheets === undefined) continue
      this.#remaining.delete(center)
      this.holds.set(center, sheets)
      this.#carried.push({ name: center }, ...Array.from(sheets.keys(), (name) => ({ name: sheetChunk(center, name) })))
    }
  }

  beforeTouch(center: string): void {
    if (this.#remaining.has(center)) this.#taken.set(center, this.#take(center))
  }

  /** Nothing is taken any more. */
  end(): void {
    this.#remaining.clear()
    this.#taken.clear()
  }

  *chunks(): Generator<SnapshotChunk> {
    yield* this.#carried
    while (this.#remaining.size > 0 || this.#taken.size > 0) {
      const center: string = firstOf(this.#taken) ?? firstOf(this.#remaining) ?? ''
      const chunks = this.#taken.get(center) ?? this.#take(center)
      this.#taken.delete(center)
      for (const { name, body } of chunks) yield body === undefined ? { name } : { name, body: body() }
    }
  }

  #take(center: string): LentChunk[] {
    this.#remaining.delete(center)
    const fold = this.#fold.centers.get(center)
    if (fold === undefined) return []
    const { body, sheets } = fold.snapshot()
    const before = this.#before.get(center)
    this.holds.set(center, new Map(sheets.map(({ name, version }) => [name, version])))
    return [{ name: center, body: () => body }, ...sheets.map(({ name, version, lend }) => {
      const chunk = sheetChunk(center, name)
      return before?.get(name) === version ? { name: chunk } : { name: chunk, body: lend() }
    })]
  }
}

const firstOf = (keyed: ReadonlyMap<string, unknown> | ReadonlySet<string>): string | undefined => keyed.keys().next().value
