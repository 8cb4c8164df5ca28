// @ts-nocheck
import { mkdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { serve } from '@hono/node-server'
import { createHub } from '@queuecast/server/delivery/hub'
import { attachSocketIo } from '@queuecast/server/delivery/socketio'
import { createMemorySource, makeQueueStatus } from '@queuecast/server/delivery/testing'
import { createEventFeed, createPages, createPageSessions } from '@queuecast/server/pages'
import { Hono } from 'hono'
import { launchChromium } from './support/chromium.ts'
const { buildPages } = await import('../server/build-pages.mjs')
await buildPages('/tmp/dm-assets')
const center = { id: 'example', name: { en: 'Acme' }, languages: ['nl','fr','de','en'], timeZone: 'Europe/Brussels', public: true, purpose: 'test' as const }
const source = createMemorySource(['example'])
const now = () => new Date().toISOString()
const board = () => ({ queues: [
  makeQueueStatus({ queue: 'phone', name: 'Customer service', waiting: 7, longestWaitSeconds: 410, staffed: 8, wait: { known: true, boundSeconds: 900, share: 0.9, p10Seconds: 60, p50Seconds: 130, p90Seconds: 215, basedOn: 'queue-length' }, cost: { text: 'local rate', freeWhileWaiting: true } }),
  makeQueueStatus({ queue: 'chat', name: 'Chat', channel: 'chat', waiting: 2, staffed: 5, longestWaitSeconds: 61 }),
  makeQueueStatus({ queue: 'video', name: 'Video', channel: 'video', waiting: 1, staffed: 2, longestWaitSeconds: 61 }),
  makeQueueStatus({ queue: 'orders', name: 'Orders', channel: 'voice', waiting: 3, staffed: 0, longestWaitSeconds: 961, wait: { known: false, reason: 'no-agents' } }),
  makeQueueStatus({ queue: 'claims', name: 'Claims', channel: 'email', waiting: 0, open: false, reopensAt: '2026-11-23T08:00:00Z', wait: { known: false, reason: 'closed' } }),
], feeds: [{ feed: 'pbx1', state: 'stale' as const, alive: 'heartbeat' as const, silentForSeconds: 42, clockOffsetSeconds: 0, accepted: 9, tooLate: 0, quarantined: 0, unknownFields: 0, drift: 0 }, { feed: 'chat', state: 'live' as const, alive: 'heartbeat' as const, silentForSeconds: 2, clockOffsetSeconds: 0, accepted: 9, tooLate: 0, quarantined: 0, unknownFields: 0, drift: 0 }], asOf: now(), epoch: '0000000001', seq: 1 })
source.putBoard('example', board() as never, ['phone', 'chat', 'video', 'claims'])
const waits = new Array(24).fill(0); waits[1] = 30; waits[9] = 20; waits[4] = 15
const cells = ['phone','chat'].flatMap((queue) => [8,9,10,11].map((hour) => ({ day: '2026-11-20', hour, queue, offered: 65, answered: 65, abandoned: 3, waits, bounds:0, covered:0, contacts:0, kept:0, errors:0, errorSeconds:0, absoluteSeconds:0, squareSeconds:0, revisions:0, revised:0 })))
const app = new Hono()
const feed = createEventFeed()
createPages({ source, center: (id) => (id === 'example' ? center : undefined), centers: () => [center], waitingContacts: () => [], mintToken: () => Promise.resolve({ token: 't', expiresAt: '' }), authorizeRead: () => true,
  sessionSecret: 's', sdkFile: () => '', eventFeed: feed, assetsDirectory: pathToFileURL('/tmp/dm-assets/'), insight: { nowMs: () => Date.now(), digest: () => Promise.resolve({ fromMs: 0, toMs: 1, cells, outages: [], openSeconds: 0, measuredSeconds: 0 }) } as never })(app)
const http = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
await new Promise((r) => http.once('listening', r))
const url = `http://127.0.0.1:${(http.address() as { port: number }).port}`
const hub = createHub({ source, now: () => performance.now() })
const sessions = createPageSessions('s')
attachSocketIo(http as never, { hub, source, verifyToken: () => Promise.resolve({ ok: false, code: 'bad-token' }), authorizeRead: () => false, sessionAllows: (cookie, id) => sessions.allows(cookie, id), isPublic: () => true, told: () => undefined, draining: () => false } as never)
mkdirSync('/tmp/dm-shots', { recursive: true })
const browser = await launchChromium()
const only = (process.argv[2] ?? 'demo,status,wall,wallpublic').split(',')
const looks = (process.argv[3] ?? 'dl,pl,dd,pd').split(',')
const paths: Record<string, [string, string]> = { demo: ['/demo', '[data-started]'], status: ['/example?lang=en', '.cards li'], statusnl: ['/example?lang=nl', '.cards li'], wall: ['/example/wallboard?lang=en', '[data-live]'], kiosk: ['/example/wallboard?lang=en&kiosk', '[data-live]'], live: ['/demo/live', '[data-live]'] }
try {
  for (const name of only) for (const look of looks) {
    const context = await browser.newContext({ viewport: look[0] === 'd' ? { width: 1280, height: 800 } : look[0] === 'w' ? { width: 1920, height: 1080 } : { width: 390, height: 844 }, colorScheme: look[1] === 'd' ? 'dark' : 'light', locale: 'en-GB' })
    const page = await context.newPage()
    page.on('console', (m) => m.type() === 'error' && console.log(name, look, m.text()))
    page.on('pageerror', (e) => console.log(name, look, e.message))
    if (name === 'wall' || name === 'kiosk') { await page.goto(`${url}/example/login?to=wallboard`); await page.fill('#key', 'x'); await page.click('button'); await page.waitForURL(/wallboard/) }
    const [path, ready] = paths[name] ?? ['', '']
    const t = Date.now()
    await page.goto(url + path)
    await page.waitForSelector(ready, { timeout: 120_000 })
    if (name.startsWith('status')) await page.locator('details summary').first().click()
    if (name === 'demo') await page.waitForTimeout(2500)
    console.log(name, look, 'ready after', Date.now() - t, 'overflow', await page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
    await page.screenshot({ path: `/tmp/dm-shots/${name}-${look}.png`, fullPage: name !== 'wall' && name !== 'kiosk' })
    await context.close()
  }
} finally { await browser.close(); process.exit(0) }
