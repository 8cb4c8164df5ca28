import type { LiveCenter } from '../contact-center/index.ts'
import type { ClassCurve, PoolForecast, UnknownClass, WaitAtPlace } from '../wait-forecast/index.ts'

/** A pool in which someone waits gets a new curve at least this often. */
export const RENEW_EVERY_MS = 10_000
/** How long an old curve stands after an entry touched its pool. */
export const CURVE_GRACE_MS = 5_000
/** Touches within the grace are all that can matter; one is kept for each second. */
const MOST_TOUCHES = 3 + CURVE_GRACE_MS / 1000

type Class = ClassCurve | UnknownClass

interface PoolState {
  tickMs?: number
  /** The first touch of each second that no curve covers yet, oldest first. */
  touchedMs: number[]
  /** The wait became unknown for want of a newer curve, and that was noted. */
  late: boolean
  rows: Map<string, WaitAtPlace>
}
export interface CurveBookSnapshot {
  pools: [string, { tickMs?: number; touchedMs: number[]; late: boolean; rows: [string, WaitAtPlace][] }][]
  queues: [string, Class[]][]
}

/** The newest curves of one center, and which of them entries have overtaken. */
export class CurveBook {
  #pools = new Map<string, PoolState>()
  #queues = new Map<string, Class[]>()

  /** An entry changed what the pool's curve rests on. */
  touch(pool: string, atMs: number): void {
    const { touchedMs } = this.#stateOf(pool)
    const last = touchedMs.at(-1)
    if (last !== undefined && wholeSecond(last) >= wholeSecond(atMs)) return
    touchedMs.push(atMs)
    // The second oldest goes: what remains is past the grace by then, so nothing read from it changes.
    if (touchedMs.length > MOST_TOUCHES) touchedMs.splice(1, 1)
  }

  /** Takes a pool's forecast; false where its tick is not newer than what is held. It covers what was folded before its tick. */
  accept(forecast: PoolForecast): boolean {
    const state = this.#stateOf(forecast.pool)
    if (state.tickMs !== undefined && forecast.tickMs <= state.tickMs) return false
    state.tickMs = forecast.tickMs
    state.touchedMs = state.touchedMs.filter((ms) => ms >= forecast.tickMs)
    state.rows = new Map(forecast.contacts.map(({ contact, wait }) => [contact, wait]))
    const byQueue = new Map<string, Class[]>()
    for (const one of forecast.classes) {
      const classes = byQueue.get(one.queue)
      if (classes === undefined) byQueue.set(one.queue, [one])
      else classes.push(one)
    }
    for (const [queue, classes] of byQueue) this.#queues.set(queue, classes.sort((a, b) => b.priority - a.priority))
    return true
  }

  /** The curve of a class, else the queue's next lower one (DP10). */
  classOf(queue: string, priority: number): Class | undefined {
    return this.#queues.get(queue)?.find((one) => one.priority <= priority)
  }

  /** The class of whoever joins this queue without any privilege. */
  lowestClass(queue: string): Class | undefined {
    return this.#queues.get(queue)?.at(-1)
  }

  row(pool: string, contact: string): WaitAtPlace | undefined {
    return this.#pools.get(pool)?.rows.get(contact)
  }

  /** The contact waits elsewhere now: its own row no longer speaks of it. */
  forgetRow(pool: string, contact: string): void {
    this.#pools.get(pool)?.rows.delete(contact)
  }

  /** Entries have overtaken the pool's curve for longer than the grace (DP11). */
  overtaken(pool: string, nowMs: number): boolean {
    const state = this.#pools.get(pool)
    return state !== undefined && isLate(state, nowMs)
  }

  tickOf(pool: string): number | undefined {
    return this.#pools.get(pool)?.tickMs
  }

  /**
   * A second passed: where someone waits, a curve older than the renewal counts as touched. Returns the pools whose waits
   * became unknown with this second.
   */
  age(secondMs: number, live: LiveCenter): string[] {
    const late: string[] = []
    for (const [pool, state] of this.#pools) {
      const view = live.pool(pool)
      if (view === undefined) {
        this.#pools.delete(pool)
        continue
      }
      const overdue = state.tickMs !== undefined && view.waiting > 0 && secondMs - state.tickMs >= RENEW_EVERY_MS
      if (overdue && state.touchedMs.length === 0) this.touch(pool, secondMs)
      const isNow = isLate(state, secondMs)
      if (isNow && !state.late) late.push(pool)
      state.late = isNow
    }
    return late
  }

  /** Pools to forecast at this second: touched before it, or ten seconds old while someone waits (DP12). */
  due(secondMs: number, live: LiveCenter): string[] {
    const due: string[] = []
    for (const { id, waiting } of live.pools()) {
      const state = this.#pools.get(id)
      const touched = (state?.touchedMs[0] ?? Number.POSITIVE_INFINITY) < secondMs
      const old = waiting > 0 && (state?.tickMs === undefined || secondMs - state.tickMs >= RENEW_EVERY_MS)
      if (touched || old) due.push(id)
    }
    return due
  }

  /** After an outage of ours no curve speaks of the present. */
  overtakeAll(nowMs: number): void {
    for (const state of this.#pools.values()) state.touchedMs = [wholeSecond(nowMs) - CURVE_GRACE_MS]
  }

  snapshot(): CurveBookSnapshot {
    return {
      pools: Array.from(this.#pools, ([pool, state]) => [pool, { ...state, touchedMs: [...state.touchedMs], rows: [...state.rows] }]),
      queues: [...this.#queues],
    }
  }

  static restore(kept: CurveBookSnapshot): CurveBook {
    const book = new CurveBook()
    for (const [pool, state] of kept.pools) book.#pools.set(pool, { ...state, touchedMs: [...state.touchedMs], rows: new Map(state.rows) })
    for (const [queue, classes] of kept.queues) book.#queues.set(queue, [...classes])
    return book
  }

  #stateOf(pool: string): PoolState {
    let state = this.#pools.get(pool)
    if (state === undefined) this.#pools.set(pool, (state = { touchedMs: [], late: false, rows: new Map() }))
    return state
  }
}

/** Judged at whole seconds, so that a wait becomes unknown with a tick and never between two. */
function isLate(state: PoolState, nowMs: number): boolean {
  const first = state.touchedMs[0]
  return first !== undefined && wholeSecond(nowMs) - first >= CURVE_GRACE_MS
}

const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000
