import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { serve } from '@hono/node-server'
import type { Board, QueueStatus } from '@queuecast/client-sdk/protocol'
import { createHub } from '@queuecast/server/delivery/hub'
import { attachSocketIo } from '@queuecast/server/delivery/socketio'
import { createMemorySource, makeQueueStatus } from '@queuecast/server/delivery/testing'
import { createPages } from '@queuecast/server/pages'
import { anySessions } from '@queuecast/server/pages/testing'
import type { AxeResults } from 'axe-core'
import { Hono } from 'hono'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumAvailable, launchChromium, watchComplaints } from '../support/chromium.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const SECRET = 'secret'
/** The simulation begins with two hours of calls. */
const START_LIMIT_MS = 120_000
const center = { id: 'example', name: { en: 'Example' }, languages: ['en', 'nl'], timeZone: 'Europe/Brussels', public: true, purpose: 'test' as const }
const bound = (boundSeconds: number): Pick<QueueStatus, 'wait'> => ({ wait: { known: true, boundSeconds, share: 0.9, p10Seconds: 1, p50Seconds: 2, p90Seconds: 3, basedOn: 'other' } })
const boardOf = (phoneSeconds: number, staffed = 4): Board => ({
  queues: [
    makeQueueStatus({ queue: 'phone', name: 'Service', staffed, ...bound(phoneSeconds) }), makeQueueStatus({ queue: 'chat', name: 'Chat', channel: 'chat', ...bound(60) }),
    makeQueueStatus({ queue: 'video', name: 'Video', channel: 'video', ...bound(60) }),
  ],
  feeds: [], asOf: new Date().toISOString(), epoch: '0000000001', seq: 1,
})

describe.skipIf(!chromiumAvailable())('what is shown to visitors, in a real browser', () => {
  const source = createMemorySource(['example'])
  const hub = createHub({ source, now: () => performance.now() })
  const sessions = anySessions(SECRET)
  let browser: Browser
  let http: Server
  let url: string
  let closeSockets: () => Promise<void>
  let directory: string

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'queuecast-pages-'))
    const { buildPages } = await import('../../server/build-pages.mjs')
    await buildPages(directory)
    const app = new Hono()
    createPages({
      source, center: (id) => (id === 'example' ? center : undefined), centers: () => [center], waitingContacts: () => [], mintToken: () => Promise.reject(new Error('not here')),
      authorizeRead: (key) => key === 'read-key', sessions, sdkFile: () => '', assetsDirectory: pathToFileURL(`${directory}/`),
    })(app)
    http = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server
    if (!http.listening) await once(http, 'listening')
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    const attached = attachSocketIo(http, {
      hub, source, verifyToken: () => Promise.resolve({ ok: false, code: 'bad-token' }), authorizeRead: () => false,
      sessionAllows: (cookie, id) => sessions.allows(cookie, id), isPublic: () => true, told: () => undefined, draining: () => false,
    })
    closeSockets = () => attached.close()
    browser = await launchChromium()
  })
  afterAll(async () => {
    rmSync(directory, { recursive: true, force: true })
    await browser.close()
    await closeSockets()
    hub.close()
    http.closeAllConnections()
    http.close()
  })

  async function open(path: string, dark = false): Promise<{ page: Page; complaints: string[] }> {
    const page = await (await browser.newContext({ viewport: { width: 360, height: 800 }, colorScheme: dark ? 'dark' : 'light' })).newPage()
    const complaints = watchComplaints(page)
    await page.goto(url + path)
    return { page, complaints }
  }
  /** axe itself comes past the page's own policy; the page is judged under it. */
  async function faults(page: Page): Promise<string[]> {
    await page.evaluate(AXE)
    const found = await page.evaluate('axe.run()') as AxeResults
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  }
  const put = (board: Board): void => {
    source.putBoard('example', board, ['phone', 'chat', 'video'])
    hub.changed({ center: 'example', contacts: new Set(), queues: new Set(['phone']) })
  }
  const narrowEnough = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)

  it('the demo speaks the language of the visitor, also where its script writes', async () => {
    const { page, complaints } = await open('/demo?lang=de')
    await page.waitForSelector('[data-started]', { timeout: START_LIMIT_MS })
    await page.locator('[data-queue="phone"] [data-cell="name"]', { hasText: 'Kundenservice' }).waitFor()
    expect(await page.textContent('[data-caller="nl"] [data-waited]')).toMatch(/^warte(t seit|te) /)
    await page.click('[data-cut]')
    await page.locator('[data-state]', { hasText: 'Quelle gekappt' }).waitFor()
    expect(await faults(page)).toEqual([])
    expect(await narrowEnough(page)).toBe(true)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('the demo runs a center in the browser: sliders move it, a cut feed makes it say what it does not know', async () => {
    const { page, complaints } = await open('/demo')
    await page.waitForSelector('[data-started]', { timeout: START_LIMIT_MS })
    for (const lang of ['nl', 'fr', 'en']) expect(await page.textContent(`[data-caller="${lang}"] [data-says]`)).not.toBe('')
    expect(await page.textContent('[data-speaker="queuecast"] [data-longer]')).toMatch(/^\d+%$/)
    await page.locator('[data-slider="agents"]').fill('12')
    await page.locator('[data-queue="phone"] [data-cell="staffed"]', { hasText: /^12$/ }).waitFor()
    await page.click('[data-cut]')
    await page.locator('[data-queue="phone"] [data-cell="joinNow"]', { hasText: 'no live data' }).waitFor()
    await page.click('[data-pause]')
    expect(await faults(page)).toEqual([])
    expect(await narrowEnough(page)).toBe(true)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it.each([false, true])('the status changes over the socket, and names a shorter way beside the phone (dark: %s)', async (dark) => {
    source.putBoard('example', boardOf(60), ['phone', 'chat', 'video'])
    const { page, complaints } = await open('/example?lang=en', dark)
    expect(await page.locator('[data-way]').isVisible()).toBe(false)
    // Until the socket is there nothing that changed can come over it.
    await expect.poll(async () => {
      put(boardOf(900))
      return page.textContent('[data-queue="phone"] [data-cell="joinNow"]')
    }).toContain('15')
    expect(await page.textContent('[data-way]')).toMatch(/^Quicker now: (Chat|Video), within 1.min\. You can phone as well\.$/)
    expect(await page.locator('.cards > li').first().getAttribute('data-queue')).toBe('phone')
    expect(await faults(page)).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('the wallboard alerts, and is a kiosk by a key', async () => {
    source.putBoard('example', boardOf(900, 0), [])
    const { page, complaints } = await open('/example/login?to=wallboard')
    await page.fill('#key', 'read-key')
    await page.click('button')
    await page.waitForSelector('[data-live="yes"]')
    expect(await page.textContent('[data-alerts]')).toBe('Service: nobody staffed, 3 waiting')
    put(boardOf(900))
    await page.waitForSelector('[data-alerts] p', { state: 'detached' })
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('k')
    expect(await page.locator('[data-full-screen]').isVisible()).toBe(false)
    expect(page.url()).toContain('kiosk')
    await page.keyboard.press('Escape')
    expect(await page.locator('[data-full-screen]').isVisible()).toBe(true)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
