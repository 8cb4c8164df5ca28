import type { OrderKey } from '../../contact-center/index.ts'

/** Something that awaits the virtual outcome of a contact that gave up. Plain data. */
export interface Gone<T> { key: OrderKey; pool: string; leftMs: number; held: T }

/** An entrant answered later than this after somebody gave up proves nothing. */
const PROVES_MS = 20 * 60_000
const MOST = 500

const goesBefore = (a: OrderKey, b: OrderKey): boolean =>
  a.priority !== b.priority ? a.priority > b.priority : a.sinceMs !== b.sinceMs ? a.sinceMs < b.sinceMs : a.contact < b.contact

/** Who gave up, until the first of its pool who stood behind it is answered: it would have been by then. */
export class GoneBook<T> {
  #gone: Gone<T>[]

  constructor(state: readonly Gone<T>[] = []) { this.#gone = [...state] }

  state(): Gone<T>[] { return this.#gone }

  add(one: Gone<T>): void {
    this.#gone.push(one)
    if (this.#gone.length > MOST) this.#gone.shift()
  }

  forgetAll(): void { this.#gone = [] }

  /** `key` was answered, from its line or at once: what is proven by it, oldest first; it is forgotten here. */
  provenBy(key: OrderKey, pool: string, atMs: number): T[] {
    if (this.#gone.length === 0) return []
    const proven: T[] = []
    this.#gone = this.#gone.filter((one) => {
      if (atMs - one.leftMs > PROVES_MS) return false
      if (one.pool !== pool || !goesBefore(one.key, key)) return true
      proven.push(one.held)
      return false
    })
    return proven
  }
}
