import type { Board, Count, FeedHealth, FeedState, QueueStatus } from '@queuecast/client-sdk/protocol'
import { shortDuration, timeOfDay } from './durations.ts'
import { fill, type Words } from './words.ts'

/** One queue as it stands on a wall: texts only. */
export interface QueueRow {
  queue: string
  name: string
  channel: string
  open: boolean
  state: string
  waiting: string
  longest: string
  joinNow: string
  known: boolean
  staffed: string
  feed: FeedState
  feedText: string
}
export interface FeedRow { feed: string; state: FeedState; text: string }
/** `alerts`: what somebody should look at, the worst first. */
export interface BoardView { queues: QueueRow[]; feeds: FeedRow[]; alerts: string[]; asOf: string }
export interface BoardViewOptions { words: Words; lang: string; timeZone: string | undefined }

const NOTHING = '–'

/** The texts of a board. The same on the server, in the first page, and in the browser, at each change. */
export function boardView(board: Board, options: BoardViewOptions): BoardView {
  return {
    queues: board.queues.map((queue) => queueRow(queue, options)),
    feeds: board.feeds.map((feed) => feedRow(feed, options.words)),
    alerts: alertsOf(board, options.words),
    asOf: new Intl.DateTimeFormat(options.lang, {
      hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
    }).format(new Date(board.asOf)),
  }
}

function queueRow(status: QueueStatus, { words, lang, timeZone }: BoardViewOptions): QueueRow {
  const state = status.open
    ? words.open
    : status.reopensAt === undefined ? words.closed : fill(words.closedUntil, { time: timeOfDay(status.reopensAt, lang, timeZone) })
  return {
    queue: status.queue, name: status.name, channel: words.channel[status.channel], open: status.open, state,
    waiting: countText(status.waiting, words),
    longest: status.longestWaitSeconds === undefined ? NOTHING : shortDuration(status.longestWaitSeconds, words),
    joinNow: status.wait.known ? fill(words.within, { time: shortDuration(status.wait.boundSeconds, words) }) : words.unknown[status.wait.reason],
    known: status.wait.known,
    staffed: status.staffed === undefined ? NOTHING : String(status.staffed),
    feed: status.feed, feedText: words.feedState[status.feed],
  }
}

function alertsOf({ queues, feeds }: Board, words: Words): string[] {
  return [
    ...feeds.filter(({ state }) => state === 'stale').map(({ feed }) => fill(words.alertFeed, { feed })),
    // Of a queue without live data nobody knows who is staffed.
    ...queues.filter(({ open, staffed, waiting, feed }) => open && feed === 'live' && staffed === 0 && waiting !== 0)
      .map(({ name, waiting }) => fill(words.alertNobody, { queue: name, count: countText(waiting, words) })),
  ]
}

function feedRow(feed: FeedHealth, words: Words): FeedRow {
  // Of a live feed the seconds since its last event say nothing, and would flicker.
  const since = feed.state === 'live' || feed.silentForSeconds === undefined ? '' : ` · ${fill(words.ago, { time: shortDuration(feed.silentForSeconds, words) })}`
  return { feed: feed.feed, state: feed.state, text: `${words.feedState[feed.state]}${since}` }
}

const countText = (count: Count, words: Words): string =>
  typeof count === 'number' ? String(count) : fill(words.under, { count: String(count.atMost + 1) })
