const LEVELS = [0.1, 0.5, 0.9] as const
/** A wait is skewed: its upper quantile is found in larger steps. */
const STEPS = [0.03, 0.06, 0.12] as const
const START = [0.25, 0.85, 2.1] as const

export interface Quantiles { p10Seconds: number; p50Seconds: number; p90Seconds: number }

/** Contacts ahead, as the reference groups them. */
export const bucketOf = (ahead: number): number => (ahead <= 1 ? ahead : ahead <= 3 ? 2 : ahead <= 6 ? 3 : 4)
export const BUCKETS: readonly string[] = ['0', '1', '2–3', '4–6', '7+']

/** Quantiles of the ratio of true wait to forecast, tracked one by one in each bucket of contacts ahead (reference, section 3). */
export class RatioTracker {
  readonly #buckets = BUCKETS.map(() => ({ n: 0, ratios: [...START] as number[] }))

  quantiles(ahead: number, forecastSeconds: number): Quantiles {
    const ratios = [...(this.#buckets[bucketOf(ahead)]?.ratios ?? START)].sort((a, b) => a - b)
    const at = (i: number): number => Math.max(0, (ratios[i] ?? 0) * forecastSeconds)
    return { p10Seconds: at(0), p50Seconds: at(1), p90Seconds: at(2) }
  }

  learn(ahead: number, forecastSeconds: number, trueSeconds: number): void {
    const bucket = this.#buckets[bucketOf(ahead)]
    if (bucket === undefined) return
    const ratio = trueSeconds / Math.max(1, forecastSeconds)
    const scale = Math.max(0.15, 1 / Math.sqrt(1 + bucket.n / 60))
    for (const [i, level] of LEVELS.entries()) {
      const tracked = bucket.ratios[i] ?? 1
      bucket.ratios[i] = Math.max(0.01, tracked + scale * (STEPS[i] ?? 0.06) * (level - (ratio <= tracked ? 1 : 0)))
    }
    bucket.n += 1
  }
}
