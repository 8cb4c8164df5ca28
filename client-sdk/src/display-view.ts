import type { WatchEnvironment } from './environment.ts'
import { distrust, isFresh, takeDisplay, takeFresh } from './latest-update.ts'
import type { LatestUpdate } from './latest-update.ts'
import type { Display, Fresh } from './protocol/index.ts'
import { reportThrown } from './report-thrown.ts'
import { expireDisplay } from './stale-display.ts'
import type { Freshness } from './stale-display.ts'

/** Called with what may be shown now. `stale`: freshness ran out, and `display` holds no figure any more (PR4). */
export type DisplayListener = (display: Display, freshness: Freshness) => void

export interface DisplayView {
  /** What may be shown at this instant, or `undefined` before the first display. */
  readonly current: { readonly display: Display; readonly freshness: Freshness } | undefined
  /** The newest display as the server sent it. */
  readonly received: Display | undefined
  takeDisplay(display: Display): void
  takeFresh(fresh: Fresh, lastOfConnection: Display): void
  /** Lets the held display go stale within `graceMs` unless it is renewed. */
  doubt(graceMs: number): void
  subscribe(listener: DisplayListener): () => void
  close(): void
}

/** The view over a stream: holds the newest display, lets it go stale in time, and tells the subscribers. */
export function createDisplayView(environment: Pick<WatchEnvironment, 'nowMs' | 'setTimer'>): DisplayView {
  const listeners = new Set<{ listener: DisplayListener }>()
  let held: LatestUpdate | undefined
  let expired: { of: Display; display: Display } | undefined
  let lastTold: { display: Display; freshness: Freshness } | undefined
  let cancelTimer: () => void = () => undefined
  let closed = false

  function current(): { display: Display; freshness: Freshness } | undefined {
    if (held === undefined) return undefined
    if (isFresh(held, environment.nowMs())) return { display: held.display, freshness: 'fresh' }
    if (expired?.of !== held.display) expired = { of: held.display, display: expireDisplay(held.display) }
    return { display: expired.display, freshness: 'stale' }
  }

  function call(listener: DisplayListener, display: Display, freshness: Freshness): void {
    try {
      listener(display, freshness)
    } catch (error) {
      reportThrown(error)
    }
  }

  function settle(): void {
    cancelTimer()
    cancelTimer = () => undefined
    const now = current()
    if (closed || held === undefined || now === undefined) return
    if (now.freshness === 'fresh') cancelTimer = environment.setTimer(settle, held.freshUntilMs - environment.nowMs())
    if (now.display === lastTold?.display && now.freshness === lastTold.freshness) return
    lastTold = now
    for (const { listener } of Array.from(listeners)) {
      // A listener may have closed the watch, or have brought something newer.
      if (closed || lastTold !== now) return
      call(listener, now.display, now.freshness)
    }
  }

  function hold(next: LatestUpdate | undefined): void {
    if (closed || next === held) return
    held = next
    settle()
  }

  return {
    get current() { return current() },
    get received() { return held?.display },
    takeDisplay: (display) => hold(takeDisplay(held, display, environment.nowMs())),
    takeFresh: (fresh, lastOfConnection) => hold(takeFresh(held, fresh, lastOfConnection, environment.nowMs())),
    doubt: (graceMs) => { if (held !== undefined) hold(distrust(held, environment.nowMs() + graceMs)) },
    subscribe(listener) {
      const entry = { listener }
      listeners.add(entry)
      const now = current()
      if (!closed && now !== undefined) call(listener, now.display, now.freshness)
      return () => { listeners.delete(entry) }
    },
    close() {
      closed = true
      cancelTimer()
      listeners.clear()
    },
  }
}
