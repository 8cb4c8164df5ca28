import type { Cumulants } from './hypoexponential-cumulants.ts'

/** Wilson–Hilferty quantile of the gamma law with this mean and variance; within about 2 % where the mean exceeds its deviation. */
export function matchedGammaQuantile({ mean, variance }: Cumulants, z: number): number {
  const ninth = variance / (9 * mean * mean)
  return mean * Math.max(0.05, 1 - ninth + z * Math.sqrt(ninth)) ** 3
}

/** Cornish–Fisher expansion to the fourth cumulant: for sums of many terms none of which rules. */
export function cornishFisherQuantile({ mean, variance, third, fourth }: Cumulants, z: number): number {
  const deviation = Math.sqrt(variance)
  const skewness = third / (variance * deviation)
  const excess = fourth / (variance * variance)
  const w = z + ((z * z - 1) * skewness) / 6 + ((z ** 3 - 3 * z) * excess) / 24 - ((2 * z ** 3 - 5 * z) * skewness * skewness) / 36
  return mean + deviation * w
}
