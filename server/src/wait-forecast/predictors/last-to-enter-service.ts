import { lineLaw } from './line-law.ts'
import { FEWEST_SERVICES } from './queue-length-with-abandonment.ts'
import type { Predictor } from './predictor.ts'

const LAST = 10
/** History predictors have about twice the squared error of queue length (SPEC, sources): the rate is a guess to about 70 %. */
const GUESS = 0.5

/**
 * Refined last-to-enter-service and head-of-line for the first departures: the mean of the last waits, and what the head
 * has already waited where that is more, is taken as the wait at the end of the present line, and so gives a rate:
 * (waiting + 1)/wait. Places further on then count, which the raw LES forgets (SPEC, sources).
 */
export const lastToEnterService: Predictor = (situation, laws) => {
  const waits = situation.recentAnswered.slice(-LAST)
  if (waits.length < FEWEST_SERVICES) return undefined
  const mean = waits.reduce((sum, one) => sum + one.waitedSeconds, 0) / waits.length
  const wait = Math.max(1, mean, situation.headWaitedSeconds ?? 0)
  const ratePerSecond = (situation.waiting + 1) / wait
  return {
    basedOn: 'last-to-enter-service',
    inputs: { agents: situation.staffing?.agents ?? 0, meanHandleSeconds: situation.handle?.meanSeconds ?? 0, ratePerSecond },
    waitBehind: lineLaw({
      ratePerSecond, leaveRatePerSecond: 0, overtakersPerSecond: situation.overtakersPerSecond, relativeVariance: GUESS + 1 / waits.length,
    }, laws),
  }
}
