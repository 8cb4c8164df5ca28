import type { EventOf } from '../contact-event.ts'
import { type AgentFacts, totalCapacity } from './agents.ts'
import { type CenterState, queueOf, touchQueue } from './center-state.ts'

/** What an agent's event says. */
export const agentFacts = (event: EventOf<'agent.state'>, feed: string): AgentFacts => ({
  agent: event.agent, timeMs: event.time, id: event.id, state: event.state, feed, ...(event.queues === undefined ? {} : { queues: [...new Set(event.queues)] }),
  ...(event.capacity === undefined ? {} : { capacity: totalCapacity(event.capacity) }), ...(event.until === undefined ? {} : { untilMs: event.until }),
})

/** Commits it; queues an agent is told to serve are taken in as they come and run at feed level 3. */
export function writeAgent(center: CenterState, facts: AgentFacts): void {
  for (const id of facts.queues ?? []) queueOf(center, id).memory.sawAgents = true
  for (const queue of center.agents.write(facts)) touchQueue(center, queue)
}
