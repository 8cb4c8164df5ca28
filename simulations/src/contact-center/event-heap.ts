/** Future events, earliest first; of two at the same instant the one put in first. A binary heap. */
export class EventHeap<T> {
  readonly #items: { atSeconds: number; order: number; event: T }[] = []
  #order = 0

  get size(): number { return this.#items.length }
  /** Infinity where nothing is to come. */
  get nextSeconds(): number { return this.#items[0]?.atSeconds ?? Infinity }

  /** An event that never comes (at Infinity) is not kept. */
  push(atSeconds: number, event: T): void {
    if (atSeconds === Infinity) return
    if (!(atSeconds >= 0)) throw new Error(`an event cannot be at ${atSeconds} seconds`)
    const item = { atSeconds, order: this.#order++, event }
    let i = this.#items.length
    this.#items.push(item)
    while (i > 0) {
      const up = (i - 1) >> 1
      const above = this.#items[up]
      if (above === undefined || before(above, item)) break
      this.#items[i] = above
      i = up
    }
    this.#items[i] = item
  }

  pop(): T | undefined {
    const first = this.#items[0]
    const last = this.#items.pop()
    if (first === undefined || last === undefined || first === last) return first?.event
    let i = 0
    for (;;) {
      const left = 2 * i + 1
      let least = this.#items[left]
      if (least === undefined) break
      let at = left
      const right = this.#items[left + 1]
      if (right !== undefined && before(right, least)) {
        least = right
        at = left + 1
      }
      if (before(last, least)) break
      this.#items[i] = least
      i = at
    }
    this.#items[i] = last
    return first.event
  }

  /** In no particular order. */
  * [Symbol.iterator](): IterableIterator<{ atSeconds: number; event: T }> { yield* this.#items }
}

const before = (a: { atSeconds: number; order: number }, b: { atSeconds: number; order: number }): boolean =>
  a.atSeconds < b.atSeconds || (a.atSeconds === b.atSeconds && a.order < b.order)
