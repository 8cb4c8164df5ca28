import type { Timers } from '../hub/timers.ts'

/** Time held in the hand, for tests: nothing happens until it is advanced. */
export interface FakeTime { now(): number; timers: Timers; advance(ms: number): void; settle(): void; readonly waiting: number }

export function createFakeTime(startMs = 1_000_000): FakeTime {
  let nowMs = startMs
  let soon: (() => void)[] = []
  let timers: { atMs: number; run: () => void }[] = []

  function settle(): void {
    while (soon.length > 0) {
      const batch = soon
      soon = []
      for (const run of batch) run()
    }
  }

  return {
    now: () => nowMs,
    timers: {
      after(delayMs, run) {
        const timer = { atMs: nowMs + delayMs, run }
        timers.push(timer)
        return () => {
          timers = timers.filter((kept) => kept !== timer)
        }
      },
      soon(run) {
        soon.push(run)
      },
    },
    advance(ms) {
      const untilMs = nowMs + ms
      settle()
      for (;;) {
        const next = timers.filter((timer) => timer.atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0]
        if (next === undefined) break
        timers = timers.filter((timer) => timer !== next)
        nowMs = Math.max(nowMs, next.atMs)
        next.run()
        settle()
      }
      nowMs = untilMs
    },
    settle,
    get waiting() {
      return timers.length
    },
  }
}
