import { cadenceNow, cadenceVersions, type CharterInForce } from '../charter/index.ts'
import type { CenterConfig } from '../config/index.ts'
import { type Cadence, cadenceOf, DEFAULT_CADENCE } from '../delivery/ivr/index.ts'
import type { CharterBook } from './charter-book.ts'

/** How often callers of a queue are spoken to, by the charters in force; asked at each look, so what needs no charter costs nothing. */
export function createVoiceCadence(books: (config: CenterConfig) => CharterBook, center: (id: string) => CenterConfig | undefined, nowMs: () => number): (center: string, queue: string | undefined) => Cadence {
  const asking = new WeakMap<CharterBook, CharterInForce[]>()
  return (id, queue) => {
    const config = center(id)
    if (config === undefined) return DEFAULT_CADENCE
    const book = books(config)
    let versions = asking.get(book)
    if (versions === undefined) asking.set(book, (versions = cadenceVersions(book.versions)))
    return versions.length === 0 ? DEFAULT_CADENCE : cadenceOf(cadenceNow(versions, queue, nowMs()))
  }
}
