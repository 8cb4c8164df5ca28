import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { changedKeys, createAddressOf, createEventQuota, createRateLimits, createSharedQuota, type KeyRing, LIMIT_STORE_SETTINGS, openLimitStore, type QuotaAnswer, type QuotaLimits, type RateAnswer, type RateClass, type RateSubject } from '../access/index.ts'
import type { ServerConfig } from '../config/index.ts'
import type { AuditedRequest, HttpLimits } from '../delivery/http/index.ts'
import { createRedisClient } from '../event-log/index.ts'
import type { Logger } from '../observability/index.ts'

export interface DoorDeskDeps {
  config: ServerConfig
  keys(): KeyRing
  logger: Logger
  quotaOf(center: string): QuotaLimits | undefined
  monotonicMs(): number
  /** Told of each request that was refused for being one too many. */
  limited(kind: RateClass, by: RateSubject): void
}

/** Who may come how often, and the lines that say who did what. */
export interface DoorDesk {
  limits: HttpLimits
  admitConnection(request: IncomingMessage): Promise<RateAnswer>
  audit(request: AuditedRequest): void
  /** Events a feed may send, counted for all nodes where they share a Redis. */
  takeQuota(center: string, feed: string, events: number): QuotaAnswer
  /** Takes new limits, and notes which keys and secrets changed; true where one was taken out, so that what it opened must end. */
  reconfigured(before: ServerConfig, after: ServerConfig): boolean
  close(): void
}

export function openDoorDesk({ config, keys, logger, limited, quotaOf, monotonicMs }: DoorDeskDeps): DoorDesk {
  const { redisUrls, trustedProxies } = config.environment
  const addressOf = createAddressOf(trustedProxies)
  const store = redisUrls.length === 0 ? undefined : openLimitStore(createRedisClient(redisUrls, LIMIT_STORE_SETTINGS))
  let rates = createRateLimits(config.limits, store)
  const local = createEventQuota(quotaOf)
  const shared = store === undefined ? undefined : createSharedQuota({ local, store, limitsOf: quotaOf, monotonicMs })

  async function take(kind: RateClass, subject: RateSubject, name: string): Promise<RateAnswer> {
    const answer = await rates.take(kind, subject, name)
    if (!answer.ok) limited(kind, subject)
    return answer
  }
  return {
    limits: { take, addressOf, nameOfKey: (bearerKey) => keys().holder(bearerKey)?.fingerprint },
    takeQuota: (center, feed, events) => (shared ?? local).take(center, feed, events, monotonicMs()),
    admitConnection: (request) => take('connect', 'address', addressOf(request)),
    audit({ bearerKey, fingerprint: session, ...request }) {
      if (session !== undefined) return logger.info('audit', { ...request, by: 'supervisor', fingerprint: session, via: 'page' })
      const holder = bearerKey === undefined ? undefined : keys().holder(bearerKey)
      const { center = '', purpose = 'nobody', fingerprint = '' } = holder ?? {}
      logger.info('audit', { ...request, by: purpose, fingerprint, ...(holder !== undefined && center !== request.center ? { keyOf: center } : {}) })
    },
    reconfigured(before, after) {
      rates = createRateLimits(after.limits, store)
      const changes = changedKeys(before.centers, after.centers)
      for (const change of changes) logger.info('audit', { ...change, by: 'configuration' })
      if (before.tokenSecrets.join('\n') !== after.tokenSecrets.join('\n')) {
        logger.info('audit', { act: 'token-secret', by: 'configuration', accepted: after.tokenSecrets.length, fingerprint: fingerprint(after.tokenSecrets[0] ?? '') })
      }
      return changes.some(({ act }) => act === 'key-removed') || before.tokenSecrets.some((secret) => !after.tokenSecrets.includes(secret))
    },
    close() {
      shared?.close()
      store?.close()
    },
  }
}

const fingerprint = (secret: string): string => createHash('sha256').update(`fingerprint of ${secret}`).digest('hex').slice(0, 12)
