import { type ContactRecord, type Kept, newRecord, type Serving } from '../contact/contact-record.ts'
import type { ContactState } from '../contact/contact-state.ts'
import { servingOf } from '../contact/serving-of.ts'
import { type CenterState, touchQueue } from './center-state.ts'
import { commitLine } from './commit-line.ts'
import { armContact } from './contact-deadlines.ts'
import { contactOf, keep, seeContact } from './known-contacts.ts'

/** Commits what an arrival computed. Nothing in here throws for want of good input: that was found out in the computing. */
export function commitContact(center: CenterState, id: string, kept: Kept, state: ContactState): ContactRecord {
  const record = contactOf(center, id) ?? newRecord(id)
  record.kept = kept
  record.state = state
  standAnew(center, record)
  return record
}

/** Brings lines, agents, deadlines and changes to the record's state. */
export function standAnew(center: CenterState, record: ContactRecord): void {
  record.view = undefined
  commitLine(center, record)
  commitServing(center, record)
  const open = record.state.stays.some((stay) => stay.endedAtMs === undefined)
  if (open !== record.open) center.openContacts += open ? 1 : -1
  record.open = open
  armContact(center, record)
  keep(center, record)
  noteChanged(center, record)
}

const sameServing = (a: Serving, b: Serving): boolean => a.agent === b.agent && a.queue === b.queue && a.startedAtMs === b.startedAtMs

function commitServing(center: CenterState, record: ContactRecord): void {
  const before = record.serving
  const after = servingOf(record.state)
  if (before.length === 0 && after.length === 0) return
  for (const old of before) {
    if (after.some((now) => sameServing(now, old))) continue
    center.agents.stopServing(record.id, old.agent, center.nowMs)
    touchQueue(center, old.queue)
  }
  for (const now of after) {
    if (before.some((old) => sameServing(now, old))) continue
    center.agents.startServing(record.id, now, center.nowMs)
    touchQueue(center, now.queue)
  }
  record.serving = after
}

/** The contact changed, and so did every earlier contact that it follows: their tokens show it. */
export function noteChanged(center: CenterState, record: ContactRecord): void {
  center.changes.contacts.add(record.id)
  let earlier = record.state.follows
  for (let steps = 0; earlier !== undefined && steps < 16; steps++) {
    center.changes.contacts.add(earlier)
    earlier = seeContact(center, earlier)?.state.follows
  }
}
