import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { io } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually, type TestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'
import { sseClient, stockClient } from '../support/watchers.ts'

const [acme, other] = [keysOf('acme'), keysOf('other')]
const NEW_READ = 'acme-new-read-key-0123456789abcdef'
let server: ServerProcess
let client: TestClient
let token: string
const dataDir = newDataDir()
const open: { close(): void }[] = []
const queued = (contact: string) => ({ id: `q-${contact}`, type: 'contact.queued', time: Date.now(), contact, queue: 'support', channel: 'chat' })
const config = (read: string[] = [acme.read], more: object = {}): string => writeConfig(dataDir, {
  generation: 1, tokenSecret: ['first-token-secret-of-thirty-two-chars'], ...more,
  centers: [testCenter('acme', { queues: [{ id: 'support' }], origins: ['https://acme.example'], keys: { ...keyLists(acme), read } }), testCenter('other')],
})
const keyLists = ({ feed, ...rest }: typeof acme): object => ({ feed: { demo: [feed.demo] }, ...Object.fromEntries(Object.entries(rest).map(([purpose, key]) => [purpose, [key]])) })

beforeAll(async () => {
  server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: config() } })
  client = createTestClient(server.url, acme, 'acme')
  const { body } = await client.post([queued('c-1'), queued('c-2')])
  token = await client.token('c-1')
  await client.display('c-1', token, body.logPosition)
})
afterAll(async () => {
  await server?.stop('SIGKILL')
  removeDataDir(dataDir)
})
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

const api = (path: string, { key, ...init }: RequestInit & { key?: string } = {}): Promise<Response> =>
  fetch(`${server.url}/v1/centers/acme${path}`, { ...init, headers: { ...init.headers, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) } })
/** Bytes as they stand, without a client that mends them; what the server says until it closes. */
const raw = (text: string): Promise<string> => new Promise((resolve) => {
  const { hostname, port } = new URL(server.url)
  let heard = ''
  const socket = connect(Number(port), hostname, () => socket.write(text))
  socket.on('data', (chunk) => { heard += String(chunk) }).on('error', () => undefined).on('close', () => resolve(heard))
})
const audit = (): Record<string, unknown>[] => server.output().split('\n').filter((line) => line.includes('"message":"audit"')).map((line) => JSON.parse(line) as Record<string, unknown>)
const signIn = async (key: string): Promise<string> => {
  const answer = await fetch(`${server.url}/acme/login?to=wallboard`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ key }) })
  return answer.headers.get('set-cookie') ?? ''
}

describe('guessed ids', () => {
  it('tell nothing: a contact that waits and one that does not are refused alike, byte by byte', async () => {
    const answers = await Promise.all(['c-2', 'c-nobody'].flatMap((contact) => [undefined, 'eyJhbGciOiJIUzI1NiJ9.e30.x', token, other.admin].map(async (key) => {
      const answer = await api(`/contacts/${contact}/display`, key === undefined ? {} : { key })
      return { key, status: answer.status, type: answer.headers.get('content-type'), body: (await answer.text()).replaceAll(contact, 'C') }
    })))
    const [waiting, nobody] = [answers.slice(0, 4), answers.slice(4)]
    expect(waiting).toEqual(nobody)
    expect(waiting.map(({ status }) => status)).toEqual([401, 401, 403, 403])
  })

  it('of centers open nothing over a socket: one that exists and one that does not are refused alike', async () => {
    const refusals = await Promise.all(['acme', 'no-such-center'].map(async (center) => {
      const board = stockClient(server.url, '/board', { key: 'a-key-nobody-has-00', center })
      open.push(board)
      await eventually(() => expect(board.refused).toHaveLength(1))
      return board.refused
    }))
    expect(refusals[0]).toEqual(refusals[1])
  })
})

describe('tokens in addresses', () => {
  it('open nothing: a token counts in the header only', async () => {
    for (const name of ['token', 'access_token', 'key', 'auth']) expect((await api(`/contacts/c-1/display?${name}=${token}`)).status).toBe(401)
    expect((await fetch(`${server.url}/acme/wait?token=${token}`).then((answer) => answer.text()))).not.toContain(token)
  })
})

describe('pages of other sites', () => {
  it('cannot act with a reader\'s cookie: it is strict, read by no script, and opens no route of the API', async () => {
    const cookie = await signIn(acme.supervisor)
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    const sent = { cookie: cookie.split(';')[0] ?? '', origin: 'https://evil.example' }
    for (const [path, method] of [['/queues/support/show', 'PUT'], ['/notices', 'POST'], ['/contacts/c-1', 'DELETE'], ['/contacts/c-1/token', 'POST'], ['/learning', 'PUT']] as const) {
      expect((await api(path, { method, body: '{"show":"off"}', headers: { ...sent, 'content-type': 'application/json' } })).status, path).toBe(401)
      const preflight = await api(path, { method: 'OPTIONS', headers: { ...sent, 'access-control-request-method': method } })
      expect(preflight.headers.get('access-control-allow-origin'), path).toBeNull()
    }
    const read = await api('/contacts/c-1/display', { key: token, headers: { origin: 'https://evil.example' } })
    expect(read.headers.get('access-control-allow-origin')).toBeNull()
    expect(read.headers.get('access-control-allow-credentials')).toBeNull()
  })

  it('cannot open a socket as the reader: neither with the cookie nor with a token they found', async () => {
    const cookie = (await signIn(acme.read)).split(';')[0] ?? ''
    for (const [namespace, auth] of [['/board', { center: 'acme' }], ['/contact', { token, v: 1 }]] as const) {
      const socket = stockClient(server.url, namespace, auth, { extraHeaders: { origin: 'https://evil.example', cookie } })
      open.push(socket)
      await eventually(() => expect(socket.refused.map(({ code }) => code)).toEqual(['bad-token']))
      expect([...socket.boards, ...socket.displays]).toEqual([])
    }
    const own = stockClient(server.url, '/board', { center: 'acme' }, { extraHeaders: { origin: server.url, cookie } })
    open.push(own)
    await eventually(() => expect(own.boards.length).toBeGreaterThan(0))
  })
})

describe('injection', () => {
  it('a line end in an address, a header or a name makes neither a header nor a line of the log', async () => {
    const before = server.output().length
    for (const path of ['/queues/x%0d%0aX-Injected:%201', '/contacts/c%0d%0aX-Injected:%201/display', '/queues/support%0a{"message":"forged"}/show']) {
      const answer = await api(path, { key: acme.admin, headers: { 'accept-language': 'nl' } })
      expect(answer.headers.has('x-injected')).toBe(false)
      expect(answer.status).toBeGreaterThanOrEqual(400)
    }
    await api('/queues/x%0a%7B%22message%22:%22forged%22%7D/show', { method: 'PUT', key: acme.admin, body: '{"show":"off"}', headers: { 'content-type': 'application/json' } })
    const smuggled = await raw('GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\rX-Injected: 1\r\nConnection: close\r\n\r\n')
    expect(smuggled).toMatch(/^HTTP\/1\.1 400 /)
    expect(server.output().slice(before)).not.toMatch(/forged/)
  })

  it('a polluted object stays its sender\'s: __proto__ and constructor change nothing for others', async () => {
    const events = `{"events":[{"id":"p-1","type":"contact.queued","time":${Date.now()},"contact":"c-3","queue":"support","channel":"chat","__proto__":{"state":"answered","polluted":1},"constructor":{"prototype":{"polluted":1}}},`
      + `{"id":"p-2","type":"contact.queued","time":${Date.now()},"contact":"__proto__","queue":"constructor","channel":"chat"}],"__proto__":{"polluted":1}}`
    const answer = await api('/events', { method: 'POST', key: acme.feed.demo, body: events, headers: { 'content-type': 'application/json' } })
    const { accepted, logPosition } = (await answer.json()) as { accepted: number; logPosition: string }
    expect(accepted).toBe(2)
    const display = await client.display('c-3', await client.token('c-3'), logPosition)
    expect(display).toMatchObject({ state: 'waiting', queue: 'support' })
    expect(JSON.stringify(display)).not.toContain('polluted')
    expect(await client.display('__proto__', await client.token('__proto__'))).toMatchObject({ state: 'waiting', queue: 'constructor', position: 1 })
  })

  it('a compressed body is refused before it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, '['))
    for (const encoding of ['gzip', 'br', 'deflate', 'gzip, gzip']) {
      const answer = await api('/events', { method: 'POST', key: acme.feed.demo, body: bomb, headers: { 'content-type': 'application/json', 'content-encoding': encoding } })
      expect([answer.status, ((await answer.json()) as { type: string }).type]).toEqual([415, 'urn:queuecast:problem:unsupported-media-type'])
    }
  })

  it('an object a hundred thousand levels deep is refused, and the server goes on', async () => {
    const deep = `{"events":[{"id":"d","type":"contact.queued","time":1,"contact":"c","queue":"q","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`
    const answer = await api('/events', { method: 'POST', key: acme.feed.demo, body: deep, headers: { 'content-type': 'application/json' } })
    expect(answer.status).toBeLessThan(500)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  })
})

describe('keys that are replaced', () => {
  it('work at once without a restart, the old one ends, and each change is a line of the log that tells no key', async () => {
    expect((await api('/queues', { key: NEW_READ })).status).toBe(401)
    const oldSession = (await signIn(acme.read)).split(';')[0] ?? ''
    config([acme.read, NEW_READ])
    process.kill(server.pid, 'SIGHUP')
    await eventually(async () => expect((await api('/queues', { key: NEW_READ })).status).toBe(200))
    const newSession = (await signIn(NEW_READ)).split(';')[0] ?? ''
    const wallboard = async (cookie: string): Promise<number> => (await fetch(`${server.url}/acme/wallboard`, { redirect: 'manual', headers: { cookie } })).status
    expect([await wallboard(oldSession), await wallboard(newSession)]).toEqual([200, 200])
    const boardWith = (auth: object, cookie?: string) => stockClient(server.url, '/board', { center: 'acme', ...auth }, cookie === undefined ? {} : { extraHeaders: { origin: server.url, cookie } })
    const [oldBoards, newBoards] = [[boardWith({ key: acme.read }), boardWith({}, oldSession)], [boardWith({ key: NEW_READ }), boardWith({}, newSession)]]
    const stream = sseClient(`${server.url}/v1/centers/acme/queues/stream`, acme.read)
    open.push(...oldBoards, ...newBoards, stream)
    await eventually(() => expect([...oldBoards, ...newBoards, stream].every(({ boards }) => boards.length > 0)).toBe(true))
    expect((await api('/queues', { key: acme.read })).status).toBe(200)
    config([NEW_READ])
    process.kill(server.pid, 'SIGHUP')
    await eventually(async () => expect((await api('/queues', { key: acme.read })).status).toBe(401))
    // What was opened with it ends too: pages, sockets, streams. What the new key opened goes on.
    expect([await wallboard(oldSession), await wallboard(newSession)]).toEqual([303, 200])
    await eventually(() => expect(oldBoards.map(({ refused }) => refused.map(({ code }) => code))).toEqual([['bad-token'], ['bad-token']]))
    await eventually(() => expect(stream.ended).not.toEqual([]))
    expect(newBoards.map(({ refused, socket }) => [refused.length, socket.connected])).toEqual([[0, true], [0, true]])
    const changes = audit().filter(({ act }) => String(act).startsWith('key-'))
    expect(changes).toMatchObject([{ act: 'key-added', center: 'acme', purpose: 'read' }, { act: 'key-removed', center: 'acme', purpose: 'read' }])
    expect(changes[0]?.['fingerprint']).toMatch(/^[0-9a-f]{12}$/)
    expect(changes[0]?.['fingerprint']).not.toBe(changes[1]?.['fingerprint'])
  })

  it('so do token secrets: the new one signs, the old one is known until it is taken out', async () => {
    config([NEW_READ], { tokenSecret: ['second-token-secret-of-32-characters', 'first-token-secret-of-thirty-two-chars'] })
    process.kill(server.pid, 'SIGHUP')
    await eventually(() => expect(audit().filter(({ act }) => act === 'token-secret')).toHaveLength(1))
    const fresh = await client.token('c-1')
    for (const one of [token, fresh]) expect((await api('/contacts/c-1/display', { key: one })).status).toBe(200)
    const [before, after] = [token, fresh].map((one) => stockClient(server.url, '/contact', { token: one, v: 1 }))
    open.push(before!, after!)
    await eventually(() => expect([before!, after!].every(({ displays }) => displays.length > 0)).toBe(true))
    config([NEW_READ], { tokenSecret: ['second-token-secret-of-32-characters'] })
    process.kill(server.pid, 'SIGHUP')
    await eventually(() => expect(before!.refused.map(({ code }) => code)).toEqual(['bad-token']))
    expect(after!.refused).toEqual([])
    await eventually(async () => expect((await api('/contacts/c-1/display', { key: token })).status).toBe(401))
    expect((await api('/contacts/c-1/display', { key: fresh })).status).toBe(200)
    token = fresh
  })
})

describe('the audit', () => {
  it('has a line for each administrative act: who, what, when and what came of it; no contact, text or key', async () => {
    const json = { 'content-type': 'application/json' }
    const seen = audit().length
    await api('/queues/support/show', { method: 'PUT', key: acme.supervisor, body: '{"show":"place"}', headers: json })
    await api('/queues/support/show', { method: 'PUT', key: NEW_READ, body: '{"show":"off"}', headers: json })
    await api('/notices', { method: 'POST', key: acme.supervisor, body: '{"text":{"en":"a very secret text"}}', headers: json })
    await api('/contacts/c-2', { method: 'DELETE', key: acme.admin })
    await api('/webhook-secret', { key: other.admin })
    await eventually(() => expect(audit().length).toBe(seen + 5))
    const lines = audit().slice(seen)
    expect(lines).toMatchObject([
      { act: 'show', center: 'acme', queue: 'support', show: 'place', by: 'supervisor', status: 200 },
      { act: 'show', center: 'acme', queue: 'support', by: 'read', status: 403 },
      { act: 'notice', center: 'acme', by: 'supervisor', status: 202 },
      { act: 'erasure', center: 'acme', by: 'admin', status: 202 },
      { act: 'webhook-secret-read', center: 'acme', by: 'admin', keyOf: 'other', status: 403 },
    ])
    for (const { at, fingerprint } of lines) {
      expect(Date.parse(String(at))).toBeGreaterThan(0)
      expect(fingerprint).toMatch(/^[0-9a-f]{12}$/)
    }
    for (const hidden of ['c-2', 'secret text', acme.admin, acme.supervisor, token, 'token-secret-of']) expect(server.output()).not.toContain(hidden)
  })
})

describe('too many requests', () => {
  const limited = newDataDir()
  let narrow: ServerProcess
  beforeAll(async () => {
    narrow = await startServerProcess({ dataDir: limited, env: {
      QUEUECAST_TRUSTED_PROXIES: '127.0.0.0/8',
      QUEUECAST_CONFIG: writeConfig(limited, {
        generation: 1, centers: [testCenter('acme', { queues: [{ id: 'support' }], public: true })],
        limits: { read: { perKey: 3, perToken: 2 }, login: { perAddress: 2 }, connect: { perAddress: 1 }, refused: { perAddress: 2 } },
      }),
    } })
  })
  afterAll(async () => {
    await narrow?.stop('SIGKILL')
    removeDataDir(limited)
  })
  const from = (address: string, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${narrow.url}${path}`, { redirect: 'manual', ...init, headers: { ...init.headers, 'x-forwarded-for': address } })
  const bearer = (key: string): RequestInit => ({ headers: { authorization: `Bearer ${key}` } })

  it('are answered 429 with Retry-After, by key, by contact and by the address the proxy saw', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 4; n += 1) statuses.push((await from(`203.0.113.${n}`, '/v1/centers/acme/queues', bearer(acme.read))).status)
    expect(statuses).toEqual([200, 200, 200, 429])
    const own = await createTestClient(narrow.url, acme, 'acme').token('c-1')
    for (const status of [200, 200, 429]) expect((await from('203.0.113.20', '/v1/centers/acme/contacts/c-1/display', bearer(own))).status).toBe(status)
    for (const status of [401, 401, 429]) expect((await from('203.0.113.30', '/acme/login', { method: 'POST', body: new URLSearchParams({ key: 'wrong' }) })).status).toBe(status)
    const answer = await from('203.0.113.30', '/acme/login', { method: 'POST', body: new URLSearchParams({ key: acme.read }) })
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect((await from('203.0.113.31', '/acme/login', { method: 'POST', body: new URLSearchParams({ key: acme.read }) })).status).toBe(303)
  })

  it('guesses are slowed down, and hold up no neighbour behind the same address', async () => {
    for (const status of [401, 401, 429]) expect((await from('203.0.113.40', '/v1/centers/acme/queues', bearer('a-guess-that-is-wrong'))).status).toBe(status)
    expect((await from('203.0.113.40', '/v1/centers/acme/feeds', bearer(acme.supervisor))).status).toBe(200)
  })

  it('connections too, and all of it is counted', async () => {
    const connectFrom = (address: string): Promise<string> => new Promise((resolve) => {
      const socket = io(`${narrow.url}/board`, { transports: ['websocket'], reconnection: false, forceNew: true, auth: { center: 'acme' }, extraHeaders: { 'x-forwarded-for': address } })
      open.push({ close: () => socket.close() })
      socket.on('connect', () => resolve('connected')).on('connect_error', () => resolve('refused'))
    })
    expect([await connectFrom('203.0.113.50'), await connectFrom('203.0.113.50'), await connectFrom('203.0.113.51')]).toEqual(['connected', 'refused', 'connected'])
    const metrics = await (await fetch(`${narrow.url}/metrics`)).text()
    for (const line of ['{class="read",by="key"} 1', '{class="read",by="token"} 1', '{class="login",by="address"} 2', '{class="refused",by="address"} 1', '{class="connect",by="address"} 1']) {
      expect(metrics).toContain(`queuecast_requests_limited_total${line}`)
    }
  })
})
