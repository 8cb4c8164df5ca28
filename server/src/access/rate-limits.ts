import { createHash } from 'node:crypto'
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { LimitStore } from './limit-store.ts'

/** Kinds of requests that are counted apart; `refused` are those whose key or token was not known, `connect` are sockets. */
export const RATE_CLASSES = ['read', 'token', 'told', 'callback', 'act', 'evidence', 'page', 'login', 'refused', 'connect'] as const
export type RateClass = (typeof RATE_CLASSES)[number]
/** Whose requests are counted: a key's, a contact token's, an address's. */
export type RateSubject = 'key' | 'token' | 'address'

/** Requests a minute. What is not given is not limited. */
export interface ClassLimits { perKey?: number | undefined; perToken?: number | undefined; perAddress?: number | undefined }
export type RateLimitSettings = Partial<Record<RateClass, ClassLimits | undefined>>

/**
 * They stop what runs away and nothing else: ten thousand customers behind one address, and a load test, pass. What one address may
 * do is therefore much; who faces a flood sets less.
 */
export const DEFAULT_RATE_LIMITS: Record<RateClass, ClassLimits> = {
  read: { perKey: 120_000, perToken: 6_000, perAddress: 600_000 },
  token: { perKey: 200_000, perAddress: 600_000 },
  told: { perKey: 120_000, perToken: 6_000, perAddress: 600_000 },
  callback: { perToken: 30, perAddress: 6_000 },
  act: { perKey: 6_000, perAddress: 12_000 },
  evidence: { perKey: 3_000, perAddress: 6_000 },
  page: { perAddress: 120_000 },
  login: { perAddress: 300 },
  refused: { perAddress: 6_000 },
  connect: { perAddress: 120_000 },
}

/** Rare or worth guessing at, so counted for all nodes together. The others are counted by each node: no request waits for Redis to be read. */
const SHARED: ReadonlySet<RateClass> = new Set(['token', 'callback', 'act', 'evidence', 'login'])
const WINDOW_SECONDS = 60
const LIMIT_OF = { key: 'perKey', token: 'perToken', address: 'perAddress' } as const satisfies Record<RateSubject, keyof ClassLimits>

export type RateAnswer = { ok: true } | { ok: false; retryAfterSeconds: number }
export interface RateLimits {
  /** Counts one request. Never rejects: where the store is away this node counts alone. */
  take(kind: RateClass, subject: RateSubject, name: string): Promise<RateAnswer>
}

const OK: RateAnswer = { ok: true }

/** Counters of one node, or of all that share `store`. Names are kept in Redis as hashes only, for a minute. */
export function createRateLimits(settings: RateLimitSettings = {}, store?: LimitStore): RateLimits {
  const limiters = new Map<string, RateLimiterAbstract>()
  for (const kind of RATE_CLASSES) {
    for (const subject of ['key', 'token', 'address'] as const) {
      const points = { ...DEFAULT_RATE_LIMITS[kind], ...settings[kind] }[LIMIT_OF[subject]]
      if (points === undefined) continue
      const own = { points, duration: WINDOW_SECONDS, keyPrefix: `queuecast:limit:${kind}:${subject}` }
      const alone = new RateLimiterMemory(own)
      limiters.set(`${kind} ${subject}`, store === undefined || !SHARED.has(kind) ? alone : new RateLimiterRedis({
        ...own, storeClient: store.client, insuranceLimiter: alone, rejectIfRedisNotReady: true,
        // Who is over the limit is refused from memory and costs Redis nothing more.
        inMemoryBlockOnConsumed: points + 1,
      }))
    }
  }
  return {
    async take(kind, subject, name) {
      const limiter = limiters.get(`${kind} ${subject}`)
      if (limiter === undefined) return OK
      try {
        await limiter.consume(limiter instanceof RateLimiterRedis ? hashOf(name) : name)
        return OK
      } catch (error) {
        if (error instanceof RateLimiterRes) return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) }
        // A fault of the store must not shut the door.
        return OK
      }
    },
  }
}

const hashOf = (name: string): string => createHash('sha256').update(name, 'utf8').digest('base64url').slice(0, 22)
