import { type EventLog, openRedisLog, packScore, type PublishedQueue } from '@queuecast/server/event-log'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { followLog, START } from '../support/follow-log.ts'
import { redisAvailable, startRedis, startRedisCluster, type TestCluster, type TestRedis } from '../support/redis.ts'
import { eventLogContract } from './event-log-contract.ts'

const available = redisAvailable()

/** Appends, trying again as a feed does, until the store takes it; returns how often it was refused. */
async function appendUntilTaken(log: EventLog, body: string): Promise<number> {
  for (let refused = 0; ; refused += 1) {
    try {
      await log.append(0, body)
      return refused
    } catch (error) {
      expect(error).toMatchObject({ name: 'StoreUnavailable' })
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

if (available) {
  eventLogContract('redis', async () => {
    const redis = await startRedis()
    return {
      open: () => openRedisLog({ urls: [redis.url], partitions: 2 }),
      destroy: () => redis.stop(),
    }
  })

  it('goes on when a node of a cluster was killed and started again', async () => {
    const own = await startRedisCluster()
    const log = await openRedisLog({ urls: own.urls, partitions: 2 })
    try {
      const followed = [followLog(log, 0), followLog(log, 1)]
      for (const partition of [0, 1]) await log.append(partition, 'before')
      for (const { until } of followed) await until(({ records }) => records.length === 1)
      // Partition 0 lies there; the other goes on.
      await own.nodes[1]!.kill()
      await expect(log.append(0, 'away')).rejects.toMatchObject({ name: 'StoreUnavailable' })
      await followed[0]!.until(({ availability }) => availability.at(-1) === false)
      await own.nodes[1]!.restart()
      await appendUntilTaken(log, 'after')
      await followed[0]!.until(({ records }) => records.at(-1)?.body === 'after')
      expect(followed[0]!.records.filter(({ body }) => body !== 'away').map(({ body }) => body)).toEqual(['before', 'after'])
      expect(followed.map(({ lost }) => lost)).toEqual([[], []])
    } finally {
      await log.close()
      await own.stop()
    }
  })

  let cluster: Promise<TestCluster> | undefined
  afterAll(async () => { await (await cluster)?.stop() })
  eventLogContract('redis cluster', async () => {
    cluster ??= startRedisCluster()
    const { urls, nodes } = await cluster
    return {
      open: () => openRedisLog({ urls, partitions: 2 }),
      destroy: async () => { for (const node of nodes) await node.cli('FLUSHALL') },
    }
  })
}

describe.skipIf(!available)('redis event log (needs redis-server)', () => {
  let redis: TestRedis
  const logs: EventLog[] = []
  const open = async (): Promise<EventLog> => {
    const log = await openRedisLog({ urls: [redis.url], partitions: 2 })
    logs.push(log)
    return log
  }
  beforeEach(async () => {
    redis = await startRedis({ appendonly: 'always' })
  })
  afterEach(async () => {
    await Promise.all(logs.splice(0).map((log) => log.close()))
    await redis.stop()
  })

  it('gives all nodes the same entries with the same ordinals', async () => {
    const [one, two] = [await open(), await open()]
    const followers = [followLog(one, 0), followLog(two, 0)]
    await Promise.all(Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? one : two).append(0, `${index}`)))
    for (const followed of followers) await followed.until(({ records }) => records.length === 200)
    const late = followLog(two, 0)
    await late.until(({ records }) => records.length === 200)
    expect(followers[0]!.records).toEqual(followers[1]!.records)
    expect(late.records).toEqual(followers[0]!.records)
    expect(followers[0]!.records.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
  })

  it('resumes without loss or duplicates after Redis was killed and started again', async () => {
    const log = await open()
    const followed = followLog(log, 0)
    for (let index = 0; index < 20; index += 1) await log.append(0, `before ${index}`)
    await followed.until(({ records }) => records.length === 20)
    await redis.kill()
    await followed.until(({ availability }) => availability.at(-1) === false)
    await expect(log.append(0, 'away')).rejects.toMatchObject({ name: 'StoreUnavailable' })
    await redis.restart()
    await appendUntilTaken(log, 'after')
    await followed.until(({ records }) => records.at(-1)?.body === 'after')
    expect(followed.records.map(({ body }) => body)).toEqual([...Array.from({ length: 20 }, (_, index) => `before ${index}`), 'after'])
    expect(followed.records.map(({ seq }) => seq)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1))
    expect([followed.availability.slice(-3), followed.lost]).toEqual([[true, false, true], []])
    expect((await log.end(0)).epoch).toBe(START.epoch)
  })

  it('refuses appends in bounded time while Redis hangs, and goes on when it answers', async () => {
    const log = await open()
    await log.append(0, 'before')
    redis.process.kill('SIGSTOP')
    await expect(log.append(0, 'hanging')).rejects.toThrow(/no answer within 2000 ms/)
    redis.process.kill('SIGCONT')
    await appendUntilTaken(log, 'after')
    const followed = followLog(log, 0)
    await followed.until(({ records }) => records.at(-1)?.body === 'after')
    // The refused one may be there: whether it was taken was unknown, and the retry is safe.
    expect(followed.records.map(({ body }) => body).filter((body) => body !== 'hanging')).toEqual(['before', 'after'])
  })

  it('raises the epoch once and tells every follower when the log is gone', async () => {
    const [one, two] = [await open(), await open()]
    const secret = await one.secret('token', () => 'made by one')
    for (let index = 0; index < 5; index += 1) await one.append(0, `${index}`)
    const followers = [followLog(one, 0), followLog(two, 0)]
    for (const followed of followers) await followed.until(({ records }) => records.length === 5)
    await redis.cli('FLUSHALL')
    for (const followed of followers) await followed.until(({ lost }) => lost.length === 1)
    const end = await one.end(0)
    expect(end).toEqual({ epoch: '0000000002', id: '0-0', seq: 0 })
    // A node that starts now must not make its own.
    const fresh = await openRedisLog({ urls: [redis.url] })
    logs.push(fresh)
    expect([fresh.partitions, await fresh.secret('token', () => 'made by a new node')]).toEqual([2, secret])
    await one.append(0, 'anew')
    const again = followLog(two, 0, end)
    await again.until(({ records }) => records.length === 1)
    expect(again.records[0]).toMatchObject({ seq: 1, body: 'anew' })
  })

  it('never hands on an entry of a log that was emptied and filled again', async () => {
    const log = await open()
    for (let index = 0; index < 5; index += 1) await log.append(0, `${index}`)
    const followed = followLog(log, 0)
    await followed.until(({ records }) => records.length === 5)
    await redis.cli('EVAL', `redis.call('DEL', '{0}:log') for i = 1, 9 do redis.call('XADD', '{0}:log', '*', 'e', 'other') end`, '0')
    await followed.until(({ lost }) => lost.length === 1)
    expect(followed.lost[0]).toContain('does not hold entry')
    expect(followed.records).toHaveLength(5)
    expect((await log.end(0)).epoch).toBe('0000000002')
  })

  it('raises the epoch when Redis comes back with less than was read', async () => {
    const log = await open()
    const followed = followLog(log, 0)
    for (let index = 0; index < 4; index += 1) await log.append(0, `${index}`)
    const position = await log.end(0)
    await log.writeSnapshot(0, position, [{ name: 'a', body: 'A' }])
    await followed.until(({ records }) => records.length === 4)
    // A failover: the last two entries never reached the node that is asked now; then others came.
    const [, , third, fourth] = followed.records
    await redis.cli('EVAL', `redis.call('XDEL', '{0}:log', ARGV[1], ARGV[2]) redis.call('XSETID', '{0}:log', '99999999999999-0', 'ENTRIESADDED', '2', 'MAXDELETEDID', '0-0')`, '0', third!.id, fourth!.id)
    await followed.until(({ lost }) => lost.length === 1)
    expect((await log.end(0)).epoch).toBe('0000000002')
    // The round is ahead of the log now, so it must not be started from.
    expect(await log.latestSnapshot(0)).toBeUndefined()
    await followed.close()
    const again = followLog(log, 0, { ...START, epoch: '0000000002' })
    await again.until(({ records }) => records.length === 2)
    expect(again.records.map(({ body }) => body)).toEqual(['0', '1'])
  })

  it('falls back to the round before when a chunk is missing, and to the oldest entry without any', async () => {
    const warnings: string[] = []
    const log = await openRedisLog({ urls: [redis.url], partitions: 2, onWarning: (message) => warnings.push(message) })
    logs.push(log)
    const ids: string[] = []
    for (let index = 0; index < 6; index += 1) ids.push((await log.append(0, `${index}`)).id)
    for (const seq of [2, 4, 5]) expect(await log.writeSnapshot(0, { ...START, id: ids[seq - 1]!, seq }, [{ name: 'a', body: `A${seq}` }])).toBe(true)
    const chunks = (await redis.cli('KEYS', '{0}:snap:*')).split('\n')
    expect(chunks).toHaveLength(2)
    await redis.cli('DEL', chunks.find((key) => key.includes('-5-'))!)
    expect(await log.latestSnapshot(0)).toMatchObject({ position: { seq: 4 }, chunks: [{ name: 'a', body: 'A4' }] })
    expect(await log.trim(0, Date.now() + 3_600_000, 0)).toBe(3)
    await redis.cli('DEL', '{0}:snap')
    const start = await log.latestSnapshot(0)
    expect(start).toMatchObject({ position: { seq: 3 }, chunks: [] })
    expect(warnings).toEqual([expect.stringContaining('first 3 of 6 log entries are trimmed')])
    const followed = followLog(log, 0, start!.position)
    await followed.until(({ records }) => records.length === 3)
    expect(followed.records.map(({ seq }) => seq)).toEqual([4, 5, 6])
    expect(followed.lost).toEqual([])
  })

  it('refuses a Redis that may evict keys, and says what to set', async () => {
    await redis.cli('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru')
    await expect(open()).rejects.toThrow(/maxmemory-policy allkeys-lru .* set "maxmemory-policy noeviction"/)
    await redis.cli('CONFIG', 'SET', 'maxmemory-policy', 'noeviction')
    await open()
  })

  it('refuses another number of partitions, naming both, and takes what is there when none is asked for', async () => {
    await open()
    await expect(openRedisLog({ urls: [redis.url], partitions: 3 })).rejects.toThrow(/log of 2 partitions, not 3; set QUEUECAST_PARTITIONS=2/)
    const log = await openRedisLog({ urls: [redis.url] })
    logs.push(log)
    expect(log.partitions).toBe(2)
    await expect(openRedisLog({ urls: [redis.url], serve: [2] })).rejects.toThrow('cannot serve partition 2')
  })

  it('says in time and in words that Redis is not there, and what a URL must look like', async () => {
    await redis.kill()
    await expect(openRedisLog({ urls: [redis.url], startLimitMs: 300 })).rejects.toThrow(/Redis cannot be reached: .*ECONNREFUSED/)
    await expect(openRedisLog({ urls: ['localhost:6379'] })).rejects.toThrow('must be redis://host:port')
    await expect(openRedisLog({ urls: [] })).rejects.toThrow('names no Redis')
  })

  it('answers StoreUnavailable when Redis is out of memory', async () => {
    const log = await open()
    await redis.cli('CONFIG', 'SET', 'maxmemory', '1')
    await expect(log.append(0, 'x')).rejects.toMatchObject({ name: 'StoreUnavailable', message: expect.stringContaining('OOM') as string })
    await redis.cli('CONFIG', 'SET', 'maxmemory', '0')
    await log.append(0, 'x')
  })

  describe('live line', () => {
    const queue = (contacts: [string, number, number][], figures: Record<string, string>): PublishedQueue => ({
      center: 'acme', queue: 'support', figures, line: contacts.map(([contact, priority, sinceMs]) => ({ contact, score: packScore(priority, sinceMs) })),
    })
    const rank = async (contact: string): Promise<string> => redis.cli('ZRANK', '{0}:line:acme:support', contact)

    it('is the line for anything that speaks Redis: place = ZRANK + 1', async () => {
      const log = await open()
      await log.publish(0, [queue([['late', 0, 9_000], ['early', 0, 1_000], ['vip', 3, 9_500], ['b', 0, 5_000], ['a', 0, 5_000]], { waiting: '5', open: '1' })])
      expect(await redis.cli('ZRANGE', '{0}:line:acme:support', '0', '-1')).toBe('vip\nearly\na\nb\nlate')
      expect(await rank('early')).toBe('1')
      expect(await redis.cli('HGETALL', '{0}:queue:acme:support')).toBe('waiting\n5\nopen\n1')
      expect(Number(await redis.cli('PTTL', '{0}:line:acme:support'))).toBeGreaterThan(50_000)
      expect(Number(await redis.cli('PTTL', '{0}:queue:acme:support'))).toBeGreaterThan(50_000)
    })

    it('writes differences, and removes a queue that is gone', async () => {
      const log = await open()
      await log.publish(0, [queue([['a', 0, 1], ['b', 0, 2], ['c', 0, 3]], { waiting: '3', staffed: '2' })])
      await redis.cli('CONFIG', 'RESETSTAT')
      await log.publish(0, [queue([['b', 0, 2], ['c', 5, 3], ['d', 0, 4]], { waiting: '3' })])
      expect(await redis.cli('ZRANGE', '{0}:line:acme:support', '0', '-1')).toBe('c\nb\nd')
      expect(await redis.cli('HGETALL', '{0}:queue:acme:support')).toBe('waiting\n3')
      const stats = await redis.cli('INFO', 'commandstats')
      expect(stats).toMatch(/cmdstat_zadd:calls=1,/)
      expect(stats).not.toMatch(/cmdstat_rename|cmdstat_hset/)
      await log.publish(0, [queue([], {})])
      expect(await redis.cli('KEYS', '{0}:*:acme:*')).toBe('')
    })

    it('is rewritten whole after another node led', async () => {
      const [one, two] = [await open(), await open()]
      expect(await one.lead(0, 'one', 60_000)).toBe(true)
      await one.publish(0, [queue([['a', 0, 1], ['b', 0, 2]], { waiting: '2' })])
      await one.resign(0, 'one')
      expect(await two.lead(0, 'two', 60_000)).toBe(true)
      await two.publish(0, [queue([['c', 0, 3]], { waiting: '1', staffed: '1' })])
      expect(await redis.cli('ZRANGE', '{0}:line:acme:support', '0', '-1')).toBe('c')
      await two.resign(0, 'two')
      expect(await one.lead(0, 'one', 60_000)).toBe(true)
      await one.publish(0, [queue([['a', 0, 1]], { waiting: '1' })])
      expect(await redis.cli('ZRANGE', '{0}:line:acme:support', '0', '-1')).toBe('a')
      expect(await redis.cli('HGETALL', '{0}:queue:acme:support')).toBe('waiting\n1')
    })

    it('is written again by its leader after Redis lost it', async () => {
      const log = await open()
      await log.lead(0, 'one', 60_000)
      await log.publish(0, [queue([['a', 0, 1]], { waiting: '1' })])
      await redis.cli('DEL', '{0}:line:acme:support', '{0}:queue:acme:support')
      await redis.restart()
      const limit = Date.now() + 30_000
      while (!(await redis.cli('ZRANGE', '{0}:line:acme:support', '0', '-1')).includes('a')) {
        expect(Date.now()).toBeLessThan(limit)
        await log.lead(0, 'one', 60_000).catch(() => false)
      }
    })

    it('takes a line of twenty thousand', async () => {
      const log = await open()
      const contacts = Array.from({ length: 20_000 }, (_, index): [string, number, number] => [`c-${index}`, index % 7, 1_700_000_000_000 + index])
      await log.publish(0, [queue(contacts, { waiting: '20000' })])
      expect(await redis.cli('ZCARD', '{0}:line:acme:support')).toBe('20000')
      expect(await rank('c-6')).toBe('0')
    })
  })
})
