/** Events a feed key may send: so many a second on average, so many at once. */
export interface QuotaLimits { eventsPerSecond: number; burst: number }
export const DEFAULT_QUOTA: QuotaLimits = { eventsPerSecond: 200_000, burst: 400_000 }

export type QuotaAnswer = { ok: true } | { ok: false; retryAfterSeconds: number }
export interface EventQuota {
  /** Takes `events` from the bucket of this feed. A batch larger than the burst passes when the bucket is full, and is paid off after. */
  take(center: string, feed: string, events: number, nowMs: number): QuotaAnswer
  /** What is left of this feed's bucket, as all nodes together know it. */
  known(center: string, feed: string, tokens: number, nowMs: number): void
}

/** A token bucket per center and feed. `limitsOf` is asked each time, so that a new configuration holds at once. */
export function createEventQuota(limitsOf: (center: string) => QuotaLimits | undefined = () => undefined): EventQuota {
  const buckets = new Map<string, { tokens: number; atMs: number }>()
  return {
    known: (center, feed, tokens, nowMs) => void buckets.set(`${center} ${feed}`, { tokens, atMs: nowMs }),
    take(center, feed, events, nowMs) {
      const { eventsPerSecond, burst } = limitsOf(center) ?? DEFAULT_QUOTA
      const name = `${center} ${feed}`
      const bucket = buckets.get(name) ?? { tokens: burst, atMs: nowMs }
      const sinceMs = Math.max(0, nowMs - bucket.atMs)
      const tokens = Math.min(burst, bucket.tokens + (sinceMs * eventsPerSecond) / 1000)
      const needed = Math.min(events, burst)
      const enough = tokens >= needed
      buckets.set(name, { tokens: enough ? tokens - events : tokens, atMs: Math.max(nowMs, bucket.atMs) })
      return enough ? { ok: true } : { ok: false, retryAfterSeconds: Math.max(1, Math.ceil((needed - tokens) / eventsPerSecond)) }
    },
  }
}
