import { describe, expect, it } from 'vitest'
import type { ContactEvent } from '../../contact-center/index.ts'
import { createHttpApp } from './create-http-app.ts'
import type { PushedDelivery, PushedFeeds, PushedResult } from './deps.ts'
import { bearer, createMemoryDeps, NOW_MS, type MemoryDeps } from './testing/memory-deps.ts'

const PATH = '/v1/centers/acme/feeds/acd'
const EVENT: ContactEvent = { id: 'e1', type: 'contact.abandoned', time: NOW_MS, contact: 'c-1' }

interface Served { deps: MemoryDeps; deliveries: PushedDelivery[]; tookCount: () => number; request: (path: string, init?: RequestInit) => Promise<Response> }
type Taken = Extract<PushedResult, { kind: 'taken' }>
type Other = Exclude<PushedResult, { kind: 'taken' }>
function serve(result: (Partial<Omit<Taken, 'kind'>> & { kind?: never }) | Other = {}, change: Parameters<typeof createMemoryDeps>[0] = {}): Served {
  const deliveries: PushedDelivery[] = []
  let tooks = 0
  const took = (): void => { tooks += 1 }
  const pushed: PushedFeeds = {
    has: (center, feed) => center === 'acme' && ['acd', 'other'].includes(feed),
    challenge: (_center, _feed, query) => (query['hub.verify_token'] === 'right' ? query['hub.challenge'] : undefined),
    receive(delivery) {
      deliveries.push(delivery)
      return result.kind === undefined ? { status: 202, events: [EVENT], faults: [], payloadKind: 'end', took, ...result, kind: 'taken' } : result
    },
    again: (_center, _feed, id) => (id === 'r1' ? { events: [EVENT], faults: [], took } : id === 'r2' ? { events: [], faults: [{ path: 'events[0].emit.queue', problem: 'found nothing' }], took } : undefined),
  }
  const deps = createMemoryDeps({ pushed, ...change })
  const app = createHttpApp(deps)
  return { deps, deliveries, tookCount: () => tooks, request: async (path, init) => app.request(path, init) }
}
const post = (headers: Record<string, string> = {}, body = '{"a":1}'): RequestInit => ({ method: 'POST', body, headers })
const code = async (response: Response): Promise<string> => `${response.status} ${((await response.json()) as { type: string }).type.replace('urn:queuecast:problem:', '')}`

describe('POST /feeds/{name}', () => {
  it('hands the raw delivery over, appends what comes of it under the feed, and answers once the log has it', async () => {
    const { deps, deliveries, tookCount, request } = serve()
    const response = await request(`${PATH}?a=b`, post({ 'X-Sig': 's', authorization: 'Vendor own', cookie: 'c' }))
    expect(response.status).toBe(202)
    expect(await response.json()).toEqual({ accepted: 1, kind: 'end', rejected: [], duplicate: false, logPosition: `${NOW_MS}-0/0` })
    expect(deliveries).toMatchObject([{ center: 'acme', feed: 'acd', keyed: false, query: { a: 'b' }, headers: { 'x-sig': 's' } }])
    expect(Object.keys(deliveries[0]!.headers)).not.toContain('authorization')
    expect(Buffer.from(deliveries[0]!.bytes).toString()).toBe('{"a":1}')
    expect(deps.appended).toEqual([{ center: 'acme', facts: [{ kind: 'event', feed: 'acd', receivedAtMs: NOW_MS, event: EVENT }] }])
    expect(tookCount()).toBe(1)
  })

  it('is not taken where the log is away, so that the vendor\'s next try counts', async () => {
    const { deps, tookCount, request } = serve()
    deps.failWith = Object.assign(new Error('no'), { name: 'StoreUnavailable' })
    expect(await code(await request(PATH, post()))).toBe('503 store-unavailable')
    expect(tookCount()).toBe(0)
  })

  it.each<[string, string, Record<string, string>]>([
    ['a bearer', PATH, { authorization: 'Bearer acme-feed' }], ['an admin\'s key', PATH, { authorization: 'Bearer acme-admin' }],
    ['Basic authentication', PATH, { authorization: `Basic ${Buffer.from('user:acme-feed').toString('base64')}` }], ['the address', `${PATH}?key=acme-feed`, {}],
  ])('takes the feed\'s key by %s', async (_name, path, headers) => {
    const { deliveries, request } = serve()
    await request(path, post(headers))
    expect(deliveries).toMatchObject([{ keyed: true }])
  })

  it.each<[string, string, Record<string, string>, string]>([
    ['another feed\'s key', '/v1/centers/acme/feeds/other', { authorization: 'Bearer acme-feed' }, '403 wrong-purpose'],
    ['another purpose\'s key', PATH, { authorization: 'Bearer acme-read' }, '403 wrong-purpose'],
    ['another center\'s key', PATH, { authorization: 'Bearer lab-feed' }, '403 other-center'],
    ['an unknown feed', '/v1/centers/acme/feeds/nobody', {}, '404 unknown-feed'],
    ['an unknown center', '/v1/centers/nowhere/feeds/acd', {}, '404 unknown-center'],
  ])('refuses %s', async (_name, path, headers, expected) => {
    const { deliveries, request } = serve()
    expect(await code(await request(path, post(headers)))).toBe(expected)
    expect(deliveries).toEqual([])
  })

  it.each<[Exclude<PushedResult, { kind: 'taken' }>, string]>([
    [{ kind: 'refused', problem: 'missing', detail: 'x' }, '401 no-signature'], [{ kind: 'refused', problem: 'wrong', detail: 'x' }, '401 bad-signature'],
    [{ kind: 'refused', problem: 'stale', detail: 'x' }, '401 stale-signature'], [{ kind: 'unreadable', detail: 'x' }, '400 malformed-body'],
  ])('%j is %s', async (result, expected) => {
    const { deps, request } = serve(result)
    expect(await code(await request(PATH, post()))).toBe(expected)
    expect(deps.appended).toEqual([])
  })

  it('answers a known delivery without writing anything, and a vendor that wants 200 or 204 with that', async () => {
    const known = serve({ kind: 'duplicate', status: 200 })
    const response = await known.request(PATH, post())
    expect([response.status, await response.json()]).toEqual([200, { accepted: 0, kind: 'known', rejected: [], duplicate: true }])
    expect(known.deps.appended).toEqual([])
    expect((await serve({ status: 204 }).request(PATH, post())).status).toBe(204)
  })

  it('acknowledges what it cannot translate, with the path, and writes nothing of it', async () => {
    const { deps, request } = serve({ events: [], faults: [{ path: 'events[0].emit.queue', problem: 'found nothing' }] })
    const response = await request(PATH, post())
    expect([response.status, await response.json()]).toEqual([202, { accepted: 0, kind: 'end', rejected: [{ path: 'events[0].emit.queue', problem: 'found nothing' }], duplicate: false }])
    expect(deps.appended).toEqual([])
    expect(deps.counts).toEqual([{ accepted: 0, rejected: 1, unknownFields: 0 }])
  })

  it('refuses what is too large for a webhook, and more than the quota', async () => {
    expect(await code(await serve().request(PATH, post({ 'content-length': String(1024 * 1024 + 1) }, 'x'.repeat(1024 * 1024 + 1))))).toBe('413 too-large')
    expect(await code(await serve({}, { takeQuota: () => ({ ok: false, retryAfterSeconds: 3 }) }).request(PATH, post()))).toBe('429 too-many-requests')
  })
})

describe('GET /feeds/{name}', () => {
  it('gives a vendor its challenge back, and nobody else anything', async () => {
    const { request } = serve()
    const response = await request(`${PATH}?hub.mode=subscribe&hub.verify_token=right&hub.challenge=1158201444`)
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, 'text/plain; charset=utf-8', '1158201444'])
    expect(await code(await request(`${PATH}?hub.verify_token=wrong&hub.challenge=17`))).toBe('401 bad-signature')
  })
})

describe('replaying what was rejected', () => {
  const replay = (id: string, key = 'acme-supervisor') => ({ path: `${PATH}/rejected/${id}/replay`, init: { method: 'POST', ...bearer(key) } })

  it('appends what comes of it now', async () => {
    const { deps, tookCount, request } = serve()
    const response = await request(replay('r1').path, replay('r1').init)
    expect([response.status, await response.json()]).toEqual([202, { accepted: 1, logPosition: `${NOW_MS}-0/0` }])
    expect([deps.appended.length, tookCount()]).toEqual([1, 1])
  })

  it('says what is still wrong, what is not kept, and who may not', async () => {
    const { request } = serve()
    expect(await code(await request(replay('r2').path, replay('r2').init))).toBe('400 invalid-event')
    expect(await code(await request(replay('r9').path, replay('r9').init))).toBe('404 unknown-rejected')
    expect(await code(await request(replay('r1').path, replay('r1', 'acme-feed').init))).toBe('403 wrong-purpose')
  })
})
