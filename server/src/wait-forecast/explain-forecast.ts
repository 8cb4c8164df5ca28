import type { LiveCenter } from '../contact-center/index.ts'
import type { Learning } from './forecaster-contract.ts'
import { shareOf } from './correction/gate.ts'
import { streamsOf } from './forward-simulation/stream-rates.ts'
import { type WhySimulate, whySimulate } from './forward-simulation/why-simulate.ts'
import { CenterLearning } from './learning/center-learning.ts'
import { queuesOf, situationOf } from './situation.ts'

/** What a forecast of a queue rests on now, and on how much data; for `?explain=1`. */
export interface ForecastEvidence {
  queue: string
  pool: string
  feedLevel: 1 | 2 | 3
  /** Why the pool is simulated though its agents are told; absent where formulas hold, or agents are not told. */
  simulatedFor?: WhySimulate
  agents?: number
  slots?: number
  freeSlots?: number
  /** Handle time, after-contact work included, and the services it rests on. */
  handle?: { meanSeconds: number; services: number; squaredVariation?: number; afterWorkSeconds: number }
  leaveRatePerSecond: number
  throughput?: { ratePerSecond: number; recentDepartures: number }
  /** Who may still come and go before the lowest class. */
  overtaking: { priority: number; perSecond: number; creditSeconds: number }[]
  pickUpSeconds: number
  /** Where no agents are told: how many are known by their answers, on how many outcomes the correction rests, and by what share it is taken. */
  inferred?: { agents: number; outcomes: number; correctionShare: number }
  /** Outcomes that the ranges of this queue were calibrated by. */
  calibrationOutcomes: number
}

/** Throws where `learning` is not this room's; undefined where the center has no such queue. */
export function explainForecast(live: LiveCenter, learning: Learning, queueId: string): ForecastEvidence | undefined {
  if (!(learning instanceof CenterLearning)) throw new TypeError('learning: must come from createLearning or restoreLearning')
  const queue = live.queue(queueId)
  const pool = queue && live.pool(queue.pool)
  if (!queue || !pool) return undefined
  const queues = queuesOf(pool, live)
  const ids = queues.map(({ id }) => id)
  const { situation } = situationOf(queue, pool, learning.ofPool(ids, live.nowMs), learning, live.nowMs)
  const { staffing, handle, throughput, leaveRatePerSecond, pickUpSeconds } = situation
  const why = whySimulate(pool, queues, learning, live.nowMs)
  const variation = learning.told.handleVariation(ids)
  const { gate } = learning.inferred.correctionOf(pool.id).virtual
  const lowest = Math.min(...ids.map((id) => learning.lowestPriority(id)))
  return {
    queue: queueId, pool: pool.id, feedLevel: queue.feedLevel, leaveRatePerSecond, pickUpSeconds,
    calibrationOutcomes: learning.calibrationOutcomes(queueId),
    ...(!pool.told && { inferred: { agents: [...learning.inferred.agents.agentsOf(ids)].length, outcomes: Math.round(gate.outcomes), correctionShare: shareOf(gate) } }),
    ...(why && { simulatedFor: why }),
    ...(staffing && { agents: staffing.agents, slots: staffing.slots, freeSlots: staffing.freeSlots }),
    ...(handle && { handle: { ...handle, afterWorkSeconds: learning.told.afterWork.meanSeconds(ids), ...(variation !== undefined && { squaredVariation: variation }) } }),
    ...(throughput && { throughput: { ratePerSecond: throughput.ratePerSecond, recentDepartures: throughput.recentDepartures } }),
    overtaking: ids.flatMap((id) => {
      const streams = learning.told.streamsInto(id)
      return streams ? streamsOf(streams, 0, lowest, live.nowMs).map(({ priority, perSecond, creditSeconds }) => ({ priority, perSecond, creditSeconds })) : []
    }),
  }
}
