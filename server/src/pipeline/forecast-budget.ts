/** Milliseconds of forecasting in each second, over all partitions of the process: a quarter of one core. */
const MS_PER_SECOND = 250
/** Saved up at most: two seconds' worth, so that a burst of due pools is served in full. */
const MOST_SAVED_MS = 2 * MS_PER_SECOND

/**
 * What forecasting may cost, as a bucket that fills by a quarter of the time that passes. While at least half is there
 * simulations get their usual work; below, in proportion, so that the work done settles where it fits.
 */
export class ForecastBudget {
  #savedMs = MOST_SAVED_MS
  #atMs: number | undefined

  /** How much of its usual work a simulation may do now, 0 to 1. `nowMs` is monotonic. */
  effort(nowMs: number): number {
    if (this.#atMs !== undefined) this.#savedMs = Math.min(MOST_SAVED_MS, this.#savedMs + (Math.max(0, nowMs - this.#atMs) * MS_PER_SECOND) / 1000)
    this.#atMs = nowMs
    return Math.max(0, Math.min(1, (2 * this.#savedMs) / MOST_SAVED_MS))
  }

  spend(milliseconds: number): void {
    this.#savedMs -= milliseconds
  }
}
