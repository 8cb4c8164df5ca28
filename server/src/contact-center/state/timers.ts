import { nextChangeMs } from '../hours.ts'
import { type CenterState, feedOf, queueOf, touchQueue } from './center-state.ts'
import { giveUpHeld } from './contact-arrivals.ts'
import { heldKey } from './contact-deadlines.ts'
import { forgetShelved, onContactDue } from './contact-timers.ts'
import { onFeedDue } from './feed-deadline.ts'
import { contactOf } from './known-contacts.ts'
import { armLine } from './resting-contacts.ts'

const HOUR_MS = 3_600_000

/** Runs everything that is due, in the order of (due, key). */
export function runDeadlines(center: CenterState): void {
  for (let key = center.deadlines.takeDue(center.nowMs); key !== undefined; key = center.deadlines.takeDue(center.nowMs)) run(center, key[0] ?? '', key.slice(2))
}

function run(center: CenterState, kind: string, id: string): void {
  if (kind === 'f') return onFeedDue(center, feedOf(center, id))
  if (kind === 'h') return giveUpHeld(center, id, 'an hour passed and no event or snapshot said where its contact is')
  if (kind === 'q') return onHours(center, id)
  if (kind === 'n') return onNoticeDue(center, id)
  if (kind === 'l') return armLine(center, id)
  if (kind === 's') return forgetShelved(center, Number(id))
  const record = contactOf(center, id)
  if (record !== undefined) onContactDue(center, record)
}

/** Arms the next change of a queue's configured hours. */
export function armHours(center: CenterState, id: string): void {
  const hours = center.queues.get(id)?.facts?.hours
  center.deadlines.set(`q:${id}`, hours === undefined ? undefined : nextChangeMs(hours, center.config.timeZone, center.nowMs))
}

function onHours(center: CenterState, id: string): void {
  touchQueue(center, id)
  armHours(center, id)
}

/** A queue told closed until an instant opens then. */
export function armReopening(center: CenterState, id: string, reopensAtMs: number | undefined): void {
  armHours(center, id)
  const armed = center.deadlines.get(`q:${id}`)
  if (reopensAtMs !== undefined && reopensAtMs > center.nowMs && (armed === undefined || reopensAtMs < armed)) center.deadlines.set(`q:${id}`, reopensAtMs)
}

export function touchNotice(center: CenterState, notice: string): void {
  for (const queue of center.notices.get(notice)?.queues ?? center.queues.keys()) center.changes.queues.add(queueOf(center, queue).id)
}

/** An ended notice is kept for an hour more, so that an older event of it that comes late does not bring it back. */
function onNoticeDue(center: CenterState, id: string): void {
  const notice = center.notices.get(id)
  if (notice === undefined) return
  const forgetMs = notice.endsAtMs + HOUR_MS
  if (center.nowMs >= forgetMs) {
    center.notices.delete(id)
    return
  }
  touchNotice(center, id)
  center.deadlines.set(`n:${id}`, center.nowMs < notice.endsAtMs ? notice.endsAtMs : forgetMs)
}

/** Our own outage: what was to end by silence ends later by as much. Contacts are looked at when their time would have been over: then it counts. */
export function shiftDeadlines(center: CenterState, gapMs: number): void {
  for (const contact of center.held.keys()) {
    const dueMs = center.deadlines.get(heldKey(contact))
    if (dueMs !== undefined) center.deadlines.set(heldKey(contact), dueMs + gapMs)
  }
  for (const notice of center.notices.values()) {
    notice.endsAtMs += gapMs
    center.deadlines.set(`n:${notice.notice}`, notice.endsAtMs)
  }
}
