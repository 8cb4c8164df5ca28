import type { Changes, LiveCenter } from '../contact-center/index.ts'
import type { PoolForecast, WaitAtPlace } from './forecast.ts'

/** What is said of a waiting contact at this instant; undefined where nothing is known. */
export type WhatIsSaid = (contact: string) => WaitAtPlace | undefined

/**
 * What was learned of one center: handle times, patience, throughput, last to enter service. Folded on every node from the
 * contact center's changes (deterministic, in snapshots), read by the leader's forecaster only.
 */
export interface Learning {
  /** Takes the changes of one entry or tick, in log order. */
  observe(changes: Changes, live: LiveCenter, nowMs: number): void
  /** Notes what is being said to those who joined and, now and then, to those who wait; judges it as outcomes come. After `observe`. */
  listen(live: LiveCenter, nowMs: number, said: WhatIsSaid): void
  snapshot(): unknown
  /** The same for JSON.stringify, at once: it is no copy. */
  toJSON(): unknown
}
export type CreateLearning = () => Learning
export type RestoreLearning = (snapshot: unknown) => Learning

/**
 * Forecasts one pool now, for every class (queue, priority) that waits in it and for each queue's lowest class, so that
 * whoever joins next has a curve. `tickMs` is the second it is decided for; `effort` scales the work of simulations, 1 unless
 * given. Pure; the leader calls it, its answer is logged.
 */
export type ForecastPool = (live: LiveCenter, learning: Learning, pool: string, tickMs: number, effort?: number) => PoolForecast
