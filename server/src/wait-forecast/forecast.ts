import type { BasedOn, UnknownReason } from '@queuecast/client-sdk/protocol'

/** Quantiles and means of the *virtual remaining* wait at one place, seconds. */
export interface WaitAtPlace {
  p10Seconds: number
  p50Seconds: number
  p90Seconds: number
  meanSeconds: number
  /** Mean given that the contact will be served (it may abandon first). */
  meanIfServedSeconds: number
  /** Means as simulated, before outcomes corrected them; absent where no simulation stands behind them. */
  plain?: { meanSeconds: number; meanIfServedSeconds: number }
}

/** A knot of a curve: the wait of who stands at `place` (1 is next). */
export interface Knot extends WaitAtPlace { place: number }

/** What moved a forecast, kept with a promise so that a revision can name the input that changed most. */
export interface ForecastInputs { agents: number; meanHandleSeconds: number; ratePerSecond: number }

/** The curve of a class (queue, priority) of a pool; knots rise in place and reach 1.5 × the line + 10. */
export interface ClassCurve {
  queue: string
  priority: number
  basedOn: BasedOn
  inputs: ForecastInputs
  knots: Knot[]
  /** Behind everybody, but for one whose `since` is earlier than its joining, where the class sees such: later contacts overtake it less. */
  credited?: Knot
}
export interface UnknownClass { queue: string; priority: number; unknown: UnknownReason }

/** One pool's share of a forecast entry; `tickMs` is the second it was decided for. */
export interface PoolForecast {
  center: string
  pool: string
  tickMs: number
  classes: (ClassCurve | UnknownClass)[]
  /** Own rows for contacts that wait in several queues. */
  contacts: { contact: string; wait: WaitAtPlace }[]
}

/** Read a curve at a place: linear between knots, last slope beyond. `credited`: of one whose `since` is earlier than its joining. */
export type ReadCurve = (curve: ClassCurve, place: number, credited?: boolean) => WaitAtPlace
