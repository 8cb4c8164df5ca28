/** How much is remembered, and how long after it was last asked for. */
export interface RememberedLimits { most: number; milliseconds: number }

/**
 * A memory in two generations: what was asked for within `milliseconds` is remembered, up to `most` of the newest; the older generation goes
 * at once when the newer is full or as old. So it never holds more than twice `most`, and after a surge it returns to its level.
 */
export class Remembered<V> {
  readonly #limits: RememberedLimits
  #newer = new Map<string, V>()
  #older = new Map<string, V>()
  #sinceMs = -Infinity

  constructor(limits: RememberedLimits) {
    this.#limits = limits
  }

  get size(): number {
    return this.#newer.size + this.#older.size
  }

  get(key: string, nowMs: number): V | undefined {
    this.#age(nowMs)
    const value = this.#newer.get(key)
    if (value !== undefined) return value
    const older = this.#older.get(key)
    if (older !== undefined) this.set(key, older, nowMs)
    return older
  }

  set(key: string, value: V, nowMs: number): void {
    this.#age(nowMs)
    if (this.#newer.size >= this.#limits.most) this.#begin(this.#newer, nowMs)
    this.#older.delete(key)
    this.#newer.set(key, value)
  }

  #age(nowMs: number): void {
    const ageMs = nowMs - this.#sinceMs
    if (ageMs < this.#limits.milliseconds) return
    // After twice as long without a question even the newer generation is too old.
    this.#begin(ageMs < 2 * this.#limits.milliseconds ? this.#newer : new Map(), nowMs)
  }

  #begin(older: Map<string, V>, nowMs: number): void {
    this.#older = older
    this.#newer = new Map()
    this.#sinceMs = nowMs
  }
}
