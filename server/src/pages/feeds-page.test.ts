import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { createMemorySource } from '../delivery/testing/memory-source.ts'
import { createPages } from './create-pages.ts'
import type { PageFeed } from './feeds-page.ts'
import type { PagesDeps } from './pages-deps.ts'
import { anySessions } from './testing/index.ts'

const health: PageFeed = {
  feed: 'pbx1', state: 'live', alive: 'heartbeat', silentForSeconds: 2, clockOffsetSeconds: 0, accepted: 9, tooLate: 2, quarantined: 1, unknownFields: 0, drift: 4,
  since: '2026-11-22T09:00:00Z', lastEventAt: '2026-11-22T09:59:58Z', lagSeconds: 0.004, source: 'asterisk-ami', rejected: 3,
}
const down: PageFeed = {
  ...health, feed: 'pbx2', state: 'stale', held: 12, clockOffsetSeconds: -61,
  connection: { state: 'down', since: '2026-11-22T09:58:00Z', lastError: 'nothing listens at <pbx2>:5038', lastErrorAt: '2026-11-22T09:59:00Z', nextTryAt: '2026-11-22T10:00:01Z' },
}
const center = { id: 'acme', name: { nl: 'Ziekenfonds' }, languages: ['nl'], timeZone: 'Europe/Brussels', public: true, purpose: 'live' as const }

function pages(feeds: PageFeed[], more: Partial<PagesDeps> = {}): Hono {
  const app = new Hono()
  createPages({
    source: createMemorySource(['acme']), center: (id) => (id === 'acme' ? center : undefined), centers: () => [center], sdkFile: () => undefined, sessions: anySessions('a secret'),
    mintToken: () => Promise.reject(new Error('unused')), waitingContacts: () => [],
    authorizeRead: (key) => key === 'read' || key === 'supervisor', authorizeSupervisor: (key) => key === 'supervisor',
    feeds: () => feeds, rejected: (_center, feed) => (feed === 'pbx1' ? [{ at: '2026-11-22T09:30:00Z', reason: 'contact must be <printable>', setAside: true }] : []),
    ...more,
  })(app)
  return app
}
async function signedIn(app: Hono, key: string): Promise<{ status: number; cookie: string }> {
  const body = new URLSearchParams({ key }).toString()
  const answer = await app.request('/acme/login?to=feeds', { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) } })
  return { status: answer.status, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' }
}
const shown = async (app: Hono, lang = 'en'): Promise<string> => {
  const { cookie } = await signedIn(app, 'supervisor')
  return (await app.request(`/acme/feeds?lang=${lang}`, { headers: { cookie } })).text()
}

describe('the page of feeds', () => {
  it('is for supervisors: others are led to the login, and a key that may only read does not open it', async () => {
    const app = pages([health])
    const answer = await app.request('/acme/feeds')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/acme/login?to=feeds'])
    expect((await signedIn(app, 'read')).status).toBe(401)
    expect((await signedIn(app, 'supervisor')).status).toBe(303)
  })

  it('says of each feed how it stands, since when, and what was not taken with its reason, without a script', async () => {
    const page = await shown(pages([health, down]))
    expect(page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).toMatch(
      /pbx1 asterisk-ami Live · Since 10:00:00 .* Last event 2.s ago Arrives after 4.ms Its clock right Put right 4 Not taken 6 .* 10:30:00 set aside: contact must be &lt;printable&gt;.*pbx2 .*Not connected · Since 10:58:00 .*1 min behind.*Next try 11:00:01.*Last fault, 10:59:00: nothing listens at &lt;pbx2&gt;:5038 12 events wait/,
    )
    expect(page).toContain('<noscript><meta http-equiv="refresh"')
  })

  it('offers a replay where one may help, shows what it looked like as text, and says what came of it', async () => {
    const app = pages([health], {
      rejected: () => [
        { at: '2026-11-22T09:30:00Z', reason: 'in: queue is missing', setAside: false, looks: '{"kind":"<in>"}', replay: { rejected: 'r1' } },
        { at: '2026-11-22T09:29:00Z', reason: 'contact.queued: older', setAside: true, forGood: true },
      ],
      replayed: () => [{ atMs: Date.parse('2026-11-22T09:31:00Z'), type: 'contact.queued', outcome: 'refused', detail: 'why <b>' }],
      replay: (_center, _feed, item) => Promise.resolve('rejected' in item && item.rejected === 'r1' ? 'taken' : 'gone'),
    })
    const { cookie } = await signedIn(app, 'supervisor')
    const get = async (query: string): Promise<string> => (await app.request(`/acme/feeds?lang=en${query}`, { headers: { cookie } })).text()
    const page = await get('')
    expect([...page.matchAll(/<button>Replay/g)].length).toBe(1)
    expect(page).toMatch(/name="rejected" value="r1".*<\/form>/s)
    expect(page).toContain('&lt;in&gt;')
    expect(page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).toMatch(/older It came too late and cannot be replayed: .* 10:31:00 contact.queued replayed: It was refused again. why &lt;b&gt;/)
    expect(await get('&of=pbx1&came=known')).toMatch(/role="status">The contact had it already.*<details data-keep="pbx1" open>/s)
    for (const query of ['&of=pbx9&came=known', '&of=pbx1&came=<script>']) expect(await get(query)).not.toContain('role="status"')

    const body = new URLSearchParams({ feed: 'pbx1', rejected: 'r1' }).toString()
    const send = (text: string, headers: Record<string, string> = {}) => app.request('/acme/feeds?lang=nl', { method: 'POST', body: text, headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(text.length), ...headers } })
    expect((await send(body)).headers.get('location')).toBe('/acme/feeds?of=pbx1&came=taken&lang=nl')
    for (const text of ['feed=pbx9&rejected=r1', 'feed=pbx1&rejected=../x', 'feed=pbx1', '']) expect((await send(text)).headers.get('location')).toBe('/acme/feeds')
    expect((await send(body, { 'content-length': '99999' })).headers.get('location')).toBe('/acme/feeds')
    const reader = await signedIn(app, 'read')
    expect((await send(body, { cookie: reader.cookie })).headers.get('location')).toBe('/acme/login?to=feeds')
  })

  it('speaks the reader’s language, and says where there is no feed', async () => {
    expect(await shown(pages([down]), 'nl')).toContain('Niet verbonden')
    expect(await shown(pages([down]), 'fr')).toContain('Non connectée')
    expect(await shown(pages([]), 'de')).toContain('Dieses Center hat keine Quellen.')
  })
})
