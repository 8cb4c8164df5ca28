import type { BaselineMoment } from './moment.ts'
import { queueLengthMarkov } from './queue-length.ts'

/** Start weights of the regression: QLm as it is. */
export const NINE_WEIGHTS: readonly number[] = [0, 60, 0, 0, 0, 0, 0, 0, 0]

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/**
 * The nine features of the reference's regression (table F, `RLS9`), each scaled to about one: 1, QLm, LES, HOL, throughput,
 * ahead, credited or of higher priority, of another queue than most, Avg-LES10. History is the pool's.
 */
export function nineFeatures(moment: BaselineMoment, credited: boolean, flagged: boolean): number[] {
  const les = moment.poolLastWaits.at(-1) ?? 0
  return [
    1, (queueLengthMarkov(moment) ?? 60) / 60, les / 60, (moment.poolHeadWaited ?? les) / 60, moment.startsPerSecond / 0.03, moment.ahead / 3,
    credited ? 1 : 0, flagged ? 1 : 0, mean(moment.poolLastWaits) / 60,
  ]
}
