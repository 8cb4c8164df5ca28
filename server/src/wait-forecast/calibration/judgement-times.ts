import { IndexHeap } from '../forward-simulation/index-heap.ts'
import { bucketOf } from './bucket.ts'
import { type CalibrationState, factorsOf } from './calibration.ts'
import type { LogFactors } from './quantile-tracker.ts'

/** What is known of something said that is judged when its contact has waited past it. */
export interface Judged { queue: string; ahead: number; atMs: number; told: [p10: number, p50: number, p90: number]; held: LogFactors; open: (0 | 1 | 2)[] }

/** Nothing is judged before this share of the lowest open quantile as told. */
export const NEVER_BEFORE = 0.3
/** A factor may fall by so much before its rows are placed anew. */
const SLACK = 0.02
/** A factor so far above its floor has rows looked at long before their time. */
const RAISE = 3 * SLACK

/** The heap holds indexes of `items`; `free` are those of items that were taken out. */
interface Group<T> { queue: string; ahead: number; floor: LogFactors; heap: IndexHeap; items: (T | undefined)[]; free: number[] }

/**
 * When each row can first have been passed, so that a long line is not read through every second. Rows of a queue and number
 * ahead have one factor; each stands in a heap at the instant at which it is passed if that factor is no higher than a floor
 * just under it, and is placed anew when the factor does. Whatever is due by now is among `due`; not all of it is passed.
 */
export class JudgementTimes<T> {
  readonly #groups = new Map<string, Group<T>>()
  readonly #rowOf: (item: T) => Judged

  constructor(rowOf: (item: T) => Judged) { this.#rowOf = rowOf }

  clear(): void { this.#groups.clear() }

  /** Places that are held for rows, taken or free. */
  get places(): number { return [...this.#groups.values()].reduce((sum, { items }) => sum + items.length, 0) }

  /** Due at the next look, which places it. */
  add(item: T): void { place(this.#groupOf(this.#rowOf(item)), item, -Infinity) }

  /** Back in its place after it was looked at. */
  again(item: T): void {
    const row = this.#rowOf(item)
    const group = this.#groupOf(row)
    place(group, item, passedMs(row, group.floor))
  }

  /** Takes out all that can be passed by now; `isOpen` says what is still to be judged at all. */
  due(nowMs: number, calibration: CalibrationState, isOpen: (item: T) => boolean): T[] {
    const due: T[] = []
    for (const [key, group] of this.#groups) {
      const factors = factorsOf(calibration, group.queue, group.ahead)
      if (factors.some((factor, q) => factor < (group.floor[q] ?? 0) || factor > (group.floor[q] ?? 0) + RAISE)) this.#replace(group, factors, isOpen)
      while (group.heap.leastKey <= nowMs) {
        const index = group.heap.pop()
        const item = group.items[index]
        group.items[index] = undefined
        group.free.push(index)
        if (item !== undefined && isOpen(item)) due.push(item)
      }
      if (group.heap.size === 0) this.#groups.delete(key)
    }
    return due
  }

  #replace(group: Group<T>, factors: LogFactors, isOpen: (item: T) => boolean): void {
    const items = group.items
    group.floor = [factors[0] - SLACK, factors[1] - SLACK, factors[2] - SLACK]
    group.items = []
    group.free = []
    group.heap.clear()
    for (const item of items) if (item !== undefined && isOpen(item)) place(group, item, passedMs(this.#rowOf(item), group.floor))
  }

  #groupOf({ queue, ahead }: Judged): Group<T> {
    const key = `${bucketOf(ahead)} ${queue}`
    let group = this.#groups.get(key)
    if (group === undefined) this.#groups.set(key, (group = { queue, ahead, floor: [0, 0, 0], heap: new IndexHeap(16), items: [], free: [] }))
    return group
  }
}

function place<T>(group: Group<T>, item: T, atMs: number): void {
  const index = group.free.pop() ?? group.items.length
  group.heap.push(atMs, index)
  group.items[index] = item
}

/** The first instant at which an open quantile can be passed, as told or moved with its factor, while no factor is under its floor; a millisecond early, for rounding. */
function passedMs({ atMs, told, held, open }: Judged, floor: LogFactors): number {
  let seconds = Infinity
  for (const quantile of open) seconds = Math.min(seconds, told[quantile] * Math.exp(Math.min(0, floor[quantile] - held[quantile])))
  return atMs + 1000 * Math.max(told[open[0] ?? 0] * NEVER_BEFORE, seconds) - 1
}
