import type { ContactMemory, ContactRecord, Serving } from '../contact/contact-record.ts'
import { newRecord } from '../contact/contact-record.ts'
import { type ContactState, openServices } from '../contact/contact-state.ts'
import { type CenterState, touchQueue } from './center-state.ts'
import { commitLine } from './commit-line.ts'
import { armContact } from './contact-deadlines.ts'

/** Commits what an arrival computed. Nothing in here throws for want of good input: that was found out in the computing. */
export function commitContact(center: CenterState, memory: ContactMemory, state: ContactState): ContactRecord {
  let record = center.contacts.get(memory.id)
  if (record === undefined) {
    record = newRecord(memory)
    center.contacts.set(memory.id, record)
  }
  if (memory.openedWindowMs === undefined) delete record.openedWindowMs
  if (memory.baseThrough === undefined) delete record.baseThrough
  Object.assign(record, memory)
  record.state = state
  delete record.view
  commitLine(center, record)
  commitServing(center, record)
  const open = state.stays.some((stay) => stay.endedAtMs === undefined)
  if (open !== record.open) center.openContacts += open ? 1 : -1
  record.open = open
  armContact(center, record)
  noteChanged(center, record)
  return record
}

function servingOf(state: ContactState): Serving[] {
  if (state.parked) return []
  return openServices(state).flatMap(({ agent, by, servedQueue, queues, startedAtMs }) =>
    (agent === undefined || by !== undefined ? [] : [{ agent, queue: servedQueue ?? queues[0] ?? '', startedAtMs }]))
}

function commitServing(center: CenterState, record: ContactRecord): void {
  const before = record.serving
  const after = servingOf(record.state)
  if (before.length === 0 && after.length === 0) return
  const key = (serving: Serving): string => `${serving.agent} ${serving.queue} ${serving.startedAtMs}`
  for (const old of before) {
    if (after.some((now) => key(now) === key(old))) continue
    center.agents.stopServing(record.id, old.agent, center.nowMs)
    touchQueue(center, old.queue)
  }
  for (const now of after) {
    if (before.some((old) => key(now) === key(old))) continue
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
    earlier = center.contacts.get(earlier)?.state.follows
  }
}
