import type { ContactState } from '@queuecast/client-sdk/protocol'

/** How near the head of the line a customer stands; each lane has its own pace, and a nearer lane is always sent first. */
export type Lane = 'near' | 'middle' | 'far'

const NEAR_PLACES = 20
const MIDDLE_PLACES = 200
/** At most four a second, one a second, one in five seconds (design, section 6). */
const INTERVAL_MS: Record<Lane, number> = { near: 250, middle: 1000, far: 5000 }
/** A look that found nothing to show costs a display; it is repeated at most this many times within an interval. */
const LOOKS_PER_INTERVAL = 5
/** Freshness is renewed after this share of the time it lasts, so that two frames may be lost. */
const FRESH_SHARE = 1 / 3

/** The lane of a place in line, 1 is next. Without a place (paused, unknown, several queues) a customer is not kept waiting. */
export function laneOf(position: number | undefined): Lane {
  if (position === undefined || position <= NEAR_PLACES) return 'near'
  return position <= MIDDLE_PLACES ? 'middle' : 'far'
}

/** The shortest time between two updates of a customer at this place, milliseconds. */
export const updateIntervalMs = (position: number | undefined): number => INTERVAL_MS[laneOf(position)]

/** It is the customer's turn, or the wait is over: said at once, whatever the pace. */
export function isTurn(state: ContactState): boolean {
  return state === 'connecting' || state === 'answered' || state === 'left' || state === 'closed'
}

/** What pacing knows of one customer; monotonic milliseconds. */
export interface Paced { position: number | undefined; sentAtMs: number; lookedAtMs: number }

/** When a changed customer may be looked at again: an interval after the last update, and a fifth of it after the last look. */
export function dueAtMs(paced: Paced): number {
  const interval = updateIntervalMs(paced.position)
  return Math.max(paced.sentAtMs + interval, paced.lookedAtMs + interval / LOOKS_PER_INTERVAL)
}

/** How long after a frame freshness is renewed, milliseconds; never more often than once a second. */
export const freshAfterMs = (freshForSeconds: number): number => Math.max(1000, freshForSeconds * 1000 * FRESH_SHARE)
