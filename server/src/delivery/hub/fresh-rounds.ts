import type { Fresh } from '@queuecast/client-sdk/protocol'
import type { DisplaySource } from '../contract.ts'
import { freshAfterMs } from './pacing.ts'
import { walkInSlices } from './sliced-walk.ts'
import type { Timers } from './timers.ts'
import type { WatchIndex } from './watch-index.ts'
import type { QueueGroup, Watch } from './watch.ts'

const ROUND_MS = 1000

interface FreshRoundsDeps {
  index: WatchIndex
  source: DisplaySource
  now(): number
  timers: Timers
  renew(watch: Watch, fresh: Fresh): void
}

/**
 * Renews freshness while nothing changes: once a second it looks at which queues are due, and gives one frame to all of
 * a queue's customers for whom no change is pending. A queue whose fresh frame cannot be had is left to run out.
 */
export function createFreshRounds({ index, source, now, timers, renew }: FreshRoundsDeps): { start(): void; close(): void } {
  let cancel: (() => void) | undefined

  function round(): void {
    cancel = index.size > 0 ? timers.after(ROUND_MS, round) : undefined
    const nowMs = now()
    for (const { group, shared } of index.groups()) if (nowMs >= group.freshDueMs) renewGroup(group, shared, nowMs)
  }

  function renewGroup(group: QueueGroup, shared: boolean, nowMs: number): void {
    const frame = (watch: Watch): Fresh | undefined => {
      try {
        return source.fresh(watch.subscriber.center, watch.subscriber.contact)
      } catch {
        return undefined
      }
    }
    const [first] = group.watches
    const sample = first && frame(first)
    if (sample === undefined) return
    const afterMs = freshAfterMs(sample.freshForSeconds)
    group.freshDueMs = nowMs + afterMs
    walkInSlices(group.watches, timers, (watch) => {
      // Who got a frame a moment ago waits for the next round, still within half of what freshness lasts.
      if (watch.gone || watch.pending !== 'none' || watch.shown === undefined || now() - watch.freshAtMs < afterMs / 2) return
      const fresh = shared ? sample : frame(watch)
      if (fresh) renew(watch, fresh)
    })
  }

  return {
    start() {
      cancel ??= timers.after(ROUND_MS, round)
    },
    close() {
      cancel?.()
    },
  }
}
