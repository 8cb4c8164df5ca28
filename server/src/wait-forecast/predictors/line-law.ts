import type { Law, LawShelf } from '../laws/law-shelf.ts'
import { queueWait } from '../laws/queue-law.ts'
import { widen } from '../laws/widen.ts'

/** However many go before, a twentieth of the rate is left: abandonment and lulls let the lower class through. */
const LEAST_SHARE = 0.05

export interface Line {
  ratePerSecond: number
  leaveRatePerSecond: number
  /** Arrivals per second that will go before. */
  overtakersPerSecond: number
  /** Relative variance of what is known of the rate. */
  relativeVariance: number
}

/**
 * The wait behind `ahead` contacts of one line. Where contacts of higher priority still come (rate λ1 against r), each stage
 * takes a busy period: rate r − λ1, and variance (1 + ρ)/(1 − ρ) times the plain one, ρ = λ1/r (SPEC, sources; in its
 * simplest form: abandonment of those who come later is left out). The added variance is that of log-normal laws with
 * the two coefficients of variation.
 */
export function lineLaw(line: Line, laws: LawShelf): Law {
  const { ratePerSecond, leaveRatePerSecond, overtakersPerSecond, relativeVariance } = line
  return laws([ratePerSecond, leaveRatePerSecond, overtakersPerSecond, relativeVariance], () => {
    const rate = Math.max(ratePerSecond - overtakersPerSecond, LEAST_SHARE * ratePerSecond)
    const overtaken = 1 - rate / ratePerSecond
    const ratio = (1 + overtaken) / (1 - overtaken)
    return (ahead) => widen(queueWait(rate, leaveRatePerSecond, ahead), relativeVariance + Math.log((ahead + 1 + ratio) / (ahead + 2)))
  })
}
