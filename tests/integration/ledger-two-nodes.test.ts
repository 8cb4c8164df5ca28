import { partitionOf } from '@queuecast/server/event-log'
import type { KeptEvidence } from '@queuecast/server/promise-evidence'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually } from '../support/client.ts'
import { redisAvailable, startRedis, type TestRedis } from '../support/redis.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

/** A contact is settled a minute of log time after its end, and Redis gives the time: nothing of that can be hurried. */
const SETTLED_MS = 62_000
const CONTACTS = 120

const keys = keysOf('example')
const CONFIG = { generation: 1, centers: [testCenter('example', { charters: [{ id: 'be-2011', effectiveFrom: '2026-01-01' }] })] }

interface Row { n: number; index: number; hash: string; body?: { kind: string; evidence?: KeptEvidence } }

describe.skipIf(!redisAvailable())('the ledger of two nodes on one Redis', () => {
  let redis: TestRedis
  let nodes: ServerProcess[] = []
  const folders = [newDataDir(), newDataDir()]

  beforeAll(async () => {
    redis = await startRedis({ appendonly: 'always' })
    nodes = await Promise.all(folders.map((dataDir) => startServerProcess({ dataDir, env: { QUEUECAST_REDIS_URL: redis.url, QUEUECAST_CONFIG: writeConfig(dataDir, CONFIG) } })))
  })
  afterAll(async () => {
    for (const node of nodes) await node.stop('SIGKILL')
    await redis?.stop()
    for (const folder of folders) removeDataDir(folder)
  })

  async function rows(node: ServerProcess): Promise<Row[]> {
    const answer = await fetch(`${node.url}/v1/centers/example/ledger`, { headers: { authorization: `Bearer ${keys.inspect}` } })
    expect(answer.status).toBe(200)
    return (await answer.text()).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Row)
  }

  it('[LE15] a leader is killed while contacts settle: the other writes the rest, each contact once', async () => {
    const [a, b] = nodes as [ServerProcess, ServerProcess]
    const clients = nodes.map(({ url }) => createTestClient(url, keys))
    const beganMs = Date.now()
    for (let index = 0; index < CONTACTS; index += 1) {
      const time = Date.now()
      await clients[index % 2]!.post([
        { id: `q-${index}`, type: 'contact.queued', time, contact: `c-${index}`, queue: 'support', channel: 'chat' },
        { id: `a-${index}`, type: 'contact.abandoned', time: time + 1, contact: `c-${index}` },
      ])
      // Spread over some seconds, so that many log entries settle some.
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
    await new Promise((resolve) => setTimeout(resolve, beganMs + SETTLED_MS - Date.now()))
    const leading = await fetch(`${a.url}/metrics`).then((answer) => answer.text())
    const leadsA = new RegExp(`queuecast_leading\\{[^}]*partition="${partitionOf('example', 8)}"[^}]*\\} 1`).test(leading)
    await eventually(async () => expect((await rows(b)).length).toBeGreaterThan(0))
    const [killed, left] = leadsA ? [a, b] : [b, a]
    await killed.stop('SIGKILL')

    await eventually(async () => {
      const contacts = (await rows(left)).flatMap(({ body }) => body?.evidence?.contact ?? [])
      expect(contacts).toHaveLength(CONTACTS)
      expect(new Set(contacts).size).toBe(CONTACTS)
    })
    const charters = new Set((await rows(left)).flatMap(({ body }) => (body?.evidence === undefined ? [] : [JSON.stringify(body.evidence.charters)])))
    expect([...charters]).toEqual([JSON.stringify([{ id: 'be-2011', version: '2011-06-15', fromMs: Date.parse('2026-01-01T00:00:00+01:00') }])])
    const numbers = [...new Set((await rows(left)).map(({ n }) => n))]
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1))
    const accuracy = await fetch(`${left.url}/v1/centers/example/accuracy`, { headers: { authorization: `Bearer ${keys.inspect}` } })
    expect(await accuracy.json()).toMatchObject({ contacts: { offered: CONTACTS, abandoned: CONTACTS } })
  }, 240_000)
})
