import { Sheet, type StateSheet } from './sheet.ts'
import { linesOf } from './text-lines.ts'

/** So many are written in a few milliseconds. */
const PAGE_IDS = 500
/** A page that came down to this part gives its ids to the newest: those that stay longest would have a page each in the end. */
const SPARSE = 1 / 4
/** Of what stands for a page that went: whoever reads sheets by number stops at the first that is missing. */
const NOTHING = {}

interface Page<Kind> { readonly kind: Kind; readonly sheet: Sheet; readonly ids: Set<string> }
/** `pages`: by the number in their names. */
interface Book<Kind> { readonly kind: Kind; readonly pages: (Page<Kind> | undefined)[]; newest: Page<Kind> | undefined; size: number }

/**
 * Ids of several kinds, each of one, in the order in which they came: those that came together lie on one page, which is a sheet of a
 * snapshot. What came together mostly changes together too, so most pages are as they were in the snapshot before.
 */
export class IdPages<Kind extends string> {
  readonly #books: Record<Kind, Book<Kind>>
  readonly #pageOf = new Map<string, Page<Kind>>()
  readonly #pageIds: number

  constructor(kinds: readonly Kind[], pageIds = PAGE_IDS) {
    this.#pageIds = pageIds
    this.#books = Object.fromEntries(kinds.map((kind): [Kind, Book<Kind>] => [kind, { kind, pages: [], newest: undefined, size: 0 }])) as Record<Kind, Book<Kind>>
  }

  /** It is of this kind from now on; undefined: of none. */
  put(id: string, kind: Kind | undefined): void {
    const page = this.#pageOf.get(id)
    if (page?.kind === kind) return
    if (page !== undefined) this.#take(id, page)
    if (kind !== undefined) this.#add(id, this.#books[kind])
  }

  /** Before anything changes of what is written of it. */
  changes(id: string): void {
    this.#pageOf.get(id)?.sheet.changes()
  }

  *of(kind: Kind): Generator<string> {
    for (const page of this.#books[kind].pages) if (page !== undefined) yield* page.ids
  }

  /** Those of one kind where they are few, in the order of their names, else nobody. */
  few(kind: Kind): string[] {
    return this.#areFew(kind) ? [...this.of(kind)].sort((a, b) => (a < b ? -1 : 1)) : []
  }

  /** Sheets named by kind and number where they are many, else none. `textOf` is asked when a sheet is written. */
  sheets(kind: Kind, textOf: (id: string) => string): StateSheet[] {
    if (this.#areFew(kind)) return []
    return this.#books[kind].pages.map((page, number): StateSheet => {
      const name = `${kind}-${number}`
      if (page === undefined) return { name, version: NOTHING, lend: () => () => '' }
      return { name, version: page.sheet.version, lend: () => page.sheet.lend(() => linesOf(Array.from(page.ids, (id) => [id, textOf(id)] as const))) }
    })
  }

  #areFew(kind: Kind): boolean {
    return this.#books[kind].size <= this.#pageIds
  }

  #add(id: string, book: Book<Kind>): void {
    const page = book.newest !== undefined && book.newest.ids.size < this.#pageIds ? book.newest : open(book)
    page.sheet.changes()
    page.ids.add(id)
    book.size += 1
    this.#pageOf.set(id, page)
  }

  #take(id: string, page: Page<Kind>): void {
    const book = this.#books[page.kind]
    page.sheet.changes()
    page.ids.delete(id)
    book.size -= 1
    this.#pageOf.delete(id)
    if (page === book.newest || page.ids.size > this.#pageIds * SPARSE) return
    close(book, page)
    for (const left of page.ids) this.#add(left, book)
  }
}

function open<Kind>(book: Book<Kind>): Page<Kind> {
  const page = { kind: book.kind, sheet: new Sheet(), ids: new Set<string>() }
  const free = book.pages.indexOf(undefined)
  book.pages[free === -1 ? book.pages.length : free] = page
  book.newest = page
  return page
}

function close<Kind>(book: Book<Kind>, page: Page<Kind>): void {
  const { pages } = book
  pages[pages.indexOf(page)] = undefined
  while (pages.length > 0 && pages.at(-1) === undefined) pages.pop()
  book.size -= page.ids.size
}
