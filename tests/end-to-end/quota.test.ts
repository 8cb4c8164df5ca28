import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestClient, eventually } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

const BURST = 10_000
const SECOND_FEED_KEY = 'acme-second-feed-key-0123456789'
const [acme, other] = [keysOf('acme'), keysOf('other')]

let server: ServerProcess
const dataDir = newDataDir()
beforeAll(async () => {
  const limited = testCenter('acme', { quota: { eventsPerSecond: 1, burst: BURST }, keys: { feed: { demo: [acme.feed.demo], second: [SECOND_FEED_KEY] }, token: [acme.token] } })
  const path = writeConfig(dataDir, { generation: 1, centers: [limited, testCenter('other')] })
  server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: path } })
})
afterAll(async () => {
  await server?.stop('SIGKILL')
  removeDataDir(dataDir)
})

const post = (events: object[], key: string, center = 'acme'): Promise<Response> => fetch(`${server.url}/v1/centers/${center}/events`, {
  method: 'POST', headers: { 'authorization': `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify({ events }),
})
const beat = (id: string) => ({ id, type: 'feed.heartbeat', time: Date.now() })

it('a feed over its quota gets 429 with Retry-After, nothing of it enters the log, and others are not held up', async () => {
  expect((await post(Array.from({ length: BURST }, (_, n) => beat(`b-${n}`)), acme.feed.demo)).status).toBe(202)
  const queued = { id: 'q-1', type: 'contact.queued', time: Date.now(), contact: 'c-1', queue: 'support', channel: 'chat' }
  const flood = Array.from({ length: 50 }, (_, n) => beat(`f-${n}`))
  const refused = await post([queued, ...flood], acme.feed.demo)
  expect(refused.status).toBe(429)
  const waitSeconds = Number(refused.headers.get('retry-after'))
  expect(waitSeconds).toBeGreaterThan(30)
  expect(waitSeconds).toBeLessThanOrEqual(51)
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  expect(await refused.json()).toMatchObject({ type: 'urn:queuecast:problem:too-many-requests', status: 429, detail: expect.stringContaining('"demo"') as string })

  // The other feed of the center, and the other center, have buckets of their own.
  expect((await post([beat('s-1')], SECOND_FEED_KEY)).status).toBe(202)
  const inOther = await post([{ ...queued, contact: 'o-1' }], other.feed.demo, 'other')
  expect(inOther.status).toBe(202)
  const client = createTestClient(server.url, acme, 'acme')
  expect((await client.display('c-1', await client.token('c-1'))).state).toBe('unknown')

  // One event a second comes back, and the retry of what was refused is taken as if for the first time.
  const { logPosition } = await eventually(async () => {
    const again = await post([queued], acme.feed.demo)
    expect(again.status).toBe(202)
    return (await again.json()) as { logPosition: string }
  })
  expect(await client.display('c-1', await client.token('c-1'), logPosition)).toMatchObject({ state: 'waiting', position: 1 })
})
