import { arriveExtras, refold } from '../contact/arrive.ts'
import type { ContactRecord } from '../contact/contact-record.ts'
import type { CenterState } from './center-state.ts'
import { offsetOf } from './contact-clock.ts'
import { commitContact, standAnew } from './commit-contact.ts'
import { expiresAtMs, setDeadline } from './contact-deadlines.ts'
import { letGo, shelveWhereDone } from './known-contacts.ts'
import { settle } from './settle.ts'
import { settleContact } from './settle-contact.ts'

/** Does what is due for one contact, in the order in which it matters: its window opens, it expires, it settles, it is forgotten. */
export function onContactDue(center: CenterState, record: ContactRecord): void {
  const { due } = record
  const isDue = (ms: number | undefined): ms is number => ms !== undefined && ms <= center.nowMs
  if (isDue(due.windowMs)) {
    record.openedWindowMs = due.windowMs
    standAnew(center, record)
  }
  if (isDue(due.expiresMs)) expire(center, record)
  if (isDue(due.settlesMs)) settle(center, record)
  if (isDue(due.ledgerMs)) settleContact(center, record)
  if (isDue(due.forgottenMs)) return forget(center, record)
  if (!shelveWhereDone(center, record)) setDeadline(center, record)
}

/** Those on the shelf whose hour is over. */
export function forgetShelved(center: CenterState, secondMs: number): void {
  for (const record of center.shelf.takeDue(secondMs)) forget(center, record)
}

function expire(center: CenterState, record: ContactRecord): void {
  const timeMs = expiresAtMs(center, record.state)
  const dueMs = timeMs - offsetOf(center, record)
  if (dueMs > center.nowMs) {
    record.due.expiresMs = dueMs
    return
  }
  const kept = arriveExtras(record.kept, [{ kind: 'expired', timeMs, id: '', feed: '' }])
  commitContact(center, record.id, kept, refold(kept))
}

function forget(center: CenterState, record: ContactRecord): void {
  // What was told in its last minute goes to the ledger too.
  if (record.due.ledgerMs !== undefined) settleContact(center, record)
  const earlier = record.state.follows
  if (earlier !== undefined && center.aliases.get(earlier)?.to === record.id) center.aliases.delete(earlier)
  letGo(center, record.id)
  center.shelf.drop(record.id)
  center.changes.forgotten.push(record.id)
}
