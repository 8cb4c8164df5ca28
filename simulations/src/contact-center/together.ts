import type { Observer } from './observer.ts'

/** Two observers as one; the first sees everything first. */
export function together(first: Observer, second: Observer): Observer {
  return {
    queued(...seen) { first.queued?.(...seen); second.queued?.(...seen) },
    answered(...seen) { first.answered?.(...seen); second.answered?.(...seen) },
    abandoned(...seen) { first.abandoned?.(...seen); second.abandoned?.(...seen) },
    handled(...seen) { first.handled?.(...seen); second.handled?.(...seen) },
    transferred(...seen) { first.transferred?.(...seen); second.transferred?.(...seen) },
    refused(...seen) { first.refused?.(...seen); second.refused?.(...seen) },
    opened(...seen) { first.opened?.(...seen); second.opened?.(...seen) },
    callback(...seen) { first.callback?.(...seen); second.callback?.(...seen) },
    agentState(...seen) { first.agentState?.(...seen); second.agentState?.(...seen) },
    virtualStart(...seen) { first.virtualStart?.(...seen); second.virtualStart?.(...seen) },
    look(...seen) { first.look?.(...seen); second.look?.(...seen) },
  }
}
