import type { Board, QueueStatus } from '@queuecast/client-sdk/protocol'

/** A longest wait grows by itself; it is a change only when its beginning moves by more than this. */
const LONGEST_WAIT_STEP_SECONDS = 5

function queueKey(queue: QueueStatus): unknown[] {
  const waitingSince = queue.longestWaitSeconds === undefined
    ? undefined
    : Math.round((Date.parse(queue.asOf) / 1000 - queue.longestWaitSeconds) / LONGEST_WAIT_STEP_SECONDS)
  return [
    queue.queue, queue.name, queue.channel, queue.open, queue.reopensAt, queue.waiting, waitingSince,
    queue.wait.known ? queue.wait.boundSeconds : queue.wait.reason, queue.staffed, queue.feed, queue.show, queue.feedLevel, queue.cost,
  ]
}

/** Equal for two boards that show the same; counters of feeds and all that only grows with time are left out. */
export function boardKey(board: Board): string {
  return JSON.stringify([board.queues.map(queueKey), board.feeds.map((feed) => [feed.feed, feed.state, feed.alive, feed.tooLate, feed.quarantined])])
}
