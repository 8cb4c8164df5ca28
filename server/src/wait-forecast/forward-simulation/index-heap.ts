/** A binary heap of whole numbers by a key, least first, on typed arrays that grow. Equal keys come in no particular order. */
export class IndexHeap {
  size = 0
  #keys: Float64Array
  #values: Int32Array

  constructor(capacity: number) {
    this.#keys = new Float64Array(Math.max(4, capacity))
    this.#values = new Int32Array(Math.max(4, capacity))
  }

  clear(): void { this.size = 0 }

  /** Key of the first, Infinity where empty. */
  get leastKey(): number { return this.size === 0 ? Infinity : this.#keys[0] ?? Infinity }
  /** The first; meaningless where empty. */
  get least(): number { return this.#values[0] ?? -1 }

  push(key: number, value: number): void {
    if (this.size === this.#keys.length) this.#grow()
    const keys = this.#keys
    const values = this.#values
    let at = this.size
    this.size += 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = keys[parent] ?? 0
      if (above <= key) break
      keys[at] = above
      values[at] = values[parent] ?? 0
      at = parent
    }
    keys[at] = key
    values[at] = value
  }

  /** Takes the first away; -1 where empty. */
  pop(): number {
    if (this.size === 0) return -1
    const keys = this.#keys
    const values = this.#values
    const least = values[0] ?? -1
    const size = (this.size -= 1)
    const key = keys[size] ?? 0
    const value = values[size] ?? 0
    let at = 0
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && (keys[child + 1] ?? 0) < (keys[child] ?? 0)) child += 1
      const below = keys[child] ?? 0
      if (below >= key) break
      keys[at] = below
      values[at] = values[child] ?? 0
      at = child
    }
    keys[at] = key
    values[at] = value
    return least
  }

  #grow(): void {
    const keys = new Float64Array(2 * this.#keys.length)
    const values = new Int32Array(keys.length)
    keys.set(this.#keys)
    values.set(this.#values)
    this.#keys = keys
    this.#values = values
  }
}
