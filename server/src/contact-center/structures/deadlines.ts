interface Deadline { dueMs: number; key: string }

const isBefore = (a: Deadline, b: Deadline): boolean => a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.key < b.key)

/**
 * What falls due in log time, taken in the order of (due, key): at most one deadline a key. A binary heap in which a moved or
 * dropped deadline stays until it comes up or until such leftovers are the greater part: most deadlines are moved, few come up.
 */
export class Deadlines {
  #heap: Deadline[] = []
  readonly #byKey = new Map<string, Deadline>()
  /** Those whose keys are not of the many. */
  readonly #few = new Map<string, Deadline>()
  readonly #isOfMany: (key: string) => boolean

  /** `isOfMany`: keys of which there are very many, so that whoever writes the deadlines down names those that it wants. */
  constructor(isOfMany: (key: string) => boolean = () => false) {
    this.#isOfMany = isOfMany
  }

  get(key: string): number | undefined {
    return this.#byKey.get(key)?.dueMs
  }

  /** Sets, moves, or with undefined drops the key's deadline. */
  set(key: string, dueMs: number | undefined): void {
    const known = this.#byKey.get(key)
    if (known?.dueMs === dueMs) return
    if (dueMs === undefined) {
      this.#drop(key)
      return
    }
    const deadline = { dueMs, key }
    this.#keep(deadline)
    this.#push(deadline)
    if (this.#heap.length > 2 * this.#byKey.size + 1_000) this.#dropLeftovers()
  }

  #keep(deadline: Deadline): void {
    this.#byKey.set(deadline.key, deadline)
    if (!this.#isOfMany(deadline.key)) this.#few.set(deadline.key, deadline)
  }

  #drop(key: string): void {
    this.#byKey.delete(key)
    this.#few.delete(key)
  }

  #push(deadline: Deadline): void {
    const heap = this.#heap
    let index = heap.length
    while (index > 0) {
      const parent = (index - 1) >>> 1
      const above = heap[parent] as Deadline
      if (!isBefore(deadline, above)) break
      heap[index] = above
      index = parent
    }
    heap[index] = deadline
  }

  #pop(): void {
    const last = this.#heap.pop()
    if (last !== undefined && this.#heap.length > 0) this.#sink(last, 0)
  }

  /** Puts the deadline where it belongs below this index, which is free. */
  #sink(deadline: Deadline, from: number): void {
    const heap = this.#heap
    let index = from
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Deadline, heap[child] as Deadline)) child++
      if (!isBefore(heap[child] as Deadline, deadline)) break
      heap[index] = heap[child] as Deadline
      index = child
    }
    heap[index] = deadline
  }

  /** A sorted array is a heap. */
  #dropLeftovers(): void {
    this.#heap = [...this.#byKey.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1))
  }

  #first(): Deadline | undefined {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (this.#byKey.get(first.key) === first) return first
      this.#pop()
    }
    return undefined
  }

  get nextMs(): number | undefined {
    return this.#first()?.dueMs
  }

  /** Takes the first key due at or before this instant. */
  takeDue(nowMs: number): string | undefined {
    const first = this.#first()
    if (first === undefined || first.dueMs > nowMs) return undefined
    this.#pop()
    this.#drop(first.key)
    return first.key
  }

  /** In any order. */
  static fromJson(all: readonly [string, number][], isOfMany?: (key: string) => boolean): Deadlines {
    const deadlines = new Deadlines(isOfMany)
    deadlines.#heap = all.map(([key, dueMs]) => ({ dueMs, key }))
    for (const deadline of deadlines.#heap) deadlines.#keep(deadline)
    for (let index = (all.length >>> 1) - 1; index >= 0; index--) deadlines.#sink(deadlines.#heap[index] as Deadline, index)
    return deadlines
  }

  /** In the order in which they come due; of the many those that are named. */
  toJson(named: Iterable<string> = []): [string, number][] {
    const chosen = [...this.#few.values()]
    for (const key of named) {
      const deadline = this.#byKey.get(key)
      if (deadline !== undefined) chosen.push(deadline)
    }
    return chosen.sort((a, b) => (isBefore(a, b) ? -1 : 1)).map(({ key, dueMs }) => [key, dueMs])
  }
}
