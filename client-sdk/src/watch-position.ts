import type { ConnectionState } from './connection-state.ts'
import type { ConnectionPlan } from './connection-transitions.ts'
import { contactTarget } from './contact-target.ts'
import { createContactStream } from './contact-stream.ts'
import { createDisplayView } from './display-view.ts'
import type { DisplayListener } from './display-view.ts'
import { realEnvironment } from './environment.ts'
import type { WatchEnvironment } from './environment.ts'
import type { Display, ToldLevel } from './protocol/index.ts'
import { createReceipts } from './receipts.ts'
import { requestCallback } from './request-callback.ts'
import type { CallbackAnswer, CallbackWish } from './request-callback.ts'
import { reportThrown } from './report-thrown.ts'
import type { Freshness } from './stale-display.ts'
import { TRANSPORT_NAMES } from './transports/transport.ts'
import type { TransportName } from './transports/transport.ts'

export interface WatchOptions {
  /** The Queuecast server, e.g. `https://queue.acme.example`; relative to the page in a browser. */
  readonly url: string
  /** The contact token. It is sent to the server and nowhere else. */
  readonly token: string
  /** Wanted language, a BCP 47 tag; without it the server decides. */
  readonly lang?: string | undefined
  /** What to use, best first; default: Socket.IO, then SSE, then polling. */
  readonly transports?: readonly TransportName[] | undefined
  /** Called at each change of the connection, for those who show or log it. */
  readonly onState?: ((state: ConnectionState) => void) | undefined
}

/** One contact, watched until closed. */
export interface Watch {
  /** What may be shown at this instant; `undefined` before the first display. Never an old figure as a current one. */
  readonly display: Display | undefined
  readonly freshness: Freshness | undefined
  readonly connection: ConnectionState
  /** Calls `listener` with the current display, then at each change of it or of its freshness. Returns the way out. */
  subscribe(listener: DisplayListener): () => void
  /** Says that the current display was seen by the customer. Receipt itself is told by the watch. Of a stale display nothing is told. */
  told(level: ToldLevel): void
  /** Asks the center for a callback, where a display offers one. Nothing is promised by it: only a display in the state `callback` confirms it. Never throws. */
  requestCallback(wish?: CallbackWish): Promise<CallbackAnswer>
  close(): void
}

/** After a sleep that the monotonic clock may have missed, an unrenewed figure is shown no longer than this. */
const DOUBT_GRACE_MS = 2_000

/**
 * Watches one contact: connects by what works, reconnects by itself, keeps only the newest display, and lets it go stale
 * in time (rules: protocol/SPEC.md). Works in browsers and in Node.
 *
 * Throws a TypeError naming the option and the fix when an option is unusable. A refused token is not an error but the
 * final connection state `refused`.
 */
export function watchPosition(options: WatchOptions): Watch {
  return createWatch(options, realEnvironment())
}

/** `watchPosition` in a given world; for tests. */
export function createWatch(options: WatchOptions, environment: WatchEnvironment): Watch {
  const target = contactTarget({ ...options, base: environment.base })
  const view = createDisplayView(environment)
  const stream = createContactStream(target, planOf(options.transports), environment, {
    display(display) {
      view.takeDisplay(display)
      if (view.received === display) receipts.tell(display, 'received')
    },
    fresh: (fresh, lastOfConnection) => {
      view.takeFresh(fresh, lastOfConnection)
      if (view.received === lastOfConnection) receipts.tell(lastOfConnection, 'received')
    },
    woke: () => view.doubt(DOUBT_GRACE_MS),
    isStale: () => view.current?.freshness === 'stale',
    state(state) {
      if (state.kind === 'live') receipts.retell()
      try {
        options.onState?.(state)
      } catch (error) {
        reportThrown(error)
      }
    },
  })
  const receipts = createReceipts((told) => stream.told(told))
  // Not at once: `onState` may want to use the watch, which the caller does not have yet.
  queueMicrotask(() => stream.start())
  return {
    get display() { return view.current?.display },
    get freshness() { return view.current?.freshness },
    get connection() { return stream.state },
    subscribe: (listener) => view.subscribe(listener),
    told(level) {
      if (view.current?.freshness === 'fresh') receipts.tell(view.current.display, level)
    },
    requestCallback: (wish = {}) => requestCallback(target, wish),
    close() {
      view.close()
      stream.close()
    },
  }
}

function planOf(wanted: readonly TransportName[] | undefined): ConnectionPlan {
  const [first, ...others] = [...new Set(wanted ?? TRANSPORT_NAMES)]
  const unknown = [first, ...others].find((name) => name !== undefined && !TRANSPORT_NAMES.includes(name))
  if (first === undefined || unknown !== undefined) {
    throw new TypeError(`watchPosition: \`transports\` ${unknown === undefined ? 'is empty' : `has ${JSON.stringify(unknown)}`}; pass some of ${TRANSPORT_NAMES.join(', ')}, or leave it out`)
  }
  return { transports: [first, ...others] }
}
