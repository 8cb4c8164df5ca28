/** A clock that only the test moves, and the timers on it. */
export interface VirtualTime {
  nowMs(): number
  after(delayMs: number, work: () => void): () => void
  /** Moves on, running what is due in order; `settle` lets the world catch up after each step. */
  advanceTo(instantMs: number, settle: () => Promise<void>): Promise<void>
}

export function createVirtualTime(startMs: number): VirtualTime {
  let nowMs = startMs
  let timers: { dueMs: number; work: () => void }[] = []
  return {
    nowMs: () => nowMs,
    after(delayMs, work) {
      const timer = { dueMs: nowMs + delayMs, work }
      timers.push(timer)
      return () => { timers = timers.filter((other) => other !== timer) }
    },
    async advanceTo(instantMs, settle) {
      for (;;) {
        const next = timers.reduce<(typeof timers)[number] | undefined>((first, timer) => (timer.dueMs <= instantMs && (first === undefined || timer.dueMs < first.dueMs) ? timer : first), undefined)
        if (next === undefined) break
        timers = timers.filter((timer) => timer !== next)
        nowMs = Math.max(nowMs, next.dueMs)
        next.work()
        await settle()
      }
      nowMs = Math.max(nowMs, instantMs)
    },
  }
}
