import type { Channel } from '@queuecast/client-sdk/protocol'
import { refold } from './arrive.ts'
import { type ContactMemory, type ContactRecord, newRecord, type SettledSpan } from './contact-record.ts'
import { emptyContactState } from './contact-state.ts'
import type { ContactOwnEvent, OwnItem } from './timeline.ts'

/** An event's feed where it is not the contact's, and whether it met another of its instant. */
type Apart = [feed?: string | null, byLife?: 1]
/** An own event: its type, id, time, log position and what else it says (0: nothing). */
type TextEvent = [type: string, id: string, timeMs: number, position: string, rest: Record<string, unknown> | 0, ...Apart]
/** One whose keys stand in another order than ours: written whole, since what is made of it compares as text. */
type WholeEvent = [event: ContactOwnEvent, position: string, ...Apart]
type TextSpan = [kind: 'q' | 's', startedAtMs: number, endedAtMs: number, agent?: string]
type Open = [expiresMs: number | null, settlesMs: number | null, channel: Channel]
/** All that is due of one that neither rests nor is done. */
type Due = [expiresMs: number | null, settlesMs: number | null, forgottenMs: number | null, windowMs: number | null, ledgerMs: number | null]
/** `byLife`: which of the events met another of their instant. */
type More = Pick<ContactRecord['kept'], 'extras' | 'baseThrough'> & { base?: ContactRecord['state']; byLife?: number[] }
type Text = [
  dueMs: number, feed: string, events: (TextEvent | WholeEvent)[], settled: TextSpan[], evidencePrint: number | null,
  open: Open | Due | 0, openedWindowMs?: number | null, inheritedClockMs?: number | null, more?: More,
]

/** An ended contact of which nothing is due any more but to be forgotten. */
export const isDone = ({ open, due }: ContactRecord): boolean =>
  !open && due.forgottenMs !== undefined && due.expiresMs === undefined && due.settlesMs === undefined && due.windowMs === undefined && due.ledgerMs === undefined

/** A customer's contact that simply waits in one queue: what a line and a text hold of it is all there is. */
export const isResting = ({ standing, serving, state, due }: ContactRecord): boolean =>
  standing?.queues.length === 1 && state.kind === 'customer' && serving.length === 0 && state.hold.kind === 'waiting' && !state.parked && due.windowMs === undefined && due.expiresMs !== undefined

/** A contact that is done or rests as text: a sixth of a record's memory, and ready for the snapshot. `contactFromText` gives the record again. */
export function contactText(record: ContactRecord): string {
  const { due, standing } = record
  return textOf(record, due.forgottenMs ?? Math.min(due.expiresMs ?? Infinity, due.settlesMs ?? Infinity), standing === undefined ? 0 : [due.expiresMs ?? null, due.settlesMs ?? null, standing.channel])
}

/** Any contact as text, with all that is due of it. Its record has no place in a line until it stands anew. */
export function contactWithDueText(record: ContactMemory): string {
  const { expiresMs, settlesMs, forgottenMs, windowMs, ledgerMs } = record.due
  const due: Due = [expiresMs ?? null, settlesMs ?? null, forgottenMs ?? null, windowMs ?? null, ledgerMs ?? null]
  return textOf(record, Math.min(...due.map((ms) => ms ?? Infinity)), due)
}

function textOf({ kept, settled, evidencePrint, openedWindowMs, inheritedClockMs }: ContactMemory, dueMs: number, open: Open | Due | 0): string {
  const feed = kept.events[0]?.feed ?? ''
  const text: Text = [dueMs, feed, kept.events.map((item) => textEvent(item, feed)), settled.map(textSpan), evidencePrint ?? null, open]
  const byLife = kept.events.flatMap((item, index) => (item.byLife === true ? [index] : []))
  const more = kept.extras.length > 0 || kept.base !== emptyContactState || kept.baseThrough !== undefined || byLife.length > 0
  if (more || openedWindowMs !== undefined || inheritedClockMs !== undefined) text.push(openedWindowMs ?? null, inheritedClockMs ?? null)
  if (more) text.push({ extras: kept.extras, baseThrough: kept.baseThrough, ...(kept.base === emptyContactState ? {} : { base: kept.base }), ...(byLife.length === 0 ? {} : { byLife }) })
  return JSON.stringify(text)
}

/** When the contact has to be looked at next, read without reading the rest. */
export const textDueMs = (text: string): number => Number.parseInt(text.slice(1), 10)

/** The record whose text this is, and of one that rests the channel it stands in its lines with; where it stands is for the fold to say. */
export function contactFromText(id: string, text: string): { record: ContactRecord; channel: Channel | undefined } {
  const [dueMs, feed, events, settled, evidencePrint, open, openedWindowMs, inheritedClockMs, more] = JSON.parse(text) as Text
  const record = newRecord(id)
  record.kept = {
    base: more?.base ?? emptyContactState, baseThrough: more?.baseThrough,
    events: events.map((event) => (typeof event[0] === 'string' ? itemOf(event as TextEvent, id, feed) : wholeItemOf(event as WholeEvent, feed))),
    extras: more?.extras ?? record.kept.extras,
  }
  for (const index of more?.byLife ?? []) Object.assign(record.kept.events[index] ?? {}, { byLife: true })
  record.state = refold(record.kept)
  record.settled = settled.map(spanOf)
  record.evidencePrint = evidencePrint ?? undefined
  record.openedWindowMs = openedWindowMs ?? undefined
  record.inheritedClockMs = inheritedClockMs ?? undefined
  if (open === 0) {
    record.due.forgottenMs = dueMs
    return { record, channel: undefined }
  }
  const [expiresMs, settlesMs, channelOrForgottenMs] = open
  record.due.expiresMs = expiresMs ?? undefined
  record.due.settlesMs = settlesMs ?? undefined
  if (typeof channelOrForgottenMs === 'string') {
    record.open = true
    return { record, channel: channelOrForgottenMs }
  }
  const [, , forgottenMs, windowMs, ledgerMs] = open as Due
  record.due.forgottenMs = forgottenMs ?? undefined
  record.due.windowMs = windowMs ?? undefined
  record.due.ledgerMs = ledgerMs ?? undefined
  return { record, channel: undefined }
}

const OUR_ORDER = ['id', 'type', 'time', 'contact']

function textEvent({ event, feed, position, byLife }: OwnItem, common: string): TextEvent | WholeEvent {
  const keys = Object.keys(event)
  const other = feed === common ? null : feed
  const apart: Apart = byLife === true ? [other, 1] : other === null ? [] : [other]
  if (!OUR_ORDER.every((key, index) => keys[index] === key)) return [event, position, ...apart]
  const { id, type, time, contact: _contact, ...rest } = event
  return [type, id, time, position, keys.length === OUR_ORDER.length ? 0 : rest, ...apart]
}

function itemOf([type, id, time, position, rest, ...apart]: TextEvent, contact: string, common: string): OwnItem {
  return wholeItemOf([{ id, type, time, contact, ...(rest === 0 ? {} : rest) } as ContactOwnEvent, position, ...apart], common)
}

function wholeItemOf([event, position, feed, byLife]: WholeEvent, common: string): OwnItem {
  const item: OwnItem = { kind: 'event', timeMs: event.time, id: event.id, feed: feed ?? common, event, position }
  if (byLife === 1) item.byLife = true
  return item
}

const textSpan = ({ kind, startedAtMs, endedAtMs, agent }: SettledSpan): TextSpan => {
  const letter = kind === 'queued' ? 'q' : 's'
  return agent === undefined ? [letter, startedAtMs, endedAtMs] : [letter, startedAtMs, endedAtMs, agent]
}

const spanOf = ([kind, startedAtMs, endedAtMs, agent]: TextSpan): SettledSpan =>
  ({ kind: kind === 'q' ? 'queued' : 'with-agent', startedAtMs, endedAtMs, ...(agent === undefined ? {} : { agent }) })
