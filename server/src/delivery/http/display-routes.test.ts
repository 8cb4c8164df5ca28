import { describe, expect, it } from 'vitest'
import { makeDisplay, makeQueueStatus } from '../testing/memory-source.ts'
import { createHttpApp } from './create-http-app.ts'
import { bearer, createMemoryDeps, tokenFor, type MemoryDeps } from './testing/memory-deps.ts'

const DISPLAY = '/v1/centers/acme/contacts/c-1/display'
const token = tokenFor('acme', 'c-1')
const serve = (change: Parameters<typeof createMemoryDeps>[0] = {}): { deps: MemoryDeps; request: (path: string, init?: RequestInit) => Promise<Response> } => {
  const deps = createMemoryDeps(change)
  deps.source.put(makeDisplay({ center: 'acme', contact: 'c-1', seq: 7, text: { lang: 'nl', sentence: 'U bent nummer 3.', notice: 'Storm.' } }))
  const app = createHttpApp(deps)
  return { deps, request: async (path, init) => app.request(path, init) }
}
const code = async (response: Response): Promise<string> => `${response.status} ${(await response.json() as { type: string }).type.replace('urn:queuecast:problem:', '')}`

describe('GET /display', () => {
  it('gives the display as JSON, with its freshness, and notes that it was served', async () => {
    const { deps, request } = serve()
    const response = await request(DISPLAY, bearer(token))
    expect(await response.json()).toMatchObject({ contact: 'c-1', seq: 7, state: 'waiting' })
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json', 'queuecast-as-of': '2026-11-22T10:00:00.000Z', 'queuecast-fresh-for': '15', 'queuecast-seq': '0000000001:7',
      'cache-control': 'private, no-cache', 'content-language': 'nl',
    })
    await request(DISPLAY, bearer(token))
    expect(deps.source.servedContacts).toEqual([{ center: 'acme', contact: 'c-1', via: 'http' }])
  })

  it('gives all that must be told as text', async () => {
    const response = await serve().request(DISPLAY, bearer(token, { accept: 'text/plain' }))
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await response.text()).toBe('U bent nummer 3.\nStorm.\n')
  })

  it('does not note what an admin sees, nor an unknown contact', async () => {
    const { deps, request } = serve()
    await request(DISPLAY, bearer('acme-admin'))
    await request('/v1/centers/acme/contacts/c-9/display', bearer('acme-ivr'))
    expect(deps.source.servedContacts).toEqual([])
    await request(DISPLAY, bearer('acme-ivr'))
    expect(deps.source.servedContacts).toEqual([{ center: 'acme', contact: 'c-1', via: 'ivr' }])
  })

  it('has a tag that changes with what is shown, the media type and the language, and with nothing else', async () => {
    const { deps, request } = serve()
    const tagOf = async (more: Record<string, string> = {}): Promise<string> => (await request(DISPLAY, bearer(token, more))).headers.get('etag')!
    const shown = deps.source.display('acme', 'c-1', [])
    const tag = await tagOf()
    expect(tag).toMatch(/^W\/"[\w-]+"$/)
    expect(await tagOf({ accept: 'text/plain' })).not.toBe(tag)
    deps.source.put({ ...shown, waitedSeconds: 99, asOf: '2026-11-22T10:05:00.000Z', freshForSeconds: 3, seq: 9, wait: { ...shown.wait, p50Seconds: 77 } as typeof shown.wait })
    expect(await tagOf()).toBe(tag)
    deps.source.put({ ...shown, text: { ...shown.text, lang: 'fr' } })
    expect(await tagOf()).not.toBe(tag)
    deps.source.put({ ...shown, position: 2 })
    expect(await tagOf()).not.toBe(tag)
  })

  it('answers 304 with renewed freshness while the same is shown', async () => {
    const { deps, request } = serve()
    const tag = (await request(DISPLAY, bearer(token))).headers.get('etag')!
    deps.source.put({ ...deps.source.display('acme', 'c-1', []), asOf: '2026-11-22T10:05:00.000Z', freshForSeconds: 12, seq: 8 })
    for (const ifNoneMatch of [tag, tag.slice(2), `"x", ${tag}`]) {
      const response = await request(DISPLAY, bearer(token, { 'if-none-match': ifNoneMatch }))
      expect(response.status).toBe(304)
      expect(await response.text()).toBe('')
      expect(Object.fromEntries(response.headers)).toMatchObject({ 'queuecast-as-of': '2026-11-22T10:05:00.000Z', 'queuecast-fresh-for': '12', 'queuecast-seq': '0000000001:8', 'etag': tag })
    }
    expect((await request(DISPLAY, bearer(token, { 'if-none-match': '"other"' }))).status).toBe(200)
  })

  it.each<[string, string, RequestInit, string]>([
    ['nothing', DISPLAY, {}, '401 no-key'],
    ['a token that was changed', DISPLAY, bearer(tokenFor('acme', 'c-1', 'bad')), '401 bad-token'],
    ['an expired token', DISPLAY, bearer(tokenFor('acme', 'c-1', 'expired')), '401 expired'],
    ['a token for another contact', DISPLAY, bearer(tokenFor('acme', 'c-2')), '403 other-contact'],
    ['a token of another center', DISPLAY, bearer(tokenFor('lab', 'c-1')), '403 other-center'],
    ['a feed key', DISPLAY, bearer('acme-feed'), '403 wrong-purpose'],
    ['a key of another center', DISPLAY, bearer('lab-admin'), '403 other-center'],
    ['a media type nobody makes', DISPLAY, bearer(token, { accept: 'image/png' }), '406 not-acceptable'],
    ['a log position that is none', `${DISPLAY}?after=now`, bearer(token), '400 invalid-field'],
    ['explain by a customer', `${DISPLAY}?explain=1`, bearer(token), '403 wrong-purpose'],
    ['explain by an IVR', `${DISPLAY}?explain=1`, bearer('acme-ivr'), '403 wrong-purpose'],
  ])('refuses %s', async (_name, path, init, expected) => {
    expect(await code(await serve().request(path, init))).toBe(expected)
  })

  it('waits for a log position, and says 504 where this node does not get there', async () => {
    const asked: unknown[] = []
    const { request } = serve({ whenFolded: (...args) => { asked.push(args); return Promise.resolve(asked.length === 1) } })
    expect((await request(`${DISPLAY}?after=1763800000000-0/3`, bearer(token))).status).toBe(200)
    expect(asked[0]).toEqual(['acme', '1763800000000-0/3', 10_000])
    const late = await request(`${DISPLAY}?after=1763800000000-0`, bearer(token))
    expect(late.headers.get('retry-after')).toBe('1')
    expect(await code(late)).toBe('504 not-folded-yet')
  })

  it('explains to an admin', async () => {
    expect(await (await serve().request(`${DISPLAY}?explain=1`, bearer('acme-admin'))).json()).toMatchObject({ display: { contact: 'c-1' }, explanation: {} })
  })

  it('answers HEAD without a body, also for streams, without leaving a subscriber behind', async () => {
    const { deps, request } = serve()
    const head = await request(DISPLAY, { method: 'HEAD', ...bearer(token) })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await request('/v1/centers/acme/contacts/c-1/stream', { method: 'HEAD', ...bearer(token) })).status).toBe(200)
    expect(deps.hub.connected).toBe(0)
  })
})

describe('CORS', () => {
  const from = (origin: string, more: Record<string, string> = {}): RequestInit => bearer(token, { origin, ...more })

  it('lets the center\'s own origins read displays and their headers, also of refusals, and no others', async () => {
    const { request } = serve()
    const allowed = await request(DISPLAY, from('https://acme.example'))
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://acme.example')
    expect(allowed.headers.get('access-control-expose-headers')).toContain('Queuecast-Fresh-For')
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull()
    expect(allowed.headers.get('vary')).toContain('Origin')
    expect((await request(DISPLAY, from('https://evil.example'))).headers.get('access-control-allow-origin')).toBeNull()
    expect((await request(DISPLAY, { headers: { origin: 'https://acme.example' } })).headers.get('access-control-allow-origin')).toBe('https://acme.example')
  })

  it('answers preflights', async () => {
    const { request } = serve()
    const ok = await request(DISPLAY, { method: 'OPTIONS', headers: { 'origin': 'https://acme.example', 'access-control-request-method': 'GET' } })
    expect([ok.status, ok.headers.get('access-control-allow-headers')]).toEqual([204, expect.stringContaining('Authorization')])
    const not = await request(DISPLAY, { method: 'OPTIONS', headers: { origin: 'https://evil.example' } })
    expect(not.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('lets anyone read queues of a public center, and nobody call what takes keys', async () => {
    const { request } = serve()
    expect((await request('/v1/centers/lab/queues', { headers: { origin: 'https://any.example' } })).headers.get('access-control-allow-origin')).toBe('*')
    expect((await request('/v1/centers/acme/queues', { headers: { origin: 'https://any.example' } })).headers.get('access-control-allow-origin')).toBeNull()
    for (const path of ['events', 'feeds', 'notices', 'contacts/c-1/token', 'queues/support/show']) {
      const response = await request(`/v1/centers/acme/${path}`, { method: 'OPTIONS', headers: { origin: 'https://acme.example' } })
      expect(response.headers.get('access-control-allow-origin'), path).toBeNull()
    }
  })
})

describe('queues', () => {
  const board = { queues: [makeQueueStatus({ queue: 'support' }), makeQueueStatus({ queue: 'sales' })], feeds: [], asOf: '2026-11-22T10:00:00.000Z', epoch: '1', seq: 5 }
  const names = async (response: Response): Promise<string[]> => (await response.json() as typeof board).queues.map(({ queue }) => queue)

  it('are all shown to who may read, and the public ones to everyone', async () => {
    const { deps, request } = serve()
    deps.source.putBoard('acme', board, ['support'])
    for (const key of ['read', 'supervisor', 'admin']) {
      const response = await request('/v1/centers/acme/queues', bearer(`acme-${key === 'supervisor' ? 'read' : key}`))
      expect(await names(response)).toEqual(['support', 'sales'])
    }
    expect(await names(await request('/v1/centers/acme/queues'))).toEqual(['support'])
    expect(await code(await request('/v1/centers/acme/queues', bearer('acme-feed')))).toBe('403 wrong-purpose')
  })

  it('need a key where nothing is public', async () => {
    const { deps, request } = serve()
    deps.source.putBoard('acme', board)
    expect(await code(await request('/v1/centers/acme/queues'))).toBe('401 no-key')
    expect(await code(await request('/v1/centers/acme/queues/stream'))).toBe('401 no-key')
    expect(await code(await request('/v1/centers/acme/queues/nope'))).toBe('401 no-key')
    expect(await code(await request('/v1/centers/acme/queues/nope', bearer('acme-read')))).toBe('404 unknown-queue')
    expect(await (await request('/v1/centers/acme/queues/sales', bearer('acme-read'))).json()).toMatchObject({ queue: 'sales' })
  })
})
