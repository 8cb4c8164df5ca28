import type { Channel } from '@queuecast/client-sdk/protocol'
import type { ContactKind } from '../contact-event.ts'
import type { Phase, Stay } from '../view.ts'
import { copyStay } from './new-stay.ts'
import type { ContactOwnEvent } from './timeline.ts'

/** How the open queued stay is held: only `waiting`, `connecting` and a callback that keeps its place stand in the line. */
export type Hold =
  | { kind: 'waiting' }
  | { kind: 'callback'; mode: 'keeps-place' | 'scheduled'; fromMs?: number; toMs?: number }
  | { kind: 'connecting'; agent: string; before: RestingHold }
  | { kind: 'paused'; pausedAtMs: number; untilMs?: number; before: RestingHold }
export type RestingHold = Extract<Hold, { kind: 'waiting' | 'callback' }>

export type Clock = Readonly<Partial<Record<'dialledAt' | 'connectedAt' | 'choseAt' | 'humanAskedAt', number>>>

/** What a contact's items fold to. JSON-safe; the fold works on a copy and never on one that is shared. */
export interface ContactState {
  /** False until something says where the contact is: a queued, requeued or refused event, or a snapshot that lists it. */
  known: boolean
  feed: string
  channel: Channel | undefined
  kind: ContactKind
  language: string | undefined
  skills: Record<string, number> | undefined
  follows: string | undefined
  clock: Clock
  firstQueuedMs: number
  stays: Stay[]
  hold: Hold
  /** A contact with an agent that is parked: it takes no capacity now. */
  parked: boolean
  /** Time of the last own event. */
  lastEventMs: number
  /** Time of the last own event or of the last snapshot that listed it. */
  lastSeenMs: number
  callbackOffered: boolean
  /** In a base only: the compacted events that say more than stays do, for the ledger. */
  journal: readonly ContactOwnEvent[] | undefined
}

/** Holds are replaced, never changed, so that one plain wait serves all. */
export const WAITING: Hold = { kind: 'waiting' }

export const emptyContactState: ContactState = {
  known: false, feed: '', channel: undefined, kind: 'customer', language: undefined, skills: undefined, follows: undefined, clock: {}, firstQueuedMs: 0,
  stays: [], hold: WAITING, parked: false, lastEventMs: 0, lastSeenMs: 0, callbackOffered: false, journal: undefined,
}

/**
 * A copy whose stays may be changed; hold, clock and skills are replaced, never changed. Field by field, as `copyStay`: each event
 * makes one, and a spread gives every copy a hidden class of its own, after which nothing that reads them is quick.
 */
export const copyContactState = (state: ContactState): ContactState => ({
  known: state.known, feed: state.feed, channel: state.channel, kind: state.kind, language: state.language, skills: state.skills, follows: state.follows,
  clock: state.clock, firstQueuedMs: state.firstQueuedMs, stays: state.stays.map(copyStay), hold: state.hold, parked: state.parked,
  lastEventMs: state.lastEventMs, lastSeenMs: state.lastSeenMs, callbackOffered: state.callbackOffered, journal: state.journal,
})

/** The stay in a line that is open; at most one, and always the last of its kind. */
export function openQueuedStay(state: ContactState): Stay | undefined {
  for (let index = state.stays.length - 1; index >= 0; index--) {
    const stay = state.stays[index]
    if (stay?.kind === 'queued') return stay.endedAtMs === undefined ? stay : undefined
  }
  return undefined
}

export function lastQueuedStay(state: ContactState): Stay | undefined {
  return state.stays.findLast((stay) => stay.kind === 'queued')
}

export const openServices = (state: ContactState): Stay[] =>
  state.stays.filter((stay) => stay.kind === 'with-agent' && stay.endedAtMs === undefined)

/** The last stay that ended. */
function lastEnded(stays: readonly Stay[]): Stay | undefined {
  let last: Stay | undefined
  for (const stay of stays) if (stay.endedAtMs !== undefined && (last?.endedAtMs === undefined || stay.endedAtMs >= last.endedAtMs)) last = stay
  return last
}

/** Where the contact is, out of its stays and its hold. */
export function phaseOf(state: ContactState): Phase {
  const queued = openQueuedStay(state)
  if (queued !== undefined) {
    const { queues, priority, sinceMs, startedAtMs: queuedAtMs } = queued
    const hold = state.hold
    switch (hold.kind) {
      case 'waiting': return { kind: 'waiting', queues, priority, sinceMs, queuedAtMs }
      case 'connecting': return { kind: 'connecting', queues, priority, sinceMs, queuedAtMs, agent: hold.agent }
      case 'paused': return { kind: 'paused', queues, priority, sinceMs, queuedAtMs, pausedAtMs: hold.pausedAtMs, ...(hold.untilMs === undefined ? {} : { untilMs: hold.untilMs }) }
      case 'callback': return {
        kind: 'callback', mode: hold.mode, queues, priority, sinceMs, queuedAtMs, ...(hold.fromMs === undefined ? {} : { fromMs: hold.fromMs }),
        ...(hold.toMs === undefined ? {} : { toMs: hold.toMs }),
      }
      default: return hold satisfies never
    }
  }
  const services = openServices(state)
  const first = services[0]
  if (first !== undefined) {
    const human = services.find((stay) => stay.by === undefined)
    const agents = services.flatMap((stay) => (stay.agent === undefined ? [] : [stay.agent]))
    return { kind: 'with-agent', agents, answeredAtMs: (human ?? first).startedAtMs, by: human === undefined ? (first.by ?? 'human') : 'human' }
  }
  const ended = lastEnded(state.stays)
  return { kind: 'ended', atMs: ended?.endedAtMs ?? state.lastEventMs, outcome: ended?.outcome ?? 'other' }
}
