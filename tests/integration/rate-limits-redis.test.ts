import { createEventQuota, createRateLimits, createSharedQuota, LIMIT_STORE_SETTINGS, type LimitStore, openLimitStore } from '@queuecast/server/access'
import { createRedisClient } from '@queuecast/server/event-log'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/client.ts'
import { redisAvailable, startRedis, type TestRedis } from '../support/redis.ts'

describe.skipIf(!redisAvailable())('counters of several nodes', () => {
  let redis: TestRedis
  let stores: LimitStore[]
  beforeAll(async () => {
    redis = await startRedis()
    stores = [1, 2].map(() => openLimitStore(createRedisClient([redis.url], LIMIT_STORE_SETTINGS)))
    await eventually(() => expect(stores.map(({ client }) => client.status)).toEqual(['ready', 'ready']))
  })
  afterAll(async () => {
    for (const store of stores) store.close()
    await redis?.stop()
  })
  const nodes = (settings: Parameters<typeof createRateLimits>[0]) => stores.map((store) => createRateLimits(settings, store))

  it('count logins, tokens and callbacks together, and name nobody in Redis', async () => {
    const [one, two] = nodes({ login: { perAddress: 3 }, callback: { perToken: 1 } })
    expect(await one!.take('login', 'address', '203.0.113.9')).toEqual({ ok: true })
    expect(await two!.take('login', 'address', '203.0.113.9')).toEqual({ ok: true })
    expect(await one!.take('login', 'address', '203.0.113.9')).toEqual({ ok: true })
    expect(await two!.take('login', 'address', '203.0.113.9')).toMatchObject({ ok: false })
    expect(await one!.take('callback', 'token', 'acme c-17')).toEqual({ ok: true })
    expect(await two!.take('callback', 'token', 'acme c-17')).toMatchObject({ ok: false })
    const kept = await redis.cli('--scan')
    expect(kept).toMatch(/queuecast:limit:login:address:/)
    expect(kept).not.toMatch(/203\.0\.113\.9|c-17/)
    for (const key of kept.split('\n')) expect(Number(await redis.cli('TTL', key))).toBeGreaterThan(0)
  })

  it('let each node count its reads alone, without asking Redis', async () => {
    const [one, two] = nodes({ read: { perKey: 1 } })
    expect(await one!.take('read', 'key', 'k')).toEqual({ ok: true })
    expect(await two!.take('read', 'key', 'k')).toEqual({ ok: true })
    expect(await one!.take('read', 'key', 'k')).toMatchObject({ ok: false })
    expect(await redis.cli('--scan', '--pattern', '*:read:*')).toBe('')
  })

  it('hold a feed to one quota of events together, and let it pay off what was too much', async () => {
    const limits = { eventsPerSecond: 1_000, burst: 10_000 }
    const quotas = stores.map((store) => createSharedQuota({ local: createEventQuota(() => limits), store, limitsOf: () => limits, monotonicMs: () => performance.now() }))
    const take = (node: number, events: number) => quotas[node]!.take('acme', 'acd', events, performance.now())
    try {
      // Neither knows of the other yet: together they take twice the burst, and owe half of it.
      expect([take(0, 10_000), take(1, 10_000)]).toEqual([{ ok: true }, { ok: true }])
      await eventually(() => {
        const answers = [take(0, 1), take(1, 1)]
        expect(answers.map(({ ok }) => ok)).toEqual([false, false])
        // Alone each would be back at once; what both owe takes seconds.
        for (const answer of answers) expect(answer.ok ? 0 : answer.retryAfterSeconds).toBeGreaterThan(2)
      })
      expect(await redis.cli('TTL', 'queuecast:quota:acme:acd')).toMatch(/^[1-9]/)
      await eventually(() => expect([take(0, 1).ok, take(1, 1).ok]).toEqual([true, true]), 60_000)
    } finally {
      for (const quota of quotas) quota.close()
    }
  })

  it('go on alone while Redis is away, and together after its return', async () => {
    const [one] = nodes({ token: { perKey: 2 } })
    await redis.kill()
    await eventually(() => expect(stores[0]!.client.status).not.toBe('ready'))
    expect(await one!.take('token', 'key', 'k')).toEqual({ ok: true })
    expect(await one!.take('token', 'key', 'k')).toEqual({ ok: true })
    expect(await one!.take('token', 'key', 'k')).toMatchObject({ ok: false })
    await redis.restart()
    await eventually(() => expect(stores.map(({ client }) => client.status)).toEqual(['ready', 'ready']))
    const [again, other] = nodes({ token: { perKey: 1 } })
    expect(await again!.take('token', 'key', 'k2')).toEqual({ ok: true })
    expect(await other!.take('token', 'key', 'k2')).toMatchObject({ ok: false })
  })
})
