import { dueAtMs, sessionOf } from './connection-state.ts'
import type { ConnectionEvent, ConnectionState } from './connection-state.ts'
import { transition } from './connection-transitions.ts'
import type { ConnectionPlan } from './connection-transitions.ts'
import type { ContactTarget } from './contact-target.ts'
import type { Surrounding, WatchEnvironment } from './environment.ts'
import type { Display, Fresh, Told } from './protocol/index.ts'
import { looksLikeSleep } from './sleep.ts'
import type { TransportSession } from './transports/transport.ts'

/** What a stream reports: frames as they come, from whichever connection, and each state of the connection. */
export interface StreamHandlers {
  display(display: Display): void
  /** `lastOfConnection` is the last display that came the same way (PR3). */
  fresh(fresh: Fresh, lastOfConnection: Display): void
  state(state: ConnectionState): void
  /** The device probably slept; no frame from before can be trusted for long. */
  woke(): void
  /** Whether what is shown is out of date at this instant. */
  isStale(): boolean
}

export interface ContactStream {
  readonly state: ConnectionState
  start(): void
  /** Whether there was a live connection to send the receipt on. */
  told(told: Told): boolean
  close(): void
}

/** How often the clocks are compared to notice a sleep. */
const PULSE_MS = 5_000

/**
 * The one loop: it owns the session that the state machine wants, its one timer, and turns what happens into events.
 * All decisions are in `transition`.
 */
export function createContactStream(target: ContactTarget, plan: ConnectionPlan, environment: WatchEnvironment, handlers: StreamHandlers): ContactStream {
  let state: ConnectionState = { kind: 'idle' }
  let open: { attempt: number; session: TransportSession | undefined; lastDisplay: Display | undefined } | undefined
  let cancelTimer: () => void = () => undefined
  let cancelPulse: () => void = () => undefined
  let stopListening: () => void = () => undefined

  type Happening = ConnectionEvent extends infer E ? E extends ConnectionEvent ? Omit<E, 'nowMs' | 'random'> : never : never
  function happen(happening: Happening): void {
    const before = state
    state = transition(before, { ...happening, nowMs: environment.nowMs(), random: environment.random() } as ConnectionEvent, plan)
    if (state === before) {
      // A timer that came early by a rounding must come again.
      if (happening.kind === 'timer') setTimer()
      return
    }
    if (open !== undefined && open.attempt !== sessionOf(state)) {
      const ended = open
      open = undefined
      ended.session?.close()
    }
    setTimer()
    if (state.kind === 'closed' || state.kind === 'refused') rest()
    handlers.state(state)
    // The listener may have closed the stream, so the state is read anew.
    if (state.kind === 'connecting' && open?.attempt !== state.course.attempt) connect(state)
  }

  function setTimer(): void {
    cancelTimer()
    const due = dueAtMs(state)
    cancelTimer = due === undefined ? () => undefined : environment.setTimer(() => happen({ kind: 'timer' }), due - environment.nowMs())
  }

  function connect({ transport, course: { attempt } }: Extract<ConnectionState, { kind: 'connecting' }>): void {
    const mine: { attempt: number; session: TransportSession | undefined; lastDisplay: Display | undefined } = { attempt, session: undefined, lastDisplay: undefined }
    open = mine
    const session = environment.open[transport](target, {
      display(display) {
        if (open !== mine) return
        mine.lastDisplay = display
        happen({ kind: 'opened' })
        if (open === mine) handlers.display(display)
      },
      fresh: (fresh) => { if (open === mine && mine.lastDisplay !== undefined) handlers.fresh(fresh, mine.lastDisplay) },
      refused: (refused) => { if (open === mine) happen({ kind: 'refused', refused }) },
      failed: (failure) => { if (open === mine) happen({ kind: 'failed', failure }) },
    })
    if (open === mine) mine.session = session
    else session.close()
  }

  function pulse(monotonicMs: number, wallMs: number): void {
    cancelPulse = environment.setTimer(() => {
      const now = { monotonicMs: environment.nowMs(), wallMs: environment.wallMs() }
      if (looksLikeSleep({ monotonicMs: now.monotonicMs - monotonicMs, wallMs: now.wallMs - wallMs })) wake()
      if (state.kind !== 'closed' && state.kind !== 'refused') pulse(now.monotonicMs, now.wallMs)
    }, PULSE_MS)
  }
  function wake(): void {
    handlers.woke()
    happen({ kind: 'woke' })
  }
  function surroundingsChanged(kind: Surrounding): void {
    // A phone that comes back to a page kills its sockets without a word: if nothing came lately, it is not asked.
    if (kind === 'woke' || kind === 'seen' && state.kind === 'live' && handlers.isStale()) wake()
    else happen({ kind })
  }
  function rest(): void {
    cancelTimer()
    cancelPulse()
    stopListening()
  }

  return {
    get state() { return state },
    start() {
      if (state.kind !== 'idle') return
      stopListening = environment.listen(surroundingsChanged)
      pulse(environment.nowMs(), environment.wallMs())
      happen({ kind: 'start' })
    },
    told(told) {
      if (state.kind !== 'live' || open?.session === undefined) return false
      open.session.told(told)
      return true
    },
    close: () => happen({ kind: 'close' }),
  }
}
