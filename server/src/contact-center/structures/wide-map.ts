/** Rows to a part: as its table doubles for the last time, half as many are moved, in some ten milliseconds; a lookup of a row that is not there takes half a microsecond a part. */
const PART_ROWS = 262_144
/** A part with fewer left than this share goes up in the newest, so that lookups pass few parts. */
const SPARSE = 1 / 16

/** An index walks these: an iterator over so few would cost more than the lookups. */
interface Part<V> { rows: Map<string, V>; taken: number }

/**
 * A map by string for very many rows that come and go about in turn. One `Map` of a million rows stands still for a tenth of a
 * second whenever its table is made anew, and doubles its memory at once; here parts are filled one after another and dropped
 * when they are empty. A lookup passes the parts from the newest on: as many as there are times 262,144 rows.
 */
export class WideMap<V extends number | object> {
  /** The newest first. */
  readonly #parts: Part<V>[] = [{ rows: new Map(), taken: 0 }]
  readonly #partRows: number

  constructor(partRows = PART_ROWS) {
    this.#partRows = partRows
  }

  get(key: string): V | undefined {
    const parts = this.#parts
    for (let index = 0; index < parts.length; index++) {
      const value = (parts[index] as Part<V>).rows.get(key)
      if (value !== undefined) return value
    }
    return undefined
  }

  has(key: string): boolean {
    return this.get(key) !== undefined
  }

  /** Puts the row of a key that has none. */
  add(key: string, value: V): void {
    let [newest] = this.#parts
    if (newest === undefined || newest.taken >= this.#partRows) this.#parts.unshift((newest = { rows: new Map(), taken: 0 }))
    newest.rows.set(key, value)
    newest.taken += 1
  }

  delete(key: string): boolean {
    const parts = this.#parts
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index] as Part<V>
      if (!part.rows.delete(key)) continue
      if (index > 0 && part.rows.size < this.#partRows * SPARSE) this.#dissolve(index, part)
      return true
    }
    return false
  }

  #dissolve(index: number, { rows }: Part<V>): void {
    this.#parts.splice(index, 1)
    for (const [key, value] of rows) this.add(key, value)
  }

  * [Symbol.iterator](): Generator<[string, V]> {
    for (const { rows } of this.#parts) yield* rows
  }
}
