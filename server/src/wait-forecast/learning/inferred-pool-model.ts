import type { LiveCenter, PoolView } from '../../contact-center/index.ts'
import type { ModelAgent, ModelContact, ModelStream, PoolModel } from '../forward-simulation/pool-model.ts'
import { type AgentMemory, slownessOf } from './agents/agent-memory.ts'
import { LULL_GAP, SPELL_GAP } from './agents/gap-shapes.ts'
import { perSecondOf } from './class-rates.ts'
import { durationLaw } from './duration-histogram.ts'
import { hazardLaw } from './hazard-law.ts'
import { ratesOf } from './hazard-table.ts'
import { held } from './held.ts'
import type { InferredLearning } from './inferred-learning.ts'
import { queuesOf, toldNowMs } from '../situation.ts'
import type { LearnedPlace } from './learned-order.ts'
import { classKey, creditOf } from './order-credits.ts'
import { patienceLaw } from './patience-hazard.ts'

/** Idle longer than this, an agent is not expected back but as a new one. */
const EXPECTED_BACK_SECONDS = 5400
/** Of an agent never seen with a queue, before others of the pool were. */
const UNSEEN_TAKEN = 0.5, UNSEEN_CHANCES = 1
const LEAST_STREAM_PER_SECOND = 1e-5

/**
 * The pool as answers and ends of service show it: who serves (by name), who was idle for how long, the real order of the
 * line, and the laws that were learned. Agents who are there and those who are away differ only by the law of their return.
 */
export function inferredPoolModel(pool: PoolView, live: LiveCenter, learning: InferredLearning, places: readonly LearnedPlace[], nowMs: number): PoolModel {
  const ids = pool.queues
  const toldMs = toldNowMs(queuesOf(pool, live), nowMs)
  const index = new Map(ids.map((queue, at) => [queue, at]))
  const tables = learning.agents.tablesOf(ids)
  const spell = hazardLaw(SPELL_GAP.edges, ratesOf(SPELL_GAP, tables.spell))
  const lull = hazardLaw(LULL_GAP.edges, ratesOf(LULL_GAP, tables.lull))
  const memories = new Map(learning.agents.agentsOf(ids))
  const unseen = ids.map((queue) => unseenShare(queue, memories.values()))

  const agents: ModelAgent[] = []
  const served = new Map(pool.agents.map(({ id, serving }) => [id, serving]))
  for (const [id, memory] of memories) {
    const takes = ids.map((queue, at) => takesShare(memory, queue, unseen[at] ?? 0))
    const slowness = slownessOf(memory)
    const serving = served.get(id) ?? []
    if (serving.length > 0) {
      const services = serving.map(({ queue, startedAtMs }) => ({ queue: index.get(queue) ?? 0, ageSeconds: Math.max(0, toldMs - startedAtMs) / 1000 }))
      agents.push({ takes, slots: services.length, serving: services, gap: spell, slowness })
      continue
    }
    const idleSeconds = memory.endedMs === undefined ? Infinity : (nowMs - memory.endedMs) / 1000
    if (idleSeconds >= EXPECTED_BACK_SECONDS) continue
    agents.push({ takes, slots: 1, serving: [], away: { law: memory.inSpell ? spell : lull, idleSeconds }, gap: spell, slowness })
  }
  return {
    queues: ids.map((queue) => {
      const { histogram, expectedSeconds } = learning.handleOf(queue)
      const patience = learning.patienceOf(queue)
      return { queue, handle: durationLaw(histogram, expectedSeconds), patience: patienceLaw(patience.queue, patience.center) }
    }),
    waiting: waitingOf(places, index, live, toldMs),
    agents,
    streams: ids.flatMap((queue, at) => learning.ratesOf(queue).flatMap((rate): ModelStream[] => {
      const perSecond = perSecondOf(rate, nowMs)
      if (perSecond < LEAST_STREAM_PER_SECOND) return []
      return [{ queue: at, priority: rate.priority, perSecond, creditSeconds: rate.creditSeconds + creditOf(learning.credits, classKey(queue, rate.credited)) }]
    })),
    pickUpSeconds: 0,
    newAgents: { perSecond: learning.agents.newPerSecond(ids, nowMs), takes: unseen },
  }
}

/** Who waits in several queues stands once, by the order of the best. */
function waitingOf(places: readonly LearnedPlace[], index: ReadonlyMap<string, number>, live: LiveCenter, nowMs: number): ModelContact[] {
  const waiting = new Map<string, ModelContact>()
  for (const { key, queue, orderMs } of places) {
    const known = waiting.get(key.contact)
    const orderSeconds = (orderMs - nowMs) / 1000
    waiting.set(key.contact, {
      contact: key.contact, queues: [...(known?.queues ?? []), index.get(queue) ?? 0], priority: key.priority,
      orderSeconds: Math.min(orderSeconds, known?.orderSeconds ?? Infinity), waitedSeconds: waitedSeconds(key.contact, key.sinceMs, live, nowMs),
    })
  }
  return [...waiting.values()]
}

/** Since it joined: credits are no waiting. */
function waitedSeconds(contact: string, sinceMs: number, live: LiveCenter, nowMs: number): number {
  const phase = live.contact(contact)?.phase
  return Math.max(0, nowMs - (phase && 'queuedAtMs' in phase ? phase.queuedAtMs : sinceMs)) / 1000
}

function takesShare(agent: AgentMemory, queue: string, unseen: number): number {
  const known = held(agent.takes, queue)
  return known ? known.taken / known.chances : unseen
}

/** How agents who were seen with this queue take it. */
function unseenShare(queue: string, agents: Iterable<AgentMemory>): number {
  let taken = UNSEEN_TAKEN, chances = UNSEEN_CHANCES
  for (const agent of agents) {
    const known = held(agent.takes, queue)
    taken += known?.taken ?? 0
    chances += known?.chances ?? 0
  }
  return taken / chances
}
