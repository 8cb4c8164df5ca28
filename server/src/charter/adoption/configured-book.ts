import type { CharterFault } from '../parse-charter.ts'
import type { Adoption } from './adoption.ts'
import { appendCharter, type BookEntry } from './book.ts'
import { charterFor } from './charter-for.ts'

/**
 * The book with what the configuration adheres to. What the book has already stays as it is. The list is the history:
 * several versions of one charter may stand in it, in order, and may hold already. Faults have paths inside the list, such as `[0].exceptions.gift`.
 */
export function withConfiguredCharters(
  book: readonly BookEntry[], entries: readonly (Adoption & { charter?: unknown })[], at: { nowMs: number; timeZone: string },
): { book: BookEntry[]; faults: CharterFault[] } {
  const faults: CharterFault[] = []
  let next = [...book]
  entries.forEach(({ charter: data, ...adoption }, index) => {
    const found = charterFor(data, adoption)
    const result = 'faults' in found ? { ok: false as const, faults: found.faults } : appendCharter(next, { charter: found.charter, adoption }, { ...at, configured: true })
    if (result.ok) next = result.book
    else faults.push(...result.faults.map(({ path, message }) => ({ path: `[${index}].${path}`, message })))
  })
  return { book: next, faults }
}
