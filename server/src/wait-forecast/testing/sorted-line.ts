import type { OrderKey, WaitingLine } from '../../contact-center/index.ts'

const before = (a: OrderKey, b: OrderKey): boolean =>
  a.priority !== b.priority ? a.priority > b.priority : a.sinceMs !== b.sinceMs ? a.sinceMs < b.sinceMs : a.contact < b.contact

/** A waiting line on a sorted array, for tests of this room. */
export class SortedLine implements WaitingLine {
  readonly #keys: OrderKey[]

  constructor(keys: readonly OrderKey[] = []) { this.#keys = [...keys].sort((a, b) => (before(a, b) ? -1 : 1)) }

  get length(): number { return this.#keys.length }

  placeOf(key: OrderKey): number {
    let low = 0
    let high = this.#keys.length
    while (low < high) {
      const middle = (low + high) >> 1
      const at = this.#keys[middle]
      if (at && before(at, key)) low = middle + 1
      else high = middle
    }
    return low + 1
  }

  at(place: number): OrderKey | undefined { return this.#keys[place - 1] }
  add(key: OrderKey): void { this.#keys.splice(this.placeOf(key) - 1, 0, key) }
  remove(key: OrderKey): void { if (this.at(this.placeOf(key))?.contact === key.contact) this.#keys.splice(this.placeOf(key) - 1, 1) }
  [Symbol.iterator](): IterableIterator<OrderKey> { return this.#keys[Symbol.iterator]() }
}
