import type { OrderKey, WaitingLine } from '../view.ts'
import { SortedList } from './sorted-list.ts'

/** The order of a line (CC1): larger priority first, then earlier `since`, then contact id by code unit. */
export function compareOrder(a: OrderKey, b: OrderKey): number {
  if (a.priority !== b.priority) return b.priority - a.priority
  if (a.sinceMs !== b.sinceMs) return a.sinceMs - b.sinceMs
  return a.contact < b.contact ? -1 : a.contact > b.contact ? 1 : 0
}

/** One queue's line; only the fold inserts and removes. */
export class Line implements WaitingLine {
  readonly #list = new SortedList<OrderKey>(compareOrder)

  get length(): number {
    return this.#list.size
  }

  placeOf(key: OrderKey): number {
    return this.#list.rank(key) + 1
  }

  at(place: number): OrderKey | undefined {
    return this.#list.at(place - 1)
  }

  insert(key: OrderKey): void {
    this.#list.add(key)
  }

  remove(key: OrderKey): void {
    this.#list.remove(key)
  }

  /** Two priorities wait here now: the list is ordered by priority, so its ends show it. */
  get mixed(): boolean {
    return this.length > 1 && this.at(1)?.priority !== this.at(this.length)?.priority
  }

  [Symbol.iterator](): IterableIterator<OrderKey> {
    return this.#list[Symbol.iterator]()
  }
}
