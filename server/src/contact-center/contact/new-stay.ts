import type { Stay } from '../view.ts'

/** A stay with every field in its place, so that all of them are of one shape: whatever is not told yet is undefined. */
export const newStay = (kind: Stay['kind'], queues: string[], priority: number, sinceMs: number, startedAtMs: number): Stay => ({
  kind, queues, agent: undefined, priority, sinceMs, startedAtMs, endedAtMs: undefined, outcome: undefined, servedQueue: undefined, by: undefined,
})

/** A copy that may be changed. */
export const copyStay = (stay: Stay): Stay => ({
  kind: stay.kind, queues: stay.queues, agent: stay.agent, priority: stay.priority, sinceMs: stay.sinceMs, startedAtMs: stay.startedAtMs,
  endedAtMs: stay.endedAtMs, outcome: stay.outcome, servedQueue: stay.servedQueue, by: stay.by,
})
