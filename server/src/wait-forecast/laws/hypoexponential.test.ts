import betaQuantile from '@stdlib/stats-base-dists-beta-quantile'
import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cumulants, hypoexponentialMean } from './hypoexponential-cumulants.ts'
import { hypoexponentialQuantiles, LARGEST_EXACT_AHEAD, LARGEST_SUMMED_AHEAD, survivalAndDensity } from './hypoexponential.ts'
import { SHARES } from './shares.ts'

const relative = (a: number, b: number): number => Math.abs(a / b - 1)
/** −ln(B)/alpha by a library, from the end of the Beta law that keeps its digits. */
function exact(rate: number, leaveRate: number, ahead: number, share: number): number {
  const lower = betaQuantile(1 - share, rate / leaveRate, ahead + 1)
  return lower < 0.5 ? -Math.log(lower) / leaveRate : -Math.log1p(-betaQuantile(share, ahead + 1, rate / leaveRate)) / leaveRate
}

describe('the law of a line that is served and abandoned', () => {
  it('[WF1] gives the reference values of the Erlang law (n = 5, r = 10)', () => {
    const { mean, variance } = cumulants(10, 0, 5)
    expect(mean).toBeCloseTo(0.6, 12)
    expect(variance).toBeCloseTo(0.06, 12)
    const quantiles = hypoexponentialQuantiles(10, 0, 5)
    expect(quantiles[0.1]).toBeCloseTo(0.3151898, 7)
    expect(quantiles[0.5]).toBeCloseTo(0.5670161, 7)
    expect(quantiles[0.9]).toBeCloseTo(0.9274674, 7)
  })

  it.each([
    ['n = 5, s = 10, a = 1', 10, 1, 5, 0.4892607, 0.04067255, [0.2556555, 0.4615125, 0.7586624]],
    ['the same, served only', 11, 1, 5, 0.4517607, 0.0345788, [0.2362447, 0.4262553, 0.7001918]],
    ['n = 40, s = 100, a = 1', 100, 1, 40, 0.3450477, 0.002932759, [0.2777457, 0.3421924, 0.4160208]],
  ] as const)('[WF1] gives the reference values of QLm: %s', (_, rate, leaveRate, ahead, mean, variance, quantiles) => {
    expect(cumulants(rate, leaveRate, ahead).mean).toBeCloseTo(mean, 7)
    expect(cumulants(rate, leaveRate, ahead).variance).toBeCloseTo(variance, 8)
    const found = hypoexponentialQuantiles(rate, leaveRate, ahead)
    for (const [index, share] of SHARES.entries()) expect(found[share]).toBeCloseTo(quantiles[index]!, 7)
  })

  it('[WF1] is −ln(Beta)/alpha for any rates while terms are summed', () => {
    fc.assert(fc.property(
      fc.integer({ min: 0, max: LARGEST_EXACT_AHEAD }), fc.double({ min: -6, max: 1, noNaN: true }), fc.double({ min: -1, max: 4, noNaN: true }),
      (ahead, leaveExponent, ratioExponent) => {
        const leaveRate = 10 ** leaveExponent
        const rate = leaveRate * 10 ** ratioExponent
        const found = hypoexponentialQuantiles(rate, leaveRate, ahead)
        for (const share of SHARES) expect(relative(found[share], exact(rate, leaveRate, ahead, share))).toBeLessThan(1e-6)
      }), { numRuns: 100 })
  })

  it('[WF2] goes over into the Erlang law as nobody abandons', () => {
    for (const ahead of [1, 7, 90]) {
      const none = hypoexponentialQuantiles(0.2, 0, ahead)
      const tiny = hypoexponentialQuantiles(0.2, 1e-15, ahead)
      for (const share of SHARES) {
        expect(relative(tiny[share], none[share])).toBeLessThan(1e-9)
        expect(relative(none[share], gammaQuantile(share, ahead + 1, 0.2))).toBeLessThan(1e-6)
      }
    }
    expect(relative(hypoexponentialMean(0.2, 1e-15, 5000), 5001 / 0.2)).toBeLessThan(1e-9)
    expect(relative(hypoexponentialMean(0.2, 0, 5000), 5001 / 0.2)).toBeLessThan(1e-9)
  })

  it('[WF2] agrees with the exact law where the sums end, for every mixture of rates', () => {
    for (const ratio of [0.2, 0.5, 5, 39, 41, 200, 1e4, 1e7]) {
      for (const ahead of [LARGEST_EXACT_AHEAD + 1, 400, LARGEST_SUMMED_AHEAD + 1, 10_000, 100_000]) {
        const found = hypoexponentialQuantiles(ratio, 1, ahead)
        for (const share of SHARES) {
          expect(relative(found[share], exact(ratio, 1, ahead, share)), `${ratio} ${ahead} ${share}`).toBeLessThan(3e-4)
        }
      }
    }
  })

  it('[WF2] sums cumulants of ten thousand ahead as one by one', () => {
    for (const leaveRate of [0, 1e-9, 1e-3, 0.5, 20]) {
      const want = [0, 0, 0, 0]
      for (let i = 0; i <= 10_000; i += 1) for (let p = 0; p < 4; p += 1) want[p]! += (0.7 + i * leaveRate) ** -(p + 1)
      const { mean, variance, third, fourth } = cumulants(0.7, leaveRate, 10_000)
      for (const [found, sum] of [[mean, want[0]!], [variance, want[1]!], [third / 2, want[2]!], [fourth / 6, want[3]!]] as const) {
        expect(relative(found, sum)).toBeLessThan(1e-6)
      }
      expect(relative(hypoexponentialMean(0.7, leaveRate, 10_000), mean)).toBeLessThan(1e-12)
    }
  })

  it('[WF1] serves a contact with probability s·mu/(s·mu + (n+1)·alpha): the mean of e^(−alpha·V)', () => {
    let served = 0
    const step = 1e-4
    for (let v = step / 2; v < 8; v += step) served += Math.exp(-v) * survivalAndDensity(10, 1, 5, v).density * step
    expect(served).toBeCloseTo(0.625, 5)
  })

  it('[WF3] has ordered quantiles that rise with the number ahead', () => {
    fc.assert(fc.property(
      fc.integer({ min: 0, max: 300 }), fc.double({ min: 1e-4, max: 10, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }),
      (ahead, rate, leaveRate) => {
        const [here, next] = [hypoexponentialQuantiles(rate, leaveRate, ahead), hypoexponentialQuantiles(rate, leaveRate, ahead + 1)]
        expect(here[0.1]).toBeLessThan(here[0.5])
        expect(here[0.5]).toBeLessThan(here[0.9])
        for (const share of SHARES) expect(next[share]).toBeGreaterThan(here[share] * (1 - 3e-4))
      }), { numRuns: 100 })
  })
})
