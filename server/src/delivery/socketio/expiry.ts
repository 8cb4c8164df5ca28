/** Timers hold 31 bits of milliseconds. */
const LONGEST_TIMER_MS = 2_147_483_647

/** Runs when the clock reaches the instant (epoch milliseconds), however far; returns how to call it off. */
export function atInstant(instantMs: number, nowMs: () => number, run: () => void): () => void {
  let timer: NodeJS.Timeout
  function arm(): void {
    const leftMs = instantMs - nowMs()
    timer = setTimeout(() => (leftMs <= LONGEST_TIMER_MS ? run() : arm()), Math.max(0, Math.min(leftMs, LONGEST_TIMER_MS)))
    timer.unref()
  }
  arm()
  return () => clearTimeout(timer)
}
