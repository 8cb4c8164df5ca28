import { type AgentRecord, isOut, toldQueues } from './agent-record.ts'

/** An agent of whom nothing is told is taken to be there for this long after it was last seen serving. */
export const SEEN_SERVING_MS = 30 * 60_000
/**
 * Where feeds do not tell agents' queues, what an agent was seen serving is remembered as a skill: a rare queue must not
 * fall out of its pool, and be forecast from its own few departures, whenever half an hour passes without a contact.
 */
export const SKILL_REMEMBERED_MS = 7 * 24 * 3_600_000

/** What an agent counts for pools (CC33). */
export interface AgentStanding {
  /** Those it is known to serve, sorted; at least one. */
  queues: readonly string[]
  /** It told its queues. */
  told: boolean
  /** It is there now. */
  present: boolean
}

/** Undefined where it is known to serve no queue. `untilMs`: the first instant at which it may be another though nothing happens. */
export function agentStandingOf(agent: AgentRecord, nowMs: number): { standing: AgentStanding | undefined; untilMs: number } {
  const told = toldQueues(agent)
  const queues = new Set(told)
  for (const { queue } of agent.serving.values()) queues.add(queue)
  let present = queues.size > 0
  let untilMs = Infinity
  let seenUntilMs = -Infinity
  if (!isOut(agent)) {
    const rememberedMs = agent.queues === undefined ? SKILL_REMEMBERED_MS : SEEN_SERVING_MS
    for (const [queue, lastMs] of Object.entries(agent.seen)) {
      if (lastMs + rememberedMs <= nowMs || told.includes(queue)) continue
      queues.add(queue)
      untilMs = Math.min(untilMs, lastMs + rememberedMs)
      seenUntilMs = Math.max(seenUntilMs, lastMs + SEEN_SERVING_MS)
    }
  }
  // Also while it serves: that it was seen within half an hour is all that counts once it stops.
  if (told.length === 0 && seenUntilMs > nowMs) {
    present = true
    untilMs = Math.min(untilMs, seenUntilMs)
  }
  return { standing: queues.size === 0 ? undefined : { queues: [...queues].sort(), told: agent.queues !== undefined, present }, untilMs }
}
