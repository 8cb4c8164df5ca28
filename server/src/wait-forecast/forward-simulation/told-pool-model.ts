import type { AgentView, PoolView, QueueView } from '../../contact-center/index.ts'
import type { CenterLearning } from '../learning/center-learning.ts'
import { durationLaw } from '../learning/duration-histogram.ts'
import { patienceLaw } from '../learning/patience-hazard.ts'
import { toldNowMs } from '../situation.ts'
import { serves } from '../staffing.ts'
import type { DurationLaw, ModelAgent, ModelContact, ModelQueue, ModelService, ModelStream, PoolModel } from './pool-model.ts'
import { streamsOf } from './stream-rates.ts'
import { tabledLaw } from './tabled-law.ts'

/** A model of a pool, and where in it the contacts of each queue's line stand, by place less one. */
export interface ToldPool { model: PoolModel; contactAt: readonly Int32Array[] }

/** The pool as its feed tells it (level 3): agents, services in course with their ages, and who waits, with learned laws. */
export function toldPool(pool: PoolView, queues: readonly QueueView[], learning: CenterLearning, severalIds: readonly string[], nowMs: number): ToldPool {
  const known: Known = { index: new Map(queues.map(({ id }, at) => [id, at])), learning, gap: learning.told.afterWork.lawOf(pool.queues), nowMs: toldNowMs(queues, nowMs) }
  const { waiting, contactAt } = waitingOf(queues, new Set(severalIds), toldNowMs(queues, nowMs))
  const lowest = Math.min(...queues.map(({ id }) => learning.lowestPriority(id)), ...waiting.map(({ priority }) => priority))
  return {
    contactAt,
    model: {
      queues: queues.map(({ id }) => modelQueue(id, learning)), waiting,
      agents: pool.agents.flatMap((agent) => modelAgent(agent, queues, known) ?? []),
      streams: queues.flatMap(({ id }, at): ModelStream[] => {
        const streams = learning.told.streamsInto(id)
        return streams ? streamsOf(streams, at, lowest, nowMs) : []
      }),
      pickUpSeconds: learning.seenPickUpSeconds,
    },
  }
}

function modelQueue(queue: string, learning: CenterLearning): ModelQueue {
  const { histogram, expectedSeconds } = learning.inferred.handleOf(queue)
  const patience = learning.inferred.patienceOf(queue)
  return { queue, handle: tabledLaw(durationLaw(histogram, expectedSeconds)), patience: tabledLaw(patienceLaw(patience.queue, patience.center)) }
}

/** Undefined where the agent takes nobody: signed out, at rest with no end told, or with no place for a contact. */
function modelAgent(agent: AgentView, queues: readonly QueueView[], known: Known): ModelAgent | undefined {
  const { index, learning, gap, nowMs } = known
  // Who should be back, or gone, by now is not expected at any instant.
  const untilSeconds = agent.untilMs === undefined || agent.untilMs <= nowMs ? undefined : (agent.untilMs - nowMs) / 1000
  const rests = agent.state === 'signed-out' || agent.state === 'not-ready'
  if ((rests && untilSeconds === undefined) || agent.capacity < 1) return undefined
  const takes = queues.map(({ id }) => (serves(agent, id) ? 1 : 0))
  const first = takes.indexOf(1)
  if (first < 0) return undefined
  const base = { takes, slowness: 1, ...(gap && { gap }) }
  if (rests) return { ...base, slots: agent.capacity, serving: [], comesAtSeconds: untilSeconds ?? Infinity }
  // Contacts of other pools take their place as long as ours do.
  const serving: ModelService[] = agent.serving.map(({ queue, startedAtMs }) => ({ queue: index.get(queue) ?? first, ageSeconds: Math.max(0, nowMs - startedAtMs) / 1000 }))
  const afterWork = agent.state === 'after-contact-work' && serving.length === 0
  // With a contact that no event told.
  if (serving.length === 0 && (agent.state === 'on-contact' || (afterWork && !gap && untilSeconds === undefined))) serving.push({ queue: first, ageSeconds: 0 })
  return {
    ...base, slots: Math.max(agent.capacity, serving.length), serving,
    ...(afterWork && untilSeconds === undefined && gap && { away: { law: gap, idleSeconds: learning.told.afterWork.idleSeconds(agent.id, nowMs) ?? 0 } }),
    ...(untilSeconds !== undefined && (afterWork ? { comesAtSeconds: untilSeconds } : { leavesAtSeconds: untilSeconds })),
  }
}

/** `nowMs`: by the clock that tells of them. */
interface Known { index: ReadonlyMap<string, number>; learning: CenterLearning; gap: DurationLaw | undefined; nowMs: number }

function waitingOf(queues: readonly QueueView[], several: ReadonlySet<string>, nowMs: number): { waiting: ModelContact[]; contactAt: Int32Array[] } {
  const waiting: ModelContact[] = []
  const known = new Map<string, { index: number; queues: number[] }>()
  const contactAt = queues.map(({ line }, queue) => {
    const at = new Int32Array(line.length)
    let place = 0
    for (const { contact, priority, sinceMs } of line) {
      const before = several.has(contact) ? known.get(contact) : undefined
      before?.queues.push(queue)
      const index = before?.index ?? waiting.length
      at[place] = index
      place += 1
      if (before) continue
      const inQueues = [queue]
      if (several.has(contact)) known.set(contact, { index, queues: inQueues })
      waiting.push({ contact, queues: inQueues, priority, orderSeconds: (sinceMs - nowMs) / 1000, waitedSeconds: Math.max(0, nowMs - sinceMs) / 1000 })
    }
    return at
  })
  return { waiting, contactAt }
}
