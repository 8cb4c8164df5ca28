import { type ContactMemory, type ContactRecord, memoryOf, type Serving } from '../contact/contact-record.ts'
import { contactWithDueText } from '../contact/contact-text.ts'
import type { StateSheet } from '../structures/sheet.ts'
import { linesOf, textsOf } from '../structures/text-lines.ts'

/**
 * Contacts that neither rest nor are done, as a snapshot holds them: id and text in turn. `aside`: open and in no line, with what they
 * count for agents; in a busy center they are as many as its agents serve. They come back as text, and so do those that are over: they
 * are folded again when something of them is due or comes. `open` ones stand in lines and are folded at once.
 */
export interface RecordsJson { open: string[]; aside?: string[]; over: string[] }
type Kind = keyof RecordsJson
/** Of `aside` and `over` those that are text still. */
export interface Texts { aside: ReadonlyMap<string, string>; over: ReadonlyMap<string, string> }

/** So many are written in a few milliseconds. */
const SHEET_CONTACTS = 500
/** Between what is counted for agents and the contact's own text; JSON holds none. */
const TAB = '\t'

/** Where there are many of a kind they are sheets, each of which is written in its turn. */
export function recordsToJson(records: readonly ContactRecord[], texts: Texts): { json: Required<RecordsJson>; sheets: StateSheet[] } {
  const open = part('open', records.filter((record) => record.open && record.standing !== undefined).map(plain))
  const aside = part('aside', [...records.filter(isAside).map((record) => withServing(memoryOf(record), record.serving)), ...asWritten(texts.aside)])
  const ended = part('over', [...records.filter((record) => !record.open).map(plain), ...asWritten(texts.over)])
  return { json: { open: open.few, aside: aside.few, over: ended.few }, sheets: [...open.sheets, ...aside.sheets, ...ended.sheets] }
}

/** Open, and in no line: in service, paused, or a callback before its window. */
export const isAside = ({ open, standing }: ContactRecord): boolean => open && standing === undefined

/** What one that is aside counts for agents. */
export function servingIn(text: string): Serving[] {
  return text.startsWith(TAB) ? [] : (JSON.parse(text.slice(0, text.indexOf(TAB))) as [string, string, number][]).map(([agent, queue, startedAtMs]) => ({ agent, queue, startedAtMs }))
}

/** Its own text. */
export const ownTextIn = (text: string): string => text.slice(text.indexOf(TAB) + 1)

/** Its text is made when its sheet is written. */
interface Written { id: string; text(): string }
const plain = (record: ContactRecord): Written => {
  const memory = memoryOf(record)
  return { id: record.id, text: () => contactWithDueText(memory) }
}
const withServing = (memory: ContactMemory, serving: readonly Serving[]): Written => ({
  id: memory.id, text: () => (serving.length === 0 ? '' : JSON.stringify(serving.map(({ agent, queue, startedAtMs }) => [agent, queue, startedAtMs]))) + TAB + contactWithDueText(memory),
})
const asWritten = (texts: ReadonlyMap<string, string>): Written[] => Array.from(texts, ([id, text]) => ({ id, text: () => text }))
const lineOf = ({ id, text }: Written): readonly [id: string, text: string] => [id, text()]

function part(kind: Kind, contacts: Written[]): { few: string[]; sheets: StateSheet[] } {
  contacts.sort((a, b) => (a.id < b.id ? -1 : 1))
  if (contacts.length <= SHEET_CONTACTS) return { few: contacts.flatMap(lineOf), sheets: [] }
  const sheets = Array.from({ length: Math.ceil(contacts.length / SHEET_CONTACTS) }, (_, index): StateSheet => {
    const some = contacts.slice(index * SHEET_CONTACTS, (index + 1) * SHEET_CONTACTS)
    return { name: `${kind}-${index}`, version: {}, lend: () => () => linesOf(some.map(lineOf)) }
  })
  return { few: [], sheets }
}

/** Those of one kind, in the order of their ids. A snapshot of the version before had those that are aside among the open ones. */
export function* recordsOf(kind: Kind, json: RecordsJson, sheets: ReadonlyMap<string, string>): Generator<readonly [id: string, text: string]> {
  const few = json[kind] ?? []
  for (let index = 0; index + 1 < few.length; index += 2) yield [few[index] ?? '', few[index + 1] ?? '']
  for (let index = 0; ; index += 1) {
    const text = sheets.get(`${kind}-${index}`)
    if (text === undefined) return
    yield* textsOf(text)
  }
}
