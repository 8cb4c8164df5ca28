import { Cluster } from 'ioredis'
import type { EventQuota, QuotaLimits } from './event-quota.ts'
import type { LimitStore } from './limit-store.ts'

/**
 * KEYS: a bucket. ARGV: events a second, burst, events taken. Takes them and replies what is left, below zero where nodes together
 * took more than there was: that is paid off before any of them goes on.
 */
const TAKE = `
local now = redis.call('TIME')
local nowMs = now[1] * 1000 + math.floor(now[2] / 1000)
local rate, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'atMs')
local tokens = tonumber(kept[1]) or burst
tokens = math.min(burst, tokens + math.max(0, nowMs - (tonumber(kept[2]) or nowMs)) * rate / 1000) - tonumber(ARGV[3])
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'atMs', tostring(nowMs))
redis.call('PEXPIRE', KEYS[1], math.ceil((burst - tokens) / rate * 1000) + 60000)
return tostring(math.floor(tokens))
`
/** So long each node may count without knowing of the others. */
const EVERY_MS = 250

export interface SharedQuotaDeps {
  local: EventQuota
  store: LimitStore
  /** Centers without a quota of their own have a whole node's, which is not shared. */
  limitsOf(center: string): QuotaLimits | undefined
  monotonicMs(): number
}

/**
 * One quota for all nodes. Each decides at once from its own bucket, and tells Redis a few times a second what it took: no request
 * waits for that. What nodes took too much meanwhile is owed. While Redis is away each node counts alone.
 */
export function createSharedQuota({ local, store, limitsOf, monotonicMs }: SharedQuotaDeps): EventQuota & { close(): void } {
  const taken = new Map<string, { center: string; feed: string; events: number }>()

  async function settle({ center, feed, events }: { center: string; feed: string; events: number }): Promise<void> {
    const limits = limitsOf(center)
    if (limits === undefined) return
    const args: (string | number)[] = [TAKE, 1, `queuecast:quota:${center}:${feed}`, limits.eventsPerSecond, limits.burst, events]
    const left = await (store.client instanceof Cluster ? store.client.call('EVAL', ...args) : store.client.call('EVAL', ...args))
    local.known(center, feed, Number(left), monotonicMs())
  }
  const timer = setInterval(() => {
    const all = [...taken.values()]
    taken.clear()
    // Redis away: this node's own bucket holds.
    for (const one of all) settle(one).catch(() => undefined)
  }, EVERY_MS)
  timer.unref()

  return {
    take(center, feed, events, nowMs) {
      const answer = local.take(center, feed, events, nowMs)
      if (limitsOf(center) === undefined) return answer
      const name = `${center} ${feed}`
      // Also who was refused asks again what is left: others may have owed less than it seemed.
      taken.set(name, { center, feed, events: (taken.get(name)?.events ?? 0) + (answer.ok ? events : 0) })
      return answer
    },
    known: local.known,
    close: () => clearInterval(timer),
  }
}
