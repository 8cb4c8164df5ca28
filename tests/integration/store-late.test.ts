import { openRedisLog } from '@queuecast/server/event-log'
import { expect, it } from 'vitest'
import { redisAvailable, startRedis } from '../support/redis.ts'

/** Longer than a command to Redis may take. */
const STILL_MS = 2_500

it.skipIf(!redisAvailable())('Redis is not blamed for time in which this process itself stood still (needs redis-server)', async () => {
  const redis = await startRedis()
  const log = await openRedisLog({ urls: [redis.url], partitions: 1 })
  try {
    await log.append(0, 'before')
    const appended = log.append(0, 'under way')
    // It is sent; then nothing is done here, as in a long collection of garbage.
    await new Promise((resolve) => setImmediate(resolve))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STILL_MS)
    expect((await appended).id).toMatch(/^\d+-\d+$/)
  } finally {
    await log.close()
    await redis.stop()
  }
})
