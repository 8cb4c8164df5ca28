import type { Surrounding, WatchEnvironment } from '../environment.ts'
import type { Told } from '../protocol/index.ts'
import type { OpenTransport, TransportHandlers, TransportName } from '../transports/transport.ts'

/** One session that a watch under test has opened. */
export interface FakeSession extends TransportHandlers { readonly transport: TransportName; readonly told: Told[]; closed: boolean }

/** For tests: a world in which nothing happens but what the test says. */
export interface FakeWorld extends WatchEnvironment {
  readonly sessions: FakeSession[]
  readonly session: FakeSession
  /** Lets time pass on both clocks and fires the timers that come due. */
  pass(ms: number): void
  /** Moves the wall clock alone. */
  sleepUnseen(ms: number): void
  tell(surrounding: Surrounding): void
}

export function createFakeWorld(): FakeWorld {
  let nowMs = 0
  let wallMs = 1_700_000_000_000
  const timers = new Set<{ atMs: number; callback: () => void }>()
  const listeners = new Set<(surrounding: Surrounding) => void>()
  const sessions: FakeSession[] = []
  const opener = (transport: TransportName): OpenTransport => (_target, handlers) => {
    const session: FakeSession = { ...handlers, transport, told: [], closed: false }
    sessions.push(session)
    return { told: (told) => { session.told.push(told) }, close: () => { session.closed = true } }
  }
  return {
    nowMs: () => nowMs,
    wallMs: () => wallMs,
    random: () => 0.5,
    setTimer(callback, afterMs) {
      const timer = { atMs: nowMs + Math.max(0, afterMs), callback }
      timers.add(timer)
      return () => { timers.delete(timer) }
    },
    listen(notify) {
      listeners.add(notify)
      return () => { listeners.delete(notify) }
    },
    open: { socketio: opener('socketio'), sse: opener('sse'), polling: opener('polling') },
    base: undefined,
    sessions,
    get session() {
      const newest = sessions.at(-1)
      if (newest === undefined) throw new Error('no session was opened')
      return newest
    },
    pass(ms) {
      const untilMs = nowMs + ms
      for (;;) {
        const next = [...timers].sort((a, b) => a.atMs - b.atMs)[0]
        if (next === undefined || next.atMs > untilMs) break
        timers.delete(next)
        wallMs += next.atMs - nowMs
        nowMs = next.atMs
        next.callback()
      }
      wallMs += untilMs - nowMs
      nowMs = untilMs
    },
    sleepUnseen: (ms) => { wallMs += ms },
    tell: (surrounding) => { for (const listener of Array.from(listeners)) listener(surrounding) },
  }
}
