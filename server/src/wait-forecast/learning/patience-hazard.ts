import type { StayOutcome } from '../../contact-center/index.ts'
import type { DurationLaw } from '../forward-simulation/pool-model.ts'
import { hazardLaw } from './hazard-law.ts'
import { addEvent, addExposure, type HazardCounts, type HazardShape, ratesOf } from './hazard-table.ts'
import { isLost } from './patience.ts'

/** Losses by time waited, seconds. Before anything is seen one in 333 s is lost, as among callers of real centers. */
export const PATIENCE: HazardShape = {
  edges: [0, 5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1800], priorPerSecond: Array.from({ length: 13 }, () => 0.003), priorEvents: 2,
}
/** A queue's own hazard leans on the center's by so many losses. */
const CENTER_EVENTS = 6
const KEPT_PER_STAY = 0.999

/** A stay ended: exposure for all, an event for who was lost (others are censored). */
export function countPatience(counts: HazardCounts, waitedSeconds: number, outcome: StayOutcome): void {
  const lost = isLost(outcome)
  if (waitedSeconds <= 0 && !lost) return
  for (let bin = 0; bin < counts.events.length; bin += 1) {
    counts.events[bin] = (counts.events[bin] ?? 0) * KEPT_PER_STAY
    counts.seconds[bin] = (counts.seconds[bin] ?? 0) * KEPT_PER_STAY
  }
  addExposure(PATIENCE, counts, 0, Math.max(0, waitedSeconds))
  if (lost) addEvent(PATIENCE, counts, Math.max(0, waitedSeconds))
}

/** How long contacts of a queue go on waiting, by how long they have. */
export function patienceLaw(queue: HazardCounts | undefined, center: HazardCounts): DurationLaw {
  const centerRates = ratesOf(PATIENCE, [center])
  return hazardLaw(PATIENCE.edges, queue ? ratesOf({ ...PATIENCE, priorPerSecond: centerRates, priorEvents: CENTER_EVENTS }, [queue]) : centerRates)
}
