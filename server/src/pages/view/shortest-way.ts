import type { QueueStatus } from '@queuecast/client-sdk/protocol'

/** Another way is named only where it saves this much against the phone: seconds, and a share of the phone's wait. */
const LEAST_GAIN_SECONDS = 120
const LEAST_GAIN_SHARE = 0.3
/** A way that is named stays so until it saves less than half of that. */
const STAYS = 0.5
/** Where there is one shorter way alone, every second visitor is told of it: all at once would make it the longest. */
const TOLD_OF_ONE = 0.5
/** Channels in which one waits for an answer now. */
const LIVE_CHANNELS = new Set(['chat', 'video', 'voice'])

export interface ShortestWay {
  /** All ways that are clearly shorter than the phone; hand it in as `previous` the next time. */
  shorter: ReadonlySet<string>
  /** The one this visitor is told of, beside the phone, never in its place. */
  named?: string
}

/**
 * The shortest way now, for one visitor. `visitor` is from 0 to 1 and stays the same for a visitor: where several ways are clearly
 * shorter, visitors are spread over them. Says nothing where the phone's own wait is not known: then nothing is known to be shorter.
 */
export function shortestWay(queues: readonly QueueStatus[], visitor: number, previous: ReadonlySet<string>): ShortestWay {
  const known = queues.flatMap(({ queue, channel, open, feed, wait }) => (open && feed === 'live' && wait.known && LIVE_CHANNELS.has(channel) ? [{ queue, channel, seconds: wait.boundSeconds }] : []))
  const phone = known.filter(({ channel }) => channel === 'voice')
  if (phone.length === 0) return { shorter: new Set() }
  const phoneSeconds = Math.min(...phone.map(({ seconds }) => seconds))
  const gain = Math.max(LEAST_GAIN_SECONDS, LEAST_GAIN_SHARE * phoneSeconds)
  const shorter = known.filter(({ queue, channel, seconds }) => channel !== 'voice' && phoneSeconds - seconds >= gain * (previous.has(queue) ? STAYS : 1)).map(({ queue }) => queue)
  const named = shorter.length === 1 && visitor >= TOLD_OF_ONE ? undefined : shorter.toSorted((a, b) => draw(a, visitor) - draw(b, visitor))[0]
  return { shorter: new Set(shorter), ...(named === undefined ? {} : { named }) }
}

/** A visitor's own order of the ways, which stands when others come and go. */
const draw = (queue: string, visitor: number): number => spread(`${queue} ${visitor}`)

/** A number from 0 to 1 for a text (FNV-1a), to spread visitors by. */
export function spread(text: string): number {
  let hash = 0x811c9dc5
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0
  return ((hash ^ (hash >>> 13)) >>> 0) / 4_294_967_296
}
