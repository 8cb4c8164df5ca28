import { cornishFisherQuantile, matchedGammaQuantile } from './approximate-quantile.ts'
import { cumulants } from './hypoexponential-cumulants.ts'
import { NORMAL_QUANTILE, type Share, SHARES } from './shares.ts'

/** Up to here the distribution function is summed term by term; beyond, an expansion is right to 0.03 % and costs the same however many stand ahead. */
export const LARGEST_EXACT_AHEAD = 96
/** Below this ratio of the two rates the wait keeps a long tail however many stand ahead, and an expansion is wrong. */
const SMALLEST_NORMAL_RATIO = 40
/** With such a tail terms are summed up to here. */
export const LARGEST_SUMMED_AHEAD = 1023
const RELATIVE_STEP = 1e-6

/**
 * Time until `ahead` + 1 have left a line that loses `rate` contacts a second by service and `leaveRate` a second for each
 * contact ahead: the sum of independent Exp(rate + i·leaveRate), i = 0…ahead (SPEC, sources).
 *
 * V = −ln(B)/leaveRate where B ~ Beta(rate/leaveRate, ahead + 1); Erlang where `leaveRate` is 0.
 * All formulas here go over into the Erlang ones without loss of digits as `leaveRate` → 0.
 */
export function hypoexponentialQuantiles(rate: number, leaveRate: number, ahead: number): Record<Share, number> {
  const quantiles: Record<Share, number> = { 0.1: 0, 0.5: 0, 0.9: 0 }
  if (ahead === 0) {
    for (const share of SHARES) quantiles[share] = -Math.log1p(-share) / rate
    return quantiles
  }
  const tailed = rate < SMALLEST_NORMAL_RATIO * leaveRate
  if (tailed && ahead > LARGEST_SUMMED_AHEAD) return beyondSummed(rate, leaveRate, ahead)
  const moments = cumulants(rate, leaveRate, ahead)
  for (const share of SHARES) {
    quantiles[share] = tailed || ahead <= LARGEST_EXACT_AHEAD
      ? solve(rate, leaveRate, ahead, share, matchedGammaQuantile(moments, NORMAL_QUANTILE[share]))
      : cornishFisherQuantile(moments, NORMAL_QUANTILE[share])
  }
  return quantiles
}

/**
 * For large b, −ln(1 − B)·(b + (a − 1)/2) with B ~ Beta(a, b) is Gamma(a), whatever b: so a quantile at one number ahead
 * gives that at any larger one.
 */
function beyondSummed(rate: number, leaveRate: number, ahead: number): Record<Share, number> {
  const quantiles = hypoexponentialQuantiles(rate, leaveRate, LARGEST_SUMMED_AHEAD)
  const half = (rate / leaveRate - 1) / 2
  const shrunk = (LARGEST_SUMMED_AHEAD + 1 + half) / (ahead + 1 + half)
  for (const share of SHARES) {
    const left = Math.log1p(-Math.exp(-leaveRate * quantiles[share]))
    quantiles[share] = -Math.log(-Math.expm1(left * shrunk)) / leaveRate
  }
  return quantiles
}

/** Newton on the logarithm of the wait, from a start that is right to about 1 %: two or three rounds. */
function solve(rate: number, leaveRate: number, ahead: number, share: Share, start: number): number {
  let seconds = start
  for (let round = 0; round < 12; round += 1) {
    const { survival, density } = survivalAndDensity(rate, leaveRate, ahead, seconds)
    const step = (survival - (1 - share)) / (density * seconds)
    if (!Number.isFinite(step)) break
    seconds *= Math.exp(Math.max(-1, Math.min(1, step)))
    if (Math.abs(step) < RELATIVE_STEP) break
  }
  return seconds
}

/**
 * P(V > v) = e^(−rate·v) Σ_{j=0…ahead} Π_{i<j} (rate + i·leaveRate)·h/(i+1), h = (1 − e^(−leaveRate·v))/leaveRate: the Beta
 * law's distribution function for a whole second parameter, written so that it is the Poisson sum at leaveRate = 0.
 * Exported for the tests of the law.
 */
export function survivalAndDensity(rate: number, leaveRate: number, ahead: number, seconds: number): { survival: number; density: number } {
  const h = leaveRate * seconds < 1e-12 ? seconds : -Math.expm1(-leaveRate * seconds) / leaveRate
  let term = 1
  let sum = 1
  for (let i = 0; i < ahead; i += 1) {
    term *= ((rate + i * leaveRate) * h) / (i + 1)
    sum += term
  }
  const none = Math.exp(-rate * seconds)
  return { survival: none * sum, density: none * term * (rate + ahead * leaveRate) }
}
