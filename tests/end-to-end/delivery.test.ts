import type { Display } from '@queuecast/client-sdk/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestClient, eventually, type TestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { sdkClient, type SseClient, sseClient, type StockClient, stockClient } from '../support/watchers.ts'

let server: ServerProcess
let client: TestClient
/** Two clients of a contact to whom nothing happens; freshness is renewed every five seconds, so they are opened first and looked at last. */
let quiet: { socket: StockClient; stream: SseClient }
const dataDir = newDataDir()
beforeAll(async () => {
  server = await startServerProcess({ dataDir })
  client = createTestClient(server.url, server.keys())
  const [only] = await line('quiet', 1)
  const token = await client.token(only!)
  quiet = { socket: stockClient(server.url, '/contact', { token, v: 1 }), stream: sseClient(route(only!, 'stream'), token) }
})
afterAll(async () => {
  quiet?.socket.close()
  quiet?.stream.close()
  await server?.stop('SIGKILL')
  removeDataDir(dataDir)
})
const open: { close(): void }[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const one of open.splice(0)) one.close()
})
const opened = <T extends { close(): void }>(one: T): T => {
  open.push(one)
  return one
}

let counter = 0
const event = (type: string, contact: string, more: object = {}) => ({ id: `e-${++counter}`, type, time: Date.now(), contact, ...more })
/** As many contacts in a queue of their own; their ids. Resolves when there is a first forecast, so that texts change no more by themselves. */
async function line(queue: string, length: number): Promise<string[]> {
  const contacts = Array.from({ length }, (_, index) => `${queue}-${index + 1}`)
  // A millisecond between them, so that their order is the one they are named in.
  const firstMs = Date.now() - length
  const { body } = await client.post(contacts.map((contact, index) => ({ ...event('contact.queued', contact, { queue, channel: 'chat' }), time: firstMs + index })))
  expect(body.accepted).toBe(length)
  const token = await client.token(contacts[0] ?? '')
  await eventually(async () => expect((await client.display(contacts[0] ?? '', token)).wait).toEqual({ known: false, reason: 'too-little-data' }))
  return contacts
}
const route = (contact: string, name: string): string => `${server.url}/v1/centers/example/contacts/${contact}/${name}`
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
async function explained(contact: string): Promise<{ explanation: { watched: boolean } }> {
  const answer = await fetch(`${route(contact, 'display')}?explain=1`, { headers: bearer(server.keys().admin) })
  return (await answer.json()) as { explanation: { watched: boolean } }
}
async function metric(line: string): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  return Number(text.split('\n').find((one) => one.startsWith(line))?.slice(line.length) ?? 0)
}

describe('a stock socket.io-client on /contact', () => {
  it('gets the display at once and each change, and sees the contact answered', async () => {
    const [first, second, third] = await line('stock', 3)
    const { socket, displays } = opened(stockClient(server.url, '/contact', { token: await client.token(third!), v: 1 }))
    await eventually(() => expect(displays.length).toBeGreaterThan(0))
    expect(displays[0]).toMatchObject({ v: 1, center: 'example', queue: 'stock', contact: third, channel: 'chat', state: 'waiting', position: 3, positionFirm: true, freshForSeconds: 15 })
    expect(displays[0]!.wait.known).toBe(false)

    await client.post([event('contact.abandoned', first!)])
    await eventually(() => expect(displays.at(-1)).toMatchObject({ position: 2 }))
    await client.post([event('contact.answered', second!, { agent: 'ana' })])
    await eventually(() => expect(displays.at(-1)).toMatchObject({ position: 1 }))

    await client.post([event('contact.ringing', third!, { agent: 'bob' })])
    await eventually(() => expect(displays.at(-1)).toMatchObject({ state: 'connecting' }))
    await client.post([event('contact.answered', third!, { agent: 'bob' })])
    await eventually(() => expect(displays.at(-1)).toMatchObject({ state: 'answered' }))
    expect(displays.at(-1)).not.toHaveProperty('position')
    expect(socket.connected).toBe(true)
  })

  it('tells what it received and showed, and the log has it', async () => {
    const [only] = await line('told', 1)
    const { socket, displays } = opened(stockClient(server.url, '/contact', { token: await client.token(only!), v: 1 }))
    await eventually(() => expect(displays.length).toBeGreaterThan(0))
    for (const level of ['received', 'shown']) expect(await socket.emitWithAck('told', { seq: displays[0]!.seq, level })).toEqual({ taken: true })
    await eventually(async () => expect(await explained(only!)).toMatchObject({ explanation: { watched: true } }))
    for (const level of ['received', 'shown']) await eventually(async () => expect(await metric(`queuecast_receipts_total{level="${level}",via="socketio"} `)).toBe(1))
    expect(await socket.emitWithAck('told', { seq: displays[0]!.seq, level: 'shown' })).toEqual({ taken: false })
    expect(await socket.emitWithAck('told', { seq: displays[0]!.seq + 1_000_000, level: 'shown' })).toEqual({ taken: false })
  })

  it('may come before the contact\'s first event, and is told as soon as there is one', async () => {
    const { displays } = opened(stockClient(server.url, '/contact', { token: await client.token('early-1'), v: 1 }))
    await eventually(() => expect(displays.length).toBeGreaterThan(0))
    expect(displays[0]).toMatchObject({ state: 'unknown', wait: { known: false, reason: 'unknown-contact' } })
    await line('early', 1)
    await eventually(() => expect(displays.at(-1)).toMatchObject({ state: 'waiting', position: 1 }))
  })

  it('is served over Engine.IO\'s own polling too, where there is one node', async () => {
    const [only] = await line('engine', 1)
    const { displays } = opened(stockClient(server.url, '/contact', { token: await client.token(only!), v: 1 }, { transports: ['polling'] }))
    await eventually(() => expect(displays[0]).toMatchObject({ position: 1 }))
    await client.post([event('contact.answered', only!, { agent: 'ana' })])
    await eventually(() => expect(displays.at(-1)).toMatchObject({ state: 'answered' }))
  })
})

describe('Server-Sent Events by plain fetch', () => {
  it('give the display at once and each change, with its place in the log as id', async () => {
    const [first, second] = await line('sse', 2)
    const stream = opened(sseClient(route(second!, 'stream'), await client.token(second!), { 'accept-language': 'fr' }))
    const answer = await stream.response
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(answer.headers.get('cache-control')).toContain('no-store')
    await eventually(() => expect(stream.displays[0]).toMatchObject({ contact: second, position: 2, text: { lang: 'fr' } }))
    expect(stream.ids[0]).toBe(`${stream.displays[0]!.epoch}:${stream.displays[0]!.seq}`)
    await client.post([event('contact.answered', first!, { agent: 'ana' })])
    await eventually(() => expect(stream.displays.at(-1)).toMatchObject({ position: 1 }))
    await client.post([event('contact.answered', second!, { agent: 'ana' })])
    await eventually(() => expect(stream.displays.at(-1)).toMatchObject({ state: 'answered' }))
  })
})

describe('plain HTTP', () => {
  it('answers 304 with as-of and freshness while what is shown is the same, and 200 once it changed', async () => {
    const [first, second] = await line('etag', 2)
    const token = await client.token(second!)
    const ask = (headers: Record<string, string> = {}): Promise<Response> => fetch(route(second!, 'display'), { headers: { ...bearer(token), ...headers } })
    const whole = await ask()
    const etag = whole.headers.get('etag')!
    const { asOf } = (await whole.json()) as { asOf: string }
    // Time goes on, and with it the time waited: that alone is no change of what is shown.
    await eventually(async () => {
      const same = await ask({ 'if-none-match': etag })
      expect(same.status).toBe(304)
      expect(await same.text()).toBe('')
      expect(same.headers.get('queuecast-as-of')! > asOf).toBe(true)
      expect(Number(same.headers.get('queuecast-fresh-for'))).toBeGreaterThan(0)
      expect(same.headers.get('queuecast-seq')).toMatch(/^\d{10}:\d+$/)
    })
    const { body } = await client.post([event('contact.answered', first!, { agent: 'ana' })])
    await client.display(second!, token, body.logPosition)
    const changed = await ask({ 'if-none-match': etag })
    expect(changed.status).toBe(200)
    expect(await changed.json()).toMatchObject({ position: 1 })
    expect(changed.headers.get('etag')).not.toBe(etag)
    // Another language or media type is another thing to hold.
    const tags = [await ask({ 'accept-language': 'de' }), await ask({ 'accept-language': 'fr' }), await ask({ 'accept': 'text/plain' })].map(({ headers }) => headers.get('etag'))
    expect(new Set(tags).size).toBe(3)
    expect((await ask({ 'if-none-match': `"other", ${tags[0]}`, 'accept-language': 'de' })).status).toBe(304)
  })

  it('says it as plain text, all that must be told, in the language asked for', async () => {
    const [, second] = await line('plain', 2)
    const token = await client.token(second!)
    const notice = await fetch(`${server.url}/v1/centers/example/notices`, {
      method: 'POST', headers: { ...bearer(server.keys().supervisor), 'content-type': 'application/json' },
      body: JSON.stringify({ queues: ['plain'], text: { fr: 'Panne de réseau.', nl: 'Storing.' } }),
    })
    const { logPosition } = (await notice.json()) as { logPosition: string }
    await client.display(second!, token, logPosition)
    const answer = await fetch(route(second!, 'display'), { headers: { ...bearer(token), 'accept': 'text/plain', 'accept-language': 'fr-BE, nl;q=0.5' } })
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(answer.headers.get('content-language')).toBe('fr')
    expect(await answer.text()).toBe('Vous êtes en 2e position. Nous ne pouvons pas dire pour le moment combien de temps cela prendra.\nPanne de réseau.\n')
    expect((await fetch(route(second!, 'display'), { headers: { ...bearer(token), accept: 'image/png' } })).status).toBe(406)
  })
})

describe('the language asked for', () => {
  let token: string
  beforeAll(async () => {
    const [, second] = await line('lang', 2)
    token = await client.token(second!)
  })
  it.each([
    ['nl', 'U bent nummer 2.'], ['fr', 'Vous êtes en 2e position.'], ['de', 'Sie sind Nummer 2.'], ['en', 'You are number 2.'],
    ['nl-BE', 'U bent nummer 2.'], ['es', 'U bent nummer 2.'],
  ])('%s is spoken alike on every transport', async (lang, place) => {
    const http = await fetch(route('lang-2', 'display'), { headers: { ...bearer(token), 'accept-language': lang } })
    const { text } = (await http.json()) as Display
    expect(text.sentence.startsWith(place)).toBe(true)
    const socket = opened(stockClient(server.url, '/contact', { token, v: 1, lang }))
    const stream = opened(sseClient(route('lang-2', 'stream'), token, { 'accept-language': lang }))
    await eventually(() => expect([socket.displays.at(-1)?.text, stream.displays.at(-1)?.text]).toEqual([text, text]))
  })
})

describe('a client whose clock is an hour wrong', () => {
  it.each([-3_600_000, 3_600_000])('by %d ms sees the same, on every transport', async (wrongByMs) => {
    const [first, second] = await line(wrongByMs < 0 ? 'slow-clock' : 'fast-clock', 2)
    const token = await client.token(second!)
    const right = await client.display(second!, token)
    const answered = event('contact.answered', first!, { agent: 'ana' })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + wrongByMs })
    const watches = (['polling', 'socketio', 'sse'] as const).map((transport) => opened(sdkClient({ url: server.url, token, transports: [transport] })))
    const stock = opened(stockClient(server.url, '/contact', { token, v: 1 }))
    await eventually(() => expect([...watches.map(({ watch }) => watch.display?.text), stock.displays.at(-1)?.text]).toEqual(Array.from({ length: 4 }, () => right.text)))
    await client.post([answered])
    // Polling asks again only after five seconds: delivery-sdk.test.ts waits for it.
    await eventually(() => expect([...watches.slice(1).map(({ watch }) => watch.display?.position), stock.displays.at(-1)?.position]).toEqual([1, 1, 1]))
    expect(watches.map(({ watch }) => watch.freshness)).toEqual(['fresh', 'fresh', 'fresh'])
  })
})

it('freshness is renewed while nothing changes, over the socket and the stream', async () => {
  for (const { displays, fresh } of [quiet.socket, quiet.stream]) {
    await eventually(() => expect(fresh.length).toBeGreaterThan(0))
    const [shown] = displays
    expect(displays).toEqual([shown])
    expect(fresh[0]!.epoch).toBe(shown!.epoch)
    expect(fresh[0]!.seq).toBeGreaterThan(shown!.seq)
    expect(fresh[0]!.freshForSeconds).toBeGreaterThan(0)
  }
})
