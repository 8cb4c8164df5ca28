import type { DurationLaw } from '../forward-simulation/pool-model.ts'

/** The law of a duration from its hazard, constant between edges (the last bin is open): inversion of the cumulated hazard. */
export function hazardLaw(edges: readonly number[], perSecond: readonly number[]): DurationLaw {
  const residual = (ageSeconds: number, uniform: number): number => {
    let left = -Math.log(uniform)
    let bin = 0
    while (bin + 1 < edges.length && (edges[bin + 1] ?? Infinity) <= ageSeconds) bin += 1
    for (let from = ageSeconds; ; bin += 1) {
      const to = edges[bin + 1] ?? Infinity
      const rate = perSecond[bin] ?? 0
      const mass = rate * (to - from)
      if (rate > 0 && mass >= left) return from + left / rate - ageSeconds
      if (to === Infinity) return Infinity
      left -= rate > 0 ? mass : 0
      from = to
    }
  }
  /** Cumulated hazard at each edge: means of who is served ask for it thousands of times. */
  const upTo: number[] = [0]
  for (let bin = 1; bin < edges.length; bin += 1) upTo.push((upTo[bin - 1] ?? 0) + (perSecond[bin - 1] ?? 0) * ((edges[bin] ?? 0) - (edges[bin - 1] ?? 0)))
  const cumulated = (ageSeconds: number): number => {
    let bin = 0
    while (bin + 1 < edges.length && (edges[bin + 1] ?? Infinity) <= ageSeconds) bin += 1
    return (upTo[bin] ?? 0) + (perSecond[bin] ?? 0) * (ageSeconds - (edges[bin] ?? 0))
  }
  return {
    fresh: (draw) => residual(0, draw()),
    residual: (ageSeconds, draw) => residual(Math.max(0, ageSeconds), draw()),
    stays: (ageSeconds, seconds) => Math.exp(cumulated(ageSeconds) - cumulated(ageSeconds + seconds)),
  }
}
