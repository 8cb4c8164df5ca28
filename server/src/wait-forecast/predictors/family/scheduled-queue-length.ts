import type { FamilySituation, ServiceStep, WaitMoments } from './family-situation.ts'
import { flowOff, type Liquid } from './liquid.ts'
import { type AheadLaw, departFrom, normalLaw, taken } from './pure-death.ts'

type Read = Pick<FamilySituation, 'ahead' | 'schedule' | 'leavePerSecond'>

/** After so many expected departures the number still ahead is taken as normal: exact laws cost n·√n, this n. */
export const MOST_EXACT_DEPARTURES = 400
/** Nobody to speak of is still unserved. */
const ALL_SERVED = 1e-12
/** Below so many expected services in a step, the step's own share of the wait is taken by the trapezium: differences of 1/r would lose their digits. */
const FEW_SERVICES = 1e-5

/**
 * Schedule-aware QLm: exact mean and variance of the virtual wait in M(t)/M/s(t)+M while s(t)·μ is known in steps. Within a step
 * the wait is that of QLm at the step's rate, so that the mean is QLm now and, at each change, the expected difference of QLm
 * after and before it at the number then ahead. Best wherever staff changes within the wait, and knowing the schedule is the
 * largest single gain. The rate of arrivals doesn't matter: the line is first come, first served. Undefined where the
 * schedule ends with nobody serving. (Derived from the p_k equations; spirit of Ibrahim and Whitt, Operations Research 2011)
 */
export function scheduledMoments({ ahead, schedule, leavePerSecond = 0 }: Read): WaitMoments | undefined {
  if (!schedule || schedule.length === 0) return undefined
  let law: AheadLaw = new Float64Array(ahead + 1)
  law[ahead] = 1
  let line: Liquid = { mean: ahead, variance: 0 }
  let atOnce = 0
  let mean = 0
  let square = 0
  for (const [index, step] of schedule.entries()) {
    const from = Math.max(0, step.fromSeconds)
    const until = schedule[index + 1]?.fromSeconds ?? Infinity
    if (until <= from) continue
    const { servicePerSecond, takenAtOnce = 0 } = step
    law = taken(law, takenAtOnce)
    atOnce += takenAtOnce
    if (total(law) < ALL_SERVED) break
    if (until === Infinity && servicePerSecond <= 0) return undefined
    line = flowOff({ mean: line.mean - takenAtOnce, variance: line.variance }, servicePerSecond, leavePerSecond, until - from)
    const after = until === Infinity ? new Float64Array(0)
      : ahead - atOnce - line.mean > MOST_EXACT_DEPARTURES ? normalLaw(line, law.length) : departFrom(law, servicePerSecond, leavePerSecond, until - from)
    const added = withinStep(law, after, step, leavePerSecond, from, until)
    mean += added.mean
    square += added.square
    law = after
  }
  return { meanSeconds: mean, varianceSeconds2: Math.max(0, square - mean * mean) }
}

/** The mean of `scheduledMoments`, seconds. */
export const scheduledWait = (situation: Read): number | undefined => scheduledMoments(situation)?.meanSeconds

/** ∫S du and ∫2u·S du over one step, S the probability of waiting still. */
function withinStep(before: AheadLaw, after: AheadLaw, step: ServiceStep, leave: number, from: number, until: number): { mean: number; square: number } {
  const rate = step.servicePerSecond
  if (rate * (until - from) < FEW_SERVICES) {
    const [first, last] = [total(before), total(after)]
    const length = until - from
    return { mean: (length * (first + last)) / 2, square: length * (from * first + until * last) }
  }
  let mean = 0
  let square = 0
  let behindMean = 0
  let behindVariance = 0
  for (let k = 0; k < before.length; k += 1) {
    const stage = 1 / (rate + k * leave)
    behindMean += stage
    behindVariance += stage * stage
    const behindSquare = behindVariance + behindMean * behindMean
    const start = before[k] ?? 0
    const end = after[k] ?? 0
    mean += (start - end) * behindMean
    square += start * (2 * from * behindMean + behindSquare)
    if (end > 0) square -= end * (2 * until * behindMean + behindSquare)
  }
  return { mean, square }
}

const total = (law: AheadLaw): number => law.reduce((sum, share) => sum + share, 0)
