import type { ContactRecord, Serving } from '../contact/contact-record.ts'
import { contactWithDueText, isResting } from '../contact/contact-text.ts'
import type { StateSheet } from '../structures/sheet.ts'
import { textsOf } from '../structures/text-lines.ts'
import type { CenterState } from './center-state.ts'

/**
 * Contacts that neither rest nor are done, as a snapshot holds them: id and text in turn. `aside`: open and in no line, with what they
 * count for agents; in a busy center they are as many as its agents serve. They come back as text, and so do those that are over: they
 * are folded again when something of them is due or comes. `open` ones stand in lines and are folded at once.
 */
export interface RecordsJson { open: string[]; aside?: string[]; over: string[] }
export type RecordKind = keyof RecordsJson
export const RECORD_KINDS: readonly RecordKind[] = ['open', 'aside', 'over']

/** Between what is counted for agents and the contact's own text; JSON holds none. */
const TAB = '\t'

/** Where there are many of a kind they are sheets, each of which is written in its turn, and only when one on it changed. */
export function recordsToJson(center: CenterState): { json: Required<RecordsJson>; sheets: StateSheet[] } {
  const { pages } = center
  const few = (kind: RecordKind): string[] => pages.few(kind).flatMap((id) => [id, textOf(center, kind, id)])
  return {
    json: { open: few('open'), aside: few('aside'), over: few('over') },
    sheets: RECORD_KINDS.flatMap((kind) => pages.sheets(kind, (id) => textOf(center, kind, id))),
  }
}

/** Undefined for one that simply waits: it is written with its line. */
export function recordKindOf(record: ContactRecord): RecordKind | undefined {
  if (isResting(record)) return undefined
  if (!record.open) return 'over'
  return isAside(record) ? 'aside' : 'open'
}

/** Made once until something of it changes: a contact that ended is in several snapshots before it is settled. */
function textOf(center: CenterState, kind: RecordKind, id: string): string {
  const record = center.contacts.get(id)
  if (record === undefined) return (kind === 'aside' ? center.aside : center.over).get(id) ?? ''
  const text = (record.text ??= contactWithDueText(record))
  return kind === 'aside' ? servingText(record.serving) + TAB + text : text
}

/** Open, and in no line: in service, paused, or a callback before its window. */
const isAside = ({ open, standing }: ContactRecord): boolean => open && standing === undefined

const servingText = (serving: readonly Serving[]): string =>
  (serving.length === 0 ? '' : JSON.stringify(serving.map(({ agent, queue, startedAtMs }) => [agent, queue, startedAtMs])))

/** What one that is aside counts for agents. */
export function servingIn(text: string): Serving[] {
  return text.startsWith(TAB) ? [] : (JSON.parse(text.slice(0, text.indexOf(TAB))) as [string, string, number][]).map(([agent, queue, startedAtMs]) => ({ agent, queue, startedAtMs }))
}

/** Its own text. */
export const ownTextIn = (text: string): string => text.slice(text.indexOf(TAB) + 1)

/** Those of one kind. A snapshot of the version before had those that are aside among the open ones. */
export function* recordsOf(kind: RecordKind, json: RecordsJson, sheets: ReadonlyMap<string, string>): Generator<readonly [id: string, text: string]> {
  const few = json[kind] ?? []
  for (let index = 0; index + 1 < few.length; index += 2) yield [few[index] ?? '', few[index + 1] ?? '']
  for (let index = 0; ; index += 1) {
    const text = sheets.get(`${kind}-${index}`)
    if (text === undefined) return
    yield* textsOf(text)
  }
}
