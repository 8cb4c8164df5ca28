import { held } from '../held.ts'

/** What is remembered of one agent whose states no feed tells. Plain data. */
export interface AgentMemory {
  /** The queue it served last: its seconds of idling count there. */
  queue: string
  /** Contacts it serves now. */
  serving: number
  /** End of its last service, epoch milliseconds; undefined before the first. */
  endedMs?: number
  /** That service ended while someone waited, and someone has waited ever since. */
  inSpell: boolean
  /** Own service seconds over those expected of the queue, and expected ones, in services; the older ones forgotten. */
  slowness: { own: number; expected: number }
  /** By queue: times taken from it, and times that it could have been; the older ones forgotten. */
  takes: Record<string, { taken: number; chances: number }>
}

const PRIOR_SERVICES = 12
const KEPT_PER_SERVICE = 0.98
const LONGEST_RATIO = 4
const KEPT_PER_CHANCE = 0.97
/** The first call taken from a queue says that the agent serves it; how often, is not known yet. */
const FIRST_TAKEN = 1, FIRST_CHANCES = 1.6

export const newAgent = (queue: string): AgentMemory => ({ queue, serving: 0, inSpell: false, slowness: { own: 0, expected: 0 }, takes: {} })

export function countOwnService({ slowness }: AgentMemory, ratio: number): void {
  slowness.own = slowness.own * KEPT_PER_SERVICE + Math.min(LONGEST_RATIO, ratio)
  slowness.expected = slowness.expected * KEPT_PER_SERVICE + 1
}

/** Own handle times over everybody's. */
export const slownessOf = ({ slowness }: AgentMemory): number => (slowness.own + PRIOR_SERVICES) / (slowness.expected + PRIOR_SERVICES)

export function countTaken(agent: AgentMemory, queue: string): void {
  const known = held(agent.takes, queue)
  if (known) {
    known.taken = known.taken * KEPT_PER_CHANCE + 1
    known.chances = known.chances * KEPT_PER_CHANCE + 1
  } else agent.takes[queue] = { taken: FIRST_TAKEN, chances: FIRST_CHANCES }
}

/** Somebody of this queue was first in order, and the agent took another. */
export function countPassedOver(agent: AgentMemory, queue: string): void {
  const known = held(agent.takes, queue)
  if (!known) {
    agent.takes[queue] = { taken: 0, chances: 1 }
    return
  }
  known.taken *= KEPT_PER_CHANCE
  known.chances = known.chances * KEPT_PER_CHANCE + 1
}
