import type { ContactRecord } from '../contact/contact-record.ts'
import type { Stay } from '../view.ts'
import { type CenterState, channelOf, poolOf } from './center-state.ts'
import { offsetOf } from './contact-clock.ts'
import { isSettled, SETTLE_MS } from './contact-deadlines.ts'

/** More than the stays that a contact has at once: of its base, its own events and listings. */
const KEPT_SETTLED = 160

/** Gives the stays that ended a minute ago to learning, each once; those that ended since wait for their own minute. */
export function settle(center: CenterState, record: ContactRecord): void {
  const offsetMs = offsetOf(center, record)
  let nextMs: number | undefined
  for (const stay of record.state.stays) {
    if (stay.endedAtMs === undefined || isSettled(record, stay)) continue
    const dueMs = stay.endedAtMs - offsetMs + SETTLE_MS
    if (dueMs > center.nowMs) nextMs = Math.min(nextMs ?? dueMs, dueMs)
    else give(center, record, stay, stay.endedAtMs)
  }
  record.due.settlesMs = nextMs
}

function give(center: CenterState, record: ContactRecord, stay: Stay, endedAtMs: number): void {
  record.settled = record.settled.slice(1 - KEPT_SETTLED).concat({ kind: stay.kind, agent: stay.agent, startedAtMs: stay.startedAtMs, endedAtMs })
  const queue = stay.servedQueue ?? stay.queues[0]
  if (queue === undefined) return
  const contact = record.id
  const pool = poolOf(center, queue)
  const channel = channelOf(center, record.state)
  const { startedAtMs } = stay
  if (stay.kind === 'queued') {
    center.changes.settledStays.push({
      contact, queue, pool, channel, startedAtMs, endedAtMs, kind: record.state.kind, priority: stay.priority, outcome: stay.outcome ?? 'other',
    })
  } else if (stay.by === undefined && stay.outcome !== 'vanished' && stay.outcome !== 'expired') {
    // Nobody knows when a service that only vanished or expired really ended: it teaches nothing.
    center.changes.settledServices.push({ contact, queue, pool, channel, agent: stay.agent, startedAtMs, endedAtMs })
  }
}
