import { openRedisLog } from '@queuecast/server/event-log'
import { describe, it } from 'vitest'
import { redisAvailable, startRedis } from '../support/redis.ts'
import { eventLogContract } from './event-log-contract.ts'

if (redisAvailable()) {
  eventLogContract('redis', async () => {
    const redis = await startRedis()
    return {
      open: () => openRedisLog({ urls: [redis.url], partitions: 2 }),
      destroy: () => redis.stop(),
    }
  })
} else {
  describe('event log contract: redis', () => { it.skip('needs redis-server', () => undefined) })
}
