import type { ContactRecord } from '../contact/contact-record.ts'
import { contactFromText, contactText, textDueMs } from '../contact/contact-text.ts'
import { textsOf } from '../structures/text-lines.ts'
import type { StateSheet } from '../structures/sheet.ts'
import { TextPage, TextPages } from '../structures/text-pages.ts'

const SECOND_MS = 1000
/** A sheet holds those that are forgotten within one minute, so that only those of the last minutes change from snapshot to snapshot. */
const SHEET_MS = 60_000
/** And not more than this: in a busy minute what came first is not written again for what comes later, and none holds the event loop for long. */
const PAGE_CONTACTS = 2_000
/** Fewer go with the rest of the center: a key of their own in the store would cost more than they do. */
const SHEET_CONTACTS = 32
const SHEET_PREFIX = 'shelf-'

/** The part that is too small for sheets, id and text in turn, and the last second of which all are forgotten. */
export interface ShelfJson { shelf: string[]; shelfFromMs?: number }

/** Ended contacts of which everything was given on, as text, until they are forgotten: most of what a busy center remembers. */
export class ContactShelf {
  readonly #texts = new TextPages()
  /** Ids by the full second in which they are forgotten; one that was taken down meanwhile may still be named. */
  readonly #bySecond = new Map<number, string[]>()
  /** By number: the minute that their seconds end in, in milliseconds, plus one for each page of that minute before. */
  readonly #pages = new Map<number, TextPage>()
  /** By minute the number of the page that is being filled. */
  readonly #filling = new Map<number, number>()
  #forgottenMs: number | undefined

  has(id: string): boolean {
    return this.#texts.has(id)
  }

  /** Puts the contact up; the full second, epoch milliseconds, at which it is to be forgotten. */
  put(record: ContactRecord): number {
    return this.#put(record.id, contactText(record))
  }

  /** A record made of the text: what is changed in it is not kept. */
  see(id: string): ContactRecord | undefined {
    const text = this.#texts.get(id)
    return text === undefined ? undefined : contactFromText(id, text).record
  }

  drop(id: string): void {
    this.#letGo(this.#texts.delete(id))
  }

  /** Takes the contacts to be forgotten in this second, one after another. */
  *takeDue(secondMs: number): Generator<ContactRecord> {
    for (const id of this.#bySecond.get(secondMs) ?? []) {
      const text = this.#texts.get(id)
      if (text === undefined || secondOf(text) !== secondMs) continue
      this.#letGo(this.#texts.runOut(id))
      yield contactFromText(id, text).record
    }
    this.#bySecond.delete(secondMs)
    this.#forgottenMs = secondMs
  }

  #put(id: string, text: string): number {
    const secondMs = secondOf(text)
    const ids = this.#bySecond.get(secondMs)
    if (ids === undefined) this.#bySecond.set(secondMs, [id])
    else ids.push(id)
    this.#texts.add(id, text, this.#pageOf(secondMs))
    return secondMs
  }

  #pageOf(secondMs: number): TextPage {
    const minuteMs = minuteOf(secondMs)
    for (let number = this.#filling.get(minuteMs) ?? minuteMs; ; number += 1) {
      let page = this.#pages.get(number)
      if (page !== undefined && page.size >= PAGE_CONTACTS) continue
      if (page === undefined) this.#pages.set(number, (page = new TextPage(number)))
      this.#filling.set(minuteMs, number)
      return page
    }
  }

  #letGo(page: TextPage | undefined): void {
    if (page?.size !== 0) return
    const minuteMs = minuteOfPage(page)
    this.#pages.delete(page.number)
    if (this.#filling.get(minuteMs) === page.number) this.#filling.delete(minuteMs)
  }

  toJson(): ShelfJson {
    const few = this.#inOrder().filter(({ size }) => size < SHEET_CONTACTS)
    return {
      shelf: few.flatMap((page) => [...textsOf(this.#texts.lines(page))].flat()),
      ...(this.#forgottenMs === undefined ? {} : { shelfFromMs: this.#forgottenMs }),
    }
  }

  sheets(): StateSheet[] {
    return this.#inOrder().filter(({ size }) => size >= SHEET_CONTACTS)
      .map((page) => ({ name: SHEET_PREFIX + nameOf(page), version: page.sheet.version, lend: () => page.sheet.lend(() => this.#texts.lines(page)) }))
  }

  #inOrder(): TextPage[] {
    return [...this.#pages.values()].sort((a, b) => a.number - b.number)
  }

  static fromJson({ shelf: few, shelfFromMs }: ShelfJson, sheets: ReadonlyMap<string, string>): ContactShelf {
    const shelf = new ContactShelf()
    for (let index = 0; index + 1 < few.length; index += 2) shelf.#put(few[index] ?? '', few[index + 1] ?? '')
    for (const [name, lines] of sheets) {
      if (!name.startsWith(SHEET_PREFIX)) continue
      // A sheet may be older than the rest: those whose second is over were forgotten since.
      for (const [id, text] of textsOf(lines)) if (shelfFromMs === undefined || secondOf(text) > shelfFromMs) shelf.#put(id, text)
    }
    shelf.#forgottenMs = shelfFromMs
    return shelf
  }
}

/** Deadlines run at full seconds, so that the end of the second is the same to the contact. */
const secondOf = (text: string): number => Math.ceil(textDueMs(text) / SECOND_MS) * SECOND_MS
const minuteOf = (secondMs: number): number => Math.ceil(secondMs / SHEET_MS) * SHEET_MS
const minuteOfPage = ({ number }: TextPage): number => number - number % SHEET_MS
const nameOf = (page: TextPage): string => `${minuteOfPage(page) / SHEET_MS}${page.number % SHEET_MS === 0 ? '' : `.${page.number % SHEET_MS}`}`
