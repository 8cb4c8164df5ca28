import type { Display } from '@queuecast/client-sdk/protocol'
import type { GraphClient } from './graph-client.ts'
import { isNearly, nextNotice, type NoticeKind, revisionOf } from '../../delivery/outputs/index.ts'
import { callbackData } from './translate.ts'

/** What the notifier is given; the hub's `watchContact` for one contact is behind `watch`. */
export interface NotifierDeps {
  now(): number
  /** Calls back with the current display and each change of it; returns the way out. */
  watch(contact: string, send: (display: Display) => void): () => void
  graph: GraphClient
  /** Waits before the one repetition of what the platform was too busy for. */
  pause(ms: number): Promise<void>
  /** Codes only: never a contact, an address or a text. */
  log(message: string, fields: { code: number; notice: NoticeKind }): void
  optInWords: readonly string[]
}

/** Customers who asked to be told, while they wait. Their addresses are in memory only, and gone when the wait is over. */
export interface WhatsappNotifier {
  /** A customer wrote. One of the opt-in words asks for messages; STOP ends them; any message opens the service window again. */
  wrote(contact: string, waId: string, text: string | undefined, atMs: number): void
  readonly size: number
  close(): void
}

/** Meta lets a business answer freely for 24 hours after the customer's last message; a minute is kept for the way. */
const WINDOW_MS = 24 * 3_600_000 - 60_000
const MAX_PEOPLE = 50_000
const REPEAT_AFTER_MS = 2_000
const STOP_WORDS = new Set(['stop', 'stopp', 'arrêt', 'arret'])

interface Person { waId: string; lastWroteMs: number; sent: Set<NoticeKind>; revision?: string | undefined; busy: boolean; seen: Display | undefined; leave: () => void }

export function createWhatsappNotifier(deps: NotifierDeps): WhatsappNotifier {
  const people = new Map<string, Person>()
  const words = new Set(deps.optInWords.map((word) => word.trim().toLowerCase()))

  const forget = (contact: string): void => {
    people.get(contact)?.leave()
    people.delete(contact)
  }

  const tell = async (contact: string, person: Person): Promise<void> => {
    // One message at a time; what changed meanwhile is looked at after it.
    if (person.busy || person.seen === undefined) return
    const display = person.seen
    const notice = nextNotice(display, person.sent, person.revision)
    if (notice === undefined) return
    if (deps.now() - person.lastWroteMs > WINDOW_MS) return forget(contact)
    person.busy = true
    person.sent.add(notice.kind)
    person.revision = revisionOf(display)
    // Who is told so now need not be told again.
    if (isNearly(display)) person.sent.add('nearly')
    const message = { to: person.waId, text: notice.text, callbackData: callbackData(contact, display.seq) }
    let result = await deps.graph.send(message)
    if (!result.ok && result.again) {
      await deps.pause(REPEAT_AFTER_MS)
      if (people.get(contact) !== person) return
      result = await deps.graph.send(message)
    }
    person.busy = false
    if (!result.ok) {
      deps.log('a WhatsApp message was not sent', { code: result.code, notice: notice.kind })
      return forget(contact)
    }
    if (people.get(contact) === person) await tell(contact, person)
  }

  const begin = (contact: string, waId: string, atMs: number): void => {
    if (people.size >= MAX_PEOPLE) return
    const person: Person = { waId, lastWroteMs: atMs, sent: new Set(), busy: false, seen: undefined, leave: () => undefined }
    people.set(contact, person)
    const leave = deps.watch(contact, (display) => {
      if (people.get(contact) !== person) return
      if (OVER.has(display.state)) return forget(contact)
      person.seen = display
      tell(contact, person).catch(() => forget(contact))
    })
    // The first display may have come, and ended it, before there was a way out.
    if (people.get(contact) === person) person.leave = leave
    else leave()
  }

  return {
    wrote(contact, waId, text, atMs) {
      const word = text?.trim().toLowerCase() ?? ''
      if (STOP_WORDS.has(word)) return forget(contact)
      const known = people.get(contact)
      if (known !== undefined) known.lastWroteMs = Math.max(known.lastWroteMs, atMs)
      else if (words.has(word)) begin(contact, waId, atMs)
    },
    get size() {
      return people.size
    },
    close() {
      for (const contact of people.keys()) forget(contact)
    },
  }
}

const OVER: ReadonlySet<Display['state']> = new Set(['answered', 'left', 'closed'])
