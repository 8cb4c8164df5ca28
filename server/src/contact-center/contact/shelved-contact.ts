import { refold } from './arrive.ts'
import { type ContactRecord, newRecord, type SettledSpan } from './contact-record.ts'
import { emptyContactState } from './contact-state.ts'
import type { ContactOwnEvent, OwnItem } from './timeline.ts'

/** An own event: its type, id, time, log position, what else it says (0: nothing), and its feed where it is not the contact's. */
type ShelvedEvent = [type: string, id: string, timeMs: number, position: string, rest: Record<string, unknown> | 0, feed?: string]
/** One whose keys stand in another order than ours: written whole, since what is made of it compares as text. */
type WholeEvent = [event: ContactOwnEvent, position: string, feed?: string]
type ShelvedSpan = [kind: 'q' | 's', startedAtMs: number, endedAtMs: number, agent?: string]
type ShelvedExtras = Pick<ContactRecord['kept'], 'extras' | 'baseThrough'> & { base?: ContactRecord['state'] }
type Shelved = [
  forgottenMs: number, feed: string, events: (ShelvedEvent | WholeEvent)[], settled: ShelvedSpan[], evidencePrint: number | null,
  openedWindowMs?: number | null, inheritedClockMs?: number | null, more?: ShelvedExtras,
]

/** Whether nothing of the contact is due any more but to be forgotten. */
export const mayBeShelved = ({ open, due }: ContactRecord): boolean =>
  !open && due.forgottenMs !== undefined && due.expiresMs === undefined && due.settlesMs === undefined && due.windowMs === undefined && due.ledgerMs === undefined

/** An ended contact as text: a sixth of the record's memory, and ready for the snapshot. `shelvedRecord` gives the record again. */
export function shelvedText({ kept, settled, evidencePrint, due, openedWindowMs, inheritedClockMs }: ContactRecord): string {
  const feed = kept.events[0]?.feed ?? ''
  const shelved: Shelved = [due.forgottenMs ?? 0, feed, kept.events.map((item) => shelvedEvent(item, feed)), settled.map(shelvedSpan), evidencePrint ?? null]
  const more = kept.extras.length > 0 || kept.base !== emptyContactState || kept.baseThrough !== undefined
  if (more || openedWindowMs !== undefined || inheritedClockMs !== undefined) shelved.push(openedWindowMs ?? null, inheritedClockMs ?? null)
  if (more) shelved.push({ extras: kept.extras, baseThrough: kept.baseThrough, ...(kept.base === emptyContactState ? {} : { base: kept.base }) })
  return JSON.stringify(shelved)
}

/** When the contact is forgotten, read without reading the rest. */
export const shelvedUntilMs = (text: string): number => Number.parseInt(text.slice(1), 10)

/** The record whose text this is; it stands in no line and serves nobody, since its contact has ended. */
export function shelvedRecord(id: string, text: string): ContactRecord {
  const [forgottenMs, feed, events, settled, evidencePrint, openedWindowMs, inheritedClockMs, more] = JSON.parse(text) as Shelved
  const record = newRecord(id)
  record.kept = {
    base: more?.base ?? emptyContactState, baseThrough: more?.baseThrough, extras: more?.extras ?? record.kept.extras,
    events: events.map((event) => (typeof event[0] === 'string' ? itemOf(event as ShelvedEvent, id, feed) : wholeItemOf(event as WholeEvent, feed))),
  }
  record.state = refold(record.kept)
  record.settled = settled.map(spanOf)
  record.evidencePrint = evidencePrint ?? undefined
  record.due.forgottenMs = forgottenMs
  record.openedWindowMs = openedWindowMs ?? undefined
  record.inheritedClockMs = inheritedClockMs ?? undefined
  return record
}

const OUR_ORDER = ['id', 'type', 'time', 'contact']

function shelvedEvent({ event, feed, position }: OwnItem, common: string): ShelvedEvent | WholeEvent {
  const keys = Object.keys(event)
  if (!OUR_ORDER.every((key, index) => keys[index] === key)) return feed === common ? [event, position] : [event, position, feed]
  const { id, type, time, contact: _contact, ...rest } = event
  const said = keys.length === OUR_ORDER.length ? 0 : rest
  return feed === common ? [type, id, time, position, said] : [type, id, time, position, said, feed]
}

function itemOf([type, id, time, position, rest, feed]: ShelvedEvent, contact: string, common: string): OwnItem {
  return { kind: 'event', timeMs: time, id, feed: feed ?? common, event: { id, type, time, contact, ...(rest === 0 ? {} : rest) } as ContactOwnEvent, position }
}

function wholeItemOf([event, position, feed]: WholeEvent, common: string): OwnItem {
  return { kind: 'event', timeMs: event.time, id: event.id, feed: feed ?? common, event, position }
}

const shelvedSpan = ({ kind, startedAtMs, endedAtMs, agent }: SettledSpan): ShelvedSpan => {
  const letter = kind === 'queued' ? 'q' : 's'
  return agent === undefined ? [letter, startedAtMs, endedAtMs] : [letter, startedAtMs, endedAtMs, agent]
}

const spanOf = ([kind, startedAtMs, endedAtMs, agent]: ShelvedSpan): SettledSpan =>
  ({ kind: kind === 'q' ? 'queued' : 'with-agent', startedAtMs, endedAtMs, ...(agent === undefined ? {} : { agent }) })
