import { compareOrder } from './protocol/index.ts'
import type { Display, Fresh, Order } from './protocol/index.ts'

/** The newest display received, and until when it may be shown as current on the monotonic clock. */
export interface LatestUpdate {
  readonly display: Display
  /** The newest log entry at which this display was said to be true: its own, or that of a later `fresh` frame. */
  readonly order: Order
  readonly freshUntilMs: number
}

const orderOf = ({ epoch, seq }: Order): Order => ({ epoch, seq })

/** [PR1, PR2] Keeps the largest (epoch, seq); returns `held` itself when `display` is older. `nowMs` is the monotonic instant of receipt. */
export function takeDisplay(held: LatestUpdate | undefined, display: Display, nowMs: number): LatestUpdate {
  if (held !== undefined && compareOrder(display, held.order) < 0) return held
  return { display, order: orderOf(display), freshUntilMs: nowMs + display.freshForSeconds * 1000 }
}

/**
 * [PR3] A `fresh` frame says that the last display of its own connection (`lastOfConnection`) is still true at the
 * frame's order. That one is then held, even if it had lost to a display of another, faster node before.
 */
export function takeFresh(held: LatestUpdate | undefined, fresh: Fresh, lastOfConnection: Display | undefined, nowMs: number): LatestUpdate | undefined {
  if (held === undefined || lastOfConnection === undefined) return held
  if (compareOrder(fresh, lastOfConnection) < 0 || compareOrder(fresh, held.order) < 0) return held
  return { display: lastOfConnection, order: orderOf(fresh), freshUntilMs: nowMs + fresh.freshForSeconds * 1000 }
}

/** Shortens freshness to end at `untilMs` at the latest: the monotonic clock may have stood still while the device slept. */
export function distrust(held: LatestUpdate, untilMs: number): LatestUpdate {
  return held.freshUntilMs <= untilMs ? held : { ...held, freshUntilMs: untilMs }
}

/** Whether the display may be shown as current at this monotonic instant. */
export const isFresh = (held: LatestUpdate, nowMs: number): boolean => nowMs < held.freshUntilMs
