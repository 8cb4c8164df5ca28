import type { WaitAtPlace } from '../forecast.ts'
import { NORMAL_QUANTILE } from './shares.ts'

/**
 * Widens a wait because its rate is known only to a relative variance: the distances of p10 and p90 from the median, as
 * logarithms, grow in quadrature with those of a log-normal rate. Nothing changes at 0; means and the median stay.
 * Where the variance does not rise with the place, quantiles that rose in place still do.
 */
export function widen(wait: WaitAtPlace, relativeVariance: number): WaitAtPlace {
  if (relativeVariance <= 0 || wait.p10Seconds <= 0) return wait
  const added = NORMAL_QUANTILE[0.9] ** 2 * relativeVariance
  const below = Math.log(wait.p50Seconds / wait.p10Seconds)
  const above = Math.log(wait.p90Seconds / wait.p50Seconds)
  return {
    ...wait,
    p10Seconds: wait.p50Seconds * Math.exp(-Math.sqrt(below * below + added)),
    p90Seconds: wait.p50Seconds * Math.exp(Math.sqrt(above * above + added)),
  }
}
