/** A hazard that is constant between edges (the last bin is open), with what is taken for granted before anything was seen. */
export interface HazardShape { edges: readonly number[]; priorPerSecond: readonly number[]; priorEvents: number }

/** Events and seconds of exposure by bin; plain data. */
export interface HazardCounts { events: number[]; seconds: number[] }

export const newHazardCounts = ({ edges }: HazardShape): HazardCounts => ({ events: edges.map(() => 0), seconds: edges.map(() => 0) })

/** Nothing happened while the age went from `fromSeconds` to `toSeconds`. */
export function addExposure({ edges }: HazardShape, counts: HazardCounts, fromSeconds: number, toSeconds: number): void {
  for (let bin = binOf(edges, fromSeconds), from = fromSeconds; from < toSeconds; bin += 1) {
    const to = Math.min(toSeconds, edges[bin + 1] ?? Infinity)
    counts.seconds[bin] = (counts.seconds[bin] ?? 0) + (to - from)
    from = to
  }
}

/** It happened at this age. */
export function addEvent({ edges }: HazardShape, counts: HazardCounts, ageSeconds: number): void {
  const bin = binOf(edges, ageSeconds)
  counts.events[bin] = (counts.events[bin] ?? 0) + 1
}

/** What was seen so far counts by this share from now on. */
export function fade(counts: HazardCounts, share: number): void {
  for (let bin = 0; bin < counts.events.length; bin += 1) {
    counts.events[bin] = (counts.events[bin] ?? 0) * share
    counts.seconds[bin] = (counts.seconds[bin] ?? 0) * share
  }
}

/** Rates per second by bin from several tables together: (prior events + events) / (prior exposure + exposure). */
export function ratesOf(shape: HazardShape, tables: readonly HazardCounts[]): number[] {
  return shape.priorPerSecond.map((prior, bin) => {
    let events = shape.priorEvents, seconds = shape.priorEvents / prior
    for (const table of tables) {
      events += table.events[bin] ?? 0
      seconds += table.seconds[bin] ?? 0
    }
    return events / seconds
  })
}

function binOf(edges: readonly number[], ageSeconds: number): number {
  let bin = 0
  while (bin + 1 < edges.length && (edges[bin + 1] ?? Infinity) <= ageSeconds) bin += 1
  return bin
}
