import type { EventOf } from '../contact-event.ts'
import { type ContactState, openQueuedStay, openServices, type RestingHold } from './contact-state.ts'
import { endQueued, endServices, openService } from './stays.ts'

const resting = (state: ContactState): RestingHold =>
  state.hold.kind === 'connecting' || state.hold.kind === 'paused' ? state.hold.before : state.hold

export function onRinging(state: ContactState, event: EventOf<'contact.ringing'>): void {
  if (openQueuedStay(state) !== undefined) state.hold = { kind: 'connecting', agent: event.agent, before: resting(state) }
}

/** Back to the same place and clock. Where several agents ring in turn, only the one that rings now counts. */
export function onNotAnswered(state: ContactState, event: EventOf<'contact.not-answered'>): void {
  if (state.hold.kind !== 'connecting') return
  if (event.agent === undefined || event.agent === state.hold.agent) state.hold = state.hold.before
}

function takeIntoService(state: ContactState, atMs: number, agent: string | undefined, by: 'human' | 'bot' | 'recording'): void {
  const services = openServices(state)
  if (services.some((stay) => stay.agent === agent && stay.by === (by === 'human' ? undefined : by))) return
  if (by === 'human') {
    endServices(state, atMs, 'transferred', (stay) => stay.by !== undefined)
    const nameless = services.find((stay) => stay.by === undefined && stay.agent === undefined)
    if (agent === undefined && services.some((stay) => stay.by === undefined)) return
    if (nameless !== undefined && agent !== undefined) {
      nameless.agent = agent
      return
    }
  }
  openService(state, atMs, agent, by)
}

/**
 * A human ends the wait. A bot takes the contact out of the line, but that is no answer: its stay ends as `transferred`.
 * A recording that plays to a waiting contact changes nothing: it waits.
 */
export function onAnswered(state: ContactState, event: EventOf<'contact.answered'>): void {
  const by = event.by ?? 'human'
  if (by === 'recording' && openQueuedStay(state) !== undefined) return
  endQueued(state, event.time, by === 'human' ? 'answered' : 'transferred')
  takeIntoService(state, event.time, event.agent, by)
}

/** Hung up: out of the line, or, in service, the end of it. */
export function onAbandoned(state: ContactState, event: EventOf<'contact.abandoned'>): void {
  if (endQueued(state, event.time, 'abandoned')) return
  endServices(state, event.time, 'handled')
}

export function onLeft(state: ContactState, event: EventOf<'contact.left'>): void {
  endQueued(state, event.time, event.reason)
  endServices(state, event.time, event.reason, (stay) => stay.by !== undefined)
}

/**
 * Once per agent; a service whose agent was never named is the one meant where no other is. A contact that waits again by then
 * (the agent transferred it and finishes now) goes on waiting.
 */
export function onHandled(state: ContactState, event: EventOf<'contact.handled'>): void {
  const services = openServices(state)
  const meant = event.agent === undefined ? services
    : services.some((stay) => stay.agent === event.agent) ? services.filter((stay) => stay.agent === event.agent)
      : services.filter((stay) => stay.agent === undefined)
  endServices(state, event.time, 'handled', (stay) => meant.includes(stay))
}

/** A queued contact leaves the line and keeps place and clock; one with an agent only frees that agent. */
export function onPaused(state: ContactState, event: EventOf<'contact.paused'>): void {
  if (openQueuedStay(state) === undefined) {
    if (openServices(state).length > 0) state.parked = true
    return
  }
  state.hold = { kind: 'paused', pausedAtMs: event.time, before: resting(state), ...(event.until === undefined ? {} : { untilMs: event.until }) }
}

export function onResumed(state: ContactState, _event: EventOf<'contact.resumed'>): void {
  state.parked = false
  if (state.hold.kind === 'paused') state.hold = state.hold.before
}

/** A human's reply is the answer (messaging, e-mail); a bot's or the customer's is a sign of life. */
export function onReplied(state: ContactState, event: EventOf<'contact.replied'>): void {
  if ((event.by ?? 'human') === 'human') endQueued(state, event.time, 'answered')
}

export function onCallbackReached(state: ContactState, event: EventOf<'callback.reached'>): void {
  endQueued(state, event.time, 'callback-reached')
  takeIntoService(state, event.time, event.agent, 'human')
}
