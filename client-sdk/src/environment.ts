import { openHttpPolling } from './transports/http-polling.ts'
import { openSocketio } from './transports/socketio.ts'
import { openSse } from './transports/sse.ts'
import type { OpenTransport, TransportName } from './transports/transport.ts'

/** What the surroundings may tell a watch. */
export type Surrounding = 'online' | 'offline' | 'seen' | 'woke'

/** All that a watch takes from the world, so that a test can be the world. */
export interface WatchEnvironment {
  /** Monotonic; the only clock that freshness is counted on. */
  nowMs(): number
  /** Wall clock, used only by its differences, to suspect a sleep. */
  wallMs(): number
  random(): number
  /** Calls back once; returns the way to cancel. */
  setTimer(callback: () => void, afterMs: number): () => void
  /** Reports what changes around the watch; returns the way out. */
  listen(notify: (surrounding: Surrounding) => void): () => void
  readonly open: Readonly<Record<TransportName, OpenTransport>>
  /** Where relative addresses start, in a page. */
  readonly base: string | undefined
}

/** Longer timers overflow in every engine and fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

function listenToPage(notify: (surrounding: Surrounding) => void): () => void {
  if (typeof globalThis.addEventListener !== 'function' || typeof document === 'undefined') return () => undefined
  const leaving = new AbortController()
  const options = { signal: leaving.signal }
  globalThis.addEventListener('online', () => notify('online'), options)
  globalThis.addEventListener('offline', () => notify('offline'), options)
  // A page taken out of the back/forward cache or thawed had its sockets closed behind its back.
  globalThis.addEventListener('pageshow', (event) => { if (event.persisted) notify('woke') }, options)
  document.addEventListener('resume', () => notify('woke'), options)
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') notify('seen') }, options)
  return () => leaving.abort()
}

/** The real world, in a browser or in Node. */
export function realEnvironment(): WatchEnvironment {
  return {
    nowMs: () => performance.now(),
    wallMs: () => Date.now(),
    random: Math.random,
    setTimer(callback, afterMs) {
      const timer = setTimeout(callback, Math.min(LONGEST_TIMER_MS, Math.max(0, afterMs)))
      return () => clearTimeout(timer)
    },
    listen: listenToPage,
    open: { socketio: openSocketio, sse: openSse, polling: openHttpPolling },
    base: typeof document === 'undefined' ? undefined : document.baseURI,
  }
}
