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
    // One walk over all queues: with many small ones each would be a slice of its own, and all of them at once.
    walkInSlices(due(now()), timers, ({ watch, group, sample, shared }) => {
      // Who got a frame a moment ago waits for the next round, still within half of what freshness lasts.
      if (watch.gone || watch.group !== group || watch.pending !== 'none' || watch.shown === undefined || now() - watch.freshAtMs < freshAfterMs(sample.freshForSeconds) / 2) return
      const fresh = shared ? sample : frameOf(watch)
      if (fresh) renew(watch, fresh)
    })
  }

  function* due(nowMs: number): Generator<{ watch: Watch; group: QueueGroup; sample: Fresh; shared: boolean }> {
    for (const { group, shared } of index.groups()) {
      if (nowMs < group.freshDueMs) continue
      const [first] = group.watches
      const sample = first && frameOf(first)
      if (sample === undefined) continue
      group.freshDueMs = nowMs + freshAfterMs(sample.freshForSeconds)
      for (const watch of group.watches) yield { watch, group, sample, shared }
    }
  }

  function frameOf(watch: Watch): Fresh | undefined {
    try {
      return source.fresh(watch.subscriber.center, watch.subscriber.contact)
    } catch {
      return undefined
    }
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
