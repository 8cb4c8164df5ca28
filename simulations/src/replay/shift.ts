import type { ContactEvent, EventOf } from '@queuecast/server/contact-center'

/** Where recorded instants go: `recordedMs` becomes `nowMs`, and distances shrink by `speed`. */
export interface Shift { recordedMs: number; nowMs: number; speed: number; prefix: string }

const at = (shift: Shift, instantMs: number): number => Math.round(shift.nowMs + (instantMs - shift.recordedMs) / shift.speed)

function snapshotRows(shift: Shift, queues: EventOf<'feed.snapshot'>['queues']): EventOf<'feed.snapshot'>['queues'] {
  const row = <T extends { contact: string; since: number }>(one: T): T => ({ ...one, contact: shift.prefix + one.contact, since: at(shift, one.since) })
  return queues.map((queue) => ({
    ...queue, waiting: queue.waiting.map((one) => row(one)), ...(queue.inService === undefined ? {} : { inService: queue.inService.map((one) => row(one)) }),
  }))
}

/** The instants of an event besides its own time, by field, wherever the contract has them. */
function innerInstants(event: ContactEvent, shift: Shift): Partial<Record<string, unknown>> {
  const moved: Record<string, unknown> = {}
  const record = event as Readonly<Record<string, unknown>>
  for (const field of ['since', 'until', 'dueBy', 'reopensAt', 'expectedEnd']) {
    const value = record[field]
    if (typeof value === 'number') moved[field] = at(shift, value)
  }
  for (const field of ['clock', 'window']) {
    const group = record[field]
    if (typeof group === 'object' && group !== null) {
      moved[field] = Object.fromEntries(Object.entries(group).map(([name, value]) => [name, typeof value === 'number' ? at(shift, value) : value]))
    }
  }
  return moved
}

/**
 * A recorded event as if it happened now: every instant in it moved alike, and event and contact ids given the run's
 * prefix, so that a second replay does not meet the contacts of the first. Agents and queues keep their ids.
 */
export function shiftEvent(event: ContactEvent, shift: Shift): ContactEvent {
  const moved = { ...event, ...innerInstants(event, shift), id: shift.prefix + event.id, time: at(shift, event.time) } as ContactEvent
  if (moved.type === 'feed.snapshot') return { ...moved, queues: snapshotRows(shift, moved.queues) }
  if (moved.type === 'contact.queued' && moved.follows !== undefined) moved.follows = { ...moved.follows, contact: shift.prefix + moved.follows.contact }
  if ('contact' in moved && moved.contact !== undefined) moved.contact = shift.prefix + moved.contact
  return moved
}
