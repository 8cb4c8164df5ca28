import { memoryOf } from '../contact/contact-record.ts'
import { nextChangeMs } from '../hours.ts'
import { type CenterState, feedOf, queueOf, touchQueue } from './center-state.ts'
import { commitContact } from './commit-contact.ts'
import { armContact, expiresAtMs, expiryKey } from './contact-deadlines.ts'
import { applyExtras, giveUpHeld } from './contact-arrivals.ts'
import { onFeedDue } from './feed-deadline.ts'
import { settle } from './settle.ts'

/** Runs everything that is due, in the order of (due, key). */
export function runDeadlines(center: CenterState): void {
  for (let key = center.deadlines.takeDue(center.nowMs); key !== undefined; key = center.deadlines.takeDue(center.nowMs)) run(center, key[0] ?? '', key.slice(2))
}

function run(center: CenterState, kind: string, id: string): void {
  if (kind === 'f') return onFeedDue(center, feedOf(center, id))
  if (kind === 'h') return giveUpHeld(center, id, 'an hour passed and no event or snapshot said where its contact is')
  if (kind === 'q') return onHours(center, id)
  if (kind === 'n') return onNoticeEnd(center, id)
  const record = center.contacts.get(id)
  if (record === undefined) return
  if (kind === 's') return settle(center, record)
  if (kind === 'p') return purge(center, id)
  if (kind === 'x') return expire(center, id)
  if (kind === 'c' && record.state.hold.kind === 'callback' && record.state.hold.fromMs !== undefined) {
    commitContact(center, { ...memoryOf(record), openedWindowMs: record.state.hold.fromMs }, record.state)
  }
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
function onNoticeEnd(center: CenterState, id: string): void {
  const notice = center.notices.get(id)
  if (notice === undefined) return
  touchNotice(center, id)
  const forgetMs = notice.endsAtMs + 3_600_000
  if (center.nowMs >= forgetMs) center.notices.delete(id)
  else center.deadlines.set(`n:${id}`, center.nowMs < notice.endsAtMs ? notice.endsAtMs : forgetMs)
}

function expire(center: CenterState, id: string): void {
  const record = center.contacts.get(id)
  if (record === undefined || !record.open) return
  const timeMs = expiresAtMs(center, record.state)
  const dueMs = timeMs - feedOf(center, record.state.feed).clockOffsetMs
  if (dueMs > center.nowMs) center.deadlines.set(expiryKey(id), dueMs)
  else applyExtras(center, id, [{ kind: 'expired', timeMs, id: '', feed: '' }])
}

function purge(center: CenterState, id: string): void {
  const record = center.contacts.get(id)
  if (record === undefined || record.open) return
  const earlier = record.state.follows
  if (earlier !== undefined && center.aliases.get(earlier)?.to === id) center.aliases.delete(earlier)
  center.contacts.delete(id)
  center.deadlines.set(`s:${id}`, undefined)
}

/** Our own outage: what was to end by silence ends later by as much. */
export function shiftDeadlines(center: CenterState, gapMs: number): void {
  for (const record of center.contacts.values()) {
    if (!record.open) continue
    center.deadlines.set(expiryKey(record.id), undefined)
    armContact(center, record)
  }
  for (const contact of center.held.keys()) {
    const dueMs = center.deadlines.get(`h:${contact}`)
    if (dueMs !== undefined) center.deadlines.set(`h:${contact}`, dueMs + gapMs)
  }
  for (const notice of center.notices.values()) {
    notice.endsAtMs += gapMs
    center.deadlines.set(`n:${notice.notice}`, notice.endsAtMs)
  }
}
