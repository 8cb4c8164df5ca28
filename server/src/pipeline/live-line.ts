import { packScore, type PublishedQueue } from '../event-log/index.ts'
import type { CenterFold } from './center-fold.ts'

/** One queue as other systems read it from Redis: the line as a sorted set (place = ZRANK + 1), its figures as a hash. */
export function publishedQueue(center: string, queue: string, fold: CenterFold): PublishedQueue | undefined {
  const view = fold.live.queue(queue)
  if (view === undefined) return undefined
  const line = Array.from(view.line, ({ contact, priority, sinceMs }) => ({ contact, score: packScore(priority, sinceMs) }))
  const wait = fold.display.figureForJoiner(queue, fold.live)
  const head = view.line.at(1)
  const longestContact = head === undefined ? undefined : fold.live.contact(head.contact)
  return {
    center, queue, line,
    figures: {
      waiting: String(view.line.length),
      open: view.open ? '1' : '0',
      channel: view.channel,
      feed: view.feedState,
      asOfMs: String(fold.live.nowMs),
      ...(view.staffed === undefined ? {} : { staffed: String(view.staffed) }),
      ...(longestContact === undefined ? {} : { headWaitedSeconds: String(Math.max(0, Math.round((fold.live.nowMs - longestContact.clockStartMs) / 1000))) }),
      ...(wait.known ? { boundSeconds: String(wait.boundSeconds) } : { waitUnknown: wait.reason }),
    },
  }
}
