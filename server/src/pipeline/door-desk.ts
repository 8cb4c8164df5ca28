import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { changedKeys, createAddressOf, createRateLimits, type KeyRing, LIMIT_STORE_SETTINGS, openLimitStore, type RateAnswer, type RateClass, type RateSubject } from '../access/index.ts'
import type { ServerConfig } from '../config/index.ts'
import type { AuditedRequest, HttpLimits } from '../delivery/http/index.ts'
import { createRedisClient } from '../event-log/index.ts'
import type { Logger } from '../observability/index.ts'

export interface DoorDeskDeps {
  config: ServerConfig
  keys(): KeyRing
  logger: Logger
  /** Told of each request that was refused for being one too many. */
  limited(kind: RateClass, by: RateSubject): void
}

/** Who may come how often, and the lines that say who did what. */
export interface DoorDesk {
  limits: HttpLimits
  admitConnection(request: IncomingMessage): Promise<RateAnswer>
  audit(request: AuditedRequest): void
  /** Takes new limits, and notes which keys and secrets changed. */
  reconfigured(before: ServerConfig, after: ServerConfig): void
  close(): void
}

export function openDoorDesk({ config, keys, logger, limited }: DoorDeskDeps): DoorDesk {
  const { redisUrls, trustedProxies } = config.environment
  const addressOf = createAddressOf(trustedProxies)
  const store = redisUrls.length === 0 ? undefined : openLimitStore(createRedisClient(redisUrls, LIMIT_STORE_SETTINGS))
  let rates = createRateLimits(config.limits, store)

  async function take(kind: RateClass, subject: RateSubject, name: string): Promise<RateAnswer> {
    const answer = await rates.take(kind, subject, name)
    if (!answer.ok) limited(kind, subject)
    return answer
  }
  return {
    limits: { take, addressOf, nameOfKey: (bearerKey) => keys().holder(bearerKey)?.fingerprint },
    admitConnection: (request) => take('connect', 'address', addressOf(request)),
    audit({ bearerKey, ...request }) {
      const holder = bearerKey === undefined ? undefined : keys().holder(bearerKey)
      const { center = '', purpose = 'nobody', fingerprint = '' } = holder ?? {}
      logger.info('audit', { ...request, by: purpose, fingerprint, ...(holder !== undefined && center !== request.center ? { keyOf: center } : {}) })
    },
    reconfigured(before, after) {
      rates = createRateLimits(after.limits, store)
      for (const change of changedKeys(before.centers, after.centers)) logger.info('audit', { ...change, by: 'configuration' })
      if (before.tokenSecrets.join('\n') !== after.tokenSecrets.join('\n')) {
        logger.info('audit', { act: 'token-secret', by: 'configuration', accepted: after.tokenSecrets.length, fingerprint: fingerprint(after.tokenSecrets[0] ?? '') })
      }
    },
    close: () => store?.close(),
  }
}

const fingerprint = (secret: string): string => createHash('sha256').update(`fingerprint of ${secret}`).digest('hex').slice(0, 12)
