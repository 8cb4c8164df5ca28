import { join } from 'node:path'
import { decodeEntry, openEmbeddedLog, partitionOf } from '@queuecast/server/event-log'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually, type TestClient } from '../support/client.ts'
import { type Ailments, startCrippledProxy } from '../support/crippled-proxy.ts'
import { followLog } from '../support/follow-log.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { goesBack, sdkClient } from '../support/watchers.ts'

const TRANSPORTS = ['socketio', 'sse', 'polling'] as const
const LINE = 24

let server: ServerProcess
let client: TestClient
const dataDir = newDataDir()
beforeAll(async () => {
  server = await startServerProcess({ dataDir })
  client = createTestClient(server.url, server.keys())
})
const open: (() => unknown)[] = []
afterAll(async () => {
  for (const close of open) await close()
  await server?.stop('SIGKILL')
  removeDataDir(dataDir)
})

let counter = 0
const event = (type: string, contact: string, more: object = {}) => ({ id: `e-${++counter}`, type, time: Date.now(), contact, ...more })
async function line(queue: string, length: number): Promise<string[]> {
  const contacts = Array.from({ length }, (_, index) => `${queue}-${index + 1}`)
  const firstMs = Date.now() - length
  await client.post(contacts.map((contact, index) => ({ ...event('contact.queued', contact, { queue, channel: 'chat' }), time: firstMs + index })))
  return contacts
}
function watch(url: string, token: string, options: { transports?: (typeof TRANSPORTS)[number][]; lang?: string } = {}) {
  const watched = sdkClient({ url, token, ...options })
  open.push(() => watched.close())
  return watched
}

// Polling asks every five seconds, and what never answers is given up after ten: these run together.
describe.concurrent('watchPosition against the server', () => {
  it('shows the place, its changes and the answer over each transport, and tells what it received', async () => {
    const [first, last] = await line('each', 2)
    const token = await client.token(last!)
    const watches = TRANSPORTS.map((transport) => watch(server.url, token, { transports: [transport], lang: 'de' }))
    await eventually(() => expect(watches.map(({ watch }) => watch.display?.position)).toEqual([2, 2, 2]))
    expect(watches.map(({ watch }) => watch.connection)).toMatchObject(TRANSPORTS.map((transport) => ({ kind: 'live', transport })))
    expect(watches.map(({ watch }) => watch.display?.text.lang)).toEqual(['de', 'de', 'de'])
    await client.post([event('contact.answered', first!, { agent: 'ana' })])
    const pushed = watches.slice(0, 2)
    await eventually(() => expect(pushed.map(({ watch }) => watch.display?.position)).toEqual([1, 1]))
    for (const { watch } of watches) watch.told('shown')
    await client.post([event('contact.answered', last!, { agent: 'ana' })])
    await eventually(() => expect(watches.map(({ watch }) => watch.display?.state)).toEqual(['answered', 'answered', 'answered']))
    for (const { displays } of watches) expect(goesBack(displays)).toBe(false)
    // What was told is read from the log at the end of this file.
  })

  it('goes over another transport where one does not work', async () => {
    const [, last] = await line('fallback', 2)
    const token = await client.token(last!)
    const through = async (ailments: Ailments) => {
      const proxy = await startCrippledProxy(server.url, ailments)
      open.push(() => proxy.close())
      return watch(proxy.url, token)
    }
    const watches = await Promise.all([
      through({ webSockets: 'refuse', streams: 'pass' }), through({ webSockets: 'refuse', streams: 'missing' }),
      through({ webSockets: 'swallow', streams: 'pass' }), through({ webSockets: 'refuse', streams: 'hold' }),
    ])
    await eventually(() => expect(watches.map(({ watch }) => watch.connection)).toMatchObject([
      { kind: 'live', transport: 'sse' }, { kind: 'live', transport: 'polling' }, { kind: 'live', transport: 'sse' }, { kind: 'live', transport: 'polling' },
    ]))
    await eventually(() => expect(watches.map(({ watch }) => watch.display?.position)).toEqual([2, 2, 2, 2]))
  })
})

describe('kill -9 in the middle, and the server again on the same port and folder', () => {
  it('the watch goes on by itself on every transport and ends with the true place, and nothing goes back', async () => {
    const contacts = await line('killed', LINE)
    const token = await client.token(contacts.at(-1)!)
    const watches = [...TRANSPORTS.map((transport) => watch(server.url, token, { transports: [transport] })), watch(server.url, token)]
    await eventually(() => expect(watches.map(({ watch }) => watch.display?.position)).toEqual(watches.map(() => LINE)))

    // The line moves while the server dies; what was not acknowledged the feed sends again, as feeds do.
    const leaving = contacts.slice(0, LINE / 2).map((contact) => event('contact.abandoned', contact))
    let acknowledged = 0
    const feed = (async () => {
      for (const one of leaving) {
        const status = await client.post([one]).then((answer) => answer.status, () => undefined)
        if (status !== 202) return
        acknowledged += 1
      }
    })()
    await eventually(() => expect(acknowledged).toBeGreaterThan(2))
    const port = Number(new URL(server.url).port)
    await server.stop('SIGKILL')
    await feed
    await eventually(() => expect(watches.some(({ watch }) => watch.connection.kind === 'live' && watch.connection.transport !== 'polling')).toBe(false))
    server = await startServerProcess({ dataDir, port })
    await client.post(leaving.slice(acknowledged))

    const place = LINE / 2
    await eventually(() => expect(watches.map(({ watch }) => watch.display?.position)).toEqual(watches.map(() => place)), 60_000)
    expect(watches.map(({ watch }) => [watch.connection.kind, watch.freshness])).toEqual(watches.map(() => ['live', 'fresh']))
    expect((await client.display(contacts.at(-1)!, token)).position).toBe(place)
    for (const { displays } of watches) {
      expect(goesBack(displays)).toBe(false)
      const places = displays.flatMap(({ position }) => position ?? [])
      expect(places).toEqual(places.toSorted((a, b) => b - a))
    }
    // And it is a working line: the next change comes through.
    await client.post([event('contact.abandoned', contacts[LINE / 2]!)])
    const pushed = watches.filter(({ watch }) => watch.connection.kind === 'live' && watch.connection.transport !== 'polling')
    expect(pushed).toHaveLength(3)
    await eventually(() => expect(pushed.map(({ watch }) => watch.display?.position)).toEqual(pushed.map(() => place - 1)))
  })
})

it('what the SDK received and showed stands in the log', async () => {
  await server.stop('SIGTERM')
  const log = await openEmbeddedLog({ dataDir: join(dataDir, 'log'), partitions: 8, onWarning: () => undefined })
  const partition = partitionOf('example', 8)
  const end = await log.end(partition)
  // The kill raised the epoch; the entries are the same.
  const followed = followLog(log, partition, { epoch: end.epoch, id: '0-0', seq: 0 })
  await followed.until(({ records }) => (records.at(-1)?.seq ?? 0) >= end.seq)
  const receipts = followed.records.flatMap(({ body }) => {
    const decoded = decodeEntry(body)
    return decoded.ok && decoded.entry.kind === 'facts' ? decoded.entry.items.flatMap(({ fact }) => (fact.kind === 'receipt' && fact.contact === 'each-2' ? [fact] : [])) : []
  })
  await followed.close()
  await log.close()
  const said = receipts.map(({ level, via }) => `${level} ${via}`)
  // One receipt stands for the first display served, whatever it went over.
  expect(said.some((one) => one.startsWith('served '))).toBe(true)
  expect(said).toEqual(expect.arrayContaining(['received socketio', 'shown socketio', 'received sdk', 'shown sdk']))
})
