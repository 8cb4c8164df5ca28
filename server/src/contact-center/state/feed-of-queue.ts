import type { FeedState } from '@queuecast/client-sdk/protocol'
import { RULES_WITH_BOTH_STEPS, rulesOf } from '../rules.ts'
import type { CenterState } from './center-state.ts'
import type { QueueRecord } from './queue-record.ts'

/** By how much the clock is off that tells what is in a queue: its feed's, of several the one's that spoke last. Older rules left that out. */
export function clockOffsetOf(center: CenterState, { feeds }: QueueRecord): number | undefined {
  if (rulesOf(center.config) < RULES_WITH_BOTH_STEPS) return undefined
  let newest: [feed: string, atMs: number] | undefined
  for (const spoke of feeds) if (newest === undefined || spoke[1] > newest[1]) newest = spoke
  return newest === undefined ? undefined : center.feeds.get(newest[0])?.clockOffsetMs
}

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
