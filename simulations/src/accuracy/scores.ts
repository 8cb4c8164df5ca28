/** Root of the mean square; NaN of nothing. */
export const rootMeanSquare = (errors: readonly number[]): number => Math.sqrt(meanOf(errors.map((error) => error ** 2)))
export const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
export const shareOf = <T>(list: readonly T[], holds: (one: T) => boolean): number => list.filter(holds).length / list.length

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return (((sorted[(sorted.length - 1) >> 1] ?? Number.NaN) + (sorted[sorted.length >> 1] ?? Number.NaN)) / 2)
}

/** Quantiles that were told, seconds. */
export interface ToldQuantiles { p10Seconds?: number; p50Seconds?: number; p90Seconds?: number }

const pinball = (level: number, told: number, truth: number): number => (truth >= told ? level * (truth - told) : (1 - level) * (told - truth))

/** Mean loss of the three quantiles, seconds: the smaller the sharper and truer. */
export const meanPinball = (told: ToldQuantiles, truth: number): number =>
  (pinball(0.1, told.p10Seconds ?? Number.NaN, truth) + pinball(0.5, told.p50Seconds ?? Number.NaN, truth) + pinball(0.9, told.p90Seconds ?? Number.NaN, truth)) / 3

/** Interval score of p10 … p90 (Winkler): its width, and ten times by how much it was missed. */
export function winkler(told: ToldQuantiles, truth: number): number {
  const { p10Seconds = Number.NaN, p90Seconds = Number.NaN } = told
  return p90Seconds - p10Seconds + 10 * Math.max(0, p10Seconds - truth) + 10 * Math.max(0, truth - p90Seconds)
}
