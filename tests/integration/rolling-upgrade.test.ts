import { afterEach, describe, expect, it } from 'vitest'
import { createTestClient, eventually } from '../support/client.ts'
import { makeNewerVersion } from '../support/newer-version.ts'
import { redisAvailable, startRedis } from '../support/redis.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

const ready = async (server: ServerProcess): Promise<{ status: number; text: string }> => {
  const answer = await fetch(`${server.url}/readyz`)
  return { status: answer.status, text: await answer.text() }
}

describe.skipIf(!redisAvailable())('a rolling upgrade, two versions side by side', () => {
  const undo: (() => unknown)[] = []
  afterEach(async () => { for (const one of undo.splice(0).toReversed()) await one() })

  async function world(): Promise<{ start(options?: { main?: string; config?: string }): Promise<ServerProcess>; folder(): string }> {
    const redis = await startRedis({ appendonly: 'always' })
    undo.push(() => redis.stop())
    const folder = (): string => {
      const dataDir = newDataDir()
      undo.push(() => removeDataDir(dataDir))
      return dataDir
    }
    return {
      folder,
      async start({ main, config } = {}) {
        const server = await startServerProcess({
          dataDir: folder(), env: { QUEUECAST_REDIS_URL: redis.url, QUEUECAST_PARTITIONS: '1', ...(config === undefined ? {} : { QUEUECAST_CONFIG: config }) }, ...(main === undefined ? {} : { main }),
        })
        undo.push(() => server.stop('SIGKILL'))
        return server
      },
    }
  }
  const queued = (contact: string): object => ({ id: `${contact}-q`, type: 'contact.queued', time: Date.now(), contact, queue: 'support', channel: 'chat' })

  it('[PL5] an old node steps aside at the first entry of the new format, and whoever is ready shows what is true throughout', async () => {
    const newer = makeNewerVersion()
    undo.push(newer.remove)
    const { start } = await world()
    const old = await start()
    const keys = old.keys()
    const viaOld = createTestClient(old.url, keys)
    const token = await viaOld.token('c-5')
    const shows = (server: ServerProcess, position: number, after: string) => eventually(async () =>
      expect(await createTestClient(server.url, keys).display('c-5', token, after)).toMatchObject({ state: 'waiting', position }))
    for (let i = 1; i <= 4; i += 1) await viaOld.post([queued(`c-${i}`)])
    await shows(old, 5, (await viaOld.post([queued('c-5')])).body.logPosition)

    const next = await start({ main: newer.main })
    await eventually(async () => expect((await ready(next)).status).toBe(200))
    const viaNext = createTestClient(next.url, keys)
    // Read from what the old one wrote, and what it goes on to write.
    const { body } = await viaOld.post([{ id: 'c-1-a', type: 'contact.answered', time: Date.now(), contact: 'c-1' }])
    await shows(next, 4, body.logPosition)

    // The first entry of the new format: the old node cannot know what it means, so it says that it is not ready, and never passes over it.
    await shows(next, 3, (await viaNext.post([{ id: 'c-2-a', type: 'contact.answered', time: Date.now(), contact: 'c-2' }])).body.logPosition)
    await eventually(async () => expect(await ready(old)).toMatchObject({ status: 503, text: expect.stringContaining('newer format') as string }))
    expect((await ready(next)).status).toBe(200)
    // It still takes events, which the new one folds; what it shows runs out instead of standing still.
    await shows(next, 2, (await viaOld.post([{ id: 'c-3-a', type: 'contact.answered', time: Date.now(), contact: 'c-3' }])).body.logPosition)
    await eventually(async () => {
      const display = await viaOld.display('c-5', token)
      expect([display.position, display.wait.known]).toEqual([undefined, false])
    }, 60_000)
    // The lease goes to the node that can follow: it writes the clock, so what it shows stays current.
    await eventually(async () => expect(await (await fetch(`${next.url}/metrics`)).text()).toMatch(/^queuecast_leading(\{[^}]*\})? 1$/m))
    expect(await viaNext.display('c-5', token)).toMatchObject({ state: 'waiting', position: 2 })

    // The old one is replaced in its turn, and says the same.
    await old.stop('SIGTERM')
    const replaced = await start({ main: newer.main })
    await eventually(async () => expect((await ready(replaced)).status).toBe(200))
    const { body: last } = await viaNext.post([{ id: 'c-4-a', type: 'contact.answered', time: Date.now(), contact: 'c-4' }])
    for (const server of [next, replaced]) await shows(server, 1, last.logPosition)
  }, 180_000)

  it('[PL6] a node whose file is a generation behind goes on showing what is true until it is restarted with the new one', async () => {
    const { start, folder } = await world()
    const config = (generation: number): string => writeConfig(folder(), { generation, centers: [testCenter('acme', { queues: [{ id: 'support' }], languages: generation === 1 ? ['en'] : ['en', 'nl'] })] })
    const first = await start({ config: config(1) })
    const via = (server: ServerProcess) => createTestClient(server.url, keysOf('acme'), 'acme')
    const token = await via(first).token('c-2')
    await via(first).post([queued('c-1'), queued('c-2')])
    const second = await start({ config: config(2) })
    await eventually(async () => expect((await ready(first)).text).toMatch(/acme.*generation 1/))
    expect((await ready(second)).status).toBe(200)
    const { body } = await via(first).post([{ id: 'c-1-a', type: 'contact.answered', time: Date.now(), contact: 'c-1' }])
    for (const server of [first, second]) {
      await eventually(async () => expect(await via(server).display('c-2', token, body.logPosition)).toMatchObject({ state: 'waiting', position: 1 }))
    }
    await first.stop('SIGTERM')
    const third = await start({ config: config(2) })
    for (const server of [second, third]) {
      await eventually(async () => expect((await ready(server)).status).toBe(200))
      expect(await via(server).display('c-2', token, body.logPosition)).toMatchObject({ state: 'waiting', position: 1 })
    }
  }, 180_000)
})
