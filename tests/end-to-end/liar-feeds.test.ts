import type { Display } from '@queuecast/client-sdk/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FakeAsterisk } from '../support/asterisk/fake-asterisk.ts'
import { PlayedQueues, type Frame } from '../support/asterisk/played-queues.ts'
import { createTestClient, eventually, type TestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

const HOUR_MS = 3_600_000
/** Stale after three of these. */
const INTERVAL_SECONDS = 1
const STEADY_KEY = 'steady-key-0123456789abcdef'
const LIAR_KEY = 'liar-key-0123456789abcdef'
const SECRET = 'a secret of the manager'

interface FeedAnswer { feed: string; status: string; tooLate: number; clockOffsetSeconds: number; since?: string; connection?: { state: string; lastError?: string } }

let dataDir: string
let server: ServerProcess
let asterisk: FakeAsterisk
let pulse: NodeJS.Timeout
let client: TestClient
let n = 0

const id = (): string => `e${++n}`
const caller = (uniqueid: string): Frame => ({ Privilege: 'agent,all', Channel: `PJSIP/t-${uniqueid}`, Uniqueid: uniqueid, Queue: 'support', CallerIDNum: '0471234567' })
const joins = (uniqueid: string, position: number): Frame => ({ Event: 'QueueCallerJoin', ...caller(uniqueid), Position: String(position), Count: String(position) })
const queued = (contact: string, queue: string, time = Date.now()): object => ({ id: id(), type: 'contact.queued', time, contact, queue, channel: 'chat' })
const beat = (time = Date.now()): object => ({ id: id(), type: 'feed.heartbeat', time })
const steady = (...events: object[]) => client.post(events, STEADY_KEY)
const liar = (...events: object[]) => client.post(events, LIAR_KEY)
const shown = async (contact: string): Promise<Display> => client.display(contact, await client.token(contact))
const feed = async (name: string): Promise<FeedAnswer> => {
  const answer = await fetch(`${server.url}/v1/centers/acme/feeds`, { headers: { authorization: `Bearer ${keysOf('acme').supervisor}` } })
  const { feeds } = await answer.json() as { feeds: FeedAnswer[] }
  return feeds.find((one) => one.feed === name) ?? expect.fail(`no feed ${name}`)
}
const saysUnknown = (contact: string): Promise<void> => eventually(async () => {
  expect((await shown(contact)).wait).toEqual({ known: false, reason: 'stale-feed' })
})

/** The others' displays: right in every one of these moments, never stale. */
async function othersAreRight(): Promise<void> {
  for (const [contact, position] of [['s-1', 1], ['s-2', 2]] as const) {
    const display = await shown(contact)
    expect({ contact, position: display.position, state: display.state }).toEqual({ contact, position, state: 'waiting' })
    expect(display.wait).not.toMatchObject({ reason: 'stale-feed' })
    expect(display.waitedSeconds).toBeLessThan(600)
  }
  expect((await feed('steady')).status).toBe('live')
}

beforeAll(async () => {
  dataDir = newDataDir()
  asterisk = await FakeAsterisk.listen({ nowMs: Date.now, secret: SECRET, queues: new PlayedQueues(['support']) })
  const center = testCenter('acme', {
    quota: { eventsPerSecond: 100, burst: 10_000 },
    feeds: [
      { name: 'pbx', source: 'asterisk-ami', host: '127.0.0.1', port: asterisk.port, username: 'queuecast', secret: 'env:AMI_SECRET', intervalSeconds: INTERVAL_SECONDS },
      { name: 'steady', source: 'http', alive: 'heartbeat', intervalSeconds: 10 },
      { name: 'liar', source: 'http', alive: 'heartbeat', intervalSeconds: INTERVAL_SECONDS },
    ],
    keys: { feed: { steady: [STEADY_KEY], liar: [LIAR_KEY] }, token: [keysOf('acme').token], supervisor: [keysOf('acme').supervisor] },
  })
  const config = writeConfig(dataDir, { generation: 1, centers: [center] })
  server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: config, AMI_SECRET: SECRET } })
  client = createTestClient(server.url, keysOf('acme'), 'acme')
  await steady(queued('s-1', 'chat'), queued('s-2', 'chat'))
  pulse = setInterval(() => void steady(beat()).catch(() => undefined), 1_000)
})
afterAll(async () => {
  clearInterval(pulse)
  await server.stop()
  await asterisk.close()
  removeDataDir(dataDir)
})
beforeEach(() => othersAreRight())

describe('a feed that dies, lies or floods harms nobody else, and its own queues say unknown in time', () => {
  it('a caller of a connected Asterisk stands in line as it says, and the secret stands nowhere', async () => {
    await eventually(async () => expect(await feed('pbx')).toMatchObject({ status: 'live', connection: { state: 'connected' } }))
    asterisk.event(joins('1.1', 1), joins('1.2', 2))
    await eventually(async () => expect(await shown('1.2')).toMatchObject({ state: 'waiting', position: 2, queue: 'support' }))
    expect(server.output()).not.toContain(SECRET)
    expect(server.output()).not.toContain('0471234567')
  })

  it('a half-open connection: unknown in time, down with the reason, and right again when it speaks', async () => {
    asterisk.frozen = true
    await saysUnknown('1.2')
    await eventually(async () => expect(await feed('pbx')).toMatchObject({ status: 'down', connection: { lastError: expect.stringMatching(/said nothing|no login/) } }))
    await othersAreRight()
    asterisk.frozen = false
    asterisk.drop()
    await eventually(async () => {
      expect(await feed('pbx')).toMatchObject({ status: 'live' })
      expect(await shown('1.2')).toMatchObject({ state: 'waiting', position: 2 })
    })
    expect((await shown('1.2')).wait).not.toMatchObject({ reason: 'stale-feed' })
  })

  it('a silent feed: unknown after three intervals, and the others go on', async () => {
    await liar(beat(), queued('l-1', 'lie'))
    await eventually(async () => expect(await shown('l-1')).toMatchObject({ state: 'waiting', position: 1 }))
    await saysUnknown('l-1')
    expect(await feed('liar')).toMatchObject({ status: 'stale', since: expect.any(String) })
    await othersAreRight()
  })

  it('a feed that repeats yesterday: set aside as too late, no sign of life, its line unmoved', async () => {
    const before = await feed('liar')
    for (let batch = 0; batch < 10; batch++) {
      const { status } = await liar(...Array.from({ length: 20 }, (_, i) => queued(`y-${batch}-${i}`, 'lie', Date.now() - 24 * HOUR_MS + i)))
      expect(status).toBe(202)
    }
    await eventually(async () => expect((await feed('liar')).tooLate).toBe(before.tooLate + 200))
    const after = await feed('liar')
    expect(after.status).toBe('stale')
    expect(Math.abs(after.clockOffsetSeconds)).toBeLessThan(60)
    expect((await shown('l-1')).wait).toEqual({ known: false, reason: 'stale-feed' })
    await othersAreRight()
  })

  it('a feed that jumps an hour ahead: its clock is corrected, nobody waits an hour for it, and silence is seen as ever', async () => {
    for (let i = 0; i < 20; i++) await liar(beat(Date.now() + HOUR_MS))
    await liar(queued('l-2', 'lie', Date.now() + HOUR_MS))
    await eventually(async () => expect((await feed('liar')).clockOffsetSeconds).toBeGreaterThan(3_590))
    await othersAreRight()
    expect((await shown('l-2')).waitedSeconds ?? 0).toBeLessThan(600)
    await saysUnknown('l-2')
  })

  it('a feed that sends a hundred times its rate: 429 for itself, nobody else waits, and the others’ events are taken at once', async () => {
    const statuses = new Set<number>()
    for (let batch = 0; batch < 30; batch++) {
      const flood = liar(...Array.from({ length: 1_000 }, (_, i) => queued(`f-${batch}-${i}`, 'lie')))
      expect((await steady(queued('s-3', 'chat'))).status).toBe(202)
      statuses.add((await flood).status)
    }
    expect(statuses).toEqual(new Set([202, 429]))
    await othersAreRight()
    expect(await shown('s-3')).toMatchObject({ position: 3 })
    await saysUnknown('l-2')
  })

  it('an Asterisk that floods: the others are right, and its own line is true when the flood is over', async () => {
    for (let burst = 0; burst < 200; burst++) {
      const one = `9.${burst}`
      asterisk.event(joins(one, 3), { ...joins(one, 3), Event: 'QueueCallerLeave', Count: '2' }, ...Array.from({ length: 100 }, (_, i): Frame => ({ Event: 'Newexten', Privilege: 'call,all', Uniqueid: one, AppData: String(i) })))
    }
    await othersAreRight()
    await eventually(async () => expect(await shown('1.2')).toMatchObject({ state: 'waiting', position: 2 }))
    await eventually(async () => expect((await shown('9.199')).state).toBe('left'))
  })
})
