import type { Channel } from '@queuecast/client-sdk/protocol'
import type { ContactRecord } from '../contact/contact-record.ts'
import type { ContactState } from '../contact/contact-state.ts'
import type { Stay } from '../view.ts'
import { type CenterState, channelOf } from './center-state.ts'
import { offsetOf } from './contact-clock.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** After this long without a sign of life a contact that nobody closed has ended. */
export const EXPIRY_MS: Record<Channel, number> = {
  voice: 4 * HOUR_MS, video: 4 * HOUR_MS, chat: 12 * HOUR_MS, callback: 7 * DAY_MS, messaging: 30 * DAY_MS, email: 60 * DAY_MS,
}
/** A stay is settled this long after its end. */
export const SETTLE_MS = 60_000
/** How long ended contacts and events of unknown ones are kept, and how late an event of an unknown contact may be. */
export const KEPT_MS = HOUR_MS

export const shelfKey = (secondMs: number): string => `s:${secondMs}`
export const heldKey = (contact: string): string => `h:${contact}`

/** When the contact expires, by its feed's clock: last sign of life (of a callback, the end of its window) plus the channel's time. */
export function expiresAtMs(center: CenterState, state: ContactState): number {
  const hold = state.hold.kind === 'connecting' || state.hold.kind === 'paused' ? state.hold.before : state.hold
  const channel = hold.kind === 'callback' ? 'callback' : channelOf(center, state)
  const configured = center.config.expirySeconds?.[channel]
  const afterMs = configured === undefined ? EXPIRY_MS[channel] : configured * 1000
  const fromMs = hold.kind === 'callback' ? Math.max(state.lastSeenMs, hold.toMs ?? hold.fromMs ?? 0) : state.lastSeenMs
  // Our own outages since then are not the contact's silence.
  let outMs = 0
  for (const { atMs, gapMs } of center.outages) if (atMs > fromMs) outMs += gapMs
  return fromMs + afterMs + outMs
}

/** Brings a contact's due times to its state. Expiry only ever moves later, so a known one is kept and looked at again when due. */
export function armContact(center: CenterState, record: ContactRecord): void {
  const { state, due } = record
  if (record.open) {
    due.forgottenMs = undefined
    due.ledgerMs = undefined
    due.expiresMs ??= expiresAtMs(center, state) - offsetOf(center, record)
  } else {
    due.expiresMs = undefined
    due.forgottenMs ??= center.nowMs + KEPT_MS
    due.ledgerMs ??= center.nowMs + SETTLE_MS
  }
  const hold = state.hold
  due.windowMs = record.open && hold.kind === 'callback' && hold.mode === 'scheduled' && record.openedWindowMs !== hold.fromMs ? hold.fromMs : undefined
  if (due.settlesMs === undefined && state.stays.some((stay) => stay.endedAtMs !== undefined && !isSettled(record, stay))) due.settlesMs = center.nowMs + SETTLE_MS
  setDeadline(center, record)
}

/** The contact's one deadline is the earliest of its due times. */
export function setDeadline(center: CenterState, { deadlineKey, due }: ContactRecord): void {
  const earliest = Math.min(due.expiresMs ?? Infinity, due.settlesMs ?? Infinity, due.forgottenMs ?? Infinity, due.windowMs ?? Infinity, due.ledgerMs ?? Infinity)
  center.deadlines.set(deadlineKey, earliest === Infinity ? undefined : earliest)
}

/** Whether learning already had this stay, or one of the same kind and agent at the same time. */
export function isSettled(record: ContactRecord, stay: Pick<Stay, 'kind' | 'agent' | 'startedAtMs' | 'endedAtMs'>): boolean {
  const endedAtMs = stay.endedAtMs ?? Infinity
  return record.settled.some((span) => span.kind === stay.kind && span.agent === stay.agent
    && ((span.startedAtMs < endedAtMs && stay.startedAtMs < span.endedAtMs) || span.startedAtMs === stay.startedAtMs))
}
