import type { OracleSaying } from './truth.ts'

/** Mean and quantiles of drawn waits. */
export function sayingOf(waits: readonly number[]): Required<OracleSaying> {
  const sorted = [...waits].sort((a, b) => a - b)
  return {
    meanSeconds: waits.reduce((sum, wait) => sum + wait, 0) / waits.length, p10Seconds: quantileOfSamples(sorted, 0.1), p90Seconds: quantileOfSamples(sorted, 0.9),
  }
}

/**
 * A quantile of what a sample was drawn from: the order statistic at level · (n + 1), between two of them linearly, so that
 * one draw more lies at or under it with just that chance. `sorted` rises.
 */
export function quantileOfSamples(sorted: readonly number[], level: number): number {
  const at = Math.min(sorted.length, Math.max(1, level * (sorted.length + 1)))
  const below = sorted[Math.floor(at) - 1] ?? Number.NaN
  const above = sorted[Math.ceil(at) - 1] ?? below
  return below + (at - Math.floor(at)) * (above - below)
}
