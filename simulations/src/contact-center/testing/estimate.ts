/** A mean over independent runs, with half the width of its 95 % interval. */
export interface Estimate { mean: number; half: number }

export function estimate(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { mean, half: 1.96 * Math.sqrt(variance / values.length) }
}

/** A ratio of two means, its interval by the delta method. */
export function ratio(above: readonly number[], below: readonly number[]): Estimate {
  const bottom = estimate(below).mean
  const mean = estimate(above).mean / bottom
  return { mean, half: estimate(above.map((value, i) => (value - mean * (below[i] ?? 0)) / bottom)).half }
}
