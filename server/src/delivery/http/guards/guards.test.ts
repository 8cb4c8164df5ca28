import type { IncomingMessage } from 'node:http'
import { beforeEach, describe, expect, it } from 'vitest'
import { createHttpApp } from '../create-http-app.ts'
import type { HttpDeps } from '../deps.ts'
import { openApiDocument } from '../openapi/document.ts'
import { OPERATIONS } from '../openapi/operations.ts'
import { bearer, createMemoryDeps, tokenFor } from '../testing/memory-deps.ts'
import { AUDITED, type AuditedRequest } from './audit.ts'
import { pageClassOf, RATE_CLASS_OF } from './rate-classes.ts'

const taken: string[] = []
const audited: AuditedRequest[] = []
let full: Set<string>
beforeEach(() => {
  taken.length = 0
  audited.length = 0
  full = new Set()
})
const deps = (): HttpDeps => createMemoryDeps({
  limits: {
    take(kind, subject, name) {
      taken.push(`${kind} ${subject} ${name}`)
      return Promise.resolve(full.has(`${kind} ${subject}`) ? { ok: false, retryAfterSeconds: 17 } : { ok: true })
    },
    addressOf: () => '203.0.113.9',
    nameOfKey: (key) => (key.startsWith('acme-') ? `print of ${key}` : undefined),
  },
  audit: (request) => void audited.push(request),
})
const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  Promise.resolve(createHttpApp(deps()).request(path, init, { incoming: {} as IncomingMessage }))
const DISPLAY = '/v1/centers/acme/contacts/c-1/display'

describe('requests are counted', () => {
  it('by address and key; a contact only once its token is proven', async () => {
    await ask('/v1/centers/acme/queues', bearer('acme-read'))
    expect(taken).toEqual(['read address 203.0.113.9', 'read key print of acme-read'])
    taken.length = 0
    await ask(DISPLAY, bearer(tokenFor('acme', 'c-1')))
    expect(taken).toEqual(['read address 203.0.113.9', 'read token acme c-1'])
    taken.length = 0
    expect((await ask(DISPLAY, bearer(tokenFor('acme', 'c-1', 'forged')))).status).toBe(401)
    expect(taken).toEqual(['read address 203.0.113.9', 'refused address 203.0.113.9'])
  })

  it.each(['address', 'key'])('one too many of a %s is 429 with Retry-After and a problem', async (subject) => {
    full.add(`read ${subject}`)
    const answer = await ask('/v1/centers/acme/queues', { headers: { ...bearer('acme-read').headers, origin: 'https://acme.example' } })
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('17')
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    // A page of another origin must be able to read when to come again.
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://acme.example')
    expect(await answer.json()).toMatchObject({ type: 'urn:queuecast:problem:too-many-requests', status: 429 })
  })

  it('a contact too many is refused alone', async () => {
    full.add('read token')
    expect((await ask(DISPLAY, bearer(tokenFor('acme', 'c-1')))).status).toBe(429)
    expect((await ask(DISPLAY, bearer('acme-ivr'))).status).toBe(200)
  })

  it('an address that guesses too often hears 429, and holds up nobody who has a key', async () => {
    full.add('refused address')
    expect((await ask('/v1/centers/acme/queues', bearer('a-guess'))).status).toBe(429)
    expect((await ask('/v1/centers/acme/events', { method: 'POST', ...bearer('a-guess') })).status).toBe(429)
    expect((await ask(DISPLAY, bearer('acme-ivr'))).status).toBe(200)
  })

  it('health, metrics and events are never refused here', async () => {
    for (const subject of ['address', 'key']) for (const kind of ['read', 'page', 'act']) full.add(`${kind} ${subject}`)
    expect((await ask('/healthz')).status).toBe(200)
    expect((await ask('/readyz')).status).toBe(200)
    expect((await ask('/metrics')).status).toBe(200)
    const event = { id: 'e-1', type: 'feed.heartbeat', time: 1 }
    expect((await ask('/v1/centers/acme/events', { method: 'POST', body: JSON.stringify(event), headers: { ...bearer('acme-feed').headers, 'content-type': 'application/json' } })).status).toBe(202)
    expect(taken).toEqual([])
  })

  it('pages and logins are counted apart', () => {
    expect(pageClassOf('GET', '/acme/wallboard')).toBe('page')
    expect(pageClassOf('POST', '/acme/login')).toBe('login')
    for (const path of ['/v1/assets/pages.css', '/healthz', '/v1/centers/acme/events', '/socket']) expect(pageClassOf('GET', path)).toBe(path === '/socket' ? 'page' : undefined)
  })

  it('every counted route says 429 in the OpenAPI document', () => {
    const { paths } = openApiDocument()
    for (const { id, path, method } of OPERATIONS) {
      if (RATE_CLASS_OF[id] !== undefined) expect(Object.keys(paths[path]?.[method]?.['responses'] as object), id).toContain('429')
    }
  })
})

describe('administrative acts', () => {
  const put = (key: string, queue = 'support'): Promise<Response> => ask(`/v1/centers/acme/queues/${queue}/show`, {
    method: 'PUT', body: JSON.stringify({ show: 'off' }), headers: { ...bearer(key).headers, 'content-type': 'application/json' },
  })

  it('are told, with what was done and what came of it, also where it was refused', async () => {
    await put('acme-supervisor', 'nowhere')
    await put('acme-read')
    await ask('/v1/centers/acme/contacts/c-secret', { method: 'DELETE', ...bearer('acme-admin') })
    expect(audited).toEqual([
      { act: 'show', center: 'acme', queue: 'nowhere', status: 404, bearerKey: 'acme-supervisor' },
      { act: 'show', center: 'acme', queue: 'support', status: 403, bearerKey: 'acme-read' },
      { act: 'erasure', center: 'acme', status: 202, bearerKey: 'acme-admin' },
    ])
    expect(JSON.stringify(audited)).not.toContain('c-secret')
  })

  it('are all counted: an act that is not counted would not be told either', () => {
    for (const id of Object.keys(AUDITED)) expect(RATE_CLASS_OF).toHaveProperty(id)
  })

  it('never carry a stranger\'s text', async () => {
    await put('acme-supervisor', encodeURIComponent('x\n{"message":"forged"}'))
    expect(audited).toEqual([{ act: 'show', center: 'acme', status: 404, bearerKey: 'acme-supervisor' }])
  })

  it('that only read are not', async () => {
    await ask('/v1/centers/acme/queues', bearer('acme-read'))
    expect(audited).toEqual([])
  })
})
