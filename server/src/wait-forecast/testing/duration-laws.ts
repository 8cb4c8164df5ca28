import type { DurationLaw } from '../forward-simulation/pool-model.ts'

export const NEVER: DurationLaw = { fresh: () => Infinity, residual: () => Infinity, stays: () => 1 }

/** Memoryless; a mean of `Infinity` never ends. */
export function exponentialLaw(meanSeconds: number): DurationLaw {
  if (meanSeconds === Infinity) return NEVER
  return {
    fresh: (draw) => -Math.log(draw()) * meanSeconds,
    residual: (_age, draw) => -Math.log(draw()) * meanSeconds,
    stays: (_age, seconds) => Math.exp(-seconds / meanSeconds),
  }
}
