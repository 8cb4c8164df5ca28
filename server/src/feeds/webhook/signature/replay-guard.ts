/** Knows deliveries that were taken already, for as long as their signatures count. */
export interface ReplayGuard {
  seen(feed: string, proof: string, nowMs: number): boolean
  /** Only once the log has the events: a delivery that failed must be able to come again. */
  took(feed: string, proof: string, nowMs: number): void
}

/**
 * Remembers up to `max` deliveries for `keepMs`. It saves work and keeps counts right; that a delivery twice changes nothing rests on
 * the event ids.
 */
export function createReplayGuard({ keepMs = 600_000, max = 50_000 }: { keepMs?: number; max?: number } = {}): ReplayGuard {
  const until = new Map<string, number>()
  const key = (feed: string, proof: string): string => `${feed}\n${proof}`
  return {
    seen: (feed, proof, nowMs) => proof !== '' && (until.get(key(feed, proof)) ?? Number.NEGATIVE_INFINITY) > nowMs,
    took(feed, proof, nowMs) {
      if (proof === '') return
      // The oldest stand first.
      for (const [old, endMs] of until) {
        if (endMs > nowMs && until.size < max) break
        until.delete(old)
      }
      until.delete(key(feed, proof))
      until.set(key(feed, proof), nowMs + keepMs)
    },
  }
}
