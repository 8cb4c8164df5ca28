import { packScore, type PublishedQueue } from '../event-log/index.ts'
import type { CenterFold } from './center-fold.ts'
import { longestWaitSeconds } from './longest-wait.ts'

/** One queue as other systems read it from Redis: the line as a sorted set (place = ZRANK + 1), its figures as a hash. */
export function publishedQueue(center: string, queue: string, fold: CenterFold): PublishedQueue | undefined {
  const { live, display } = fold
  const view = live.queue(queue)
  if (view === undefined) return undefined
  const line = Array.from(view.line, ({ contact, priority, sinceMs }) => ({ contact, score: packScore(priority, sinceMs) }))
  const wait = display.figureForJoiner(queue, live)
  const longest = longestWaitSeconds(view, live, live.nowMs)
  return {
    center, queue, line,
    figures: {
      waiting: String(view.line.length),
      open: view.open ? '1' : '0',
      channel: view.channel,
      feed: view.feedState,
      asOfMs: String(live.nowMs),
      ...(view.staffed === undefined ? {} : { staffed: String(view.staffed) }),
      ...(longest === undefined ? {} : { longestWaitSeconds: String(longest) }),
      ...(wait.known ? { boundSeconds: String(wait.boundSeconds) } : { waitUnknown: wait.reason }),
    },
  }
}
