/** Shares under the three told quantiles. */
const LEVELS = [0.1, 0.5, 0.9] as const
/** Steps on the log scale: larger where fewer outcomes fall near the quantile of a nearly exponential wait. */
const STEPS = [0.1, 0.07, 0.057] as const

/** Logarithms of the factors on p10, p50 and p90. */
export type LogFactors = [p10: number, p50: number, p90: number]
/** One effect of the calibration: its part of the log factors, and how many outcomes it rests on. */
export interface Effect { outcomes: number; log: LogFactors }

export const newEffect = (): Effect => ({ outcomes: 0, log: [0, 0, 0] })

export interface Gain { first: number; least: number; halfAfter: number }

/** The step falls with the outcomes seen, never under `least`: what drifts is followed. */
const stepOf = (effect: Effect, gain: Gain): number => Math.max(gain.least, gain.first / Math.sqrt(1 + effect.outcomes / gain.halfAfter))

/** Moves a quantile's factor by one outcome: up by level where the wait was longer than told, down by the rest where not. */
export function trackQuantile(effect: Effect, quantile: 0 | 1 | 2, longer: boolean, weight: number, gain: Gain): void {
  const step = STEPS[quantile] * stepOf(effect, gain) * weight
  effect.log[quantile] = bounded(effect.log[quantile] + step * (longer ? LEVELS[quantile] : LEVELS[quantile] - 1))
}

/** No effect moves a wait more than sixfold: past that the structure is wrong, and no factor mends it. */
const bounded = (log: number): number => Math.max(-1.8, Math.min(1.8, log))
