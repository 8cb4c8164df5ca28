import { backoffMs } from './backoff.ts'
import type { ConnectionEvent, ConnectionState, ConnectReason, Course } from './connection-state.ts'
import type { TransportName } from './transports/transport.ts'

/** The transports to use, best first; at least one. */
export interface ConnectionPlan { readonly transports: readonly [TransportName, ...TransportName[]] }

/** A try that has not shown a display by then has failed: proxies that swallow WebSockets never say no. */
export const CONNECT_LIMIT_MS = 10_000
/** Shorter for a try of something better: what works was given up for it, and the figure lives 15 s. */
export const PROBE_LIMIT_MS = 5_000
/** A connection that lived this long was a good one, and the backoff begins anew. */
export const STABLE_AFTER_MS = 10_000
export const OFFLINE_RETRY_MS = 30_000
/** From a fallback, something better is tried after a minute, then at twice the time, at most each quarter of an hour. */
const TRY_BETTER_MS = 60_000
const TRY_BETTER_CAP_MS = 900_000

type Kind = ConnectionState['kind']
type EventKind = ConnectionEvent['kind']
type StateOf<K extends Kind> = Extract<ConnectionState, { kind: K }>
type EventOf<K extends EventKind> = Extract<ConnectionEvent, { kind: K }>
type Cell<S extends Kind, E extends EventKind> = (state: StateOf<S>, event: EventOf<E>, plan: ConnectionPlan) => ConnectionState
/** A cell for each state and event: the compiler finds the one that was forgotten. */
type Table = { readonly [S in Kind]: { readonly [E in EventKind]: Cell<S, E> } }

const FIRST_COURSE: Course = { attempt: 0, home: 0, triedInRound: 0, failedRounds: 0, vainProbes: 0 }

const nameAt = (plan: ConnectionPlan, index: number): TransportName => plan.transports[index % plan.transports.length] ?? plan.transports[0]

function connect(course: Course, index: number, because: ConnectReason, nowMs: number, plan: ConnectionPlan): ConnectionState {
  const limit = because === 'better' ? PROBE_LIMIT_MS : CONNECT_LIMIT_MS
  return { kind: 'connecting', transport: nameAt(plan, index), because, giveUpAtMs: nowMs + limit, course: { ...course, attempt: course.attempt + 1 } }
}
const connectHome = (course: Course, because: ConnectReason, nowMs: number, plan: ConnectionPlan): ConnectionState =>
  connect({ ...course, triedInRound: 0 }, course.home, because, nowMs, plan)

/** The server named when to come back; a quarter of jitter on top, for it named that to everyone. */
const waitAsAsked = (course: Course, afterSeconds: number, event: ConnectionEvent): ConnectionState => ({
  kind: 'waiting-to-retry', asked: true, retryAtMs: event.nowMs + afterSeconds * 1000 * (1 + event.random / 4) + backoffMs(0, event.random),
  course: { ...course, triedInRound: 0, failedRounds: course.failedRounds + 1 },
})
const waitBackoff = (course: Course, event: ConnectionEvent): ConnectionState => ({
  kind: 'waiting-to-retry', asked: false, retryAtMs: event.nowMs + backoffMs(course.failedRounds, event.random),
  course: { ...course, triedInRound: 0, failedRounds: course.failedRounds + 1 },
})
const rest = (course: Course, nowMs: number): ConnectionState => ({ kind: 'offline', retryAtMs: nowMs + OFFLINE_RETRY_MS, course: { ...course, triedInRound: 0 } })

/** A try failed: back to what works after a vain probe, else the next transport at once, else wait for a new round. */
function tryFailed(state: StateOf<'connecting'>, event: ConnectionEvent, plan: ConnectionPlan): ConnectionState {
  if (state.because === 'better') return connectHome({ ...state.course, vainProbes: state.course.vainProbes + 1 }, 'fallback', event.nowMs, plan)
  const triedInRound = state.course.triedInRound + 1
  if (triedInRound < plan.transports.length) return connect({ ...state.course, triedInRound }, state.course.home + triedInRound, 'fallback', event.nowMs, plan)
  return waitBackoff(state.course, event)
}

/** Rounds do not count any more once a connection was good for long enough. */
const courseAfter = (state: StateOf<'live'>, nowMs: number): Course =>
  nowMs - state.sinceMs >= STABLE_AFTER_MS ? { ...state.course, failedRounds: 0 } : state.course

function refuse(course: Course, event: EventOf<'refused'>): ConnectionState {
  const { code, retry, after } = event.refused
  if (!retry) return { kind: 'refused', code }
  return after === undefined ? waitBackoff(course, event) : waitAsAsked(course, after, event)
}

function goLive(state: StateOf<'connecting'>, event: ConnectionEvent, plan: ConnectionPlan): ConnectionState {
  const home = Math.max(0, plan.transports.indexOf(state.transport))
  const vainProbes = home === 0 ? 0 : state.course.vainProbes
  const pause = Math.min(TRY_BETTER_CAP_MS, TRY_BETTER_MS * 2 ** Math.min(vainProbes, 10))
  return {
    kind: 'live', transport: state.transport, sinceMs: event.nowMs,
    tryBetterAtMs: home === 0 ? undefined : event.nowMs + pause * (1 + event.random / 2),
    course: { ...state.course, home, triedInRound: 0, vainProbes },
  }
}

const stay = (state: ConnectionState): ConnectionState => state
const close = (): ConnectionState => ({ kind: 'closed' })
const reconnect = (state: StateOf<'live'>, event: ConnectionEvent, plan: ConnectionPlan): ConnectionState =>
  connectHome(courseAfter(state, event.nowMs), 'woke', event.nowMs, plan)
const retryNow = (state: StateOf<'waiting-to-retry' | 'offline'>, event: ConnectionEvent, plan: ConnectionPlan): ConnectionState =>
  connectHome(state.course, 'retry', event.nowMs, plan)
const retryUnlessAsked = (state: StateOf<'waiting-to-retry'>, event: ConnectionEvent, plan: ConnectionPlan): ConnectionState =>
  state.asked ? state : retryNow(state, event, plan)
const retryWhenDue = (state: StateOf<'waiting-to-retry' | 'offline'>, event: ConnectionEvent, plan: ConnectionPlan): ConnectionState =>
  event.nowMs < state.retryAtMs ? state : retryNow(state, event, plan)

const unmoved = { start: stay, opened: stay, failed: stay, refused: stay, timer: stay, online: stay, offline: stay, woke: stay, seen: stay, close: stay } as const

const table: Table = {
  idle: { ...unmoved, start: (_state, event, plan) => connectHome(FIRST_COURSE, 'start', event.nowMs, plan), close },
  connecting: {
    start: stay,
    opened: goLive,
    failed: (state, event, plan) => event.failure.afterSeconds === undefined ? tryFailed(state, event, plan) : waitAsAsked(state.course, event.failure.afterSeconds, event),
    refused: (state, event) => refuse(state.course, event),
    timer: (state, event, plan) => event.nowMs < state.giveUpAtMs ? state : tryFailed(state, event, plan),
    online: (state, event, plan) => connectHome(state.course, 'woke', event.nowMs, plan),
    offline: (state, event) => rest(state.course, event.nowMs),
    woke: (state, event, plan) => connectHome(state.course, 'woke', event.nowMs, plan),
    seen: stay,
    close,
  },
  live: {
    start: stay,
    opened: stay,
    failed: (state, event) => {
      const course = courseAfter(state, event.nowMs)
      return event.failure.afterSeconds === undefined ? waitBackoff(course, event) : waitAsAsked(course, event.failure.afterSeconds, event)
    },
    refused: (state, event) => refuse(courseAfter(state, event.nowMs), event),
    timer: (state, event, plan) => {
      if (state.tryBetterAtMs === undefined || event.nowMs < state.tryBetterAtMs) return state
      return connect(courseAfter(state, event.nowMs), state.course.vainProbes % Math.max(1, state.course.home), 'better', event.nowMs, plan)
    },
    // A connection from before the network changed is dead, though nothing says so for a while.
    online: reconnect,
    // It may still work; if not, the freshness of the figure and the transport will tell.
    offline: stay,
    woke: reconnect,
    seen: stay,
    close,
  },
  'waiting-to-retry': {
    ...unmoved,
    timer: retryWhenDue, online: retryUnlessAsked, woke: retryUnlessAsked, seen: retryUnlessAsked,
    offline: (state, event) => state.asked ? state : rest(state.course, event.nowMs),
    close,
  },
  offline: { ...unmoved, timer: retryWhenDue, online: retryNow, woke: retryNow, seen: retryNow, close },
  refused: { ...unmoved, close },
  closed: unmoved,
}

/**
 * The next state. Pure: time and chance come with the event. What to do follows from the state alone: keep the session
 * `sessionOf(state)` open and no other, and send `timer` at `dueAtMs(state)`. Returns `state` itself when nothing changes.
 */
export function transition(state: ConnectionState, event: ConnectionEvent, plan: ConnectionPlan): ConnectionState {
  // The compiler cannot see that the row and the column fit the arguments; the table's type made sure that they do.
  const cell = table[state.kind][event.kind] as (state: ConnectionState, event: ConnectionEvent, plan: ConnectionPlan) => ConnectionState
  return cell(state, event, plan)
}
