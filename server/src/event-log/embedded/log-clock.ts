/** How fast log time runs while it is ahead of the wall clock. */
export const SLOWED = 0.9

/**
 * The time of an embedded log, epoch milliseconds. It is the wall clock's, except that it never goes back and never stands still:
 * where the wall clock was set back, it runs a tenth slower until it is met. Were it to stand, no second would pass in what is shown,
 * and an old wait would go on as the current one.
 */
export function createLogClock(deps: { wallMs(): number; monotonicMs(): number; notBeforeMs: number }): () => number {
  let atMs = Math.max(deps.wallMs(), deps.notBeforeMs)
  let monotonicAtMs = deps.monotonicMs()
  return () => {
    const passedMs = Math.max(0, deps.monotonicMs() - monotonicAtMs)
    monotonicAtMs += passedMs
    atMs = Math.max(deps.wallMs(), atMs + SLOWED * passedMs)
    return Math.floor(atMs)
  }
}
