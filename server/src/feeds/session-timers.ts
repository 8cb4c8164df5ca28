import type { FeedHost } from './contract.ts'

/** The timers of one session: they end with it. */
export interface SessionTimers {
  after(delayMs: number, work: () => void): void
  /** Again and again, the delay counted from the end of each work. */
  every(delayMs: number, work: () => void): void
  /** Nothing runs and nothing can be started from here on. */
  end(): void
}

export function createSessionTimers(host: Pick<FeedHost, 'after'>): SessionTimers {
  const running = new Set<() => void>()
  let over = false
  const timers: SessionTimers = {
    after(delayMs, work) {
      if (over) return
      const cancel = host.after(delayMs, () => {
        running.delete(cancel)
        if (!over) work()
      })
      running.add(cancel)
    },
    every(delayMs, work) {
      timers.after(delayMs, () => {
        work()
        timers.every(delayMs, work)
      })
    },
    end() {
      over = true
      for (const cancel of running) cancel()
      running.clear()
    },
  }
  return timers
}
