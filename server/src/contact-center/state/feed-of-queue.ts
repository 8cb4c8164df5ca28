import type { FeedState } from '@queuecast/client-sdk/protocol'
import type { CenterState } from './center-state.ts'
import type { QueueRecord } from './queue-record.ts'

/** A feed that said nothing of a queue for a day, and has nobody waiting, no longer speaks for it. */
const SPEAKS_FOR_MS = 24 * 3_600_000

/**
 * A queue is as stale as the stalest feed that speaks for it: one silent feed makes its line untrue. A queue that no feed has
 * named yet is as live as the center's liveliest feed.
 */
export function feedStateOf(center: CenterState, queue: QueueRecord): FeedState {
  let state: FeedState = 'unknown'
  for (const [name, lastMs] of queue.feeds) {
    const feed = center.feeds.get(name)
    const waits = (center.waitingByFeed.get(name)?.size ?? 0) > 0 && queue.line.length > 0
    if (feed === undefined || (lastMs + SPEAKS_FOR_MS <= center.nowMs && !waits)) continue
    if (feed.state === 'stale') return 'stale'
    if (feed.state === 'live') state = 'live'
  }
  if (state !== 'unknown') return state
  for (const feed of center.feeds.values()) {
    if (feed.state === 'live') return 'live'
    if (feed.state === 'stale') state = 'stale'
  }
  return state
}
