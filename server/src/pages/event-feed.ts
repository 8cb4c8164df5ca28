import type { ContactEvent } from '../contact-center/index.ts'

/** One event as the demo shows it. */
export interface FeedLine { atMs: number; type: string; contact?: string; queue?: string; agent?: string; state?: string }
/** The newest lines since the last batch; `skipped` more came than anyone could read. */
export interface FeedBatch { lines: FeedLine[]; skipped: number }

/** What happens in a center, for people to look at: the newest, not all. */
export interface EventFeed {
  /** Cheap where nobody watches; call it for test centers only, its lines name contacts. */
  push(center: string, event: ContactEvent): void
  /** Calls at once with the newest lines, then at most four times a second. */
  watch(center: string, listener: (batch: FeedBatch) => void): () => void
  close(): void
}

const KEEP = 30
const BATCH_MS = 250

interface Channel { recent: FeedLine[]; coming: FeedLine[]; skipped: number; listeners: Set<(batch: FeedBatch) => void>; timer: NodeJS.Timeout | undefined }

function lineOf(event: ContactEvent): FeedLine {
  return {
    atMs: event.time, type: event.type,
    ...('contact' in event && event.contact !== undefined ? { contact: event.contact } : {}),
    ...('queue' in event && event.queue !== undefined ? { queue: event.queue } : {}),
    ...('agent' in event && event.agent !== undefined ? { agent: event.agent } : {}),
    ...(event.type === 'agent.state' ? { state: event.state } : {}),
  }
}

export function createEventFeed(): EventFeed {
  const channels = new Map<string, Channel>()

  function channelOf(center: string): Channel {
    let channel = channels.get(center)
    if (channel === undefined) channels.set(center, (channel = { recent: [], coming: [], skipped: 0, listeners: new Set(), timer: undefined }))
    return channel
  }

  function flush(channel: Channel): void {
    channel.timer = undefined
    const batch: FeedBatch = { lines: channel.coming, skipped: channel.skipped }
    channel.coming = []
    channel.skipped = 0
    for (const listener of channel.listeners) listener(batch)
  }

  return {
    push(center, event) {
      const channel = channelOf(center)
      const line = lineOf(event)
      channel.recent.push(line)
      if (channel.recent.length > 2 * KEEP) channel.recent.splice(0, KEEP)
      if (channel.listeners.size === 0) return
      channel.coming.push(line)
      if (channel.coming.length > KEEP) {
        channel.coming.shift()
        channel.skipped += 1
      }
      channel.timer ??= setTimeout(flush, BATCH_MS, channel).unref()
    },
    watch(center, listener) {
      const channel = channelOf(center)
      channel.listeners.add(listener)
      listener({ lines: channel.recent.slice(-KEEP), skipped: 0 })
      return () => void channel.listeners.delete(listener)
    },
    close() {
      for (const channel of channels.values()) clearTimeout(channel.timer)
      channels.clear()
    },
  }
}
