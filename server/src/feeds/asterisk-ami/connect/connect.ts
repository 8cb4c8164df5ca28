import { backoffMs, type BackoffLimits } from '@queuecast/client-sdk/backoff'
import type { FeedHost, FeedSettings, RunningFeed } from '../../contract.ts'
import { type Dial, dialAsterisk } from './dial.ts'
import { type AmiSession, openSession } from './session.ts'

/** An Asterisk restarts within seconds, and a feed is stale after thirty: longer pauses than this help nobody. */
const RETRY: BackoffLimits = { baseMs: 1_000, capMs: 15_000 }
/** After a refused login; a quicker knock looks like an attack (fail2ban). */
const REFUSED_PAUSE_MS = 20_000
/** Between two tries at the least, whatever the dice say. */
const LEAST_PAUSE_MS = 100
/** A connection that was up this long was a good one. */
const STABLE_MS = 30_000

/** Keeps one Asterisk connected until it is closed. */
export function connectAsterisk(settings: FeedSettings, host: FeedHost, dial: Dial = dialAsterisk): RunningFeed {
  let failures = 0
  let session: AmiSession | undefined
  let cancelRetry: (() => void) | undefined
  let closed = false

  function open(): void {
    cancelRetry = undefined
    let upSinceMs: number | undefined
    host.connection({ state: 'connecting' })
    session = openSession({ settings, host, dial }, {
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
