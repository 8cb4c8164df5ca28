import type { ContactRecord } from '../contact/contact-record.ts'
import { mayBeShelved } from '../contact/shelved-contact.ts'
import type { CenterState } from './center-state.ts'
import { contactKey, setDeadline, shelfKey } from './contact-deadlines.ts'

/** The contact, to look at only: an ended one may be a copy made of its text. */
export function seeContact(center: CenterState, id: string): ContactRecord | undefined {
  return center.contacts.get(id) ?? center.shelf.see(id)
}

/** The contact, to change: an ended one is taken down from the shelf. */
export function contactOf(center: CenterState, id: string): ContactRecord | undefined {
  const record = center.contacts.get(id)
  if (record !== undefined) return record
  const shelved = center.shelf.see(id)
  if (shelved === undefined) return undefined
  center.shelf.drop(id)
  center.contacts.set(id, shelved)
  setDeadline(center, shelved)
  return shelved
}

export const isKnown = (center: CenterState, id: string): boolean => center.contacts.has(id) || center.shelf.has(id)

/** Puts an ended contact on the shelf where nothing of it is due any more but to be forgotten. */
export function shelveWhereDone(center: CenterState, record: ContactRecord): boolean {
  if (!mayBeShelved(record)) return false
  center.contacts.delete(record.id)
  center.deadlines.set(contactKey(record.id), undefined)
  const secondMs = center.shelf.put(record)
  center.deadlines.set(shelfKey(secondMs), secondMs)
  return true
}
