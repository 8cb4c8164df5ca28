import type { Channel } from '@queuecast/client-sdk/protocol'
import { contactKey, type ContactRecord } from '../contact/contact-record.ts'
import { contactText, isResting, textDueMs } from '../contact/contact-text.ts'
import { type CenterState, queueOf } from './center-state.ts'
import { contactsOf, linesOf } from './contact-lines.ts'
import type { StateSheet } from './state-sheet.ts'

/**
 * Customers who simply wait in one queue, as a snapshot holds them: written once and again only when something of them changed, and not
 * folded again before somebody asks. In a large center they are nearly all.
 */
export interface RestingJson {
  /** Id and text in turn, where they are too few for a sheet of their own. */
  texts: string[]
  /** Their places: of each queue id, priority and `sinceMs` in turn, in the line's order. */
  lines: [queue: string, keys: (string | number)[]][]
  counts: [feed: string, channel: Channel, waiting: number][]
}

/** Where they are many: their texts, and their lines. */
const TEXTS = 'waiting'
const LINES = 'lines'
const SHEET_CONTACTS = 32

/** Those that rest, in the order of the lines, as part of the JSON or as a sheet beside it, and the records of all others, in that of their ids. */
export function restingToJson(center: CenterState): { resting: RestingJson; sheets: StateSheet[]; others: ContactRecord[] } {
  const others = [...center.contacts.values()].filter((record) => !isResting(record)).sort((a, b) => (a.id < b.id ? -1 : 1))
  const awake = new Set(others.map(({ id }) => id))
  const resting: RestingJson = { texts: [], lines: [], counts: [] }
  const texts = new Map<string, string>()
  for (const queue of center.queues.values()) {
    const keys: (string | number)[] = []
    for (const { contact, priority, sinceMs } of queue.line) {
      if (awake.has(contact)) continue
      keys.push(contact, priority, sinceMs)
      if (!texts.has(contact)) texts.set(contact, restingText(center, contact))
    }
    if (keys.length > 0) resting.lines.push([queue.id, keys])
  }
  for (const [feed, channels] of center.waitingByFeed) {
    for (const [channel, waiting] of channels) {
      const up = others.filter(({ standing }) => standing?.feed === feed && standing.channel === channel).length
      if (waiting > up) resting.counts.push([feed, channel, waiting - up])
    }
  }
  if (texts.size < SHEET_CONTACTS) {
    resting.texts = [...texts].flat()
    return { resting, sheets: [], others }
  }
  const { lines } = resting
  resting.lines = []
  // What they are made of is this snapshot's own, so that they can wait for their turn.
  return { resting, sheets: [sheetOf(TEXTS, () => linesOf(texts)), sheetOf(LINES, () => JSON.stringify(lines))], others }
}

const sheetOf = (name: string, write: () => string): StateSheet => ({ name, version: {}, lend: () => write })

function restingText(center: CenterState, id: string): string {
  const record = center.contacts.get(id)
  return record === undefined ? center.resting.get(id) ?? '' : (record.text ??= contactText(record))
}

/** Puts those that rest into a center; their deadlines stay to be set. */
export function restoreResting(center: CenterState, { texts, lines, counts }: RestingJson, sheets: ReadonlyMap<string, string>): void {
  for (let index = 0; index + 1 < texts.length; index += 2) center.resting.set(texts[index] ?? '', texts[index + 1] ?? '')
  for (const [id, text] of contactsOf(sheets.get(TEXTS) ?? '')) center.resting.set(id, text)
  center.standing += center.resting.size
  center.openContacts += center.resting.size
  const all = [...lines, ...JSON.parse(sheets.get(LINES) ?? '[]') as RestingJson['lines']]
  for (const [id, keys] of all) {
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
