import type { EventOf } from '../contact-event.ts'
import { type ContactState, lastQueuedStay, openQueuedStay, openServices } from './contact-state.ts'
import { endQueued, openQueued } from './stays.ts'

/** A callback that keeps its place stays in the line; a scheduled one is out of it until its window, which then is its `since`. */
export function onCallbackAccepted(state: ContactState, event: EventOf<'callback.accepted'>): void {
  const mode = event.mode ?? 'keeps-place'
  if (openQueuedStay(state) === undefined) {
    // Accepted after the contact had left the line: it waits again where it waited last.
    const last = lastQueuedStay(state)
    if (last === undefined || openServices(state).length > 0) return
    openQueued(state, {
      queues: last.queues, priority: last.priority, sinceMs: mode === 'keeps-place' ? last.sinceMs : event.time, startedAtMs: event.time,
    })
  }
  const stay = openQueuedStay(state)
  if (stay !== undefined && mode === 'scheduled' && event.window !== undefined) stay.sinceMs = event.window.from
  state.hold = {
    kind: 'callback', mode, ...(event.window === undefined ? {} : { fromMs: event.window.from, toMs: event.window.to }),
  }
}

function callbackHold(state: ContactState): { mode: 'keeps-place' | 'scheduled' } | undefined {
  const hold = state.hold.kind === 'connecting' || state.hold.kind === 'paused' ? state.hold.before : state.hold
  return hold.kind === 'callback' ? hold : undefined
}

/** A kept place goes on as an ordinary wait; a scheduled callback has nothing else to wait for. */
export function onCallbackCancelled(state: ContactState, event: EventOf<'callback.cancelled'>): void {
  const hold = callbackHold(state)
  if (hold === undefined) return
  if (hold.mode === 'keeps-place') state.hold = { kind: 'waiting' }
  else endQueued(state, event.time, 'callback-cancelled')
}

export function onCallbackExpired(state: ContactState, event: EventOf<'callback.expired'>): void {
  if (callbackHold(state) !== undefined) endQueued(state, event.time, 'callback-expired')
}

/** A failed attempt: whoever rang no longer does, the callback stands. */
export function onCallbackAttempted(state: ContactState, _event: EventOf<'callback.attempted'>): void {
  if (state.hold.kind === 'connecting') state.hold = state.hold.before
}
