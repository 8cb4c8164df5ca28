import type { FamilySituation, WaitMoments } from './family-situation.ts'
import { drainSeconds, flowOff, type Liquid } from './liquid.ts'

type Read = Pick<FamilySituation, 'ahead' | 'schedule' | 'leavePerSecond'>

/**
 * The Gaussian short cut of the schedule-aware QLm: the line as a liquid m' = −(s·μ + α·m) from n + 1 with variance
 * v' = s·μ + α·m − 2·α·v; the wait is about normal around the time w at which m is gone, with variance v(w)/(s(w)·μ)². One closed
 * step per change of staffing, however many wait. Right to 2 % of the mean from a hundred ahead where staff is halved or doubled;
 * worse, and its variance rough, where a larger change falls just at the end of the wait. Undefined where the schedule ends with nobody serving and
 * somebody waiting. (Derived; in the spirit of Ibrahim and Whitt, Operations Research 2011)
 */
export function scheduledGaussian({ ahead, schedule, leavePerSecond = 0 }: Read): WaitMoments | undefined {
  let line: Liquid = { mean: ahead + 1, variance: 0 }
  let lastRate = 0
  for (const [index, { fromSeconds, servicePerSecond, takenAtOnce = 0 }] of (schedule ?? []).entries()) {
    const from = Math.max(0, fromSeconds)
    const seconds = (schedule?.[index + 1]?.fromSeconds ?? Infinity) - from
    if (seconds <= 0) continue
    if (servicePerSecond > 0) lastRate = servicePerSecond
    line = { mean: line.mean - takenAtOnce, variance: line.variance }
    if (line.mean <= 0) return { meanSeconds: from, varianceSeconds2: lastRate > 0 ? line.variance / lastRate ** 2 : 0 }
    const gone = servicePerSecond > 0 ? drainSeconds(line.mean, servicePerSecond, leavePerSecond) : Infinity
    if (gone === Infinity && seconds === Infinity) return undefined
    line = flowOff(line, servicePerSecond, leavePerSecond, Math.min(gone, seconds))
    if (gone <= seconds) return { meanSeconds: from + gone, varianceSeconds2: line.variance / servicePerSecond ** 2 }
  }
  return undefined
}

/** The mean of `scheduledGaussian`, seconds. */
export const scheduledGaussianWait = (situation: Read): number | undefined => scheduledGaussian(situation)?.meanSeconds
