import type { WaitAtPlace } from '../forecast.ts'
import { hypoexponentialMean } from './hypoexponential-cumulants.ts'
import { hypoexponentialQuantiles } from './hypoexponential.ts'

/** The wait behind `ahead` contacts where service takes `rate` a second and each of those ahead leaves at `leaveRate` (QLm). */
export function queueWait(rate: number, leaveRate: number, ahead: number): WaitAtPlace {
  const quantiles = hypoexponentialQuantiles(rate, leaveRate, ahead)
  return {
    p10Seconds: quantiles[0.1],
    p50Seconds: quantiles[0.5],
    p90Seconds: quantiles[0.9],
    meanSeconds: hypoexponentialMean(rate, leaveRate, ahead),
    // Given that it is served, each stage is lost at one more leaveRate: the tagged contact's own patience (SPEC, sources).
    meanIfServedSeconds: hypoexponentialMean(rate + leaveRate, leaveRate, ahead),
  }
}
