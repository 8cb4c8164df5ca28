import type { DurationLaw } from '../forward-simulation/pool-model.ts'

/** The last durations of one kind, on a logarithmic grid of quarter octaves from one second up; the older ones forgotten. Plain data. */
export interface DurationHistogram { samples: number; seconds: number; bins: number[] }

const BINS_PER_OCTAVE = 4
/** Up to 36 hours; longer ones stand in the last bin. */
const MOST_BINS = 68
const KEPT_PER_SAMPLE = 1 - 1 / 600
/** So many samples of an exponential law with the expected mean stand in until they are forgotten. */
const PRIOR_SAMPLES = 20
/** With fewer samples above an age, what is left is taken as exponential. */
const FEWEST_ABOVE = 6

export const newDurationHistogram = (): DurationHistogram => ({ samples: 0, seconds: 0, bins: [] })

const EDGES = Array.from({ length: MOST_BINS + 1 }, (_, bin) => (bin === 0 ? 0 : 2 ** (bin / BINS_PER_OCTAVE)))

export function countDuration(histogram: DurationHistogram, seconds: number): void {
  const { bins } = histogram
  const bin = seconds <= 1 ? 0 : Math.min(MOST_BINS - 1, Math.floor(Math.log2(seconds) * BINS_PER_OCTAVE))
  while (bins.length <= bin) bins.push(0)
  for (let i = 0; i < bins.length; i += 1) bins[i] = (bins[i] ?? 0) * KEPT_PER_SAMPLE
  bins[bin] = (bins[bin] ?? 0) + 1
  histogram.samples = histogram.samples * KEPT_PER_SAMPLE + 1
  histogram.seconds = histogram.seconds * KEPT_PER_SAMPLE + seconds
}

/** Mean duration, shrunk to the expected one by the same few samples. */
export const meanOf = ({ samples, seconds }: DurationHistogram, expectedSeconds: number): number =>
  (seconds + PRIOR_SAMPLES * expectedSeconds) / (samples + PRIOR_SAMPLES)

/**
 * The empirical law of these durations (uniform within a bin), and of what is left at an age; exponential where too few
 * lasted so long. `expectedSeconds`: the mean before anything was seen.
 */
export function durationLaw(histogram: DurationHistogram, expectedSeconds: number): DurationLaw {
  const mean = meanOf(histogram, expectedSeconds)
  // What was forgotten of the prior is what the samples have replaced.
  const prior = PRIOR_SAMPLES * Math.max(0, 1 - histogram.samples * (1 - KEPT_PER_SAMPLE))
  const above: number[] = Array.from({ length: MOST_BINS + 1 }, () => 0)
  for (let bin = MOST_BINS - 1; bin >= 0; bin -= 1) {
    const priorMass = prior * (Math.exp(-(EDGES[bin] ?? 0) / mean) - Math.exp(-(EDGES[bin + 1] ?? Infinity) / mean))
    above[bin] = (above[bin + 1] ?? 0) + (histogram.bins[bin] ?? 0) + priorMass
  }
  /** The duration at which so much mass lies above. */
  const at = (mass: number): number => {
    let low = 0, high = MOST_BINS
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((above[middle] ?? 0) >= mass) low = middle
      else high = middle
    }
    const share = ((above[low] ?? 0) - mass) / Math.max(1e-12, (above[low] ?? 0) - (above[low + 1] ?? 0))
    return (EDGES[low] ?? 0) + Math.min(1, share) * ((EDGES[low + 1] ?? 0) - (EDGES[low] ?? 0))
  }
  const massAbove = (seconds: number): number => {
    if (seconds <= 0) return above[0] ?? 0
    const bin = seconds <= 1 ? 0 : Math.min(MOST_BINS - 1, Math.floor(Math.log2(seconds) * BINS_PER_OCTAVE))
    const share = Math.min(1, (seconds - (EDGES[bin] ?? 0)) / ((EDGES[bin + 1] ?? Infinity) - (EDGES[bin] ?? 0)))
    return (above[bin] ?? 0) + share * ((above[bin + 1] ?? 0) - (above[bin] ?? 0))
  }
  return {
    fresh: (draw) => at(draw() * (above[0] ?? 0)),
    residual: (ageSeconds, draw) => {
      const mass = massAbove(ageSeconds)
      return mass < FEWEST_ABOVE ? -mean * Math.log(draw()) : Math.max(0, at(draw() * mass) - ageSeconds)
    },
  }
}
