import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { createMemorySource } from '../delivery/testing/memory-source.ts'
import { createPages } from './create-pages.ts'
import type { PageFeed } from './feeds-page.ts'
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

function pages(feeds: PageFeed[]): Hono {
  const app = new Hono()
  createPages({
    source: createMemorySource(['acme']), center: (id) => (id === 'acme' ? center : undefined), centers: () => [center], sdkFile: () => undefined, sessions: anySessions('a secret'),
    mintToken: () => Promise.reject(new Error('unused')), waitingContacts: () => [],
    authorizeRead: (key) => key === 'read' || key === 'supervisor', authorizeSupervisor: (key) => key === 'supervisor',
    feeds: () => feeds, rejected: (_center, feed) => (feed === 'pbx1' ? [{ at: '2026-11-22T09:30:00Z', reason: 'contact must be <printable>', setAside: true }] : []),
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

  it('speaks the reader’s language, and says where there is no feed', async () => {
    expect(await shown(pages([down]), 'nl')).toContain('Niet verbonden')
    expect(await shown(pages([down]), 'fr')).toContain('Non connectée')
    expect(await shown(pages([]), 'de')).toContain('Dieses Center hat keine Quellen.')
  })
})
