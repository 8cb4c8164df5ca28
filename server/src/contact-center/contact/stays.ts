import type { Stay, StayOutcome } from '../view.ts'
import { appended } from './appended.ts'
import { type ContactState, openQueuedStay, WAITING } from './contact-state.ts'
import { newStay } from './new-stay.ts'

/** Ends the open queued stay; false where none is open. An end is never before the stay's beginning. */
export function endQueued(state: ContactState, atMs: number, outcome: StayOutcome): boolean {
  const stay = openQueuedStay(state)
  if (stay === undefined) return false
  stay.endedAtMs = Math.max(atMs, stay.startedAtMs)
  stay.outcome = outcome
  const served = stay.queues[0]
  if (served !== undefined && (outcome === 'answered' || outcome === 'callback-reached')) stay.servedQueue = served
  state.hold = WAITING
  return true
}

function endService(stay: Stay, atMs: number, outcome: StayOutcome): void {
  stay.endedAtMs = Math.max(atMs, stay.startedAtMs)
  stay.outcome = outcome
}

/** Ends the open services that `which` accepts. */
export function endServices(state: ContactState, atMs: number, outcome: StayOutcome, which?: (stay: Stay) => boolean): void {
  let left = 0
  for (const stay of state.stays) {
    if (stay.kind !== 'with-agent' || stay.endedAtMs !== undefined) continue
    if (which === undefined || which(stay)) endService(stay, atMs, outcome)
    else left++
  }
  if (left === 0) state.parked = false
}

export interface Opening { queues: string[]; priority: number; sinceMs: number; startedAtMs: number }

/** Opens a stay in a line; whatever was open ends with `endedAs`. */
export function openQueued(state: ContactState, opening: Opening, endedAs: StayOutcome = 'requeued'): void {
  if (state.stays.length > 0) {
    endQueued(state, opening.startedAtMs, endedAs)
    endServices(state, opening.startedAtMs, endedAs)
  }
  if (state.stays.every((stay) => stay.kind !== 'queued')) state.firstQueuedMs = opening.startedAtMs
  state.hold = WAITING
  const { queues, priority, sinceMs, startedAtMs } = opening
  if (typeof queues[0] !== 'string') throw new TypeError('the event names no queue')
  state.stays = appended(state.stays, newStay('queued', queues, priority, sinceMs, startedAtMs))
}

/** Opens a stay with an agent, in the queues of the stay it came from. */
export function openService(state: ContactState, atMs: number, agent: string | undefined, by: 'human' | 'bot' | 'recording'): void {
  const from = state.stays.findLast((stay) => stay.kind === 'queued')
  const stay = newStay('with-agent', from?.queues ?? [], from?.priority ?? 0, atMs, atMs)
  stay.agent = agent
  stay.by = by === 'human' ? undefined : by
  if (from?.queues[0] !== undefined) stay.servedQueue = from.servedQueue ?? from.queues[0]
  state.stays = appended(state.stays, stay)
}
