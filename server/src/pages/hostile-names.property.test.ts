import type { Board } from '@queuecast/client-sdk/protocol'
import * as fc from 'fast-check'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { createMemorySource, makeQueueStatus } from '../delivery/testing/memory-source.ts'
import { createPages } from './create-pages.ts'
import type { PageFeed } from './feeds-page.ts'
import type { PageCenter } from './pages-deps.ts'
import { anySessions } from './testing/index.ts'

const MARK = 'zq7'
/** Text that would be markup, an attribute, an address or an entity if any page wrote it as it stands; each carries the mark. */
const hostile = fc.oneof(
  fc.constantFrom(
    `<script>${MARK}</script>`, `"><img src=x onerror=${MARK}>`, `' onmouseover='${MARK}`, `javascript:${MARK}`, `</title><svg onload=${MARK}>`, `</textarea><b>${MARK}`,
    `&lt;b&gt;${MARK}`, `<!--${MARK}-->`, `]]><x>${MARK}`, `\u2028<${MARK}>`, `<${MARK}`, `\`\${${MARK}}\``, `</noscript><p onclick=${MARK}>`, `=cmd|' /C ${MARK}'!A0`,
  ),
  fc.string({ unit: fc.constantFrom('<', '>', '"', '\'', '&', '=', ' ', '/', 'a', '\n', '\0', '\u202e', '`') }).map((text) => `${text}<${MARK} "`),
)
const scene = fc.record({ center: hostile, queue: hostile, feed: hostile, reason: hostile, error: hostile, host: hostile, query: hostile, contact: hostile, notice: hostile })
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never

function app(names: Scene): Hono {
  const center = (id: string, change: Partial<PageCenter>): PageCenter =>
    ({ id, name: { en: names.center }, languages: ['en'], timeZone: 'Europe/Brussels', public: true, purpose: 'live', ...change })
  const centers = [center('acme', {}), center('example', { purpose: 'test' })]
  const feed: PageFeed = {
    feed: names.feed, state: 'stale', alive: 'heartbeat', silentForSeconds: 2, clockOffsetSeconds: 0, accepted: 9, tooLate: 2, quarantined: 1, unknownFields: 0, drift: 4,
    source: names.feed, rejected: 3, connection: { state: 'down', since: '2026-11-22T09:58:00Z', lastError: names.error, lastErrorAt: '2026-11-22T09:59:00Z' },
  }
  const source = createMemorySource(centers.map(({ id }) => id))
  const board: Board = {
    queues: [makeQueueStatus({ queue: 'support', name: names.queue }), makeQueueStatus({ queue: 'sales', name: names.queue, open: false, wait: { known: false, reason: 'closed' } })],
    feeds: [feed], asOf: '2026-11-22T10:00:00.000Z', epoch: '0000000001', seq: 1,
  }
  for (const { id } of centers) source.putBoard(id, board, ['support', 'sales'])
  const made = new Hono()
  createPages({
    source, center: (id) => centers.find((one) => one.id === id), centers: () => centers, sdkFile: () => undefined, sessions: anySessions('a secret'),
    mintToken: () => Promise.resolve({ token: 'token', expiresAt: '2026-11-23T10:00:00Z' }), waitingContacts: () => [names.contact],
    authorizeRead: () => true, authorizeSupervisor: () => true, feeds: () => [feed],
    rejected: () => [{ at: '2026-11-22T09:30:00Z', reason: names.reason, setAside: false, looks: names.reason, replay: { position: names.reason } }],
    replayed: () => [{ atMs: 0, type: names.reason, outcome: 'refused', detail: names.error }], replay: () => Promise.resolve('taken'), keysFile: () => './keys.json',
  })(made)
  return made
}

/** Tags with the mark in their name, an attribute or their text of a script: the mark may only stand in text and in quoted, escaped values. */
function leaks(page: string): string[] {
  const tags = page.match(/<[^<>]*>?/g) ?? []
  return tags.filter((tag) => {
    const bare = tag.replace(/"[^"]*"/g, '""')
    return bare.includes(MARK) || /\son[a-z]+=|javascript:/i.test(bare)
  })
}

const PAGES = ['/acme', '/acme/wallboard', '/acme/wait', '/acme/login', '/acme/feeds', '/demo', '/nowhere']
const RUNS = 40

it(`no name, reason, host or address becomes markup on any page (${RUNS} scenes of ${PAGES.length} pages)`, async () => {
  await fc.assert(fc.asyncProperty(scene, async (names) => {
    const pages = app(names)
    const body = new URLSearchParams({ key: names.query }).toString()
    const login = await pages.request('/acme/login?to=feeds', { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) } })
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? ''
    for (const path of PAGES) {
      const answer = await pages.request(`${path}?to=${encodeURIComponent(names.query)}&lang=${encodeURIComponent(names.query)}&contact=${encodeURIComponent(names.contact)}`, { headers: { cookie } })
      expect(answer.status).toBe(path === '/nowhere' ? 404 : 200)
      expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';(?!.*unsafe)/)
      expect({ path, leaks: leaks(await answer.text()) }).toEqual({ path, leaks: [] })
    }
  }), { numRuns: RUNS })
})

it('the check sees a leak', () => {
  expect(leaks(`<p class="x" onclick=${MARK}>`)).toHaveLength(1)
  expect(leaks(`<p>"><img src=x onerror=${MARK}></p>`)).toHaveLength(1)
  expect(leaks(`<p title="&quot;&gt;${MARK}">&lt;${MARK}</p>`)).toEqual([])
})
