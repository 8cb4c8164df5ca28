import type { Channel } from '@queuecast/client-sdk/protocol'
import { contactKey, type ContactRecord, lineKey } from '../contact/contact-record.ts'
import { contactText, isResting, textDueMs } from '../contact/contact-text.ts'
import type { StateSheet } from '../structures/sheet.ts'
import type { OrderKey } from '../view.ts'
import { type CenterState, queueOf } from './center-state.ts'
import { textsOf, linesOf } from '../structures/text-lines.ts'
import type { QueueRecord } from './queue-record.ts'
import { ownTextIn } from './record-sheets.ts'

/**
 * Customers who simply wait in one queue, as a snapshot holds them: written once and again only when something of them
 * changed, and not folded again before somebody asks. In a large center they are nearly all. A long line is a sheet of its
 * own, short ones are here.
 */
export interface RestingJson {
  /** Id and text in turn. */
  texts: string[]
  /** Their places: of each queue id, priority and `sinceMs` in turn, in the line's order. */
  lines: [queue: string, keys: (string | number)[]][]
  counts: [feed: string, channel: Channel, waiting: number][]
}

/** The earliest of their deadlines, then priority, `sinceMs` and text of each. */
const SHEET_PREFIX = 'waiting-'
/** Fewer go with the rest of the center: a key of their own in the store would cost more than they do. */
const SHEET_CONTACTS = 32

/** Those that rest, in the order of the lines, and the records of all others that stand in lines. */
export function restingToJson(center: CenterState): { resting: RestingJson; sheets: StateSheet[]; others: ContactRecord[] } {
  const others = Array.from(center.pages.of('open'), (id) => center.contacts.get(id)).filter((record) => record !== undefined)
  const resting: RestingJson = { texts: [], lines: [], counts: [] }
  const sheets: StateSheet[] = []
  for (const queue of center.queues.values()) {
    if (queue.line.length >= SHEET_CONTACTS) {
      const { sheet } = queue
      sheets.push({ name: `${SHEET_PREFIX}${queue.id}`, version: sheet.version, lend: () => sheet.lend(() => restingLines(center, queue)) })
      continue
    }
    const keys: (string | number)[] = []
    for (const [{ contact, priority, sinceMs }, text] of restingOf(center, queue)) {
      keys.push(contact, priority, sinceMs)
      resting.texts.push(contact, text)
    }
    if (keys.length > 0) resting.lines.push([queue.id, keys])
  }
  const standing = others.flatMap((record) => record.standing ?? [])
  for (const [feed, channels] of center.waitingByFeed) {
    for (const [channel, waiting] of channels) {
      const up = standing.filter((one) => one.feed === feed && one.channel === channel).length
      if (waiting > up) resting.counts.push([feed, channel, waiting - up])
    }
  }
  return { resting, sheets, others }
}

function* restingOf(center: CenterState, { line }: QueueRecord): Generator<[key: OrderKey, text: string]> {
  for (const key of line) {
    const record = center.contacts.get(key.contact)
    if (record === undefined) yield [key, center.resting.get(key.contact) ?? '']
    else if (isResting(record)) yield [key, record.text ??= contactText(record)]
  }
}

function restingLines(center: CenterState, queue: QueueRecord): string {
  let firstDueMs = Infinity
  const keyed: [id: string, keyed: string][] = []
  for (const [{ contact, priority, sinceMs }, text] of restingOf(center, queue)) {
    firstDueMs = Math.min(firstDueMs, textDueMs(text))
    keyed.push([contact, `${priority} ${sinceMs} ${text}`])
  }
  return `${firstDueMs}\n${linesOf(keyed)}`
}

/** Puts those that rest into a center; their deadlines stay to be set. */
export function restoreResting(center: CenterState, { texts, lines, counts }: RestingJson, sheets: ReadonlyMap<string, string>): void {
  for (let index = 0; index + 1 < texts.length; index += 2) center.resting.set(texts[index] ?? '', texts[index + 1] ?? '')
  for (const [id, keys] of lines) {
    const { line } = queueOf(center, id)
    for (let index = 0; index + 2 < keys.length; index += 3) {
      line.insert({ contact: String(keys[index]), priority: Number(keys[index + 1]), sinceMs: Number(keys[index + 2]) })
    }
  }
  for (const [name, text] of sheets) {
    if (name.startsWith(SHEET_PREFIX)) restoreLine(center, name.slice(SHEET_PREFIX.length), text.slice(text.indexOf('\n') + 1))
  }
  center.standing += center.resting.size
  center.openContacts += center.resting.size
  for (const [feed, channel, waiting] of counts) {
    const channels = center.waitingByFeed.get(feed) ?? new Map<Channel, number>()
    channels.set(channel, (channels.get(channel) ?? 0) + waiting)
    center.waitingByFeed.set(feed, channels)
  }
}

function restoreLine(center: CenterState, queue: string, text: string): void {
  const { line } = queueOf(center, queue)
  for (const [contact, keyed] of textsOf(text)) {
    const afterPriority = keyed.indexOf(' ')
    const afterSince = keyed.indexOf(' ', afterPriority + 1)
    line.insert({ contact, priority: Number(keyed.slice(0, afterPriority)), sinceMs: Number(keyed.slice(afterPriority + 1, afterSince)) })
    center.resting.set(contact, keyed.slice(afterSince + 1))
  }
}

/**
 * When contacts that are text have to be looked at: it stands in the texts, so that a snapshot leaves these deadlines out. Of a long
 * line it is one deadline, just before the first of theirs: most are answered long before they expire.
 */
export function* textDeadlines(center: CenterState, { texts }: RestingJson, sheets: ReadonlyMap<string, string>): Generator<[key: string, dueMs: number]> {
  for (const [id, text] of center.over) yield [contactKey(id), textDueMs(text)]
  for (const [id, text] of center.aside) yield [contactKey(id), textDueMs(ownTextIn(text))]
  for (let index = 0; index + 1 < texts.length; index += 2) yield [contactKey(texts[index] ?? ''), textDueMs(texts[index + 1] ?? '')]
  for (const [name, text] of sheets) {
    const firstDueMs = Number.parseInt(text, 10)
    if (name.startsWith(SHEET_PREFIX) && !Number.isNaN(firstDueMs)) yield [lineKey(name.slice(SHEET_PREFIX.length)), firstDueMs - 1]
  }
}

/** Those of a long line whose deadline stands in their text get their own. */
export function armLine(center: CenterState, queue: string): void {
  for (const { contact } of center.queues.get(queue)?.line ?? []) {
    const text = center.resting.get(contact)
    if (text !== undefined) center.deadlines.set(contactKey(contact), textDueMs(text))
  }
}
