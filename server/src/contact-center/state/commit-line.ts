import type { ContactRecord, Standing } from '../contact/contact-record.ts'
import { type ContactState, openQueuedStay } from '../contact/contact-state.ts'
import type { Stay } from '../view.ts'
import { type CenterState, channelOf, feedOf, poolOf, queueOf, touchQueue } from './center-state.ts'
import { offsetOf } from './contact-clock.ts'
import { armFeed } from './feed-deadline.ts'

/** Where the contact stands now: a paused contact and a scheduled callback before its window stand nowhere. */
export function standingOf(center: CenterState, record: ContactRecord): Standing | undefined {
  const { state } = record
  const stay = openQueuedStay(state)
  if (stay === undefined || state.hold.kind === 'paused') return undefined
  if (state.hold.kind === 'callback' && state.hold.mode === 'scheduled'
    && (state.hold.fromMs === undefined || record.openedWindowMs !== state.hold.fromMs)) return undefined
  return {
    queues: stay.queues, key: { priority: stay.priority, sinceMs: stay.sinceMs, contact: record.id }, startedAtMs: stay.startedAtMs, feed: state.feed,
    channel: channelOf(center, state),
  }
}

const sameStanding = (a: Standing, b: Standing): boolean =>
  a.startedAtMs === b.startedAtMs && a.key.priority === b.key.priority && a.key.sinceMs === b.key.sinceMs && a.feed === b.feed && a.channel === b.channel
  && a.queues.length === b.queues.length && a.queues.every((queue, index) => queue === b.queues[index])

/** Brings the lines to where the contact's state says it stands, and notes who joined and who left. */
export function commitLine(center: CenterState, record: ContactRecord): void {
  const before = record.standing
  const after = standingOf(center, record)
  if (before === undefined && after === undefined) return
  if (before !== undefined && after !== undefined && sameStanding(before, after)) return
  if (before !== undefined) leave(center, record, before, after)
  record.standing = after
  if (after !== undefined) enter(center, record, after, before)
}

function leave(center: CenterState, record: ContactRecord, before: Standing, after: Standing | undefined): void {
  const stay = stayThatEnded(record.state, before)
  const goesOn = after?.startedAtMs === before.startedAtMs
  for (const id of before.queues) {
    const queue = queueOf(center, id)
    const place = queue.line.placeOf(before.key)
    queue.line.remove(before.key)
    touchQueue(center, id)
    if (goesOn && after.queues.includes(id)) continue
    const outcome = goesOn ? 'requeued' : stay?.outcome
    // Paused, or a callback that waits for its window: out of the line, but the stay goes on.
    if (outcome === undefined) continue
    const offsetMs = offsetOf(center, record)
    const atMs = stay?.endedAtMs === undefined ? center.nowMs : stay.endedAtMs - offsetMs
    const waitedSeconds = Math.max(0, atMs - (before.startedAtMs - offsetMs)) / 1000
    const { priority } = before.key
    center.changes.departed.push({ contact: record.id, queue: id, pool: poolOf(center, id), place, outcome, atMs, waitedSeconds, priority })
    if (outcome === 'answered' || outcome === 'callback-reached') queue.answered({ atMs, waitedSeconds, priority })
  }
  center.standing--
  countWaiting(center, before, -1)
}

/** The stay the contact had in the line it leaves; where a refold moved its beginning, the last one that ended. */
function stayThatEnded(state: ContactState, before: Standing): Stay | undefined {
  return state.stays.findLast((stay) => stay.kind === 'queued' && stay.startedAtMs === before.startedAtMs)
    ?? state.stays.findLast((stay) => stay.kind === 'queued' && stay.endedAtMs !== undefined)
}

function enter(center: CenterState, record: ContactRecord, after: Standing, before: Standing | undefined): void {
  const goesOn = before?.startedAtMs === after.startedAtMs
  const atMs = Math.min(center.nowMs, Math.max(after.startedAtMs, after.key.sinceMs) - offsetOf(center, record))
  for (const id of after.queues) {
    const queue = queueOf(center, id)
    queue.sheet.changes()
    queue.line.insert(after.key)
    queue.sawPriority(after.key.priority, center.nowMs)
    touchQueue(center, id)
    if (goesOn && before.queues.includes(id)) continue
    center.changes.joined.push({ contact: after.key.contact, queue: id, place: queue.line.placeOf(after.key), priority: after.key.priority, atMs })
  }
  center.standing++
  countWaiting(center, after, 1)
  armFeed(center, feedOf(center, after.feed))
}

/** How many of a feed's contacts wait by channel: an events-only feed may be silent while nobody waits. */
function countWaiting(center: CenterState, standing: Standing, by: 1 | -1): void {
  let channels = center.waitingByFeed.get(standing.feed)
  if (channels === undefined) center.waitingByFeed.set(standing.feed, (channels = new Map()))
  const count = (channels.get(standing.channel) ?? 0) + by
  if (count === 0) channels.delete(standing.channel)
  else channels.set(standing.channel, count)
}
