import { connectRedis } from '@queuecast/server/event-log'
import { EMPTY_HEAD, headOf, type LedgerStore, nextEntry, RedisLedger, saltedPayload } from '@queuecast/server/promise-ledger'
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
    it('[LE28] holds a payload packed only where it may, under a mark that no version before knows', async () => {
      const redis = await startRedis()
      const ledger = await open([redis.url])
      const raw = connectRedis([redis.url], 5_000, () => undefined)
      try {
        let head = EMPTY_HEAD
        const [atMs, payload] = [Date.parse('2026-11-22T10:00:00Z'), saltedPayload({ kind: 'contact', evidence: { contact: 'a', told: [], left: [], refused: [], transfers: [], replies: [] } })]
        for (const mayPack of [false, true]) {
          const entry = nextEntry('ledger:acme', head, { log: `${atMs}-${head.n}`, atMs }, [payload])
          await ledger.append(0, 'acme', { entry, payloads: [payload], contacts: [], rollups: [], erase: [], mayPack })
          head = headOf(entry)
        }
        await raw.ready(10_000)
        const [plain, packed] = await Promise.all([1, 2].map((n) => raw.sendForBytes('HGET', '{0}:ledger:acme:payloads:2026-11-22', `${n}/0`))) as Buffer[]
        expect(plain?.toString()).toBe(`${payload.salt}${payload.text}`)
        expect(packed?.[0]).toBe(1)
        expect(packed?.length).toBeLessThan((plain?.length ?? 0) / 2)
      } finally {
        raw.close()
        await ledger.close()
        await redis.stop()
      }
    })

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
