import { type StateSheet, TextPage, TextPages, textsOf } from '../contact-center/index.ts'

const PAGE_TEXTS = 2_000
/** Fewer go with the rest of a snapshot: a key of their own in the store would cost more than they do. */
const FEW_TEXTS = 64

/** What contacts that are settled were told, as text, until they are forgotten. */
export class RestingTellings {
  readonly #texts = new TextPages()
  /** By a number of their own, in the order in which they began: contacts that settle together are mostly forgotten together. */
  readonly #pages = new Map<number, TextPage>()
  #last = 0
  #onLast = 0

  get(contact: string): string | undefined {
    return this.#texts.get(contact)
  }

  /** Puts the text of a contact that has none. */
  add(contact: string, text: string): void {
    let page = this.#pages.get(this.#last)
    if (page === undefined || this.#onLast >= PAGE_TEXTS) {
      this.#pages.set(this.#last += 1, (page = new TextPage(this.#last)))
      this.#onLast = 0
    }
    this.#texts.add(contact, text, page)
    this.#onLast += 1
  }

  delete(contact: string): void {
    const page = this.#texts.delete(contact)
    if (page?.size === 0) this.#pages.delete(page.number)
  }

  /** For a snapshot: the texts of small pages, and a sheet for each other page, `-number` behind the prefix. */
  parts(prefix: string): { rows: [string, string][]; sheets: StateSheet[] } {
    const rows: [string, string][] = []
    const sheets: StateSheet[] = []
    for (const [number, page] of this.#pages) {
      const rowsNow = (): [string, string][] => [...textsOf(this.#texts.lines(page))]
      if (page.size < FEW_TEXTS) rows.push(...rowsNow())
      else sheets.push({ name: `${prefix}${-number}`, version: page.sheet.version, lend: () => page.sheet.lend(() => JSON.stringify(rowsNow())) })
    }
    return { rows, sheets }
  }
}
