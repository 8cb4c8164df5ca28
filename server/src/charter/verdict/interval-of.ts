import type { Quotient } from './service-level.ts'

/**
 * How sure a figure is, at 95 %, if the window is taken as one draw from the same circumstances.
 * `wilson`: share of independent cases · `t`: mean of independent waits · `t-by-days`: the days are the draws, which counts that
 * contacts of one day resemble each other (ratio estimator, clustered by day) · `t-trimmed`: mean of the best share (winsorized variance).
 */
export interface FigureInterval { low: number; high: number; method: 'wilson' | 't' | 't-by-days' | 't-trimmed' }

const Z = 1.959964

/** Student's t, 97.5 %, by Cornish–Fisher around the normal quantile (Abramowitz & Stegun 26.7.5); within 0.3 % from four degrees of freedom on. */
export function t975(degrees: number): number {
  const small = [12.706, 4.303, 3.182][degrees - 1]
  if (small !== undefined) return small
  const z = Z
  return z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) + (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
}

/** Wilson's score interval of a share. */
export function wilson({ numerator, denominator: n }: Quotient): FigureInterval | undefined {
  if (n <= 0) return undefined
  const share = numerator / n
  const center = (share + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n)
  const half = (Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n * n))) / (1 + Z ** 2 / n)
  // At 0 and 1 the bound is exactly the border; rounding must not move it inside.
  return { low: share === 0 ? 0 : Math.max(0, center - half), high: share === 1 ? 1 : Math.min(1, center + half), method: 'wilson' }
}

/** Interval of a mean from sums over n values. */
export function meanInterval(sum: number, sumSquares: number, n: number): FigureInterval | undefined {
  if (n < 2) return undefined
  const mean = sum / n
  const variance = Math.max(0, (sumSquares - (sum * sum) / n) / (n - 1))
  const half = t975(n - 1) * Math.sqrt(variance / n)
  return { low: Math.max(0, mean - half), high: mean + half, method: 't' }
}

/** Below so many days with cases, days say too little about how days differ. */
export const DAYS_FOR_CLUSTERING = 10

/** Interval of a quotient whose days are the draws. Undefined below ten days with cases. */
export function byDaysInterval(days: readonly Quotient[], unit: 'share' | 'seconds'): FigureInterval | undefined {
  const used = days.filter(({ denominator }) => denominator > 0)
  if (used.length < DAYS_FOR_CLUSTERING) return undefined
  const numerator = used.reduce((sum, day) => sum + day.numerator, 0)
  const denominator = used.reduce((sum, day) => sum + day.denominator, 0)
  const ratio = numerator / denominator
  const residuals = used.reduce((sum, day) => sum + (day.numerator - ratio * day.denominator) ** 2, 0)
  const half = t975(used.length - 1) * Math.sqrt((used.length / (used.length - 1)) * residuals) / denominator
  return { low: Math.max(0, ratio - half), high: unit === 'share' ? Math.min(1, ratio + half) : ratio + half, method: 't-by-days' }
}

/** The wider of two: never surer than either method. */
export function wider(a: FigureInterval | undefined, b: FigureInterval | undefined): FigureInterval | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return b.high - b.low > a.high - a.low ? b : a
}
