import type { PoolView, QueueView } from '../../contact-center/index.ts'
import type { WaitAtPlace } from '../forecast.ts'
import type { CenterLearning } from '../learning/center-learning.ts'
import { type LineClass, lineClasses } from '../line-classes.ts'
import type { Probe } from './compile-pool.ts'
import type { PoolModel } from './pool-model.ts'
import { seedOf } from './seeded-draw.ts'
import { simulatePool } from './simulate-pool.ts'
import { toldPool } from './told-pool-model.ts'
import { whySimulate } from './why-simulate.ts'

/** Contacts, agents and queues of all paths together: two to three milliseconds. */
const WORK = 6_000
/** Larger pools get up to twice that, for as many paths as a quantile needs. */
const MOST_WORK = 2 * WORK
const MOST_PATHS = 128
/** With fewer paths the law of the many is closer. */
const FEWEST_PATHS = 24
/** Waits past so many times the expected one are told as that, seconds. */
const HORIZON_TIMES = 8
const LEAST_HORIZON_SECONDS = 1800
const MOST_HORIZON_SECONDS = 24 * 3600
/** However far a simulated wait lies above the formula's, behind the line it grows by no more than so many times its steps. */
const MOST_TIMES_STEP = 3

/** Simulated waits of a pool; `analytic` is what formulas give a place of the class, for the shape beyond those who stand there. */
export interface ToldWaits {
  at(queue: number, one: LineClass, place: number, analytic: (place: number) => WaitAtPlace): WaitAtPlace
  /** Of a contact by its id; undefined where it does not wait. */
  contact(id: string): WaitAtPlace | undefined
}

/**
 * A forward simulation of a pool whose feed tells its agents, where formulas do not hold (`whySimulate`); undefined where
 * they do, and where the pool is so large that they are close. `effort` scales the work: 1 is usual.
 */
export function toldWaits(pool: PoolView, queues: readonly QueueView[], learning: CenterLearning, severalIds: readonly string[], nowMs: number, effort = 1): ToldWaits | undefined {
  const paths = pathsWithin(effort, pool)
  if (paths === 0 || whySimulate(pool, queues, learning, nowMs) === undefined) return undefined
  const { model, contactAt } = toldPool(pool, queues, learning, severalIds, nowMs)
  if (model.agents.length === 0) return undefined

  const probes: Probe[] = []
  const probeOf = new Map<string, number>()
  for (const [queue, { id, line }] of queues.entries()) {
    for (const { priority } of lineClasses(line, learning.lowestPriority(id))) {
      probeOf.set(`${queue} ${priority}`, probes.length)
      probes.push({ queue, priority })
    }
  }
  const waits = simulatePool(model, { paths, seed: seedOf(pool.id, nowMs), horizonSeconds: horizonOf(model, learning), probes })
  const indexOf = new Map(severalIds.length === 0 ? [] : model.waiting.map(({ contact }, index) => [contact, index]))

  return {
    at(queue, one, place, analytic) {
      const probe = probeOf.get(`${queue} ${one.priority}`) ?? 0
      if (place > one.last) return scaled(waits.probe(probe), analytic, one.last + 1, place)
      const anchor = Math.max(place, one.first)
      return scaled(waits.contact(contactAt[queue]?.[anchor - 1] ?? 0), analytic, anchor, place)
    },
    contact(id) {
      const index = indexOf.get(id)
      return index === undefined ? undefined : waits.contact(index)
    },
  }
}

/** 0 where the pool is too large. */
function pathsWithin(effort: number, pool: PoolView): number {
  const size = pool.waiting + pool.agents.length + pool.queues.length
  const paths = Math.min(MOST_PATHS, Math.floor((WORK * effort) / size))
  return paths >= FEWEST_PATHS ? paths : size * FEWEST_PATHS <= MOST_WORK * effort ? FEWEST_PATHS : 0
}

/** Where nobody of the class stands yet the simulated wait goes on as formulas say: with their steps behind the line, in their proportion before it. */
function scaled(wait: WaitAtPlace, analytic: (place: number) => WaitAtPlace, from: number, to: number): WaitAtPlace {
  if (from === to) return wait
  const [at, there] = [analytic(from), analytic(to)]
  const ratio = at.meanSeconds > 0 ? wait.meanSeconds / at.meanSeconds : 1
  const steps = Math.max(1, Math.min(MOST_TIMES_STEP, ratio))
  const along = (key: keyof WaitAtPlace & `${string}Seconds`): number => (to > from ? wait[key] + steps * (there[key] - at[key]) : at[key] > 0 ? (wait[key] * there[key]) / at[key] : 0)
  return {
    p10Seconds: along('p10Seconds'), p50Seconds: along('p50Seconds'), p90Seconds: along('p90Seconds'), meanSeconds: along('meanSeconds'),
    meanIfServedSeconds: along('meanIfServedSeconds'),
  }
}

function horizonOf({ waiting, agents, queues }: PoolModel, learning: CenterLearning): number {
  const handleSeconds = Math.max(...queues.map(({ queue }) => learning.inferred.handleOf(queue).expectedSeconds))
  const slots = agents.reduce((sum, agent) => sum + agent.slots, 0)
  return Math.min(MOST_HORIZON_SECONDS, Math.max(LEAST_HORIZON_SECONDS, (HORIZON_TIMES * (waiting.length + 2) * handleSeconds) / slots + 4 * handleSeconds))
}
