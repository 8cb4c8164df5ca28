import type { WaitAtPlace } from '../forecast.ts'

/** Relative variance of a wait that no number of contacts ahead averages out, and of one with nobody ahead besides. */
const COMMON_VARIANCE = 0.2
const OWN_VARIANCE = 0.75
/** Standard normal quantile of 0.9. */
const Z90 = 1.281552

/**
 * Quantiles of a wait over its mean, before outcomes move them: those of a gamma law (Wilson and Hilferty's cube) that is
 * nearly exponential with nobody ahead and narrower with many. Variances were chosen on the bank's 1–7 Feb.
 */
export function shapedWait(meanSeconds: number, ahead: number): Pick<WaitAtPlace, 'p10Seconds' | 'p50Seconds' | 'p90Seconds'> {
  const ninth = (COMMON_VARIANCE + OWN_VARIANCE / (ahead + 1)) / 9
  const at = (z: number): number => meanSeconds * (1 - ninth + z * Math.sqrt(ninth)) ** 3
  return { p10Seconds: at(-Z90), p50Seconds: at(0), p90Seconds: at(Z90) }
}
