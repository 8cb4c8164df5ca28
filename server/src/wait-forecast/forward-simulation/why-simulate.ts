import type { Channel } from '@queuecast/client-sdk/protocol'
import type { PoolView, QueueView } from '../../contact-center/index.ts'
import type { CenterLearning } from '../learning/center-learning.ts'
import { FEWEST_SERVICES } from '../predictors/queue-length-with-abandonment.ts'
import { toldNowMs } from '../situation.ts'
import { servesAlike } from '../staffing.ts'
import { streamsOf } from './stream-rates.ts'

/** Why formulas do not hold for a pool. */
export type WhySimulate = 'skills' | 'concurrency' | 'agents-come-or-go' | 'overtaking' | 'ages'

/** Further from 1 a squared coefficient of variation of handle times means that ages matter. */
const MEMORYLESS_WITHIN = 0.25
/** With more agents the services in course end like memoryless ones, whatever their law (Whitt 1999). */
const MOST_AGENTS_WITH_AGES = 60
/** What agents will do after that concerns few who wait now. */
const AHEAD_MS = 3_600_000
/** Answered over days, by people who come and go: what holds for minutes does not. */
const SLOW: ReadonlySet<Channel> = new Set<Channel>(['messaging', 'email'])

/** What makes a forward simulation better than formulas here; undefined where nothing does, or too little is told or learned. */
export function whySimulate(pool: PoolView, queues: readonly QueueView[], learning: CenterLearning, nowMs: number): WhySimulate | undefined {
  if (queues.length === 0 || queues.some(({ feedLevel, channel }) => feedLevel !== 3 || SLOW.has(channel))) return undefined
  const ids = queues.map(({ id }) => id)
  if ((learning.ofPool(ids, nowMs).handle?.services ?? 0) < FEWEST_SERVICES) return undefined
  if (!servesAlike(pool)) return 'skills'
  if (pool.agents.some(({ state, capacity }) => capacity > 1 && state !== 'signed-out')) return 'concurrency'
  const toldMs = toldNowMs(queues, nowMs)
  if (pool.agents.some(({ untilMs }) => untilMs !== undefined && untilMs > toldMs && untilMs < toldMs + AHEAD_MS)) return 'agents-come-or-go'
  const lowest = Math.min(...ids.map((id) => learning.lowestPriority(id)))
  if (ids.some((id) => streamsOf(learning.told.streamsInto(id) ?? { sinceMs: nowMs, rates: [] }, 0, lowest, nowMs).length > 0)) return 'overtaking'
  const variation = learning.told.handleVariation(ids)
  if (variation !== undefined && Math.abs(variation - 1) > MEMORYLESS_WITHIN && pool.agents.length <= MOST_AGENTS_WITH_AGES) return 'ages'
  return undefined
}
