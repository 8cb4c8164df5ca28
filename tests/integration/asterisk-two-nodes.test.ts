import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeAsterisk } from '../support/asterisk/fake-asterisk.ts'
import { PlayedQueues, type Frame } from '../support/asterisk/played-queues.ts'
import { createTestClient, eventually } from '../support/client.ts'
import { redisAvailable, startRedis, type TestRedis } from '../support/redis.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

const SECRET = 'a secret of the manager'
const caller = (uniqueid: string, position: number, count: number): Frame =>
  ({ Privilege: 'agent,all', Channel: `PJSIP/t-${uniqueid}`, Uniqueid: uniqueid, Queue: 'support', Position: String(position), Count: String(count) })
const joins = (uniqueid: string, position: number): Frame => ({ Event: 'QueueCallerJoin', ...caller(uniqueid, position, position) })

interface FeedAnswer { status: string; lost: number; held: number; connection: { state: string } }

describe.skipIf(!redisAvailable())('one Asterisk, two nodes on one Redis', () => {
  let redis: TestRedis
  let asterisk: FakeAsterisk
  let nodes: ServerProcess[] = []
  const folders = [newDataDir(), newDataDir()]

  const place = async (node: ServerProcess, contact: string): Promise<number | undefined> => {
    const client = createTestClient(node.url, keysOf('acme'), 'acme')
    return (await client.display(contact, await client.token(contact))).position
  }
  const feedOf = async (node: ServerProcess): Promise<FeedAnswer> => {
    const answer = await fetch(`${node.url}/v1/centers/acme/feeds`, { headers: { authorization: `Bearer ${keysOf('acme').supervisor}` } })
    const { feeds } = await answer.json() as { feeds: (FeedAnswer & { feed: string })[] }
    return feeds.find(({ feed }) => feed === 'pbx') ?? expect.fail('no such feed')
  }
  /** The node that has the connection, and the other. */
  const holder = (): Promise<{ has: ServerProcess; other: ServerProcess }> => eventually(async () => {
    const states = await Promise.all(nodes.map(async (node) => (await feedOf(node)).connection.state))
    expect([...states].sort()).toEqual(['connected', 'elsewhere'])
    const at = states.indexOf('connected')
    return { has: nodes[at] ?? expect.fail('none'), other: nodes[1 - at] ?? expect.fail('none') }
  })

  beforeAll(async () => {
    redis = await startRedis({ appendonly: 'always' })
    asterisk = await FakeAsterisk.listen({ nowMs: Date.now, secret: SECRET, queues: new PlayedQueues(['support']) })
    nodes = await Promise.all(folders.map((dataDir) => startServerProcess({ dataDir, env: {
      QUEUECAST_REDIS_URL: redis.url, AMI_SECRET: SECRET,
      QUEUECAST_CONFIG: writeConfig(dataDir, { generation: 1, centers: [testCenter('acme', {
        feeds: [{ name: 'pbx', source: 'asterisk-ami', host: '127.0.0.1', port: asterisk.port, username: 'queuecast', secret: 'env:AMI_SECRET' }],
      })] }),
    } })))
  })
  afterAll(async () => {
    for (const node of nodes) await node.stop('SIGKILL')
    await asterisk?.close()
    await redis?.stop()
    for (const folder of folders) removeDataDir(folder)
  })

  it('one of them connects, and both show the line', async () => {
    await holder()
    expect(asterisk.loggedIn).toBe(1)
    asterisk.event(joins('1.1', 1), joins('1.2', 2))
    for (const node of nodes) await eventually(async () => expect(await place(node, '1.2')).toBe(2))
  })

  it('what happens while Redis is away is held and not lost, and the connection stays', async () => {
    const { has, other } = await holder()
    const logins = asterisk.actions.filter((action) => action['Action'] === 'Login').length
    await redis.kill()
    asterisk.event(joins('1.3', 3), { Event: 'QueueCallerAbandon', ...caller('1.1', 1, 2) }, { Event: 'QueueCallerLeave', ...caller('1.1', 1, 2) })
    await eventually(async () => expect((await feedOf(has)).held).toBeGreaterThan(0))
    await redis.restart()
    for (const node of [has, other]) await eventually(async () => expect([await place(node, '1.2'), await place(node, '1.3')]).toEqual([1, 2]))
    await eventually(async () => expect(await feedOf(has)).toMatchObject({ held: 0, lost: 0 }))
    expect(asterisk.actions.filter((action) => action['Action'] === 'Login').length).toBe(logins)
  })

  it('when that node dies the other one connects, and the line is Asterisk’s', async () => {
    const { has, other } = await holder()
    await has.stop('SIGKILL')
    asterisk.event({ Event: 'QueueCallerAbandon', ...caller('1.2', 1, 1) }, { Event: 'QueueCallerLeave', ...caller('1.2', 1, 1) }, joins('1.4', 2))
    await eventually(async () => expect(await feedOf(other)).toMatchObject({ status: 'live', connection: { state: 'connected' } }))
    await eventually(async () => expect([await place(other, '1.3'), await place(other, '1.4')]).toEqual([1, 2]))
  })
})
