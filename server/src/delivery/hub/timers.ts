/** What the hub needs of time, so that a test can hold it. */
export interface Timers {
  /** Runs once after so many milliseconds; returns how to call it off. Never keeps the process alive. */
  after(delayMs: number, run: () => void): () => void
  /** Runs soon, after what input and output is waiting. */
  soon(run: () => void): void
}

export const nodeTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
  soon(run) {
    setImmediate(run)
  },
}
