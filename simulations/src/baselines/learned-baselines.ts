import type { BaselineMoment } from './moment.ts'
import { NINE_WEIGHTS, nineFeatures } from './nine-features.ts'
import { type Quantiles, RatioTracker } from './ratio-tracker.ts'
import { RecursiveLeastSquares } from './recursive-least-squares.ts'

/** A least forecast, so that a ratio means something. */
const LEAST_SECONDS = 5
/** In scaled features the longest memory is the best (reference, ablation); this is the reference's own, and costs nothing in the stable form. */
const FORGETTING = 0.9995

export interface LearnedSaying extends Quantiles { meanSeconds: number }
/** What was said at one instant, kept until the outcome is known. */
export interface Said { atMs: number; first: boolean; ahead: number; features: number[]; served: LearnedSaying; virtual: LearnedSaying; tracked: LearnedSaying }

interface Head { regression: RecursiveLeastSquares; atQueueing: RatioTracker; whileWaiting: RatioTracker }
const head = (): Head => ({
  regression: new RecursiveLeastSquares(NINE_WEIGHTS, { forgetting: FORGETTING }), atQueueing: new RatioTracker(), whileWaiting: new RatioTracker(),
})

/**
 * The baselines of one pool that learn from outcomes: the nine-feature regression, one for who was served and one for virtual
 * waits, applied to the state of the moment; and quantiles of waits tracked by contacts ahead alone.
 */
export class LearnedBaselines {
  readonly #served = head()
  readonly #virtual = head()
  readonly #tracked = { atQueueing: new RatioTracker(), whileWaiting: new RatioTracker() }

  say(moment: BaselineMoment, flags: { credited: boolean; flagged: boolean }, atMs: number, first: boolean): Said {
    const features = nineFeatures(moment, flags.credited, flags.flagged)
    const of = (one: Head): LearnedSaying => {
      const meanSeconds = Math.max(LEAST_SECONDS, one.regression.predict(features))
      return { meanSeconds, ...(first ? one.atQueueing : one.whileWaiting).quantiles(moment.ahead, meanSeconds) }
    }
    const runningMean = Math.max(LEAST_SECONDS, moment.runningMean ?? 60)
    const tracked = { meanSeconds: runningMean, ...(first ? this.#tracked.atQueueing : this.#tracked.whileWaiting).quantiles(moment.ahead, runningMean) }
    return { atMs, first, ahead: moment.ahead, features, served: of(this.#served), virtual: of(this.#virtual), tracked }
  }

  /** Its service began, or would have begun (`served` false), at `startMs`. */
  learn(said: readonly Said[], startMs: number, served: boolean): void {
    for (const one of said) {
      const trueSeconds = (startMs - one.atMs) / 1000
      for (const [of, saying] of [...(served ? [[this.#served, one.served] as const] : []), [this.#virtual, one.virtual] as const]) {
        if (one.first) of.regression.learn(one.features, trueSeconds)
        ;(one.first ? of.atQueueing : of.whileWaiting).learn(one.ahead, saying.meanSeconds, trueSeconds)
      }
      ;(one.first ? this.#tracked.atQueueing : this.#tracked.whileWaiting).learn(one.ahead, one.tracked.meanSeconds, trueSeconds)
    }
  }
}
