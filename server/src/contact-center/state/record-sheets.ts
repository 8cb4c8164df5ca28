import { type ContactMemory, type ContactRecord, memoryOf, type OlderContactMemory } from '../contact/contact-record.ts'
import { contactWithDueText } from '../contact/contact-text.ts'
import type { StateSheet } from '../structures/sheet.ts'
import { textsOf, linesOf } from '../structures/text-lines.ts'

/**
 * Contacts that neither rest nor are done, as a snapshot holds them: id and text in turn. Those that are over come back as text
 * too, and are folded again when something of them is due or comes.
 */
export interface RecordsJson { open: string[]; over: string[] }
type Kind = keyof RecordsJson

/** So many are written in a few milliseconds. */
const SHEET_CONTACTS = 500

/** Where there are many of a kind they are sheets, each of which is written in its turn. `over`: those that are text still. */
export function recordsToJson(records: readonly ContactRecord[], over: ReadonlyMap<string, string>): { json: RecordsJson; sheets: StateSheet[] } {
  const open = part('open', records.filter((record) => record.open).map(memoryOf))
  const ended = part('over', [...records.filter((record) => !record.open).map(memoryOf), ...over])
  return { json: { open: open.few, over: ended.few }, sheets: [...open.sheets, ...ended.sheets] }
}

type Written = ContactMemory | readonly [id: string, text: string]
const written = (one: Written): readonly [id: string, text: string] => ('id' in one ? [one.id, contactWithDueText(one)] : one)
const idOf = (one: Written): string => ('id' in one ? one.id : one[0])

function part(kind: Kind, contacts: Written[]): { few: string[]; sheets: StateSheet[] } {
  contacts.sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1))
  if (contacts.length <= SHEET_CONTACTS) return { few: contacts.flatMap(written), sheets: [] }
  const sheets = Array.from({ length: Math.ceil(contacts.length / SHEET_CONTACTS) }, (_, index): StateSheet => {
    const some = contacts.slice(index * SHEET_CONTACTS, (index + 1) * SHEET_CONTACTS)
    return { name: `${kind}-${index}`, version: {}, lend: () => () => linesOf(some.map(written)) }
  })
  return { few: [], sheets }
}

/** Those of one kind, in the order of their ids. */
export function* recordsOf(kind: Kind, json: RecordsJson, sheets: ReadonlyMap<string, string>): Generator<readonly [id: string, text: string]> {
  const few = json[kind]
  for (let index = 0; index + 1 < few.length; index += 2) yield [few[index] ?? '', few[index + 1] ?? '']
  for (const text of numbered(kind, sheets)) yield* textsOf(text)
}

/** The records of version 3, which were JSON. */
export function olderRecordsOf(few: readonly OlderContactMemory[], sheets: ReadonlyMap<string, string>): OlderContactMemory[] {
  return [...few, ...[...numbered('contacts', sheets)].flatMap((text) => JSON.parse(text) as OlderContactMemory[])]
}

function* numbered(name: string, sheets: ReadonlyMap<string, string>): Generator<string> {
  for (let index = 0; ; index += 1) {
    const text = sheets.get(`${name}-${index}`)
    if (text === undefined) return
    yield text
  }
}
