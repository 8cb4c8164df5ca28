import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Board } from '@queuecast/client-sdk/protocol'
import { createMemorySource, makeDisplay, makeQueueStatus, type MemorySource } from '../delivery/testing/memory-source.ts'
import { createPages } from './create-pages.ts'
import { createEventFeed, type EventFeed } from './event-feed.ts'
import type { PageCenter } from './pages-deps.ts'
import { anySessions } from './testing/index.ts'

const center = (id: string, change: Partial<PageCenter> = {}): PageCenter => ({
  id, name: { nl: 'Ziekenfonds', fr: 'Mutualité', en: 'Health fund' }, languages: ['nl', 'fr'], timeZone: 'Europe/Brussels', public: false, purpose: 'live', ...change })
const centers = [center('acme'), center('open', { public: true }), center('example', { purpose: 'test' })]
const board: Board = {
  queues: [
    makeQueueStatus({ queue: 'support', name: 'Help <b>desk</b>', waiting: 7, longestWaitSeconds: 185 }),
    makeQueueStatus({ queue: 'sales', name: 'Sales', waiting: { atMost: 4 }, open: false, reopensAt: '2026-11-23T08:00:00Z', wait: { known: false, reason: 'closed' } }),
  ],
  feeds: [{ feed: 'pbx1', state: 'stale', alive: 'heartbeat', silentForSeconds: 42, clockOffsetSeconds: 0, accepted: 9, tooLate: 0, quarantined: 0, unknownFields: 0, drift: 0 }],
  asOf: '2026-11-22T10:00:00.000Z', epoch: '0000000001', seq: 1,
}
const SECRET = 'a secret of all nodes'

let source: MemorySource
let app: Hono
let feed: EventFeed

beforeEach(() => {
  source = createMemorySource(centers.map(({ id }) => id))
  for (const { id } of centers) source.putBoard(id, board, ['sales'])
  feed = createEventFeed()
  app = new Hono()
  createPages({
    source, center: (id) => centers.find((known) => known.id === id), centers: () => centers,
    mintToken: (of, contact) => Promise.resolve({ token: `token:${of}:${contact}`, expiresAt: '2026-11-23T10:00:00Z' }),
    waitingContacts: (of) => (of === 'example' ? ['c-1', 'c-2', 'c-3'] : ['secret-1']),
    authorizeRead: (key, of) => key === `read-${of}`,
    sessions: anySessions(SECRET), eventFeed: feed, keysFile: (of) => (of === 'example' ? './.queuecast/keys.json' : undefined),
    sdkFile: (name) => (name === 'queue-status.js' ? 'customElements' : undefined),
  })(app)
})
afterEach(() => feed.close())

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => Promise.resolve(app.request(path, { headers }))
const signIn = (id: string, key: string): Promise<Response> => Promise.resolve(app.request(`/${id}/login?to=wallboard`, {
  method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '20' }, body: new URLSearchParams({ key }) }))

describe('every page', () => {
  it.each(['/demo', '/demo/live', '/open', '/open/wallboard', '/acme/wait', '/acme/login', '/nowhere'])('%s has a strict policy and nothing inline', async (path) => {
    const answer = await get(path, { host: 'queue.example:8080' })
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain('wss://queue.example:8080')
    expect(policy).not.toContain('unsafe')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    const page = await answer.text()
    expect(page).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=/)
  })

  it('never writes a name as markup', async () => {
    const page = await (await get('/demo/live')).text()
    expect(page).toContain('Help &lt;b&gt;desk&lt;/b&gt;')
  })

  it('a host that is no host does not enter the policy', async () => {
    expect((await get('/open', { host: "x; script-src 'unsafe-inline'" })).headers.get('content-security-policy')).not.toContain('unsafe')
  })

  it.each(['/nowhere', '/nowhere/wait', '/nowhere/wallboard', '/nowhere/login'])('%s of no center is not found', async (path) => {
    expect((await get(path)).status).toBe(404)
  })
})

describe('/{center}/wallboard', () => {
  it('asks who may read a center that is not public', async () => {
    const answer = await get('/acme/wallboard')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/acme/login?to=wallboard'])
  })

  it('opens with a key, for that center only', async () => {
    const answer = await signIn('acme', 'read-acme')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/acme/wallboard'])
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    expect(cookie).not.toContain('read-acme')
    const session = cookie.split(';')[0] ?? ''
    const page = (await (await get('/acme/wallboard?lang=en', { cookie: session })).text()).replaceAll('\u00a0', ' ')
    expect(page).toContain('Help &lt;b&gt;desk')
    expect(page).toContain('>3 min<')
    expect(page).toContain('within 4 min')
    expect(page).toContain('Closed until 09:00')
    expect(page).toContain('Silent · 42 s ago')
    expect((await get('/example/wallboard', { cookie: session })).status).toBe(303)
    expect((await get('/example/wallboard', { cookie: session.replace('acme', 'example') })).status).toBe(303)
    expect(await anySessions(SECRET).allows(session, 'acme')).toBe(true)
    expect(await anySessions('another').allows(session, 'acme')).toBe(false)
  })

  it.each(['wrong', 'read-open', ''])('stays shut for the key %j', async (key) => {
    const answer = await signIn('acme', key)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  it('shows strangers the public queues of a public center, and reloads itself without a script', async () => {
    const page = await (await get('/open/wallboard?lang=en')).text()
    expect(page).toContain('data-queue="sales"')
    expect(page).toContain('fewer than 5')
    expect(page).not.toContain('data-queue="support"')
    expect(page).toContain('<noscript><meta http-equiv="refresh" content="10"></noscript>')
  })

  it('leads nowhere else after signing in', async () => {
    const answer = await app.request('/acme/login?to=//evil.example', {
      method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '13' }, body: 'key=read-acme' })
    expect(answer.headers.get('location')).toBe('/acme/wallboard')
  })
})

describe('what customers see', () => {
  it.each([['nl-BE,nl;q=0.9', 'nl', 'Uw wachttijd'], ['fr', 'fr', 'Votre attente'], ['de-AT', 'de', 'Ihre Wartezeit'], ['en', 'en', 'Your wait'], ['', 'nl', 'Uw wachttijd']])(
    'speaks the language of a browser that says %j', async (accept, lang, title) => {
      const page = await (await get('/acme/wait', { 'accept-language': accept })).text()
      expect(page).toContain(`<html lang="${lang}">`)
      expect(page).toContain(`<queue-status lang="${lang}" data-status>`)
      expect(page).toContain(`<h1>${title}</h1>`)
    })

  it('the status page shows public queues only', async () => {
    const page = await (await get('/open?lang=fr')).text()
    expect(page).toContain('Temps d’attente de Mutualité')
    expect(page).toContain('Sales')
    expect(page).not.toContain('desk')
    expect((await get('/acme')).status).toBe(303)
  })

  it('where no queue is public, strangers are told so and where to sign in', async () => {
    source.putBoard('open', board)
    for (const path of ['/open?lang=en', '/open/wallboard?lang=en']) {
      const page = await (await get(path)).text()
      expect(page).toContain('No queue is public here')
      expect(page).toContain('/open/login')
    }
  })
})

describe('/demo', () => {
  it('says that its center is simulated, and needs a script only for what moves', async () => {
    const page = await (await get('/demo')).text()
    expect(page).toContain('Simulated center')
    expect(page).toMatch(/data-worker="\/v1\/assets\/demo-worker\.js\?v=/)
    expect(page).toMatch(/<noscript><p class="warning">[^<]*<a href="\/demo\/live">/)
    expect((await get('/demo')).headers.get('set-cookie')).toBeNull()
  })

  it('speaks the visitor\'s language, by the browser or by a link of its own', async () => {
    for (const [lang, question] of [['nl', 'Wat vertelt u mensen'], ['fr', 'Que dire aux gens'], ['de', 'Was soll man Menschen sagen'], ['en', 'What should people be told']] as const) {
      const page = await (await get('/demo', { 'accept-language': `${lang}, xx;q=0.5` })).text()
      expect(page).toContain(`<html lang="${lang}">`)
      expect(page).toContain(question)
      expect(await (await get(`/demo?lang=${lang}`, { 'accept-language': 'en' })).text()).toContain(question)
      for (const other of ['nl', 'fr', 'de', 'en']) if (other !== lang) expect(page).toContain(`hreflang="${other}" href="?lang=${other}"`)
    }
  })
})

describe('/demo/live', () => {
  it('tells a stranger how to connect a feed: the address that was asked, where the key lies, never the key', async () => {
    source.putBoard('example', { ...board, queues: [] })
    const page = await (await get('/demo/live', { host: 'queue.example:8080', 'x-forwarded-proto': 'https' })).text()
    expect(page).toContain('data-connect open')
    expect(page).toContain('--url https://queue.example:8080 --center example')
    expect(page).toContain('https://queue.example:8080/v1/centers/example/events')
    expect(page).toContain('./.queuecast/keys.json')
    source.putBoard('example', board)
    expect(await (await get('/demo/live', { host: 'x" onload="' })).text()).not.toMatch(/data-connect open|onload/)
  })

  it('speaks the visitor\'s language', async () => {
    for (const [lang, customer] of [['nl', 'Wat één klant ziet'], ['fr', 'Ce que voit un client'], ['de', 'Was ein Kunde sieht']] as const) {
      const page = await (await get('/demo/live', { 'accept-language': lang })).text()
      expect(page).toContain(customer)
      expect(page).toContain('<code>./.queuecast/keys.json</code>')
      expect(page).not.toMatch(/Nobody waits|Connect a feed|\{place\}/)
    }
  })

  it('gives tokens for contacts that wait in a test center, and for no others', async () => {
    expect(await (await get('/demo/next')).json()).toMatchObject({ center: 'example', contact: 'c-2', token: 'token:example:c-2' })
    expect(await (await get('/demo/next?contact=c-3')).json()).toMatchObject({ contact: 'c-3' })
    expect(await (await get('/demo/next?contact=c-99')).json()).toEqual({ center: 'example' })
    expect((await get('/demo/next?center=acme&contact=secret-1')).status).toBe(404)
    expect((await get('/demo/live?center=acme')).status).toBe(404)
  })

  it('lists who can be followed, with their places', async () => {
    source.put(makeDisplay({ center: 'example', contact: 'c-2', position: 5 }))
    const { waiting } = await (await get('/demo/waiting')).json() as { waiting: unknown[] }
    expect(waiting).toContainEqual({ contact: 'c-2', queue: 'support', position: 5 })
  })

  it('streams events as they come, the newest ones first to whoever comes late', async () => {
    feed.push('example', { id: 'e-1', type: 'contact.queued', time: 1000, contact: 'c-1', queue: 'support' })
    const answer = await get('/demo/events')
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
    const read = async (): Promise<string> => (await reader.read()).value ?? ''
    expect(await read()).toContain('"type":"contact.queued","contact":"c-1","queue":"support"')
    feed.push('example', { id: 'e-2', type: 'contact.answered', time: 2000, contact: 'c-1', agent: 'a-1' })
    feed.push('acme', { id: 'e-3', type: 'contact.abandoned', time: 2000, contact: 'c-9' })
    const next = await read()
    expect(next).toContain('contact.answered')
    expect(next).not.toContain('c-9')
    await reader.cancel()
  })

  it('skips what nobody could read', () => {
    const batches: { lines: number; skipped: number }[] = []
    feed.watch('example', ({ lines, skipped }) => batches.push({ lines: lines.length, skipped }))
    for (let count = 0; count < 1000; count += 1) feed.push('example', { id: `e-${count}`, type: 'feed.heartbeat', time: count })
    return expect.poll(() => batches.at(-1)).toEqual({ lines: 30, skipped: 970 })
  })
})

describe('/v1/assets', () => {
  it('serves the widget for ever under its own address, and asks again otherwise', async () => {
    const page = await (await get('/acme/wait')).text()
    const href = /src="(\/v1\/assets\/queue-status\.js\?v=[^"]+)"/.exec(page)?.[1] ?? ''
    const answer = await get(href)
    expect(answer.headers.get('content-type')).toContain('text/javascript')
    expect(answer.headers.get('cache-control')).toContain('immutable')
    expect((await get('/v1/assets/queue-status.js')).headers.get('cache-control')).toBe('no-cache')
    expect((await get(href, { 'if-none-match': answer.headers.get('etag') ?? '' })).status).toBe(304)
  })

  it.each(['..%2f..%2fpackage.json', 'main.js', '.env'])('serves nothing else: %s', async (name) => {
    expect((await get(`/v1/assets/${name}`)).status).toBe(404)
  })
})
