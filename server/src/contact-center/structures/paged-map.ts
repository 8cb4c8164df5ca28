import { Sheet, type StateSheet } from './sheet.ts'
import { WideMap } from './wide-map.ts'

/** What a row carries for its map. */
export interface Paged { page: number }

interface Page { sheet: Sheet; keys: string[]; size: number }

/** A page is written in a few milliseconds. */
const PAGE_ROWS = 2_000
/** Fewer rows go with the rest of a snapshot: a key of their own in the store would cost more than they do. */
const FEW_ROWS = 64

/**
 * A map by string whose rows are written into snapshots by pages, in the order in which they came: rows that came together mostly end
 * together, so that old pages stay as they are. Whoever changes a row in place says so before.
 */
export class PagedMap<V extends Paged> {
  readonly #rows = new WideMap<V>()
  readonly #pages = new Map<number, Page>()
  #last = 0
  readonly #pageRows: number
  readonly #fewRows: number

  constructor(pageRows = PAGE_ROWS, fewRows = FEW_ROWS) {
    this.#pageRows = pageRows
    this.#fewRows = fewRows
  }

  get(key: string): V | undefined {
    return this.#rows.get(key)
  }

  /** Puts a new row; where there is one of this key it goes. */
  add(key: string, row: V): void {
    this.delete(key)
    let page = this.#pages.get(this.#last)
    if (page === undefined || page.keys.length >= this.#pageRows) this.#pages.set(this.#last += 1, (page = { sheet: new Sheet(), keys: [], size: 0 }))
    page.sheet.changes()
    page.keys.push(key)
    page.size += 1
    row.page = this.#last
    this.#rows.add(key, row)
  }

  /** Before the row is changed. */
  changes(row: V): void {
    this.#pages.get(row.page)?.sheet.changes()
  }

  delete(key: string): void {
    const row = this.#rows.get(key)
    const page = row === undefined ? undefined : this.#pages.get(row.page)
    if (row === undefined || page === undefined) return
    page.sheet.changes()
    page.size -= 1
    this.#rows.delete(key)
    if (page.size === 0) this.#pages.delete(row.page)
    // A snapshot goes through the keys of each sparse page: with a quarter of a million rows gone that was half of the 80 to 110 ms it took.
    else if (page.keys.length >= 2 * page.size + this.#fewRows) page.keys = this.#living(row.page, page).map(([key]) => key)
  }

  /** Nothing may be added or deleted meanwhile. */
  [Symbol.iterator](): IterableIterator<[string, V]> {
    return this.#rows[Symbol.iterator]()
  }

  /** For a snapshot: the rows of small pages, and a sheet for each other page. `write` makes a row JSON-safe. */
  parts<J>(prefix: string, write: (row: V) => J): { rows: [string, J][]; sheets: StateSheet[] } {
    const rows: [string, J][] = []
    const sheets: StateSheet[] = []
    for (const [number, page] of this.#pages) {
      if (page.size < this.#fewRows) rows.push(...this.#of(number, page, write))
      else sheets.push({ name: `${prefix}${number}`, version: page.sheet.version, lend: () => page.sheet.lend(() => JSON.stringify(this.#of(number, page, write))) })
    }
    return { rows, sheets }
  }

  #of<J>(number: number, page: Page, write: (row: V) => J): [string, J][] {
    return this.#living(number, page).map(([key, row]) => [key, write(row)])
  }

  /** A key may have gone to a later page, and one that was deleted is still named. */
  #living(number: number, { keys }: Page): [string, V][] {
    const living: [string, V][] = []
    for (const key of new Set(keys)) {
      const row = this.#rows.get(key)
      if (row?.page === number) living.push([key, row])
    }
    return living
  }
}

/** The rows on the sheets of this prefix, in the order of their pages. */
export function rowsOnPages<J>(prefix: string, sheets: ReadonlyMap<string, string>): [string, J][] {
  const pages = [...sheets].filter(([name]) => name.startsWith(prefix)).map(([name, text]) => ({ number: Number(name.slice(prefix.length)), text }))
  return pages.sort((a, b) => a.number - b.number).flatMap(({ text }) => JSON.parse(text) as [string, J][])
}
