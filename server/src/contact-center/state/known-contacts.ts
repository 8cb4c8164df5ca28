import type { ContactRecord } from '../contact/contact-record.ts'
import { contactFromText, isDone, isResting } from '../contact/contact-text.ts'
import { servingOf } from '../contact/serving-of.ts'
import type { CenterState } from './center-state.ts'
import { standingOf } from './commit-line.ts'
import { setDeadline, shelfKey } from './contact-deadlines.ts'
import { ownTextIn, recordKindOf } from './record-sheets.ts'

/** The contact, to look at only: an ended one may be a copy made of its text. */
export function seeContact(center: CenterState, id: string): ContactRecord | undefined {
  return center.contacts.get(id) ?? waken(center, id) ?? center.shelf.see(id)
}

/** The contact, to change: it is taken down from the shelf, and what was written of it no longer holds. */
export function contactOf(center: CenterState, id: string): ContactRecord | undefined {
  const record = center.contacts.get(id) ?? waken(center, id)
  if (record !== undefined) {
    changes(center, record)
    return record
  }
  const shelved = center.shelf.see(id)
  if (shelved === undefined) return undefined
  center.shelf.drop(id)
  keep(center, shelved)
  setDeadline(center, shelved)
  return shelved
}

export const isKnown = (center: CenterState, id: string): boolean => center.contacts.has(id) || center.resting.has(id) || center.over.has(id) || center.aside.has(id) || center.shelf.has(id)

/** All open contacts, to look at only. Their order differs between nodes: what rests after a restart comes last. */
export function* seeOpenContacts(center: CenterState): Generator<ContactRecord> {
  for (const texts of [center.resting, center.aside]) for (const id of texts.keys()) waken(center, id)
  for (const record of center.contacts.values()) if (record.open) yield record
}

/** Among those of its kind, as it is now. */
export function keep(center: CenterState, record: ContactRecord): void {
  center.contacts.set(record.id, record)
  center.pages.put(record.id, recordKindOf(record))
}

export function letGo(center: CenterState, id: string): void {
  center.contacts.delete(id)
  center.pages.put(id, undefined)
}

/** What was written of it no longer holds, alone or in its lines. */
function changes(center: CenterState, record: ContactRecord): void {
  center.pages.changes(record.id)
  for (const queue of record.standing?.queues ?? []) center.queues.get(queue)?.sheet.changes()
  record.text = undefined
}

/** Makes a record of one that is as a snapshot told it; what it counts in its lines and for agents is counted already. */
function waken(center: CenterState, id: string): ContactRecord | undefined {
  const resting = center.resting.get(id)
  const aside = resting === undefined ? center.aside.get(id) : undefined
  const text = resting ?? (aside === undefined ? center.over.get(id) : ownTextIn(aside))
  if (text === undefined) return undefined
  for (const texts of [center.resting, center.aside, center.over]) texts.delete(id)
  const { record, channel } = contactFromText(id, text)
  if (aside === undefined) {
    const standing = standingOf(center, record)
    // The channel it was counted with: a newer configuration may name its queue another.
    if (standing !== undefined) record.standing = { ...standing, channel: channel ?? standing.channel }
    // The text of one that simply waits holds less than that of others.
    if (resting === undefined || isResting(record)) record.text = text
  } else {
    record.open = true
    record.serving = servingOf(record.state)
  }
  keep(center, record)
  // In a long line it had none of its own.
  setDeadline(center, record)
  return record
}

/** Puts an ended contact on the shelf where nothing of it is due any more but to be forgotten. */
export function shelveWhereDone(center: CenterState, record: ContactRecord): boolean {
  if (!isDone(record)) return false
  letGo(center, record.id)
  center.deadlines.set(record.deadlineKey, undefined)
  const secondMs = center.shelf.put(record)
  center.deadlines.set(shelfKey(secondMs), secondMs)
  return true
}
