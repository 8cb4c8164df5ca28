import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { serve } from '@hono/node-server'
import { createMemorySource, makeQueueStatus } from '@queuecast/server/delivery/testing'
import { createPages } from '@queuecast/server/pages'
import { anySessions } from '@queuecast/server/pages/testing'
import { worldCenter, worldInsight, worldRows } from '@queuecast/server/pipeline/testing'
import type { AxeResults } from 'axe-core'
import { Hono } from 'hono'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumAvailable, launchChromium, watchComplaints } from '../support/chromium.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** What axe finds wrong with a page. */
async function violations(page: Page): Promise<string[]> {
  const found = await page.evaluate('axe.run()') as AxeResults
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}
const fits = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

describe.skipIf(!chromiumAvailable())('charter, report and the inspector’s path in a real browser', () => {
  const assets = mkdtempSync(join(tmpdir(), 'queuecast-pages-'))
  let browser: Browser
  let http: Server
  let url: string
  let elsewhere: Server
  let elsewhereUrl: string

  beforeAll(async () => {
    const { buildPages } = await import('../../server/build-pages.mjs')
    await buildPages(assets)
    const source = createMemorySource(['acme'])
    source.putBoard('acme', { queues: [makeQueueStatus({ queue: 'support', name: 'Helpdesk' })], feeds: [], asOf: '2026-11-22T14:00:00.000Z', epoch: '0000000001', seq: 1 }, ['support'])
    const center = worldCenter()
    const app = new Hono()
    createPages({
      source, center: (id) => (id === 'acme' ? center : undefined), centers: () => [center], mintToken: () => Promise.resolve({ token: '', expiresAt: '' }), waitingContacts: () => [], sdkFile: () => undefined, sessions: anySessions('secret'),
      authorizeRead: (key) => key === 'inspect-key', authorizeInspect: (key) => key === 'inspect-key', insight: worldInsight(worldRows(60, 60), center), assetsDirectory: pathToFileURL(`${assets}/`),
    })(app)
    http = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server
    if (!http.listening) await once(http, 'listening')
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/acme`
    elsewhere = createServer((_request, answer) => answer.setHeader('content-type', 'text/html').end(`<img id="label" src="${url}/label.svg?lang=nl" alt="">`)).listen(0, '127.0.0.1')
    await once(elsewhere, 'listening')
    elsewhereUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    http?.close()
    elsewhere?.close()
    rmSync(assets, { recursive: true, force: true })
  })

  it('a customer reads on a phone, without a script, what is promised, how it is kept, and when it is quiet', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'fr-BE', colorScheme: 'dark', viewport: { width: 320, height: 700 } })
    const page = await context.newPage()
    await page.goto(`${url}/charter`)
    // The first answer may still be under way.
    await expect.poll(async () => { await page.reload(); return page.locator('[data-computing]').count() }, { timeout: 30_000 }).toBe(0)
    await page.getByText('Une personne vous répond en').first().waitFor()
    expect(await page.locator('.kept .bad').count()).toBeGreaterThan(0)
    await page.locator('svg.plot').first().waitFor()
    await page.locator('figure summary').first().click()
    expect(await page.locator('figure table tbody tr').first().locator('td').count()).toBe(3)
    expect(await page.locator('svg.plot').first().evaluate((svg) => getComputedStyle(svg.querySelector('.plot-bars rect') ?? svg).fill)).toBe('rgb(138, 180, 248)')
    await context.close()
  })

  it.each([['light', 1280], ['dark', 390]] as const)('an inspector goes from a verdict to one contact’s story in three clicks; every page fits, and axe finds nothing, in the %s at %i px', async (scheme, width) => {
    const context = await browser.newContext({ locale: 'en-GB', colorScheme: scheme, viewport: { width, height: 900 } })
    const page = await context.newPage()
    const complaints = watchComplaints(page)
    await page.addInitScript(AXE)
    await page.goto(`${url}/report`)
    await page.fill('#key', 'inspect-key')
    await page.click('button')
    await page.waitForURL('**/report')
    await page.locator('article.verdict').first().waitFor({ timeout: 30_000 })
    const verdict = page.locator('article.verdict.breached').first()
    const rule = await verdict.locator('h3').innerText()
    expect([await fits(page), await violations(page)]).toEqual([true, []])
    await verdict.getByRole('link', { name: /Contacts behind it/ }).click()
    await page.getByRole('heading', { name: 'Contacts behind a missed rule' }).waitFor()
    expect([await fits(page), await violations(page)]).toEqual([true, []])
    await page.locator('.contacts a').first().click()
    await page.getByText('Joined the queue support').waitFor()
    await page.getByText(/Told over/).first().waitFor()
    expect(await page.locator('.cards li', { hasText: rule.slice(0, 20) }).locator('.status').first().innerText()).toContain('Not kept')
    expect([await fits(page), await violations(page)]).toEqual([true, []])
    await page.goto(`${url}/accuracy`)
    await page.locator('svg.plot').nth(5).waitFor({ timeout: 30_000 })
    expect([await fits(page), await violations(page)]).toEqual([true, []])
    await page.goto(`${url}/charter`)
    await page.locator('svg.plot').first().waitFor({ timeout: 30_000 })
    expect([await fits(page), await violations(page)]).toEqual([true, []])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('the label is an image on a page of others, and the report prints without its controls', async () => {
    const context = await browser.newContext({ locale: 'en-GB' })
    const page = await context.newPage()
    await page.goto(elsewhereUrl)
    await expect.poll(() => page.locator('#label').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(340)
    await page.goto(`${url}/login?to=report`)
    await page.fill('#key', 'inspect-key')
    await page.click('button')
    await page.locator('article.verdict').first().waitFor({ timeout: 30_000 })
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await page.locator('form.days').isVisible()).toBe(false)
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe('rgb(255, 255, 255)')
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000)
    await context.close()
  })
})
