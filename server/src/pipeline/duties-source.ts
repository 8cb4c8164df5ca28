import type { Display } from '@queuecast/client-sdk/protocol'
import { type CharterInForce, dutiesNow, nextDutyChangeMs, owingVersions, situationOf } from '../charter/index.ts'
import type { CenterConfig } from '../config/index.ts'
import type { LiveCenter } from '../contact-center/index.ts'
import type { DisplaySource, FoldedChange } from '../delivery/index.ts'
import { createRememberedContacts } from '../delivery/hub/index.ts'
import { sayOffer } from '../delivery/wording/index.ts'
import { type CharterBook, createCharterBooks } from './charter-book.ts'

export interface DutiesDeps {
  source: DisplaySource
  center(id: string): CenterConfig | undefined
  live(center: string): LiveCenter | undefined
  /** Without it: what the configuration adheres to. */
  books?(config: CenterConfig): CharterBook
}

export interface DutiesSource {
  source: DisplaySource
  /** Contacts to whom time alone has begun to owe something since the last call. Asked once a second. */
  due(): FoldedChange[]
}

/** Adds to each display what the center's charters owe the contact now. Without charters displays are as they were. */
export function createDutiesSource({ source, center: configOf, live: liveOf, books = createCharterBooks(() => []) }: DutiesDeps): DutiesSource {
  const owing = new WeakMap<CharterBook, CharterInForce[]>()
  /** When the next duty of a contact that someone looks at begins, by center and contact. */
  const pending = new Map<string, Map<string, number>>()
  /** Contacts whose first display was noted, and whose offer was. */
  const watched = createRememberedContacts()
  const offered = createRememberedContacts()

  function versionsOf(config: CenterConfig): CharterInForce[] {
    const book = books(config)
    let known = owing.get(book)
    if (known === undefined) owing.set(book, (known = owingVersions([...book.versions])))
    return known
  }

  function withDuties(display: Display): Display {
    const config = configOf(display.center)
    if (config === undefined || books(config).book.length === 0) return display
    const live = liveOf(display.center)
    const contact = live?.contact(display.contact)
    const hidden = !display.wait.known && (display.wait.reason === 'off' || display.wait.reason === 'shadow' || display.wait.reason === 'unknown-contact')
    if (live === undefined || contact === undefined || hidden) return display
    const queue = display.queue === undefined ? undefined : live.queue(display.queue)
    const situation = situationOf(contact, queue, display, live.notices(display.queue), live.config, {
      // What this display says by itself is not still owed.
      ...(display.wait.known ? { waitToldAtMs: live.nowMs } : {}), ...(display.position === undefined ? {} : { placeToldAtMs: live.nowMs }), lastToldAtMs: live.nowMs,
    }, live.clockOffsetMs(contact.feed, contact.clockStartMs, contact.id))
    const queues = { queue: (id: string) => live.queue(id)?.facts }
    const owed = dutiesNow(versionsOf(config), display.notice === undefined ? situation : { ...situation, notices: [] }, live.nowMs, queues)
    remember(display.center, display.contact, nextDutyChangeMs(versionsOf(config), situation, live.nowMs, queues))
    if (owed.length === 0) return display
    const duties = owed.map(({ kind, charter, rule }) => ({ kind, charter, rule }))
    const offers = owed.some(({ kind }) => kind === 'offer-callback')
    const shown = { ...display, duties, text: offers ? { ...display.text, offer: sayOffer(display.text.lang) } : display.text }
    // The first display is noted when it is served; an offer that comes later would leave no evidence.
    if (offers && watched.has(display.center, display.contact) && offered.add(display.center, display.contact)) {
      source.served(display.center, display.contact, shown, 'offer')
    }
    return shown
  }

  function remember(center: string, contact: string, atMs: number | undefined): void {
    const contacts = pending.get(center) ?? new Map<string, number>()
    if (atMs === undefined) contacts.delete(contact)
    else contacts.set(contact, atMs)
    pending.set(center, contacts)
  }

  return {
    source: {
      ...source,
      served(center, contact, display, via) {
        watched.add(center, contact)
        if (display.duties.some(({ kind }) => kind === 'offer-callback')) offered.add(center, contact)
        source.served(center, contact, display, via)
      },
      display: (center, contact, langs) => withDuties(source.display(center, contact, langs)),
    },
    due() {
      const changes: FoldedChange[] = []
      for (const [center, contacts] of pending) {
        const now = liveOf(center)?.nowMs ?? 0
        const begun = new Set([...contacts].flatMap(([contact, atMs]) => (atMs <= now ? [contact] : [])))
        for (const contact of begun) contacts.delete(contact)
        if (begun.size > 0) changes.push({ center, contacts: begun, queues: new Set() })
      }
      return changes
    },
  }
}
