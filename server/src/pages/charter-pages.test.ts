import { Hono } from 'hono'
import { beforeAll, describe, expect, it } from 'vitest'
import { createMemorySource, makeQueueStatus } from '../delivery/testing/memory-source.ts'
import { WORLD_NOW_MS, worldCenter, worldInsight, worldRows } from '../pipeline/testing/evidence-world.ts'
import { createPages } from './create-pages.ts'
import type { ContactStory, PageHead, PageInsight } from './insight.ts'
import { anySessions } from './testing/index.ts'

const centers = [worldCenter(), worldCenter({ id: 'closed', public: false }), worldCenter({ id: 'empty', charters: [] })]
const HOSTILE = 'Help <b>desk</b>'
let app: Hono
let insight: PageInsight

beforeAll(() => {
  insight = worldInsight(worldRows(60, 40))
  app = appWith(insight)
})

function appWith(given: PageInsight | undefined): Hono {
  const source = createMemorySource(centers.map(({ id }) => id))
  for (const { id } of centers) source.putBoard(id, { queues: [makeQueueStatus({ queue: 'support', name: HOSTILE }), makeQueueStatus({ queue: 'secret', name: 'Secret' })], feeds: [], asOf: '2026-11-22T14:00:00.000Z', epoch: '0000000001', seq: 1 }, ['support'])
  const made = new Hono()
  createPages({
    source, center: (id) => centers.find((one) => one.id === id), centers: () => centers, mintToken: () => Promise.resolve({ token: '', expiresAt: '' }), waitingContacts: () => [], sessions: anySessions('of all nodes'), sdkFile: () => undefined,
    authorizeRead: (key, of) => key === `read-${of}` || key === `inspect-${of}`, authorizeInspect: (key, of) => key === `inspect-${of}`, ...(given === undefined ? {} : { insight: given }),
  })(made)
  return made
}
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => Promise.resolve(app.request(path, { headers }))
const text = async (path: string, headers: Record<string, string> = {}): Promise<string> => (await get(path, headers)).text()
async function cookieOf(center: string, key: string): Promise<{ cookie: string }> {
  const answer = await app.request(`/${center}/login?to=report`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '20' }, body: new URLSearchParams({ key: `${key}-${center}` }) })
  return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' }
}
const PERIOD = 'from=2026-11-01&to=2026-11-22'
const linkTo = (page: string, name: string): string => (new RegExp(`href="(/acme/${name}\\?[^"]*)"`).exec(page)?.[1] ?? '').replaceAll('&amp;', '&')

describe('who may see what', () => {
  it.each(['charter', 'report', 'contacts', 'story', 'accuracy'])('/closed/%s leads to the login', async (page) => {
    expect((await get(`/closed/${page}`)).headers.get('location')).toMatch(/^\/closed\/login\?to=/)
  })
  it.each(['/acme/report', '/acme/contacts', '/acme/story', '/acme/accuracy'])('%s needs a key although the center is public', async (page) => {
    expect((await get(page)).status).toBe(302 + 1)
  })
  it('charter and label are open where the center is public, and show only public queues', async () => {
    const page = await text('/acme/charter?lang=en')
    expect(page).toContain('Help &lt;b&gt;desk&lt;/b&gt;')
    expect(page).not.toContain('Secret')
    expect(page).not.toMatch(/href="\/acme\/report/)
    expect((await get('/acme/label.svg')).headers.get('content-type')).toContain('image/svg+xml')
    expect((await get('/closed/label.svg')).status).toBe(404)
  })
  it('contacts behind a verdict are for inspectors only', async () => {
    const reader = await cookieOf('acme', 'read')
    const page = await text(`/acme/report?${PERIOD}&lang=en`, reader)
    expect(page).toContain('keys for inspection only')
    expect(page).not.toMatch(/\/acme\/contacts|c-\d+-\d+/)
    expect((await get(`/acme/contacts?${PERIOD}`, reader)).status).toBe(303)
    expect(await text(`/acme/report?${PERIOD}&format=json`, reader)).not.toMatch(/c-\d+-\d+/)
    expect((await get(`/acme/story?contact=c-50-3&${PERIOD}`, reader)).status).toBe(303)
    expect((await get('/acme/report', await cookieOf('closed', 'inspect'))).status).toBe(303)
  })
})

describe('the report', () => {
  it('comes as a page, JSON and CSV with the same figures', async () => {
    const inspector = await cookieOf('acme', 'inspect')
    const json = JSON.parse(await text(`/acme/report?${PERIOD}&format=json`, inspector)) as { verdicts: { rule: string; n: number; value?: number }[]; accuracy: { told: { n: number } }; outages: unknown[]; totals: unknown[] }
    const csv = await text(`/acme/report?${PERIOD}&format=csv`, { authorization: 'Bearer inspect-acme' })
    expect(csv.trim().split('\r\n')).toHaveLength(json.verdicts.length + 1)
    expect(csv).toContain(`own,2026-1,quick,`)
    expect([json.accuracy.told.n > 0, json.outages.length, json.totals.length]).toEqual([true, 1, 2])
    const page = await text(`/acme/report?${PERIOD}&lang=en`, inspector)
    for (const { rule } of json.verdicts) expect(page).toContain(`.${rule}.`)
    for (const part of ['95 % interval', 'Counts', 'Open points', 'Corrected by late events', 'our service', 'Difference', 'Wilson']) expect(page).toContain(part)
  })
  it('says from when on there is evidence, where that is later than what was asked for', async () => {
    const asked = (from: string): Promise<string> => text(`/acme/report?from=${from}&to=2026-11-22&lang=en`, { authorization: 'Bearer read-acme' })
    expect(await asked('2026-09-01')).toContain('The ledger begins on 24 Sept 2026')
    expect(await asked('2026-11-01')).not.toContain('The ledger begins')
  })
  it('refuses a wrong key, an unknown form, and takes days that cannot be as the month', async () => {
    expect((await get('/acme/report', { authorization: 'Bearer guess' })).status).toBe(401)
    expect((await get('/acme/report?format=xml', { authorization: 'Bearer read-acme' })).status).toBe(400)
    expect(await text('/acme/report?from=2026-99-99&to=<script>', { authorization: 'Bearer read-acme' })).toContain('value="2026-11-01"')
  })
})

describe('the inspector’s path', () => {
  it('three clicks: verdict, contacts, story', async () => {
    const inspector = await cookieOf('acme', 'inspect')
    const contacts = await text(linkTo(await text(`/acme/report?${PERIOD}&lang=en`, inspector), 'contacts'), inspector)
    expect(contacts).toContain('Pseudonymous')
    const story = await text(linkTo(contacts, 'story'), inspector)
    for (const part of ['Joined the queue', 'Told over', 'How each rule saw it', 'Not kept', 'Version 2011-06-15', 'hash-']) expect(story).toContain(part)
  })
  it('[CH41] a story names the charters that were recorded with the contact, and says where the book has others now', async () => {
    const inspector = await cookieOf('acme', 'inspect')
    const path = `/acme/story?contact=c-50-3&${PERIOD}&lang=en`
    const story = await text(path, inspector)
    expect(story).toContain('Version 2011-06-15, from 1 June 2026')
    expect(story).toContain('As recorded when the contact was settled')
    expect(story).not.toContain('history was changed')
    const known = await insight.story('acme', 'c-50-3', { fromMs: 0, toMs: WORLD_NOW_MS })
    if (known === undefined) throw new Error('there is no such contact')
    const shown = async (charters: ContactStory['evidence']['charters'], more: { noCharter?: true } = {}): Promise<string> => {
      const own = appWith({ ...insight, story: () => Promise.resolve({ ...known, evidence: { ...known.evidence, charters, ...more } }) })
      return (await own.request(path, { headers: inspector })).text()
    }
    const other = await shown([{ id: 'own', version: '<2026-0>', fromMs: 0 }])
    expect(other).toContain('Version &lt;2026-0&gt;, from 1 January 1970')
    expect(other).toContain('its history was changed afterwards')
    expect(await shown([])).toContain('Not recorded with the contact')
    const none = await shown([], { noCharter: true })
    expect(none).toContain('No charter was in force. As recorded when the contact was settled.')
    expect(none).toContain('its history was changed afterwards')
  })
  it('the report says how many contacts were recorded under other charters', async () => {
    const asked = async (otherCharters: number): Promise<string> => {
      const own = appWith({ ...insight, verdicts: async (...given) => ({ ...await insight.verdicts(...given), otherCharters }) })
      return (await own.request(`/acme/report?${PERIOD}&lang=en`, { headers: { authorization: 'Bearer read-acme' } })).text()
    }
    expect(await asked(7)).toContain('7 contacts were recorded under other versions')
    expect(await asked(0)).not.toContain('recorded under other versions')
  })
  it('what is not there is said so', async () => {
    const inspector = await cookieOf('acme', 'inspect')
    expect((await get(`/acme/story?contact=nobody&${PERIOD}`, inspector)).status).toBe(404)
    expect(await text(`/acme/contacts?${PERIOD}&verdict=none`, inspector)).not.toContain('<ol')
  })
})

describe('every page of charters', () => {
  it.each(['/acme/charter', '/acme/report', '/acme/accuracy', `/acme/contacts?${PERIOD}`, `/acme/story?contact=c-50-3&${PERIOD}`])('%s has a strict policy and nothing inline, in every language', async (path) => {
    const inspector = await cookieOf('acme', 'inspect')
    for (const lang of ['nl', 'fr', 'de', 'en']) {
      const answer = await get(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`, inspector)
      expect(answer.headers.get('content-security-policy')).not.toContain('unsafe')
      const page = await answer.text()
      expect(page).toContain(`<html lang="${lang}">`)
      expect(page).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=|undefined|NaN|\{\w+\}/)
    }
  })

  it('[LE24] the report says which heads left the house, by which way, and for inspectors why one did not', async () => {
    const heads: PageHead[] = [
      { way: 'mail', left: { day: '2026-11-20', atMs: Date.parse('2026-11-21T00:10:00Z') }, waiting: { day: '2026-11-21', sinceMs: Date.parse('2026-11-22T00:05:00Z'), error: 'no <b>mailbox</b>' } },
      { way: 'time-stamp', left: { day: '2026-11-21', atMs: Date.parse('2026-11-22T00:05:00Z'), by: 'Test <b>TSA</b>' } }, { way: 'webhook' },
    ]
    const asked = async (given: readonly PageHead[] | undefined, key: string, format = ''): Promise<string> => {
      const own = appWith({ ...insight, heads: () => Promise.resolve(given) })
      const answer = await own.request('/acme/login?to=report', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '20' }, body: new URLSearchParams({ key: `${key}-acme` }) })
      return (await own.request(`/acme/report?${PERIOD}&lang=en${format}`, { headers: { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' } })).text()
    }
    const page = await asked(heads, 'inspect')
    expect(page).toContain('stamped by Test &lt;b&gt;TSA&lt;/b&gt;')
    expect(page).toContain('The head of 21 November 2026 has been waiting since')
    expect(page).toContain('no &lt;b&gt;mailbox&lt;/b&gt;')
    expect(page).toContain('none yet')
    const reader = await asked(heads, 'read')
    expect(reader).toContain('The head of 21 November 2026 has been waiting since')
    expect(reader).not.toContain('mailbox')
    expect(JSON.parse(await asked(heads, 'inspect', '&format=json'))).toMatchObject({ heads })
    expect(await asked(heads, 'read', '&format=json')).not.toContain('mailbox')
    expect(await asked([], 'read')).toContain('only this company holds the chain')
    expect(await asked(undefined, 'read')).toContain('Another node of this server sends them')
  })

  it('without a ledger says so; without a charter too', async () => {
    expect(await text('/empty/charter?lang=en')).toContain('<h1>')
    const none = appWith(undefined)
    expect(await (await none.request('/acme/charter?lang=en')).text()).toContain('keeps no evidence')
    expect(await (await none.request('/acme/label.svg?lang=en')).text()).toContain('No label')
  })

  it('a label expires when data stop, and has not begun before they came', async () => {
    const label = async (given: PageInsight): Promise<string> => (await appWith(given).request('/acme/label.svg?lang=en')).text()
    const nothing = { ...insight, digest: async (...asked: Parameters<PageInsight['digest']>) => { const { lastDataMs: _, ...rest } = await insight.digest(...asked); return rest } }
    expect(await label(nothing)).toContain('No data for 35 days')
    expect(await label({ ...nothing, beganMs: () => Promise.resolve(undefined) })).toContain('Not measured yet')
    expect(await label(insight)).toContain('Not kept')
  })

  it('figures that take long are not waited for: the page says so and renews itself', async () => {
    const slow = appWith({ ...insight, verdicts: () => new Promise(() => undefined) })
    const page = await (await slow.request('/acme/charter?lang=en')).text()
    expect(page).toContain('being computed')
    expect(page).toMatch(/<noscript><meta http-equiv="refresh" content="5">/)
    expect(await (await slow.request('/acme/label.svg?lang=en')).text()).toContain('Not measured yet')
  })
})
