import type { Channel } from '@queuecast/client-sdk/protocol'
import { contactKey, type ContactRecord } from '../contact/contact-record.ts'
import { contactText, isResting, textDueMs } from '../contact/contact-text.ts'
import { type CenterState, queueOf } from './center-state.ts'

/**
 * Contacts that simply wait, as a snapshot holds them: written once and again only when something of them changed, and not
 * folded again before somebody asks. In a large center they are nearly all.
 */
export interface RestingJson {
  /** Id and text in turn. */
  texts: string[]
  /** Their places: of each queue id, priority and `sinceMs` in turn, in the line's order. */
  lines: [queue: string, keys: (string | number)[]][]
  counts: [feed: string, channel: Channel, waiting: number][]
}

/** Those that rest, in the order of the lines, and the records of all others, in that of their ids. */
export function restingToJson(center: CenterState): { resting: RestingJson; others: ContactRecord[] } {
  const others = [...center.contacts.values()].filter((record) => !isResting(record)).sort((a, b) => (a.id < b.id ? -1 : 1))
  const awake = new Set(others.map(({ id }) => id))
  const resting: RestingJson = { texts: [], lines: [], counts: [] }
  const written = new Set<string>()
  for (const queue of center.queues.values()) {
    const keys: (string | number)[] = []
    for (const { contact, priority, sinceMs } of queue.line) {
      if (awake.has(contact)) continue
      keys.push(contact, priority, sinceMs)
      if (written.has(contact)) continue
      written.add(contact)
      resting.texts.push(contact, restingText(center, contact))
    }
    if (keys.length > 0) resting.lines.push([queue.id, keys])
  }
  for (const [feed, channels] of center.waitingByFeed) {
    for (const [channel, waiting] of channels) {
      const up = others.filter(({ standing }) => standing?.feed === feed && standing.channel === channel).length
      if (waiting > up) resting.counts.push([feed, channel, waiting - up])
    }
  }
  return { resting, others }
}

function restingText(center: CenterState, id: string): string {
  const record = center.contacts.get(id)
  return record === undefined ? center.resting.get(id) ?? '' : (record.text ??= contactText(record))
}

/** Puts those that rest into a center; their deadlines stay to be set. */
export function restoreResting(center: CenterState, { texts, lines, counts }: RestingJson): void {
  for (let index = 0; index + 1 < texts.length; index += 2) center.resting.set(texts[index] ?? '', texts[index + 1] ?? '')
  center.standing += center.resting.size
  center.openContacts += center.resting.size
  for (const [id, keys] of lines) {
    const { line } = queueOf(center, id)
    for (let index = 0; index + 2 < keys.length; index += 3) {
      line.insert({ contact: String(keys[index]), priority: Number(keys[index + 1]), sinceMs: Number(keys[index + 2]) })
    }
  }
  for (const [feed, channel, waiting] of counts) {
    const channels = center.waitingByFeed.get(feed) ?? new Map<Channel, number>()
    channels.set(channel, (channels.get(channel) ?? 0) + waiting)
    center.waitingByFeed.set(feed, channels)
  }
}

/** When each of them has to be looked at: it stands in the texts, so that a snapshot leaves these deadlines out. */
export function* restingDeadlines(center: CenterState): Generator<[key: string, dueMs: number]> {
  for (const [id, text] of center.resting) yield [contactKey(id), textDueMs(text)]
}
