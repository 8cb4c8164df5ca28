/** How much faster or slower log time runs until it meets the wall clock. */
export const SLEW = 0.1
/** A wall clock that is further ahead is followed at once: so long a gap is an outage of ours in any case (the machine was suspended). */
export const FOLLOWED_MS = 60_000

/**
 * The time of an embedded log, epoch milliseconds. It runs by the monotonic clock and drifts towards the wall clock, as NTP slews: a
 * wall clock that is set some seconds ahead or back bends no wait. It never goes back and never stands still: were it to stand, no
 * second would pass in what is shown, and an old wait would go on as the current one.
 */
export function createLogClock(deps: { wallMs(): number; monotonicMs(): number; notBeforeMs: number }): () => number {
  let atMs = Math.max(deps.wallMs(), deps.notBeforeMs)
  let monotonicAtMs = deps.monotonicMs()
  return () => {
    const passedMs = Math.max(0, deps.monotonicMs() - monotonicAtMs)
    monotonicAtMs += passedMs
    const wallMs = deps.wallMs()
    const behindMs = wallMs - (atMs + passedMs)
    if (behindMs > FOLLOWED_MS) atMs = wallMs
    else {
      const mostMs = passedMs * SLEW
      atMs += passedMs + Math.max(-mostMs, Math.min(mostMs, behindMs))
    }
    return Math.floor(atMs)
  }
}
