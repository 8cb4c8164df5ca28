import { type BookEntry, type CharterInForce, putCharter, versionsInForce, withConfiguredCharters } from '../charter/index.ts'
import type { CenterConfig } from '../config/index.ts'

/** A charter that was added while the server ran, as its log fact holds it. */
export interface AddedCharter { body: unknown; recordedAtMs: number }
/** A center's book and what of it is in force when. */
export interface CharterBook { book: readonly BookEntry[]; versions: readonly CharterInForce[] }

/** The book of each center as a node knows it. */
export function createCharterBooks(added: (center: string) => readonly AddedCharter[]): (config: CenterConfig) => CharterBook {
  const bookOf = createBookMaker()
  return (config) => bookOf(config, added(config.id))
}

/** A book is made again only when the configuration or what was added changed. Another configuration is another object, as is another list. */
export function createBookMaker(): (config: CenterConfig, added: readonly AddedCharter[]) => CharterBook {
  const books = new WeakMap<CenterConfig, { from: readonly AddedCharter[]; made: CharterBook }>()
  return (config, from) => {
    const known = books.get(config)
    if (known !== undefined && known.from === from) return known.made
    const book = bookOf(config, from)
    const made = { book, versions: versionsInForce(book, config.timeZone) }
    books.set(config, { from, made })
    return made
  }
}

/** What the configuration adheres to, then what `PUT /charters` added, in the order of the log. An addition that no longer fits the configuration is passed over. */
export function bookOf({ charters, timeZone }: Pick<CenterConfig, 'charters' | 'timeZone'>, added: readonly AddedCharter[]): BookEntry[] {
  // What says of no day since when it holds, holds for all that the ledger has.
  let { book } = withConfiguredCharters([], charters, { nowMs: 0, timeZone })
  for (const { body, recordedAtMs } of added) {
    const result = putCharter(book, body, { nowMs: recordedAtMs, timeZone })
    if (result.status === 200 || result.status === 201) ({ book } = result)
  }
  return book
}
