import type { ContactState } from '@queuecast/client-sdk/protocol'
import type { ContactView, LiveCenter, QueueView } from '../contact-center/index.ts'
import { inLine, type InLine } from './reading.ts'

/** The state that is told for a contact (DP15). */
export function contactState(view: ContactView, live: LiveCenter): ContactState {
  const { phase } = view
  switch (phase.kind) {
    case 'waiting':
      return closure(phase, live) ?? 'waiting'
    case 'connecting':
      // Nobody can say that a ring goes on when its feed is silent.
      return anyStale(phase.queues, live) ? 'waiting' : 'connecting'
    case 'paused':
      return 'paused'
    case 'callback':
      return 'callback'
    case 'with-agent':
      return 'answered'
    case 'ended':
      return wasAnswered(view) ? 'answered' : 'left'
    default:
      return phase satisfies never
  }
}

/** As a figure tells it: of who is no customer, or nobody we know, nothing is said (DP16). */
export const figureState = (view: ContactView | undefined, live: LiveCenter): ContactState =>
  view === undefined || view.kind !== 'customer' ? 'unknown' : contactState(view, live)

export const anyStale = (queues: readonly string[], live: LiveCenter): boolean =>
  queues.some((queue) => live.queue(queue)?.feedState !== 'live')

/** `closing`: nobody joins, those who wait are still served; `closed`: they are turned away. Only where all its queues are. */
function closure(phase: InLine, live: LiveCenter): 'closing' | 'closed' | undefined {
  let allTurnAway = true
  for (const queue of phase.queues) {
    const view = live.queue(queue)
    if (view === undefined || takesMore(view)) return undefined
    allTurnAway &&= turnsAway(view)
  }
  return allTurnAway ? 'closed' : 'closing'
}

/** Somebody may join the queue now. */
export const takesMore = (queue: QueueView): boolean => queue.open && queue.closing !== true

export const turnsAway = (queue: QueueView | undefined): boolean => queue?.open === false && queue.facts?.hours?.atClose === 'turn-away'

/** Ended in or after the hands of an agent, or reached by a callback. */
function wasAnswered(view: ContactView): boolean {
  if (view.phase.kind === 'ended' && view.phase.outcome === 'callback-reached') return true
  const last = view.stays.at(-1)
  return last?.kind === 'with-agent' || last?.outcome === 'answered' || last?.outcome === 'callback-reached'
}

/** The lines a contact stands in, or stood in last: their notices and show modes speak to it. */
export function queuesOf(view: ContactView): readonly string[] {
  return inLine(view.phase) ? view.phase.queues : view.stays.findLast((stay) => stay.kind === 'queued')?.queues ?? []
}
