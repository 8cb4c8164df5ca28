import { lineLaw } from './line-law.ts'
import type { Predictor } from './predictor.ts'

/** From so many departures on the rate is better than the last waits. */
export const FEWEST_DEPARTURES = 12
/** Relative variance of the rate during the wait itself: agents come and go unseen. Round figure from the bank record, 8–16 Feb 1999. */
const DRIFT = 0.12

/**
 * The law of QLm with s·μ replaced by departures per second of non-empty line: where staffing is not told it beats counting
 * busy agents (bank record: RMSE 69 s against 72 s). k departures leave a relative variance 1/k.
 */
export const observedThroughput: Predictor = (situation, laws) => {
  const { throughput } = situation
  if (!throughput || throughput.departures < FEWEST_DEPARTURES || throughput.ratePerSecond <= 0) return undefined
  return {
    basedOn: 'throughput',
    inputs: {
      agents: situation.staffing?.agents ?? 0, meanHandleSeconds: situation.handle?.meanSeconds ?? 0, ratePerSecond: throughput.ratePerSecond,
    },
    waitBehind: lineLaw({
      ratePerSecond: throughput.ratePerSecond, leaveRatePerSecond: situation.leaveRatePerSecond,
      overtakersPerSecond: situation.overtakersPerSecond, relativeVariance: DRIFT + 1 / throughput.recentDepartures,
    }, laws),
  }
}
