import { createContactTokens } from '@queuecast/server/access'
import { Manager } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually, type TestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'
import { sseClient, stockClient } from '../support/watchers.ts'

const TOKEN_SECRET = 'a-secret-of-at-least-32-characters-for-tests'
const JSON_TYPE = { 'content-type': 'application/json' }
const HOUR_MS = 3_600_000
const [acme, other, live] = [keysOf('acme'), keysOf('other'), keysOf('live')]

let server: ServerProcess
let client: TestClient
let witness: string
/** Closed by the server when it joins nothing; opened first, because that takes ten seconds. */
let silent: Promise<string>
const dataDir = newDataDir()
const open: { close(): void }[] = []

beforeAll(async () => {
  const centers = [testCenter('acme'), testCenter('other'), testCenter('live', { purpose: 'live' })]
  const path = writeConfig(dataDir, { generation: 1, centers })
  server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: path, QUEUECAST_TOKEN_SECRET: TOKEN_SECRET } })
  client = createTestClient(server.url, acme, 'acme')
  const manager = new Manager(server.url, { transports: ['websocket'], reconnection: false })
  silent = new Promise((resolve) => { manager.once('close', resolve) })
  open.push({ close: () => manager.engine.close() })
  await client.post([1, 2].map((n) => ({ ...queued(`w-${n}`), time: Date.now() - 10 + n })))
  witness = await client.token('w-2')
})
afterAll(async () => {
  for (const one of open) one.close()
  await server?.stop('SIGKILL')
  removeDataDir(dataDir)
})
// After each of them the server serves as before, and nobody else was harmed.
afterEach(async () => {
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  expect(await client.display('w-2', witness)).toMatchObject({ state: 'waiting', position: 2 })
  expect(server.output()).not.toMatch(/unexpected/)
})

let counter = 0
const queued = (contact: string, more: object = {}) => ({ id: `e-${++counter}`, type: 'contact.queued', time: Date.now(), contact, queue: 'support', channel: 'chat', ...more })
interface Problem { type: string; title: string; status: number; detail: string; field?: string; fix?: string }
interface Answer { status: number; headers: Headers; body: Problem & { accepted: number; rejected: { index: number; problem: Problem }[]; logPosition: string } }
async function post(body: BodyInit, headers: Record<string, string> = JSON_TYPE, { center = 'acme', key = acme.feed.demo } = {}): Promise<Answer> {
  const answer = await fetch(`${server.url}/v1/centers/${center}/events`, { method: 'POST', headers: { authorization: `Bearer ${key}`, ...headers }, body })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer['body'] }
}
const batch = (...events: unknown[]) => JSON.stringify({ events })
/** The place of a contact once its event is folded: it was taken, and it is the only one new in its queue. */
async function taken(contact: string, { body }: Answer): Promise<void> {
  expect((await client.display(contact, await client.token(contact), body.logPosition)).state).toBe('waiting')
}
const get = (path: string, key: string, center = 'acme'): Promise<Response> =>
  fetch(`${server.url}/v1/centers/${center}/${path}`, { headers: { authorization: `Bearer ${key}` } })
const problemOf = async (answer: Response): Promise<Pick<Problem, 'type' | 'status'>> => {
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  return (await answer.json()) as Problem
}
const problem = (code: string) => ({ type: `urn:queuecast:problem:${code}` })

describe('events', () => {
  it('malformed JSON is refused with line and column', async () => {
    const { status, headers, body } = await post('{"events": [\n  {"id": "x", "type": }\n]}')
    expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json'])
    expect(body).toMatchObject({ ...problem('malformed-json'), detail: expect.stringContaining('line 2, column 23') as string, fix: expect.any(String) as string })
    for (const bytes of ['', '[]', '7', 'null', '{"events": 7}', new Uint8Array([0xff, 0xfe, 0x00]), '\u0000']) expect((await post(bytes)).status).toBe(400)
    expect((await post(batch(queued('x')), { 'content-type': 'text/xml' })).status).toBe(415)
  })

  it('wrong types are rejected one by one, with their field; the others are taken', async () => {
    const answer = await post(batch(
      queued('ok-1'), { ...queued('x'), priority: 'high' }, { ...queued('x'), time: '22 november' }, { ...queued('x'), type: 'contact.vanished' }, 7, null,
      { ...queued('x'), channel: ['chat'] }, queued('ok-2'),
    ))
    expect([answer.status, answer.body.accepted]).toEqual([202, 2])
    expect(answer.body.rejected.map(({ index, problem }) => [index, problem.field])).toEqual([[1, 'priority'], [2, 'time'], [3, 'type'], [4, undefined], [5, undefined], [6, 'channel']])
    for (const { problem } of answer.body.rejected) expect(problem).toMatchObject({ status: 400, detail: expect.any(String) as string, fix: expect.stringContaining('must') as string })
    await taken('ok-1', answer)
    await taken('ok-2', answer)
  })

  it('ids that are too long or hold control characters are rejected; the others are taken', async () => {
    const bad = ['x'.repeat(129), 'a\u0000b', 'a\nb', 'a b', 'a/b', '', 'é', '\u202e']
    const answer = await post(batch(...bad.map((contact) => queued(contact)), { ...queued('x'), id: 'e\u0007' }, { ...queued('x'), queue: 'Support!' }, queued('x'.repeat(128)), queued('ok-3')))
    expect([answer.status, answer.body.accepted]).toEqual([202, 2])
    expect(answer.body.rejected.map(({ problem }) => problem.field)).toEqual([...bad.map(() => 'contact'), 'id', 'queue'])
    await taken('ok-3', answer)
    expect(await problemOf(await get(`contacts/${'x'.repeat(129)}/display`, acme.admin))).toMatchObject({ ...problem('invalid-field'), field: 'contact' })
    expect((await get('contacts/a%0Ab/display', acme.admin)).status).toBe(400)
    // No byte of it comes back raw.
    expect(['\u0007', '\u202e'].filter((character) => JSON.stringify(answer.body).includes(character))).toEqual([])
  })

  it('a time more than a day in the future is rejected; the others are taken', async () => {
    const answer = await post(batch(queued('future-1', { time: Date.now() + 25 * HOUR_MS }), queued('future-2', { time: new Date(Date.now() + 48 * HOUR_MS).toISOString() }), queued('ok-4')))
    expect([answer.status, answer.body.accepted]).toEqual([202, 1])
    expect(answer.body.rejected).toMatchObject([{ index: 0, problem: { field: 'time' } }, { index: 1, problem: { field: 'time' } }])
    await taken('ok-4', answer)
    expect(await (await get('contacts/future-1/display', acme.admin)).json()).toMatchObject({ state: 'unknown' })
  })

  it('a time before the too-late limit is acknowledged, set aside, and listed with its feed', async () => {
    const late = queued('late-1', { time: Date.now() - 3 * HOUR_MS })
    const answer = await post(batch(late, queued('ok-5')))
    expect([answer.status, answer.body.accepted, answer.body.rejected]).toEqual([202, 2, []])
    await taken('ok-5', answer)
    expect(await client.display('late-1', await client.token('late-1'))).toMatchObject({ state: 'unknown' })
    const feeds = (await (await get('feeds', acme.supervisor)).json()) as { feeds: object[]; quarantine: object[] }
    expect(feeds.feeds).toMatchObject([{ feed: 'demo', state: 'live', tooLate: 1, quarantined: 0 }])
    expect(feeds.quarantine).toMatchObject([{ feed: 'demo', eventId: late.id, type: 'contact.queued', reason: 'too-late' }])
    expect((await get('feeds', acme.read)).status).toBe(403)
  })

  it('a body of ten megabytes is refused, whether it says so or not, and too many events or lines too', async () => {
    const ndjson = { 'content-type': 'application/x-ndjson' }
    const chunk = new Uint8Array(1024 * 1024).fill(0x20)
    const unannounced = new ReadableStream({ start: (controller) => { for (let i = 0; i < 10; i++) controller.enqueue(chunk); controller.close() } })
    const tooLong = [
      post(new Uint8Array(10 * 1024 * 1024).fill(0x20)),
      fetch(`${server.url}/v1/centers/acme/events`, { method: 'POST', headers: { ...JSON_TYPE, authorization: `Bearer ${acme.feed.demo}` }, duplex: 'half', body: unannounced } as RequestInit),
    ]
    // A body that does not say its length is not read to its end: its sender may see the connection close before it sees the answer.
    const answers = await Promise.all(tooLong.map((answer) => answer.then(({ status }) => status, (error: Error) => (error.cause as { code?: string }).code)))
    expect(answers[0]).toBe(413)
    expect([413, 'EPIPE', 'ECONNRESET', 'UND_ERR_SOCKET']).toContain(answers[1])
    const tooMany = [
      post(batch(...Array.from({ length: 10_001 }, (_, n) => ({ id: `many-${n}`, type: 'feed.heartbeat', time: Date.now() })))),
      // Three million broken lines are not told one by one: that once held up everybody for half a minute.
      post('x\n'.repeat(3_000_000), ndjson),
    ]
    for (const answer of await Promise.all(tooMany)) expect(answer).toMatchObject({ status: 413, body: problem('too-many-events') })
    const ok = await post(batch(queued('ok-6')))
    await taken('ok-6', ok)
  })

  it('half a CloudEvent is refused where it is cut off, and rejected alone where a part is missing', async () => {
    const { id, type, time, ...data } = queued('ce-1')
    const whole = { specversion: '1.0', id, source: 'acd', type: `queuecast.${type}`, time: new Date(time).toISOString(), data }
    const text = JSON.stringify(whole)
    const cut = await post(text.slice(0, text.length / 2), { 'content-type': 'application/cloudevents+json' })
    expect([cut.status, cut.body.type]).toEqual([400, 'urn:queuecast:problem:malformed-json'])
    const { data: _data, ...noData } = whole
    const { specversion: _version, ...noVersion } = whole
    const answer = await post(JSON.stringify([noData, noVersion, whole]), { 'content-type': 'application/cloudevents-batch+json' })
    expect([answer.status, answer.body.accepted]).toEqual([202, 1])
    expect(answer.body.rejected.map(({ index, problem }) => [index, problem.field])).toEqual([[0, 'contact'], [1, 'specversion']])
    await taken('ce-1', answer)
  })

  it('an NDJSON line cut in two loses that line alone, and names it in both requests', async () => {
    const lines = ['nd-1', 'nd-2', 'nd-3'].map((contact) => JSON.stringify(queued(contact)))
    const text = `${lines.join('\n')}\n`
    const cutAt = lines[0]!.length + 40
    const ndjson = { 'content-type': 'application/x-ndjson' }
    const before = await post(text.slice(0, cutAt), ndjson)
    expect(before.body).toMatchObject({ accepted: 1, rejected: [{ index: 2, problem: problem('malformed-json') }] })
    const after = await post(text.slice(cutAt), ndjson)
    expect(after.body).toMatchObject({ accepted: 1, rejected: [{ index: 1, problem: problem('malformed-json') }] })
    await taken('nd-1', before)
    await taken('nd-3', after)
    // The feed sends the line again, whole.
    await taken('nd-2', await post(lines[1]!, ndjson))
  })

  it('a body that breaks off in the middle harms nobody', async () => {
    const abort = new AbortController()
    const broken = fetch(`${server.url}/v1/centers/acme/events`, {
      method: 'POST', headers: { ...JSON_TYPE, authorization: `Bearer ${acme.feed.demo}` }, duplex: 'half', signal: abort.signal,
      body: new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{"events":[')) }),
    } as RequestInit)
    setTimeout(() => abort.abort(), 100)
    await expect(broken).rejects.toThrow('abort')
    await taken('ok-7', await post(batch(queued('ok-7'))))
  })
})

describe('keys and tokens', () => {
  it('a key of another center opens nothing here', async () => {
    expect(await post(batch(queued('x')), JSON_TYPE, { key: other.feed.demo })).toMatchObject({ status: 403, body: problem('other-center') })
    for (const [path, key] of [['queues', other.read], ['feeds', other.supervisor], ['contacts/w-2/display', other.admin]] as const) {
      expect(await problemOf(await get(path, key))).toMatchObject({ status: 403, ...problem('other-center') })
    }
    const board = stockClient(server.url, '/board', { key: other.read, center: 'acme' })
    open.push(board)
    await eventually(() => expect(board.refused).toEqual([{ code: 'bad-token', retry: false }]))
    // Nor does a token of the other center for a contact of the same name.
    const token = await createTestClient(server.url, other, 'other').token('w-2')
    expect(await problemOf(await get('contacts/w-2/display', token))).toMatchObject({ status: 403, ...problem('other-center') })
    expect(await problemOf(await get('queues', other.read, 'nowhere'))).toMatchObject(problem('unknown-center'))
    expect(await post(batch(queued('x')), JSON_TYPE, { key: acme.read })).toMatchObject({ status: 403, body: problem('wrong-purpose') })
    expect(await post(batch(queued('x')), JSON_TYPE, { key: 'nobody-knows-this-key' })).toMatchObject({ status: 401, body: problem('unknown-key') })
  })

  it('a token for another contact shows nothing of this one, on any route', async () => {
    const token = await client.token('w-1')
    for (const path of ['contacts/w-2/display', 'contacts/w-2/stream']) expect(await problemOf(await get(path, token))).toMatchObject({ status: 403, ...problem('other-contact') })
    const told = await fetch(`${server.url}/v1/centers/acme/contacts/w-2/told`, {
      method: 'POST', headers: { ...JSON_TYPE, authorization: `Bearer ${token}` }, body: JSON.stringify({ seq: 1, level: 'shown' }),
    })
    expect(await problemOf(told)).toMatchObject({ status: 403, ...problem('other-contact') })
    expect((await get('queues', token)).status).toBe(401)
  })

  it('an expired or forged token is refused, and one that runs out ends what is open', async () => {
    const mint = async (secret: string, lifetimeSeconds: number, atMs = Date.now()): Promise<string> =>
      (await createContactTokens({ secrets: [secret], now: () => atMs }).mintContactToken({ center: 'acme', contact: 'w-2', lifetimeSeconds })).token
    const expired = await mint(TOKEN_SECRET, 60, Date.now() - 2 * HOUR_MS)
    const good = await mint(TOKEN_SECRET, 600)
    const [, payload] = good.split('.')
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
    const refusals: [string, string][] = [[expired, 'expired'], [await mint('another-secret-of-at-least-32-characters', 600), 'bad-token'], [unsigned, 'bad-token'], [`${good}x`, 'bad-token']]
    for (const [token, code] of refusals) {
      expect(await problemOf(await get('contacts/w-2/display', token))).toMatchObject({ status: 401, ...problem(code) })
      const socket = stockClient(server.url, '/contact', { token, v: 1 })
      open.push(socket)
      await eventually(() => expect([socket.refused, socket.ended]).toEqual([[{ code, retry: false }], ['io server disconnect']]))
      expect(socket.displays).toEqual([])
    }
    expect((await get('contacts/w-2/display', good)).status).toBe(200)
    const short = await mint(TOKEN_SECRET, 3)
    const stream = sseClient(`${server.url}/v1/centers/acme/contacts/w-2/stream`, short)
    const socket = stockClient(server.url, '/contact', { token: short, v: 1 })
    open.push(stream, socket)
    for (const one of [stream, socket]) {
      await eventually(() => expect(one.refused).toEqual([{ code: 'expired', retry: false }]))
      await eventually(() => expect(one.ended).toHaveLength(1))
      expect(one.displays[0]).toMatchObject({ contact: 'w-2', position: 2 })
    }
  })

  it('a socket of another version, without a token or in no namespace is told so', async () => {
    for (const [auth, code] of [[{ token: witness, v: 2 }, 'wrong-version'], [{ v: 1 }, 'bad-token'], [{ token: { $ne: 1 }, v: 1 }, 'bad-token']] as const) {
      const socket = stockClient(server.url, '/contact', auth)
      open.push(socket)
      await eventually(() => expect(socket.refused).toEqual([{ code, retry: false }]))
    }
  })

  it('a test does not reach a live center', async () => {
    const test = { ...JSON_TYPE, 'queuecast-purpose': 'test' }
    expect(await post(batch(queued('x')), test, { center: 'live', key: live.feed.demo })).toMatchObject({ status: 403, body: problem('test-not-allowed') })
    expect((await get('queues', live.read, 'live')).status).toBe(200)
    expect(((await (await get('queues', live.read, 'live')).json()) as { queues: object[] }).queues).toEqual([])
    expect((await post(batch(queued('x-live')), JSON_TYPE, { center: 'live', key: live.feed.demo })).status).toBe(202)
    expect((await post(batch(queued('x-test')), test)).status).toBe(202)
  })

  it('a socket that never authenticates is let go', async () => {
    expect(await silent).toBe('transport close')
  })
})

it('after all of it, a customer is served from the first event to the answer', async () => {
  const socket = stockClient(server.url, '/contact', { token: await client.token('last'), v: 1 })
  open.push(socket)
  await client.post([queued('last', { queue: 'calm' })])
  await eventually(() => expect(socket.displays.at(-1)).toMatchObject({ state: 'waiting', position: 1 }))
  await client.post([{ ...queued('last'), type: 'contact.answered' }])
  await eventually(() => expect(socket.displays.at(-1)).toMatchObject({ state: 'answered' }))
  const rejected = (await (await fetch(`${server.url}/metrics`)).text()).split('\n').find((line) => line.startsWith('queuecast_events_rejected_total{center="acme"'))
  expect(Number(rejected?.split(' ').at(-1))).toBeGreaterThan(20)
})
