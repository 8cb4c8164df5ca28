import { type ContactMemory, type ContactRecord, memoryOf } from '../contact/contact-record.ts'
import type { StateSheet } from '../structures/sheet.ts'

const SHEET_PREFIX = 'contacts-'
/** So many records are written in a few milliseconds. */
const SHEET_CONTACTS = 500

/** Records as a snapshot holds them: where they are many as sheets, each of which is written in its turn, else as they are. */
export function recordsToJson(records: readonly ContactRecord[]): { contacts: ContactMemory[]; sheets: StateSheet[] } {
  // Of a record only its due times are changed in place.
  const contacts = records.map((record) => ({ ...memoryOf(record), due: { ...record.due } }))
  if (contacts.length <= SHEET_CONTACTS) return { contacts, sheets: [] }
  const sheets = Array.from({ length: Math.ceil(contacts.length / SHEET_CONTACTS) }, (_, index): StateSheet => {
    const part = contacts.slice(index * SHEET_CONTACTS, (index + 1) * SHEET_CONTACTS)
    return { name: `${SHEET_PREFIX}${index}`, version: {}, lend: () => () => JSON.stringify(part) }
  })
  return { contacts: [], sheets }
}

/** Those on sheets, in their order. */
export function recordsOn(sheets: ReadonlyMap<string, string>): ContactMemory[] {
  const contacts: ContactMemory[] = []
  for (let index = 0; ; index += 1) {
    const text = sheets.get(`${SHEET_PREFIX}${index}`)
    if (text === undefined) return contacts
    for (const memory of JSON.parse(text) as ContactMemory[]) contacts.push(memory)
  }
}
