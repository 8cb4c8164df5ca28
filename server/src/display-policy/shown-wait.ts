import type { Channel, UnknownReason, Wait } from '@queuecast/client-sdk/protocol'
import type { WaitPromise } from './figures.ts'
import { shownBound } from './promise.ts'
import type { Reading } from './reading.ts'

/** The share of waits that a bound covers. */
export const BOUND_SHARE = 0.9
const QUARTER_HOUR_MS = 900_000
/** From this bound on, messaging and e-mail say a time instead of a countdown. */
const ANSWER_BY_FROM_SECONDS = 1800

export const unknownWait = (reason: UnknownReason): Wait => ({ known: false, reason })

/** A known wait from a reading and the bound to show. */
export function asKnown({ wait, basedOn }: Extract<Reading, { known: true }>, boundSeconds: number): Wait {
  const { p10Seconds, p50Seconds, p90Seconds } = wait
  return { known: true, boundSeconds, share: BOUND_SHARE, p10Seconds, p50Seconds, p90Seconds, basedOn }
}

/**
 * The bound to show now, or why none: only a promise is shown. A number that is none, or a larger one than a promise that
 * passed, would be a revision that was not counted.
 */
export function boundNow(promise: WaitPromise | undefined, nowMs: number): number | UnknownReason {
  if (promise === undefined) return 'not-yet'
  return promise.deadlineMs > nowMs ? shownBound(promise, nowMs) : 'no-forecast'
}

/** For messaging and e-mail with a long wait: the promise's deadline as a time, rounded up to a quarter hour. */
export function answerBy(channel: Channel, promise: WaitPromise, nowMs: number): string | undefined {
  if (channel !== 'messaging' && channel !== 'email') return undefined
  if (promise.deadlineMs - nowMs < ANSWER_BY_FROM_SECONDS * 1000) return undefined
  return new Date(Math.ceil(promise.deadlineMs / QUARTER_HOUR_MS) * QUARTER_HOUR_MS).toISOString()
}
