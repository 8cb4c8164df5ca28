import type { Display } from '@queuecast/client-sdk/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually } from '../support/client.ts'
import { redisAvailable, startRedis, type TestRedis } from '../support/redis.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'

describe.skipIf(!redisAvailable())('two nodes on one Redis', () => {
  let redis: TestRedis
  let a: ServerProcess
  let b: ServerProcess
  const folders = [newDataDir(), newDataDir()]
  const start = (dataDir: string): Promise<ServerProcess> => startServerProcess({ dataDir, env: { QUEUECAST_REDIS_URL: redis.url } })

  beforeAll(async () => {
    redis = await startRedis({ appendonly: 'always' })
    ;[a, b] = await Promise.all([start(folders[0] ?? ''), start(folders[1] ?? '')])
  })
  afterAll(async () => {
    await a?.stop('SIGKILL')
    await b?.stop('SIGKILL')
    await redis?.stop()
    for (const folder of folders) removeDataDir(folder)
  })

  /** Everything but freshness, which each node counts for itself. */
  const comparable = ({ freshForSeconds: _fresh, staleAfter: _stale, ...display }: Display) => display

  it('made the same keys, and show the same displays with the same (epoch, seq)', async () => {
    expect(b.keys()).toEqual(a.keys())
    const viaA = createTestClient(a.url, a.keys())
    const viaB = createTestClient(b.url, b.keys())
    const token = await viaA.token('p-9')
    let position = ''
    for (let i = 1; i <= 9; i++) {
      const client = i % 2 === 0 ? viaA : viaB
      const answer = await client.post([{ id: `p-${i}`, type: 'contact.queued', time: Date.now(), contact: `p-${i}`, queue: 'pair', channel: 'chat' }])
      position = answer.body.logPosition
    }
    await eventually(async () => {
      const [fromA, fromB] = await Promise.all([viaA.display('p-9', token, position), viaB.display('p-9', token, position)])
      expect(fromA.position).toBe(9)
      expect(comparable(fromB)).toEqual(comparable(fromA))
    })
  })

  it('publishes the live line for anything that speaks Redis', async () => {
    await eventually(async () => {
      const keys = (await redis.cli('--scan', '--pattern', '{*}:line:example:pair')).split('\n').filter((key) => key !== '')
      expect(keys).toHaveLength(1)
      expect(await redis.cli('ZRANK', keys[0] ?? '', 'p-9')).toBe('8')
      expect(await redis.cli('HGET', (keys[0] ?? '').replace(':line:', ':queue:'), 'waiting')).toBe('9')
    })
  })

  it('either may be stopped at any moment: the other goes on, and leads', async () => {
    const keys = a.keys()
    await a.stop('SIGKILL')
    const viaB = createTestClient(b.url, keys)
    const token = await viaB.token('p-9')
    const { body } = await viaB.post([{ id: 'p-1-left', type: 'contact.abandoned', time: Date.now(), contact: 'p-1' }])
    expect((await viaB.display('p-9', token, body.logPosition)).position).toBe(8)
    const { asOf } = await viaB.display('p-9', token)
    // Only a leader writes the clock each second; any node does after three.
    await eventually(async () => expect((await viaB.display('p-9', token)).asOf > asOf).toBe(true))

    a = await start(folders[0] ?? '')
    const viaA = createTestClient(a.url, keys)
    expect((await viaA.display('p-9', token)).position).toBe(8)
    await b.stop('SIGTERM')
    const more = await viaA.post([{ id: 'p-2-left', type: 'contact.abandoned', time: Date.now(), contact: 'p-2' }])
    expect((await viaA.display('p-9', token, more.body.logPosition)).position).toBe(7)
  })

  it('with Redis away ingest answers 503 with Retry-After, the wait runs out to unknown, and all goes on when it is back', async () => {
    const keys = a.keys()
    const viaA = createTestClient(a.url, keys)
    const token = await viaA.token('p-9')
    await redis.kill()
    const away = await fetch(`${a.url}/v1/centers/example/events`, {
      method: 'POST', headers: { authorization: `Bearer ${keys.feed.demo}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events: [{ id: 'p-3-left', type: 'contact.abandoned', time: Date.now(), contact: 'p-3' }] }),
    })
    expect(away.status).toBe(503)
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0)
    await eventually(async () => {
      const display = await viaA.display('p-9', token)
      expect(display.wait).toEqual({ known: false, reason: 'stale-feed' })
      expect(display.position).toBeUndefined()
    })
    expect((await fetch(`${a.url}/readyz`)).status).toBe(503)
    await redis.restart()
    const { body } = await eventually(async () => {
      const answer = await viaA.post([{ id: 'p-3-left', type: 'contact.abandoned', time: Date.now(), contact: 'p-3' }])
      expect(answer.status).toBe(202)
      return answer
    })
    expect((await viaA.display('p-9', token, body.logPosition)).position).toBe(6)
    await eventually(async () => expect((await fetch(`${a.url}/readyz`)).status).toBe(200))
  })
})
