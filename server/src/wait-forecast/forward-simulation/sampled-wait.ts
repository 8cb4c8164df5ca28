import type { WaitAtPlace } from '../forecast.ts'
import { SHARES } from '../laws/shares.ts'

/** So many of those it would be served in make a mean; with fewer the mean of all is told. */
const FEWEST_SERVED = 5

/**
 * A wait from its samples: quantiles so that the next sample falls under one with its own share, interpolated; the mean if
 * served by the weight of each sample (probability, or 0 and 1, that the contact would still be there). Sorts `samples`.
 */
export function sampledWait(samples: Float64Array, weights: ArrayLike<number>): WaitAtPlace {
  const count = samples.length
  let sum = 0, servedSum = 0, served = 0
  for (let index = 0; index < count; index += 1) {
    const wait = samples[index] ?? 0
    const weight = weights[index] ?? 0
    sum += wait
    servedSum += weight * wait
    served += weight
  }
  samples.sort()
  const [p10Seconds, p50Seconds, p90Seconds] = SHARES.map((share) => quantileOf(samples, share))
  const meanSeconds = sum / count
  return {
    p10Seconds: p10Seconds ?? 0, p50Seconds: p50Seconds ?? 0, p90Seconds: p90Seconds ?? 0, meanSeconds,
    meanIfServedSeconds: served < FEWEST_SERVED ? meanSeconds : Math.min(meanSeconds, servedSum / served),
  }
}

function quantileOf(sorted: Float64Array, share: number): number {
  const at = Math.min(sorted.length - 1, Math.max(0, share * (sorted.length + 1) - 1))
  const below = Math.floor(at)
  const from = sorted[below] ?? 0
  return from + ((sorted[below + 1] ?? from) - from) * (at - below)
}
