import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { serve } from '@hono/node-server'
import type { Board } from '@queuecast/client-sdk/protocol'
import { createHub } from '@queuecast/server/delivery/hub'
import { attachSocketIo } from '@queuecast/server/delivery/socketio'
import { createMemorySource, makeDisplay, makeQueueStatus } from '@queuecast/server/delivery/testing'
import { createEventFeed, createPages } from '@queuecast/server/pages'
import { anySessions } from '@queuecast/server/pages/testing'
import { Hono } from 'hono'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumAvailable, launchChromium } from '../support/chromium.ts'

/** A stand-in for the SDK's widget: shows the token it was given. */
const WIDGET = "customElements.define('queue-status', class extends HTMLElement { set token(t) { this.textContent = 'token ' + t } })"
const SECRET = 'secret'
const center = { id: 'example', name: { en: 'Example' }, languages: ['en'], timeZone: 'Europe/Brussels', public: false, purpose: 'test' as const }
const board = (waiting: number, seq: number): Board => ({
  queues: [makeQueueStatus({ queue: 'support', name: 'Support', waiting }), ...(seq > 1 ? [makeQueueStatus({ queue: 'sales', name: 'Sales <i>' })] : [])],
  feeds: [], asOf: new Date().toISOString(), epoch: '0000000001', seq })

describe.skipIf(!chromiumAvailable())('pages in a real browser', () => {
  const source = createMemorySource(['example'])
  const feed = createEventFeed()
  const hub = createHub({ source, now: () => performance.now() })
  const sessions = anySessions(SECRET)
  let browser: Browser
  let http: Server
  let url: string
  let waiting: string[] = []
  let closeSockets: () => Promise<void>
  let directory: string

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'queuecast-pages-'))
    const { buildPages } = await import('../../server/build-pages.mjs')
    await buildPages(directory)
    expect(readFileSync(join(directory, 'wallboard.js'), 'utf8').length).toBeLessThan(80_000)
    const app = new Hono()
    createPages({
      source, center: (id) => (id === 'example' ? center : undefined), centers: () => [center], waitingContacts: () => waiting,
      mintToken: (_center, contact) => Promise.resolve({ token: `of-${contact}`, expiresAt: '' }), authorizeRead: (key) => key === 'read-key',
      sessions, sdkFile: () => WIDGET, eventFeed: feed, assetsDirectory: pathToFileURL(`${directory}/`),
    })(app)
    http = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server
    if (!http.listening) await once(http, 'listening')
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    const attached = attachSocketIo(http, {
      hub, source, verifyToken: () => Promise.resolve({ ok: false, code: 'bad-token' }), authorizeRead: () => false,
      sessionAllows: (cookie, id) => sessions.allows(cookie, id), isPublic: () => false, told: () => undefined, draining: () => false,
    })
    closeSockets = () => attached.close()
    browser = await launchChromium()
  })
  afterAll(async () => {
    rmSync(directory, { recursive: true, force: true })
    await browser.close()
    await closeSockets()
    hub.close()
    feed.close()
    http.closeAllConnections()
    http.close()
  })
  beforeEach(() => {
    waiting = []
    source.putBoard('example', board(3, 1))
  })

  async function open(path: string): Promise<{ page: Page; complaints: string[] }> {
    const page = await (await browser.newContext({ viewport: { width: 320, height: 700 } })).newPage()
    const complaints: string[] = []
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(url + path)
    return { page, complaints }
  }
  const changed = (): void => hub.changed({ center: 'example', contacts: new Set(), queues: new Set(['support']) })

  it('a wallboard opens with a key, then changes by itself, without a breach of its policy', async () => {
    const { page, complaints } = await open('/example/wallboard')
    await page.fill('#key', 'read-key')
    await page.click('button')
    await page.waitForSelector('[data-live="yes"]')
    expect(await page.textContent('[data-queue="support"] [data-cell="waiting"]')).toBe('3')
    source.putBoard('example', board(8, 2))
    changed()
    await page.waitForSelector('[data-queue="sales"]')
    expect(await page.textContent('[data-queue="support"] [data-cell="waiting"]')).toBe('8')
    expect(await page.textContent('[data-queue="sales"] [data-cell="name"]')).toBe('Sales <i>')
    source.putBoard('example', board(9, 1))
    changed()
    await page.waitForSelector('[data-queue="sales"]', { state: 'detached' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('the status page renews itself without a reload', async () => {
    const { page, complaints } = await open('/example/login?to=')
    await page.fill('#key', 'read-key')
    await page.click('button')
    await page.locator('.cards li').waitFor()
    await page.evaluate(() => { document.querySelector('h1')?.setAttribute('data-same', '') })
    source.putBoard('example', board(8, 2))
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.locator('.cards li', { hasText: 'Sales <i>' }).waitFor()
    expect(await page.locator('h1[data-same]').count()).toBe(1)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it("a customer's page hands the fragment to the widget and to nobody else", async () => {
    const { page, complaints } = await open('/example/wait?lang=en#abc.def.ghi')
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await page.getByText('token abc.def.ghi').waitFor()
    await page.evaluate(() => { location.hash = 'jkl' })
    await page.getByText('token jkl').waitFor()
    await page.evaluate(() => { location.hash = '' })
    await page.getByText('This address lacks its last part').waitFor()
    expect(requests.filter((address) => address.includes('abc.def'))).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('the demo follows the first who waits, lists who may be chosen, and shows events as they come', async () => {
    const { page, complaints } = await open('/demo/live')
    await page.waitForSelector('[data-live="yes"]')
    waiting = ['c-1', 'c-2']
    source.put(makeDisplay({ center: 'example', contact: 'c-2', position: 2 }))
    await page.getByText('token of-c-2').waitFor()
    feed.push('example', { id: 'e-1', type: 'contact.queued', time: Date.now(), contact: 'c-2', queue: 'support' })
    await page.locator('[data-events] li', { hasText: 'contact.queued' }).waitFor()
    await page.locator('option[value="c-1"]').waitFor({ state: 'attached' })
    await page.selectOption('[data-follow]', 'c-1')
    await page.getByText('token of-c-1').waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
