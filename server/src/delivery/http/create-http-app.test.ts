import { describe, expect, it } from 'vitest'
import { makeDisplay, makeQueueStatus } from '../testing/memory-source.ts'
import { createHttpApp } from './create-http-app.ts'
import { bearer, createMemoryDeps, NOW_MS, tokenFor, type MemoryDeps } from './testing/memory-deps.ts'

const EVENTS = '/v1/centers/acme/events'
const heartbeat = (id = 'h1'): Record<string, unknown> => ({ id, type: 'feed.heartbeat', time: NOW_MS })
const post = (body: unknown, key: string, more: Record<string, string> = {}): RequestInit =>
  ({ method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), ...bearer(key, { 'content-type': 'application/json', ...more }) })
const serve = (change: Parameters<typeof createMemoryDeps>[0] = {}): { deps: MemoryDeps; request: (path: string, init?: RequestInit) => Promise<Response> } => {
  const deps = createMemoryDeps(change)
  const app = createHttpApp(deps)
  return { deps, request: async (path, init) => app.request(path, init) }
}
const code = async (response: Response): Promise<string> => {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = await response.json() as { type: string; status: number; title: string; detail: string }
  expect(problem.status).toBe(response.status)
  expect(problem.title).toBeTruthy()
  expect(problem.detail).toBeTruthy()
  return `${response.status} ${problem.type.replace('urn:queuecast:problem:', '')}`
}

describe('POST /events', () => {
  it('answers 202 with what was taken and rejected, under the feed of the key', async () => {
    const { deps, request } = serve()
    const response = await request(EVENTS, post({ events: [{ ...heartbeat(), colour: 'red' }, { id: 'x' }] }, 'acme-feed'))
    expect(response.status).toBe(202)
    expect(await response.json()).toMatchObject({ accepted: 1, rejected: [{ index: 1, problem: { field: 'type' } }], logPosition: `${NOW_MS}-0/0`, unknownFields: 1 })
    expect(deps.appended).toEqual([{ center: 'acme', facts: [{ kind: 'event', feed: 'acd', receivedAtMs: NOW_MS, event: heartbeat() }] }])
    expect(deps.counts).toEqual([{ accepted: 1, rejected: 1, unknownFields: 1 }])
  })

  it('is as every other answer where it stands in front of them: never sniffed, never kept, and its faults are problems', async () => {
    const { request } = serve()
    for (const key of ['acme-feed', 'guess']) {
      const { headers } = await request(EVENTS, post(heartbeat(), key))
      expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual(['nosniff', 'no-store'])
    }
  })

  it('answers only after the log has it', async () => {
    let acknowledge: (position: string) => void = () => undefined
    const { request } = serve({ append: () => new Promise((resolve) => { acknowledge = resolve }) })
    let answered = false
    const response = request(EVENTS, post({ events: [heartbeat()] }, 'acme-feed')).then((it) => { answered = true; return it })
    await new Promise((resolve) => setImmediate(resolve))
    expect(answered).toBe(false)
    acknowledge('1-0/0')
    expect(await (await response).json()).toMatchObject({ logPosition: '1-0/0' })
  })

  it('calls an admin\'s feed "admin"', async () => {
    const { deps, request } = serve()
    await request(EVENTS, post(heartbeat(), 'acme-admin'))
    expect(deps.appended[0]!.facts[0]).toMatchObject({ feed: 'admin' })
  })

  it.each<[string, string, RequestInit, string]>([
    ['no key', EVENTS, { method: 'POST', body: '{}' }, '401 no-key'],
    ['an unknown key', EVENTS, post(heartbeat(), 'guess'), '401 unknown-key'],
    ['a key of another center', EVENTS, post(heartbeat(), 'lab-feed'), '403 other-center'],
    ['a key for reading', EVENTS, post(heartbeat(), 'acme-read'), '403 wrong-purpose'],
    ['an unknown center', '/v1/centers/nowhere/events', post(heartbeat(), 'acme-feed'), '404 unknown-center'],
    ['a test in a live center', EVENTS, post(heartbeat(), 'acme-feed', { 'queuecast-purpose': 'test' }), '403 test-not-allowed'],
    ['a test token in a live center', '/v1/centers/acme/contacts/c-1/token', { method: 'POST', ...bearer('acme-token', { 'queuecast-purpose': 'test' }) }, '403 test-not-allowed'],
    ['another content type', EVENTS, post(heartbeat(), 'acme-feed', { 'content-type': 'text/plain' }), '415 unsupported-media-type'],
    ['a compressed body', EVENTS, post(heartbeat(), 'acme-feed', { 'content-encoding': 'gzip' }), '415 unsupported-media-type'],
    ['malformed JSON', EVENTS, post('{"events":[', 'acme-feed'), '400 malformed-json'],
    ['nothing usable', EVENTS, post({ events: [{}] }, 'acme-feed'), '400 nothing-usable'],
    ['another method', EVENTS, { method: 'GET' }, '405 wrong-method'],
    ['another address', '/v1/centers/acme/event', { method: 'POST' }, '404 no-route'],
  ])('refuses %s', async (_name, path, init, expected) => {
    const { deps, request } = serve()
    expect(await code(await request(path, init))).toBe(expected)
    expect(deps.appended).toEqual([])
    expect(deps.errors).toEqual([])
  })

  it('takes a test where the center is one', async () => {
    expect((await serve().request('/v1/centers/lab/events', post(heartbeat(), 'lab-feed', { 'queuecast-purpose': 'test' }))).status).toBe(202)
  })

  it('lists what was wrong where nothing could be taken', async () => {
    const response = await serve().request(EVENTS, post({ events: [{}, 3] }, 'acme-feed'))
    expect(await response.json()).toMatchObject({ status: 400, field: 'type', rejected: [{ index: 0 }, { index: 1 }] })
  })

  it('refuses a large body by its announced length, and one that announces none when it passes the limit', async () => {
    const { request } = serve({ maxBodyBytes: 1000 })
    expect(await code(await request(EVENTS, post('x'.repeat(1001), 'acme-feed', { 'content-length': '1001' })))).toBe('413 too-large')
    let pulled = 0
    const body = new ReadableStream({ pull: (controller) => { pulled += 1; controller.enqueue(new Uint8Array(600)) } }, { highWaterMark: 0 })
    expect(await code(await request(EVENTS, { ...post('', 'acme-feed'), body, duplex: 'half' } as RequestInit))).toBe('413 too-large')
    expect(pulled).toBeLessThan(5)
  })

  it('refuses too many events', async () => {
    expect(await code(await serve({ maxEvents: 1 }).request(EVENTS, post({ events: [heartbeat('a'), heartbeat('b')] }, 'acme-feed')))).toBe('413 too-many-events')
  })

  it('answers 429 with Retry-After over the quota', async () => {
    const response = await serve({ takeQuota: () => ({ ok: false, retryAfterSeconds: 7 }) }).request(EVENTS, post(heartbeat(), 'acme-feed'))
    expect(response.headers.get('retry-after')).toBe('7')
    expect(await code(response)).toBe('429 too-many-requests')
  })

  it('refuses alone what a full center has no room for, and all of it with 429 where nothing is left', async () => {
    const deps = createMemoryDeps({ roomFor: () => (event) => (event.type === 'contact.queued' ? 'the center has 2 open contacts already' : undefined) })
    const send = (events: object[]): Promise<Response> => Promise.resolve(createHttpApp(deps).request('/v1/centers/acme/events', {
      method: 'POST', headers: { 'authorization': 'Bearer acme-feed', 'content-type': 'application/json' }, body: JSON.stringify({ events }),
    }))
    const queued = { id: 'e-1', type: 'contact.queued', time: NOW_MS, contact: 'c-1', queue: 'support' }
    const mixed = await send([{ id: 'bad' }, queued, { id: 'e-2', type: 'contact.answered', time: NOW_MS, contact: 'c-0' }])
    expect(await mixed.json()).toMatchObject({ accepted: 1, rejected: [{ index: 0 }, { index: 1, problem: { type: 'urn:queuecast:problem:center-full' } }] })
    const none = await send([queued])
    expect([none.status, none.headers.get('retry-after')]).toEqual([429, '60'])
  })

  it('answers 503 with Retry-After while the store is away, and 500 without telling anything on an error of ours', async () => {
    const { deps, request } = serve()
    deps.failWith = Object.assign(new Error('no'), { name: 'StoreUnavailable' })
    const away = await request(EVENTS, post(heartbeat(), 'acme-feed'))
    expect(away.headers.get('retry-after')).toBe('2')
    expect(await code(away)).toBe('503 store-unavailable')
    deps.failWith = new Error('secret detail')
    const broken = await request(EVENTS, post(heartbeat(), 'acme-feed'))
    expect(await broken.clone().text()).not.toContain('secret detail')
    expect(await code(broken)).toBe('500 internal')
    expect(deps.errors).toEqual([deps.failWith])
  })
})

describe('contact tokens', () => {
  it('are made for one contact, for as long as the center says or the caller asks', async () => {
    const { request } = serve()
    const response = await request('/v1/centers/acme/contacts/c-17/token', { method: 'POST', ...bearer('acme-token') })
    expect(await response.json()).toEqual({ token: tokenFor('acme', 'c-17'), expiresAt: '2026-11-23T10:00:00.000Z', waitPage: `/acme/wait#${tokenFor('acme', 'c-17')}` })
    const short = await request('/v1/centers/acme/contacts/c-17/token', post({ lifetimeSeconds: 60 }, 'acme-admin'))
    expect(await short.json()).toMatchObject({ expiresAt: '2026-11-22T10:01:00.000Z' })
  })

  it.each<[string, string, RequestInit, string]>([
    ['a feed key', 'c-17', { method: 'POST', ...bearer('acme-feed') }, '403 wrong-purpose'],
    ['an id with a slash', 'c%2F17', { method: 'POST', ...bearer('acme-token') }, '400 invalid-field'],
    ['an id that is too long', 'c'.repeat(129), { method: 'POST', ...bearer('acme-token') }, '400 invalid-field'],
    ['a life of seconds', 'c-17', post({ lifetimeSeconds: 5 }, 'acme-token'), '400 invalid-field'],
    ['a life in text', 'c-17', post({ lifetimeSeconds: '60' }, 'acme-token'), '400 invalid-field'],
    ['a body that is no JSON', 'c-17', post('{', 'acme-token'), '400 malformed-json'],
  ])('are not made for %s', async (_name, contact, init, expected) => {
    expect(await code(await serve().request(`/v1/centers/acme/contacts/${contact}/token`, init))).toBe(expected)
  })
})

describe('told', () => {
  const TOLD = '/v1/centers/acme/contacts/c-1/told'
  const token = tokenFor('acme', 'c-1')
  const withDisplay = (): ReturnType<typeof serve> => {
    const served = serve()
    served.deps.source.put(makeDisplay({ center: 'acme', contact: 'c-1', seq: 50 }))
    return served
  }

  it('becomes a receipt, once for each step forward', async () => {
    const { deps, request } = withDisplay()
    for (const body of [{ seq: 50, level: 'received' }, { seq: 50, level: 'received' }, { seq: 50, level: 'shown', via: 'widget' }, { seq: 49, level: 'shown' }]) {
      expect((await request(TOLD, post(body, token))).status).toBe(204)
    }
    expect(deps.appended.flatMap(({ facts }) => facts)).toEqual([
      { kind: 'receipt', contact: 'c-1', seq: 50, level: 'received', via: 'http' }, { kind: 'receipt', contact: 'c-1', seq: 50, level: 'shown', via: 'widget' },
    ])
  })

  it('comes from an IVR too', async () => {
    const { deps, request } = withDisplay()
    expect((await request(TOLD, post({ seq: 50, level: 'shown' }, 'acme-ivr'))).status).toBe(204)
    expect(deps.appended[0]!.facts[0]).toMatchObject({ via: 'ivr' })
  })

  it('is written again after the store was away', async () => {
    const { deps, request } = withDisplay()
    deps.failWith = Object.assign(new Error('no'), { name: 'StoreUnavailable' })
    expect(await code(await request(TOLD, post({ seq: 50, level: 'shown' }, token)))).toBe('503 store-unavailable')
    deps.failWith = undefined
    expect((await request(TOLD, post({ seq: 50, level: 'shown' }, token))).status).toBe(204)
    expect(deps.appended).toHaveLength(1)
  })

  it.each<[string, unknown, string, string]>([
    ['of what nobody was shown', { seq: 10_051, level: 'shown' }, token, '400 invalid-field'],
    ['of another level', { seq: 1, level: 'served' }, token, '400 invalid-field'],
    ['for another contact', { seq: 1, level: 'shown' }, tokenFor('acme', 'c-2'), '403 other-contact'],
  ])('is refused %s', async (_name, body, key, expected) => {
    const { deps, request } = withDisplay()
    expect(await code(await request(TOLD, post(body, key)))).toBe(expected)
    expect(deps.appended).toEqual([])
  })

  it('is slowed down where a client sends far too many', async () => {
    const { deps, request } = withDisplay()
    deps.source.put(makeDisplay({ center: 'acme', contact: 'c-1', seq: 1000 }))
    const statuses: number[] = []
    for (let seq = 1; seq <= 25; seq += 1) statuses.push((await request(TOLD, post({ seq, level: 'shown' }, token))).status)
    expect(statuses.filter((status) => status === 204)).toHaveLength(20)
    expect(statuses.at(-1)).toBe(429)
  })
})

describe('what supervisors do', () => {
  const board = { queues: [makeQueueStatus({ queue: 'support' })], feeds: [], asOf: '2026-11-22T10:00:00.000Z', epoch: '1', seq: 5 }

  it('stop a queue', async () => {
    const { deps, request } = serve()
    deps.source.putBoard('acme', board)
    const response = await request('/v1/centers/acme/queues/support/show', { ...post({ show: 'off' }, 'acme-supervisor'), method: 'PUT' })
    expect(await response.json()).toMatchObject({ queue: 'support', show: 'off', logPosition: `${NOW_MS}-0/0` })
    expect(deps.appended).toEqual([{ center: 'acme', facts: [{ kind: 'show', queue: 'support', show: 'off', generation: 3 }] }])
    expect(await code(await request('/v1/centers/acme/queues/suport/show', { ...post({ show: 'off' }, 'acme-supervisor'), method: 'PUT' }))).toBe('404 unknown-queue')
    expect(await code(await request('/v1/centers/acme/queues/support/show', { ...post({ show: 'on' }, 'acme-supervisor'), method: 'PUT' }))).toBe('400 invalid-field')
    expect(await code(await request('/v1/centers/acme/queues/support/show', { ...post({ show: 'off' }, 'acme-read'), method: 'PUT' }))).toBe('403 wrong-purpose')
  })

  it('send a notice', async () => {
    const { deps, request } = serve()
    const response = await request('/v1/centers/acme/notices', post({ notice: 'storm', text: { nl: 'Storm.' }, expectedEnd: '2026-11-22T11:00:00Z' }, 'acme-supervisor'))
    expect(response.status).toBe(202)
    expect(deps.appended[0]!.facts[0]).toMatchObject({
      kind: 'event', feed: 'supervisor', event: { type: 'center.notice', time: NOW_MS, notice: 'storm', text: { nl: 'Storm.' }, expectedEnd: NOW_MS + 3_600_000 },
    })
    expect(await code(await request('/v1/centers/acme/notices', post({ text: {} }, 'acme-supervisor')))).toBe('400 invalid-field')
  })

  it('see feeds and what was set aside, newest first', async () => {
    const quarantined = (eventId: string) => ({ feed: 'acd', eventId, type: 'contact.queued', reason: 'too-late' as const, detail: 'x', position: '1-0/0', atMs: NOW_MS, replayable: false })
    const { request } = serve({ quarantine: { setAside: () => [quarantined('a'), quarantined('b')], replayed: () => [], replay: () => Promise.reject(new Error('unused')) } })
    const answer = await (await request('/v1/centers/acme/feeds', bearer('acme-supervisor'))).json()
    expect(answer).toMatchObject({ feeds: [], quarantine: [{ eventId: 'b', at: '2026-11-22T10:00:00.000Z' }, { eventId: 'a' }] })
    expect(await code(await request('/v1/centers/acme/feeds', bearer('acme-read')))).toBe('403 wrong-purpose')
  })
})

describe('outside of centers', () => {
  it('serves health, readiness with reasons, metrics, the description and the page', async () => {
    const { request } = serve({ readiness: () => ({ ready: false, why: ['the store is away'] }) })
    expect((await request('/healthz')).status).toBe(200)
    const ready = await request('/readyz')
    expect(ready.status).toBe(503)
    expect(await ready.json()).toEqual({ ready: false, why: ['the store is away'] })
    expect(await (await request('/metrics')).text()).toBe('up 1\n')
    expect(await (await request('/openapi.json')).json()).toMatchObject({ openapi: '3.1.1' })
    const docs = await request('/docs')
    expect(docs.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(docs.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('says which methods an address knows', async () => {
    const response = await serve().request('/healthz', { method: 'DELETE' })
    expect(response.headers.get('allow')).toBe('GET')
  })

  it('serves pages that are mounted', async () => {
    const { request } = serve({ mountPages: (app) => { app.get('/demo', (c) => c.text('demo')) } })
    expect(await (await request('/demo')).text()).toBe('demo')
  })
})
