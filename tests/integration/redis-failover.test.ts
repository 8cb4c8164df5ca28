import { type EventLog, openRedisLog } from '@queuecast/server/event-log'
import { afterEach, describe, expect, it } from 'vitest'
import { type Followed, followLog, START } from '../support/follow-log.ts'
import { fallBehind, hasAll, redisAvailable, startRedisCluster, startSentinels, type TestRedis } from '../support/redis.ts'

interface Store { urls: readonly string[]; holder(): Promise<{ master: TestRedis; replica: TestRedis | undefined }> }

/** Redis decides on its own who takes over: what is acknowledged and replicated stays, what is lost raises the epoch, and the log goes on. */
describe.skipIf(!redisAvailable())('failover', () => {
  const undo: (() => Promise<unknown>)[] = []
  afterEach(async () => { for (const one of undo.splice(0).toReversed()) await one() })

  async function open({ urls }: Pick<Store, 'urls'>): Promise<EventLog> {
    const log = await openRedisLog({ urls, partitions: 1 })
    undo.push(() => log.close())
    return log
  }
  async function follow(log: EventLog, epoch: string): Promise<Followed> {
    const followed = followLog(log, 0, { ...START, epoch })
    undo.push(() => followed.close())
    return followed
  }
  /** As a feed does. */
  async function appendUntilTaken(log: EventLog, body: string): Promise<void> {
    while (!(await log.append(0, body).then(() => true, () => false))) await new Promise((resolve) => { setTimeout(resolve, 20) })
  }
  async function replicaOf(store: Store): Promise<{ master: TestRedis; replica: TestRedis }> {
    const { master, replica } = await store.holder()
    if (replica === undefined) throw new Error('there is no replica')
    return { master, replica }
  }

  async function failsOver(store: Store): Promise<void> {
    const [log, other] = [await open(store), await open(store)]
    const [followed, second] = [await follow(log, START.epoch), await follow(other, START.epoch)]
    const { master, replica } = await replicaOf(store)
    for (let i = 0; i < 20; i += 1) await log.append(0, `kept ${i}`)
    await hasAll(replica, master)
    await fallBehind(replica, master)
    for (let i = 0; i < 5; i += 1) await log.append(0, `lost ${i}`)
    await followed.until(({ records }) => records.length === 25)
    await master.kill()
    await appendUntilTaken(log, 'after')
    for (const one of [followed, second]) await one.until(({ lost }) => lost.length === 1)
    expect((await log.end(0)).epoch).toBe('0000000002')
    const again = await follow(other, '0000000002')
    await again.until(({ records }) => records.some(({ body }) => body === 'after'))
    expect(again.records.slice(0, 20).map(({ body }) => body)).toEqual(Array.from({ length: 20 }, (_, i) => `kept ${i}`))
    expect(again.records.filter(({ body }) => body.startsWith('lost'))).toEqual([])
    expect(await log.lead(0, 'one', 60_000)).toBe(true)

    // The old master comes back as a replica, and takes over in its turn.
    await replica.cli('CONFIG', 'SET', 'masterauth', '')
    await master.restart()
    await expect.poll(async () => (await master.cli('INFO', 'replication')).includes('master_link_status:up')).toBe(true)
    await expect.poll(async () => (await replicaOf(store)).master.port).toBe(replica.port)
    await appendUntilTaken(log, 'before the second')
    await hasAll(master, replica)
    await replica.kill()
    await appendUntilTaken(log, 'after the second')
    const last = await follow(log, (await log.end(0)).epoch)
    await last.until(({ records, lost }) => lost.length > 0 || records.some(({ body }) => body === 'after the second'))
    const all = last.lost.length === 0 ? last : await follow(log, '0000000003')
    await all.until(({ records }) => records.some(({ body }) => body === 'after the second'))
    const bodies = all.records.map(({ body }) => body)
    expect(bodies.filter((body) => body === 'before the second')).toHaveLength(1)
    expect(bodies.indexOf('after')).toBeGreaterThan(bodies.indexOf('kept 19'))
  }

  it('of a master behind sentinels, and back', async () => {
    const sentinels = await startSentinels()
    undo.push(() => sentinels.stop())
    await failsOver(sentinels)
  }, 180_000)

  it('of the master of a partition in a cluster, and back', async () => {
    const cluster = await startRedisCluster({ masters: 3, replicas: true, nodeTimeoutMs: 3_000 })
    undo.push(() => cluster.stop())
    await failsOver({ urls: cluster.urls, holder: () => cluster.holder('{0}:log') })
  }, 180_000)

  it('of a master that hangs and wakes up, all behind passwords: it takes no write any more', async () => {
    const sentinels = await startSentinels({ password: 'one/two@three' })
    undo.push(() => sentinels.stop())
    const log = await open({ urls: sentinels.urls })
    const { master, replica } = await sentinels.holder()
    await log.append(0, 'before')
    await hasAll(replica, master)
    master.process.kill('SIGSTOP')
    await appendUntilTaken(log, 'taken over')
    master.process.kill('SIGCONT')
    for (let i = 0; i < 200; i += 1) await appendUntilTaken(log, `after ${i}`)
    const followed = await follow(log, (await log.end(0)).epoch)
    await followed.until(({ records, lost }) => lost.length > 0 || records.at(-1)?.body === 'after 199')
    const all = followed.lost.length === 0 ? followed : await follow(log, (await log.end(0)).epoch)
    await all.until(({ records }) => records.at(-1)?.body === 'after 199')
    const bodies = all.records.map(({ body }) => body)
    expect(bodies.filter((body) => body.startsWith('after'))).toEqual(Array.from({ length: 200 }, (_, i) => `after ${i}`))
    expect(bodies[0]).toBe('before')
  }, 180_000)

  it('says in words that the sentinels know no such master', async () => {
    const sentinels = await startSentinels()
    undo.push(() => sentinels.stop())
    await expect(openRedisLog({ urls: sentinels.urls.map((url) => url.replace('mymaster', 'other')), startLimitMs: 3_000 })).rejects.toThrow('know no master of the name')
  })
})
