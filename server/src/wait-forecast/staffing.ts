import { type AgentView, freeSlotsOf, type PoolView } from '../contact-center/index.ts'
import type { Staffing } from './predictors/predictor.ts'

/** A slot that serves another pool now is half ours. */
const ELSEWHERE_SHARE = 0.5

const isSignedIn = (agent: AgentView): boolean => agent.state !== 'signed-out'
const isServing = (agent: AgentView): boolean => isSignedIn(agent) && agent.state !== 'not-ready'
export const serves = (agent: AgentView, queue: string): boolean => agent.queues === undefined || agent.queues.includes(queue)

/** Who serves a queue now, from the agents of its pool (level 3). */
export function staffingOf(pool: PoolView, queue: string): Staffing & { signedIn: number } {
  const staffing = { agents: 0, slots: 0, freeSlots: 0, signedIn: 0 }
  for (const agent of pool.agents) {
    if (!isSignedIn(agent) || !serves(agent, queue)) continue
    staffing.signedIn += 1
    if (!isServing(agent)) continue
    const elsewhere = agent.serving.reduce((count, service) => count + (pool.queues.includes(service.queue) ? 0 : 1), 0)
    staffing.agents += 1
    staffing.slots += Math.max(agent.capacity - elsewhere * (1 - ELSEWHERE_SHARE), 0)
    staffing.freeSlots += freeSlotsOf(agent.state, agent.capacity, agent.serving.length)
  }
  return staffing
}

/**
 * How far the lines of a pool compete for the agents of one queue: for each queue of the pool the share of those agents'
 * slots that serve it too. Undefined where every agent serves all: then each line counts whole.
 */
export function competition(pool: PoolView, queue: string): readonly number[] | undefined {
  if (servesAlike(pool)) return undefined
  const shares = pool.queues.map(() => 0)
  let total = 0
  for (const agent of pool.agents) {
    if (!isServing(agent) || !serves(agent, queue)) continue
    total += agent.capacity
    for (const [index, other] of pool.queues.entries()) if (serves(agent, other)) shares[index] = (shares[index] ?? 0) + agent.capacity
  }
  return pool.queues.map((other, index) => (total === 0 || other === queue ? 1 : (shares[index] ?? 0) / total))
}

/** Whether every agent who serves takes all queues of the pool. */
export const servesAlike = (pool: PoolView): boolean =>
  pool.agents.every((agent) => !isServing(agent) || agent.queues === undefined || pool.queues.every((queue) => serves(agent, queue)))
