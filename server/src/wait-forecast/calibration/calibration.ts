import type { WaitAtPlace } from '../forecast.ts'
import { held, heldOrNew } from '../learning/held.ts'
import { bucketOf, BUCKETS } from './bucket.ts'
import { countOutcome, type MeanRatio, newMeanRatio, ratioOf } from './mean-ratio.ts'
import { type Effect, type Gain, type LogFactors, newEffect } from './quantile-tracker.ts'

/** The effects whose sum is the log factor of a queue and number ahead; plain data, safe in JSON. */
export interface CalibrationState { center: Effect; buckets: Effect[]; queues: Record<string, Effect>; mean: MeanRatio; queueMeans: Record<string, MeanRatio> }

export const newCalibration = (): CalibrationState => ({ center: newEffect(), buckets: Array.from({ length: BUCKETS }, newEffect), queues: {}, mean: newMeanRatio(), queueMeans: {} })

const CENTER: Gain = { first: 0.1, least: 0.01, halfAfter: 60 }
const BUCKET: Gain = { first: 0.05, least: 0.02, halfAfter: 60 }
const QUEUE: Gain = { first: 0.1, least: 0.03, halfAfter: 60 }

/** Log factors for a wait in a queue with so many ahead: those of the center, of the number ahead and of the queue together. */
export function factorsOf(state: CalibrationState, queue: string, ahead: number): LogFactors {
  const bucket = state.buckets[bucketOf(ahead)] ?? state.center
  const own = held(state.queues, queue)
  const at = (index: 0 | 1 | 2): number => state.center.log[index] + bucket.log[index] + (own?.log[index] ?? 0)
  return [at(0), at(1), at(2)]
}

/** Outcomes that a queue's own factor rests on. */
export const outcomesOf = (state: CalibrationState, queue: string): number => held(state.queues, queue)?.outcomes ?? 0

/** The effects that a wait in this queue with so many ahead teaches, each with its step. */
export function effectsOf(state: CalibrationState, queue: string, ahead: number): [Effect, Gain][] {
  const own = heldOrNew(state.queues, queue, newEffect)
  const bucket = state.buckets[bucketOf(ahead)]
  return [[state.center, CENTER], ...(bucket ? [[bucket, BUCKET] satisfies [Effect, Gain]] : []), [own, QUEUE]]
}

/** The factor on means in a queue. */
export function meanFactorOf(state: CalibrationState, queue: string): number {
  const own = held(state.queueMeans, queue)
  return ratioOf(state.mean) * (own ? ratioOf(own) : 1)
}

/** A wait came to its end that was expected to take so long before any factor. */
export function countMean(state: CalibrationState, queue: string, waitedSeconds: number, structuralSeconds: number): void {
  countOutcome(heldOrNew(state.queueMeans, queue, newMeanRatio), waitedSeconds, structuralSeconds * ratioOf(state.mean))
  countOutcome(state.mean, waitedSeconds, structuralSeconds)
}

/** What makes structural waits of a queue true, by how many are ahead; each number's factors are looked up once. */
export function calibrationOf(state: CalibrationState, queue: string): (wait: WaitAtPlace, ahead: number) => WaitAtPlace {
  const queueFactor = meanFactorOf(state, queue)
  const byBucket: (number[] | undefined)[] = []
  return (wait, ahead) => {
    // Simulated means have a correction of their own.
    const meanFactor = wait.plain ? 1 : queueFactor
    const [p10 = 1, p50 = 1, p90 = 1] = (byBucket[bucketOf(ahead)] ??= factorsOf(state, queue, ahead).map(Math.exp))
    return {
      p10Seconds: wait.p10Seconds * p10, p50Seconds: wait.p50Seconds * p50, p90Seconds: wait.p90Seconds * p90,
      meanSeconds: wait.meanSeconds * meanFactor, meanIfServedSeconds: wait.meanIfServedSeconds * meanFactor,
      ...(wait.plain && { plain: wait.plain }),
    }
  }
}
