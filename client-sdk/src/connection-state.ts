import type { RefusalCode, Refused } from './protocol/index.ts'
import type { TransportFailure, TransportName } from './transports/transport.ts'

/** What is remembered from one connection to the next. */
export interface Course {
  /** Number of the newest try; a new number is a new session, and an event of another number is not heard. */
  readonly attempt: number
  /** Index of the transport that was last seen to work: rounds begin there. */
  readonly home: number
  /** How many transports of this round have failed. */
  readonly triedInRound: number
  /** Rounds that failed since a connection last proved stable; the backoff grows with it. */
  readonly failedRounds: number
  /** Vain tries of a better transport since one worked; they become rarer with it. */
  readonly vainProbes: number
}

export type ConnectReason = 'start' | 'fallback' | 'retry' | 'better' | 'woke'

/** The connection of one watch. Instants are milliseconds on the monotonic clock. */
export type ConnectionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly transport: TransportName; readonly because: ConnectReason; readonly giveUpAtMs: number; readonly course: Course }
  | { readonly kind: 'live'; readonly transport: TransportName; readonly sinceMs: number; readonly tryBetterAtMs: number | undefined; readonly course: Course }
  /** `asked`: the server named the time, so nothing but the time ends it. */
  | { readonly kind: 'waiting-to-retry'; readonly retryAtMs: number; readonly asked: boolean; readonly course: Course }
  /** The browser says that there is no network. Tried now and then all the same, since browsers err. */
  | { readonly kind: 'offline'; readonly retryAtMs: number; readonly course: Course }
  /** Final: this token will not be served. */
  | { readonly kind: 'refused'; readonly code: RefusalCode }
  | { readonly kind: 'closed' }

/** `random` is in [0, 1) and used for jitter only. */
export type ConnectionEvent = { readonly nowMs: number; readonly random: number } & (
  | { readonly kind: 'start' }
  /** The transport delivered a display: the only proof that it works. */
  | { readonly kind: 'opened' }
  | { readonly kind: 'failed'; readonly failure: TransportFailure }
  | { readonly kind: 'refused'; readonly refused: Refused }
  /** The instant of `dueAtMs` may have come. */
  | { readonly kind: 'timer' }
  | { readonly kind: 'online' }
  | { readonly kind: 'offline' }
  /** The device slept: whatever was open is probably dead. */
  | { readonly kind: 'woke' }
  /** The page became visible. */
  | { readonly kind: 'seen' }
  | { readonly kind: 'close' }
)

/** When the machine wants its next `timer`, or `undefined` when only events can move it. */
export function dueAtMs(state: ConnectionState): number | undefined {
  switch (state.kind) {
    case 'connecting': return state.giveUpAtMs
    case 'live': return state.tryBetterAtMs
    case 'waiting-to-retry': case 'offline': return state.retryAtMs
    case 'idle': case 'refused': case 'closed': return undefined
    default: return assertNever(state)
  }
}

/** The number of the session that should be open in this state, or `undefined` for none. */
export function sessionOf(state: ConnectionState): number | undefined {
  switch (state.kind) {
    case 'connecting': case 'live': return state.course.attempt
    case 'idle': case 'waiting-to-retry': case 'offline': case 'refused': case 'closed': return undefined
    default: return assertNever(state)
  }
}

function assertNever(value: never): never {
  throw new TypeError(`unexpected connection state ${JSON.stringify(value)}`)
}
