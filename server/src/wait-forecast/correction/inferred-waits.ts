import type { Channel } from '@queuecast/client-sdk/protocol'
import type { LiveCenter, PoolView } from '../../contact-center/index.ts'
import type { WaitAtPlace } from '../forecast.ts'
import type { Probe } from '../forward-simulation/compile-pool.ts'
import { seedOf } from '../forward-simulation/seeded-draw.ts'
import { simulatePool } from '../forward-simulation/simulate-pool.ts'
import type { CenterLearning } from '../learning/center-learning.ts'
import { inferredPoolModel } from '../learning/inferred-pool-model.ts'
import { isCredited, learnedOrder } from '../learning/learned-order.ts'
import { classKey, creditOf } from '../learning/order-credits.ts'
import { type LineClass, lineClasses } from '../line-classes.ts'
import { corrected } from './pool-correction.ts'
import { shapedWait } from './wait-shape.ts'

const PATHS = 100
const FEWEST_PATHS = 20
/** With less of the usual work formulas are closer. */
const LEAST_EFFORT = 0.2
/** Waits past this are told as this; where the last ones were longer, past a multiple of them. */
const LEAST_HORIZON_SECONDS = 600
const HORIZON_IN_RECENT_WAITS = 12
const HORIZON_IN_EXPECTED_WAITS = 4
/** In longer lines the law of many is exact enough, and cheaper. */
const MOST_WAITING = 200
/** Answered in no strict order and over days. */
const SLOW: ReadonlySet<Channel> = new Set<Channel>(['messaging', 'email'])

/** Simulated, corrected waits of a pool, before their quantiles are calibrated. */
export interface InferredWaits {
  at(queue: string, one: LineClass, place: number): WaitAtPlace
  /** Of who joins a class with the credit that such contacts have, and its `since`; undefined where none were seen. */
  credited(queue: string, one: LineClass): { wait: WaitAtPlace; sinceMs: number } | undefined
}

/**
 * Waits of a pool whose agents no feed tells: a forward simulation with the agents, laws and order that were learned, its
 * means corrected by outcomes. Undefined where agents are told, nobody was seen serving, the line is long, or the channel is
 * slow. `effort` scales the paths: 1 is usual.
 */
export function inferredWaits(pool: PoolView, live: LiveCenter, learning: CenterLearning, nowMs: number, effort = 1): InferredWaits | undefined {
  const { inferred } = learning
  if (effort < LEAST_EFFORT || pool.waiting > MOST_WAITING || pool.told || pool.queues.some((queue) => SLOW.has(live.queue(queue)?.channel ?? 'voice'))) return undefined
  const places = learnedOrder(pool, live, inferred.credits)
  const model = inferredPoolModel(pool, live, inferred, places, nowMs)
  if (model.agents.length === 0) return undefined

  const correction = inferred.correctionOf(pool.id)
  const joiners = joinersOf(pool, live, learning)
  const probes = joiners.map(({ queue, priority, creditSeconds, credited }): Probe => ({
    queue: pool.queues.indexOf(queue), priority, orderSeconds: -creditSeconds - creditOf(inferred.credits, classKey(queue, credited)),
  }))
  const { throughput } = learning.ofPool(pool.queues, nowMs)
  const expectedSeconds = throughput && throughput.ratePerSecond > 0 ? (pool.waiting + 1) / throughput.ratePerSecond : 0
  const waits = simulatePool(model, {
    paths: Math.max(FEWEST_PATHS, Math.round(PATHS * effort)), seed: seedOf(pool.id, nowMs), probes,
    horizonSeconds: Math.max(LEAST_HORIZON_SECONDS, HORIZON_IN_RECENT_WAITS * correction.recentWaitSeconds, HORIZON_IN_EXPECTED_WAITS * expectedSeconds),
  })
  const indexOf = new Map(model.waiting.map(({ contact }, index) => [contact, index]))

  const correctedWait = (simulated: WaitAtPlace, stands: Stands, beyond: number): WaitAtPlace => {
    const longer = 1 + beyond / (pool.waiting + 1)
    const plain = { meanSeconds: simulated.meanSeconds * longer, meanIfServedSeconds: simulated.meanIfServedSeconds * longer }
    const inputs = inferred.inputsOf(pool, places, stands, plain.meanIfServedSeconds, nowMs)
    const { servedSeconds, virtualSeconds } = corrected(correction, { ...inputs, softAhead: inputs.softAhead + beyond }, plain.meanSeconds)
    return { ...shapedWait(virtualSeconds, inputs.softAhead + beyond), meanSeconds: virtualSeconds, meanIfServedSeconds: servedSeconds, plain }
  }
  const joiner = (queue: string, { priority }: LineClass, isCreditedOne: boolean): number =>
    joiners.findIndex((one) => one.queue === queue && one.priority === priority && one.credited === isCreditedOne)

  return {
    at(queue, one, place) {
      const key = place > one.last ? undefined : live.line(queue)?.at(place)
      const index = key === undefined ? undefined : indexOf.get(key.contact)
      if (key !== undefined && index !== undefined) return correctedWait(waits.contact(index), { ...key, queue, credited: isCredited(key.contact, live) }, 0)
      const stands = { queue, priority: one.priority, sinceMs: nowMs, credited: false }
      return correctedWait(waits.probe(joiner(queue, one, false)), stands, Math.max(0, place - one.last - 1))
    },
    credited(queue, one) {
      const index = joiner(queue, one, true)
      const sinceMs = nowMs - (joiners[index]?.creditSeconds ?? 0) * 1000
      return index < 0 ? undefined : { wait: correctedWait(waits.probe(index), { queue, priority: one.priority, sinceMs, credited: true }, 0), sinceMs }
    },
  }
}

interface Stands { contact?: string; queue: string; priority: number; sinceMs: number; credited: boolean }
interface Joiner { queue: string; priority: number; credited: boolean; creditSeconds: number }

/** Who may join next: one of each class, and one with credit where such were seen. */
function joinersOf(pool: PoolView, live: LiveCenter, learning: CenterLearning): Joiner[] {
  return pool.queues.flatMap((queue) => {
    const line = live.line(queue)
    return line === undefined ? [] : lineClasses(line, learning.lowestPriority(queue)).flatMap(({ priority }): Joiner[] => {
      const seen = learning.inferred.ratesOf(queue).find((rate) => rate.credited && rate.priority === priority)
      return [
        { queue, priority, credited: false, creditSeconds: 0 }, ...(seen ? [{ queue, priority, credited: true, creditSeconds: seen.creditSeconds }] : []),
      ]
    })
  })
}
