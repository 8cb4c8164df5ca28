import type { LiveCenter, PoolView, QueueView } from '../contact-center/index.ts'
import type { CenterLearning, PoolLearned } from './learning/center-learning.ts'
import type { Situation } from './predictors/predictor.ts'
import { staffingOf } from './staffing.ts'

/** A queue's situation, but for what differs by priority. `signedIn`: agents signed in for it, undefined below feed level 3. */
export interface QueueSituation { situation: Situation; signedIn: number | undefined }

/** What predictors may know of a queue at `nowMs`, from the live center and what was learned of its pool. */
export function situationOf(queue: QueueView, pool: PoolView, learned: PoolLearned, learning: CenterLearning, nowMs: number): QueueSituation {
  const staffing = queue.feedLevel === 3 ? staffingOf(pool, queue.id) : undefined
  const head = queue.line.at(1)
  return {
    signedIn: staffing && (queue.staffed ?? staffing.signedIn),
    situation: {
      channel: queue.channel,
      ...(staffing && { staffing }),
      ...(learned.handle && { handle: staffing ? occupiedBy(pool.queues, learned.handle, learning) : learned.handle }),
      ...(learned.throughput && { throughput: learned.throughput }),
      leaveRatePerSecond: learned.leaveRatePerSecond,
      recentAnswered: queue.recent.answered,
      ...(head && { headWaitedSeconds: Math.max(0, (toldNowMs([queue], nowMs) - head.sinceMs) / 1000) }),
      waiting: pool.waiting,
      overtakersPerSecond: 0,
      pickUpSeconds: learning.pickUpSeconds,
    },
  }
}

/** Why nothing can be told of a queue whatever the predictors know; undefined where something may be. */
export function closedOrUnstaffed(queue: QueueView, { situation, signedIn }: QueueSituation): 'closed' | 'no-agents' | undefined {
  const served = situation.staffing ? situation.staffing.agents > 0 : (situation.throughput?.recentDepartures ?? 0) > 0.5
  if (!queue.open && (queue.facts?.hours?.atClose !== 'serve-all' || !served)) return 'closed'
  if (signedIn === 0) return 'no-agents'
  return undefined
}

/** Now by the clock that tells what stands in these queues' lines and services. */
export const toldNowMs = ([first]: readonly QueueView[], nowMs: number): number => nowMs + (first?.clockOffsetMs ?? 0)

export const queuesOf = (pool: PoolView, live: LiveCenter): QueueView[] => pool.queues.flatMap((id) => live.queue(id) ?? [])

/** How long a contact keeps an agent from the next, where agents are told: its handle time and what comes after. */
function occupiedBy(queues: readonly string[], recent: { meanSeconds: number; services: number }, { told }: CenterLearning): { meanSeconds: number; services: number } {
  const { meanSeconds, services } = told.handleOf(queues, recent)
  return { meanSeconds: meanSeconds + told.afterWork.meanSeconds(queues), services }
}
