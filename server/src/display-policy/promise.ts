import type { WaitAtPlace, ForecastInputs } from '../wait-forecast/index.ts'
import { roundUpBound } from './bound-steps.ts'
import type { WaitPromise } from './figures.ts'
import { revisionReason } from './revision-reason.ts'

/** What a promise rests on: the newest quantiles at the contact's place. */
export interface PromiseBasis extends Pick<WaitAtPlace, 'p50Seconds' | 'p90Seconds'> { inputs: ForecastInputs }

/**
 * What happened to the promise: `made` first; `free` nobody had seen it; `kept`; `earlier` enough to be worth saying;
 * `later`, a revision that must be told.
 */
export type PromiseMove = 'made' | 'free' | 'kept' | 'earlier' | 'later'

const EARLIER_AT_LEAST_MS = 60_000
const EARLIER_AT_LEAST_SHARE = 0.25
/** A median beyond the deadline by less is as likely to come back as not; half of the smallest step that is shown. */
const LATER_BY_MORE_THAN_MS = 30_000

/**
 * The promise after a new curve (DP3 to DP7). Deadlines lie on whole seconds, so that a tick meets them exactly; the part of a
 * second lost by that is added before rounding up, so the bound still covers the 90 % quantile.
 */
export function nextPromise(
  previous: WaitPromise | undefined, basis: PromiseBasis, nowMs: number, options: { watched: boolean; insertsAhead: number },
): { promise: WaitPromise; move: PromiseMove } {
  const lostMs = nowMs % 1000
  const boundSeconds = roundUpBound(Math.max(basis.p90Seconds, basis.p50Seconds) + lostMs / 1000)
  const fresh: WaitPromise = {
    deadlineMs: nowMs - lostMs + boundSeconds * 1000, boundSeconds, madeAtMs: nowMs, inputs: basis.inputs, insertsAhead: 0,
    revisions: previous?.revisions ?? 0, watched: options.watched,
  }
  if (previous === undefined) return { promise: fresh, move: 'made' }
  if (!previous.watched) return { promise: fresh, move: 'free' }

  const remainingMs = previous.deadlineMs - nowMs
  const gainMs = previous.deadlineMs - fresh.deadlineMs
  const medianBeyond = basis.p50Seconds * 1000 > remainingMs + LATER_BY_MORE_THAN_MS
  if (remainingMs > 0 && !medianBeyond) {
    const worthSaying = gainMs >= EARLIER_AT_LEAST_MS && gainMs >= EARLIER_AT_LEAST_SHARE * remainingMs
    return worthSaying ? { promise: fresh, move: 'earlier' } : { promise: previous, move: 'kept' }
  }
  const reason = revisionReason(previous.inputs, basis.inputs, options.insertsAhead, previous.boundSeconds)
  return {
    move: 'later',
    promise: {
      ...fresh,
      revisions: previous.revisions + 1,
      lastRevision: {
        fromSeconds: shownBound(previous, nowMs), toSeconds: boundSeconds, atMs: nowMs, ...(reason === undefined ? {} : { reason }),
      },
    },
  }
}

/** What is shown of a promise at an instant: the remaining time to its deadline, rounded up in the same steps. */
export const shownBound = (promise: WaitPromise, nowMs: number): number => roundUpBound((promise.deadlineMs - nowMs) / 1000)
