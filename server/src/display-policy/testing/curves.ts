import type { ClassCurve, ForecastInputs, PoolForecast, UnknownClass, WaitAtPlace } from '../../wait-forecast/index.ts'

export const steadyInputs: ForecastInputs = { agents: 10, meanHandleSeconds: 300, ratePerSecond: 1 / 30 }

export const waitOf = (p50Seconds: number, p90Seconds = p50Seconds * 1.5): WaitAtPlace =>
  ({ p10Seconds: p50Seconds / 3, p50Seconds, p90Seconds, meanSeconds: p50Seconds, meanIfServedSeconds: p50Seconds })

/** A curve that rises by the same wait with each place. */
export const perPlace = (p50Seconds: number, p90Seconds = p50Seconds * 1.5, more: Partial<ClassCurve> = {}): ClassCurve => ({
  queue: 'support', priority: 0, basedOn: 'queue-length', inputs: steadyInputs,
  knots: [1, 100].map((place) => ({ place, ...waitOf(place * p50Seconds, place * p90Seconds) })),
  ...more,
})

/** A curve that says the same at every place. */
export const flat = (p50Seconds: number, p90Seconds = p50Seconds * 1.5, more: Partial<ClassCurve> = {}): ClassCurve =>
  ({ ...perPlace(1), knots: [{ place: 1, ...waitOf(p50Seconds, p90Seconds) }], ...more })

export const forecastOf = (tickMs: number, classes: (ClassCurve | UnknownClass)[], more: Partial<PoolForecast> = {}): PoolForecast =>
  ({ center: 'acme', pool: 'support', tickMs, classes, contacts: [], ...more })
