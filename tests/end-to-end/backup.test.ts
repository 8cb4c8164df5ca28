import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createTestClient, eventually } from '../support/client.ts'
import { redisAvailable, startRedis, type TestRedis } from '../support/redis.ts'
import { type ExampleKeys, newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'

const servers: ServerProcess[] = []
const folders: string[] = []
const redises: TestRedis[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop('SIGKILL')
  for (const redis of redises.splice(0)) await redis.stop()
  for (const folder of folders.splice(0)) removeDataDir(folder)
})
const folder = (): string => {
  const made = newDataDir()
  folders.push(made)
  return made
}
async function start(dataDir: string, redis?: TestRedis): Promise<ServerProcess> {
  const server = await startServerProcess({ dataDir, env: redis === undefined ? {} : { QUEUECAST_REDIS_URL: redis.url } })
  servers.push(server)
  return server
}
const queued = (n: number) => ({ id: `q-${n}`, type: 'contact.queued', time: Date.now() - 1000 + n, contact: `c-${n}`, queue: 'support', channel: 'chat' })

/** Three who wait, and a token given out before the backup. */
async function fill(server: ServerProcess): Promise<{ token: string; keys: ExampleKeys }> {
  const keys = server.keys()
  const client = createTestClient(server.url, keys)
  const { body } = await client.post([1, 2, 3].map(queued))
  const token = await client.token('c-3')
  expect(await client.display('c-3', token, body.logPosition)).toMatchObject({ position: 3 })
  return { token, keys }
}

/** The restored server knows the line, the token and the keys, and goes on. */
async function goesOn(server: ServerProcess, { token, keys }: { token: string; keys: ExampleKeys }): Promise<void> {
  expect(server.keys()).toEqual(keys)
  const client = createTestClient(server.url, keys)
  await eventually(async () => expect((await fetch(`${server.url}/readyz`)).status).toBe(200))
  expect(await client.display('c-3', token)).toMatchObject({ state: 'waiting', position: 3 })
  const { body } = await client.post([{ id: 'a-1', type: 'contact.answered', time: Date.now(), contact: 'c-1', agent: 'ana' }])
  expect(await client.display('c-3', token, body.logPosition)).toMatchObject({ state: 'waiting', position: 2 })
}

describe('backup and restore as docs/running.md says', () => {
  it('of the embedded store: stop, copy the folder, start on the copy', async () => {
    const first = await start(folder())
    const known = await fill(first)
    await first.stop()
    const copy = folder()
    cpSync(first.dataDir, copy, { recursive: true })
    removeDataDir(first.dataDir)
    await goesOn(await start(copy), known)
  })

  it.skipIf(!redisAvailable()).each(['RDB', 'AOF'])('of Redis, from its %s', async (kind) => {
    const rdb = kind === 'RDB'
    const redis = await startRedis(rdb ? {} : { appendonly: 'always' })
    redises.push(redis)
    const first = await start(folder(), redis)
    const known = await fill(first)
    await first.stop()
    const saved = mkdtempSync(join(tmpdir(), 'queuecast-backup-'))
    folders.push(saved)
    if (rdb) {
      const before = await redis.cli('LASTSAVE')
      await redis.cli('BGSAVE')
      await eventually(async () => expect(await redis.cli('INFO', 'persistence')).toMatch(/rdb_bgsave_in_progress:0/))
      expect(Number(await redis.cli('LASTSAVE'))).toBeGreaterThanOrEqual(Number(before))
    }
    const [, where = ''] = (await redis.cli('CONFIG', 'GET', 'dir')).split('\n')
    cpSync(where, saved, { recursive: true })
    await redis.stop()
    redises.pop()

    // A new Redis, whose folder holds the copy before it starts.
    const restored = await startRedis(rdb ? { settings: { dir: saved } } : { appendonly: 'always', settings: { dir: saved } })
    redises.push(restored)
    await goesOn(await start(first.dataDir, restored), known)
    rmSync(saved, { recursive: true, force: true })
  })
})
