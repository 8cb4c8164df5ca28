import type { CenterState } from './center-state.ts'
import type { Feed } from './feed-health.ts'

const staleAtMs = (center: CenterState, feed: Feed): number | undefined =>
  feed.staleAtMs(center.waitingByFeed.get(feed.memory.name)?.keys() ?? [])

/** Sees to it that the feed is looked at no later than when silence would make it stale. A deadline that proves too early is moved when it is due. */
export function armFeed(center: CenterState, feed: Feed): void {
  const dueMs = staleAtMs(center, feed)
  const { key } = feed
  const armed = center.deadlines.get(key)
  if (dueMs !== undefined && (armed === undefined || armed > dueMs)) center.deadlines.set(key, dueMs)
}

/** The deadline of a feed is due: stale, or looked at again later. */
export function onFeedDue(center: CenterState, feed: Feed): void {
  const dueMs = staleAtMs(center, feed)
  if (dueMs === undefined) return
  if (dueMs > center.nowMs) {
    center.deadlines.set(feed.key, dueMs)
    return
  }
  feed.fellSilent(dueMs)
  touchQueuesOf(center, feed)
}

/** The feed's health changed: so did what may be said of the queues it feeds. */
export function touchQueuesOf(center: CenterState, feed: Feed): void {
  for (const queue of center.queues.values()) {
    if (!queue.feeds.has(feed.memory.name) && queue.feeds.size > 0) continue
    center.changes.queues.add(queue.id)
    center.poolQueues.push(queue.id)
  }
}
