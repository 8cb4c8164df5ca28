import * as z from 'zod'
import type { ContactEvent, EventOf } from '../../contact-center/index.ts'
import { opaqueIdOf } from '../vendor-ids.ts'

type AgentState = EventOf<'agent.state'>['state']

/** A queue's member as `v2.routing.queues.{id}.users` tells it; all but this is dropped. */
const memberSchema = z.object({
  id: z.string().min(1).max(100), joined: z.boolean().optional(),
  routingStatus: z.object({ status: z.string().optional(), startTime: z.string().optional() }).optional(),
})
const STATES: Readonly<Record<string, AgentState>> = {
  IDLE: 'available', INTERACTING: 'on-contact', COMMUNICATING: 'on-contact', NOT_RESPONDING: 'not-ready', OFF_QUEUE: 'signed-out',
}

/** Agents from the members of their queues: one agent, whatever number of queues tell of it. */
export function createMembers(): { update(queue: string, body: unknown, receivedAtMs: number): ContactEvent[] } {
  const agents = new Map<string, { queues: Set<string>; state: AgentState; told: string }>()
  return {
    update(queue, body, receivedAtMs) {
      const read = memberSchema.safeParse(body)
      if (!read.success) return []
      const { id, joined, routingStatus } = read.data
      const agent = agents.get(id) ?? { queues: new Set<string>(), state: 'signed-out' as AgentState, told: '' }
      agents.set(id, agent)
      if (joined === false) agent.queues.delete(queue)
      else agent.queues.add(queue)
      agent.state = STATES[routingStatus?.status ?? ''] ?? agent.state
      const queues = [...agent.queues].sort()
      const told = `${agent.state} ${queues.join(' ')}`
      if (told === agent.told) return []
      agent.told = told
      const startedMs = Date.parse(routingStatus?.startTime ?? '')
      const time = Number.isNaN(startedMs) ? receivedAtMs : Math.max(startedMs, receivedAtMs - 60_000)
      return [{ id: `${id}-${Math.round(receivedAtMs)}-${queue}`.slice(0, 128), type: 'agent.state', time: Math.round(time), agent: opaqueIdOf(id), state: agent.state, queues }]
    },
  }
}
