import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually, type TestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'
import { goesBack, sseClient, type StockClient, stockClient } from '../support/watchers.ts'

/** Long names, so that a few boards are larger than what sockets buffer by themselves. */
const QUEUES = 1_600
const CHANGES = 12
const wide = Array.from({ length: QUEUES }, (_, index) => ({ id: `wide-${index}`, name: { en: 'w'.repeat(500) }, cost: { text: { en: 'c'.repeat(500) } } }))

let server: ServerProcess
let client: TestClient
const dataDir = newDataDir()
const keys = keysOf('example')
const open: { close(): void }[] = []
beforeAll(async () => {
  const path = writeConfig(dataDir, { generation: 1, centers: [testCenter('example', { public: true }), testCenter('wide', { queues: wide, languages: ['en'] })] })
  server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: path } })
  client = createTestClient(server.url, keys)
})
afterAll(async () => {
  for (const one of open) one.close()
  await server?.stop('SIGKILL')
  removeDataDir(dataDir)
})
const board = (auth: Record<string, unknown>): StockClient => {
  const client = stockClient(server.url, '/board', auth)
  open.push(client)
  return client
}
const queued = (contact: string, queue: string) => ({ id: `q-${contact}`, type: 'contact.queued', time: Date.now(), contact, queue, channel: 'chat' })
const waitingIn = (client: Pick<StockClient, 'boards'>, queue: string) => client.boards.at(-1)?.queues.find((one) => one.queue === queue)?.waiting

describe('/board', () => {
  it('gives whoever has a key every queue and feed, at once and at each change, and never a contact', async () => {
    await client.post([queued('c-1', 'support')])
    const { read, supervisor } = keys
    const wall = board({ key: read, center: 'example' })
    const supervisors = board({ key: supervisor, center: 'example', lang: 'nl' })
    const stream = sseClient(`${server.url}/v1/centers/example/queues/stream`, read)
    open.push(stream)
    for (const one of [wall, supervisors, stream]) await eventually(() => expect(waitingIn(one, 'support')).toBe(1))
    expect(wall.boards[0]).toMatchObject({ queues: [{ queue: 'support', waiting: 1, feed: 'live', show: 'both', open: true }], feeds: [{ feed: 'demo', state: 'live' }] })
    await client.post([queued('c-2', 'support'), queued('c-3', 'sales')])
    for (const one of [wall, supervisors, stream]) await eventually(() => expect([waitingIn(one, 'support'), waitingIn(one, 'sales')]).toEqual([2, 1]))
    expect(JSON.stringify(wall.boards)).not.toContain('c-1')
    expect(goesBack(wall.boards)).toBe(false)
  })

  it('shows nothing that is not public to whoever has none, and says so to a wrong key', async () => {
    const stranger = board({ center: 'example' })
    await eventually(() => expect(stranger.boards.length).toBeGreaterThan(0))
    expect(stranger.boards[0]).toMatchObject({ queues: [], feeds: [] })
    for (const auth of [{ key: 'wrong', center: 'example' }, { key: keys.feed.demo, center: 'example' }, { key: keys.read, center: 'other' }, {}]) {
      const refused = board(auth)
      await eventually(() => expect(refused.refused).toEqual([{ code: 'bad-token', retry: false }]))
      await eventually(() => expect(refused.ended).toEqual(['io server disconnect']))
      expect(refused.boards).toEqual([])
    }
  })

  it('gives a client that reads slowly the newest and no backlog', async () => {
    const wall = { key: keysOf('wide').read, center: 'wide' }
    const feed = createTestClient(server.url, keysOf('wide'), 'wide')
    const [fast, slow] = [board(wall), board(wall)]
    for (const one of [fast, slow]) await eventually(() => expect(one.boards.at(-1)?.queues.length).toBe(QUEUES))
    const wire = (slow.socket.io.engine as unknown as { transport: { ws: { pause(): void; resume(): void } } }).transport.ws
    wire.pause()
    const [fastBefore, slowBefore] = [fast.boards.length, slow.boards.length]
    for (let change = 1; change <= CHANGES; change++) {
      await feed.post([queued(`s-${change}`, 'wide-0')])
      await eventually(() => expect(waitingIn(fast, 'wide-0')).toBe(change))
    }
    // One may have been on its way up already.
    expect(slow.boards.length).toBeLessThanOrEqual(slowBefore + 1)
    wire.resume()
    await eventually(() => expect(waitingIn(slow, 'wide-0')).toBe(CHANGES))
    // What the kernel had taken still comes; nothing else does.
    expect(fast.boards.length - fastBefore).toBeGreaterThanOrEqual(CHANGES)
    expect(slow.boards.length - slowBefore).toBeLessThan(CHANGES)
    expect(goesBack(slow.boards)).toBe(false)
  })
})
