import { connectRedis } from '@queuecast/server/event-log'
import { type LedgerStore, RedisLedger } from '@queuecast/server/promise-ledger'
import { afterAll, describe, expect, it } from 'vitest'
import { redisAvailable, startRedis, startRedisCluster, type TestCluster } from '../support/redis.ts'
import { ledgerContract } from './ledger-contract.ts'

async function open(urls: readonly string[]): Promise<LedgerStore> {
  const redis = connectRedis(urls, 5_000, () => undefined)
  await redis.ready(30_000)
  return new RedisLedger(redis)
}

if (redisAvailable()) {
  ledgerContract('redis', async () => {
    const redis = await startRedis()
    return { several: true, open: () => open([redis.url]), destroy: () => redis.stop() }
  })

  let cluster: Promise<TestCluster> | undefined
  afterAll(async () => { await (await cluster)?.stop() })
  ledgerContract('redis cluster', async () => {
    cluster ??= startRedisCluster()
    const { urls, nodes } = await cluster
    return { several: true, open: () => open(urls), destroy: async () => { for (const node of nodes) await node.cli('FLUSHALL') } }
  })

  describe('the ledger in Redis', () => {
    it('rejects with StoreUnavailable while Redis is away, and goes on after', async () => {
      const redis = await startRedis({ appendonly: 'always' })
      const ledger = await open([redis.url])
      try {
        await ledger.moveMark(0, '5-5')
        await redis.kill()
        await expect(ledger.moveMark(0, '6-6')).rejects.toMatchObject({ name: 'StoreUnavailable' })
        await redis.restart()
        for (;;) {
          const mark = await ledger.mark(0).catch(() => undefined)
          if (mark !== undefined) {
            expect(mark).toBe('5-5')
            break
          }
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      } finally {
        await ledger.close()
        await redis.stop()
      }
    })
  })
}
