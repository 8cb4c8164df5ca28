import type { BaselineMoment, BaselinePredictor } from './moment.ts'

/** Departures one by one at s·μ and the hang-ups of those before: Σ 1/(s·μ + (i + shift)·α), i = 0 … ahead. */
function sum(moment: BaselineMoment, leavesPerSecond: number, shift: number): number | undefined {
  const rate = Math.max(1, moment.slots) * (moment.perSlotPerSecond ?? 0)
  if (rate === 0) return undefined
  let seconds = 0
  for (let i = 0; i <= moment.ahead; i++) seconds += 1 / (rate + (i + shift) * leavesPerSecond)
  return seconds
}

/** QL: (ahead + 1) / (s·μ), staffing and handle time as observed. */
export const queueLength: BaselinePredictor = (moment) => sum(moment, 0, 0)
/** QLm: the same with the hang-ups of those before. */
export const queueLengthMarkov: BaselinePredictor = (moment) => sum(moment, moment.leavesPerSecond, 0)
/** QLm of those who will be served. */
export const queueLengthServed: BaselinePredictor = (moment) => sum(moment, moment.leavesPerSecond, 1)
