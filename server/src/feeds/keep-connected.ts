import { backoffMs, type BackoffLimits } from '@queuecast/client-sdk/backoff'
import type { FeedHost, RunningFeed } from './contract.ts'

/** What a session tells of itself. */
export interface SessionListener {
  /** What is known of the queues is true now. */
  established(): void
  /** The connection is over; `refused` where trying again soon would not help (login). Called once. */
  ended(reason: string, refused: boolean): void
}
export interface Session { close(): void }

/** Sources restart within seconds, and a feed is stale after thirty: longer pauses than this help nobody. */
const RETRY: BackoffLimits = { baseMs: 1_000, capMs: 15_000 }
/** After a refused login; a quicker knock looks like an attack (fail2ban). */
const REFUSED_PAUSE_MS = 20_000
/** Between two tries at the least, whatever the dice say. */
const LEAST_PAUSE_MS = 100
/** A connection that was up this long was a good one. */
const STABLE_MS = 30_000

/** Opens one session after the other until it is closed, with growing pauses while they fail. */
export function keepConnected(host: FeedHost, openSession: (listener: SessionListener) => Session): RunningFeed {
  let failures = 0
  let session: Session | undefined
  let cancelRetry: (() => void) | undefined
  let closed = false

  function open(): void {
    cancelRetry = undefined
    let upSinceMs: number | undefined
    host.connection({ state: 'connecting' })
    session = openSession({
      established() {
        upSinceMs = host.monotonicMs()
        host.connection({ state: 'connected' })
      },
      ended(reason, refused) {
        session = undefined
        if (closed) return
        failures = upSinceMs !== undefined && host.monotonicMs() - upSinceMs >= STABLE_MS ? 0 : failures + 1
        const pauseMs = Math.max(LEAST_PAUSE_MS, backoffMs(failures, host.random(), RETRY)) + (refused ? REFUSED_PAUSE_MS : 0)
        host.connection({ state: 'down', error: reason, retryInMs: pauseMs })
        cancelRetry = host.after(pauseMs, open)
      },
    })
  }

  open()
  return {
    close() {
      closed = true
      cancelRetry?.()
      session?.close()
      return Promise.resolve()
    },
  }
}
