import { exponential, type Random } from './random.ts'

/** From this second on (of simulated time, or of a contact's age) the value holds, until the next step. Sorted; zero before the first. */
export interface Step { fromSeconds: number; value: number }

/** Index of the step in force, -1 before the first. */
export function stepIndex(steps: readonly { fromSeconds: number }[], atSeconds: number): number {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((steps[middle]?.fromSeconds ?? Infinity) <= atSeconds) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The value in force at an instant. */
export const stepAt = (steps: readonly Step[], atSeconds: number): number => steps[stepIndex(steps, atSeconds)]?.value ?? 0

/**
 * The next event after an instant of a Poisson process whose rate per hour is given by steps: exact, by using up one
 * exponential of mean one. Infinity where the rate ends at zero.
 */
export function nextEventSeconds(perHour: readonly Step[], afterSeconds: number, random: Random, factor = 1): number {
  let left = exponential(random, 1)
  let at = afterSeconds
  for (let i = stepIndex(perHour, afterSeconds); i < perHour.length; i++) {
    const rate = ((perHour[i]?.value ?? 0) * factor) / 3600
    const endSeconds = perHour[i + 1]?.fromSeconds ?? Infinity
    if (rate > 0 && at + left / rate <= endSeconds) return at + left / rate
    if (endSeconds === Infinity) break
    left -= rate * (endSeconds - at)
    at = endSeconds
  }
  return Infinity
}
