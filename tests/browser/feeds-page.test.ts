import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumAvailable, launchChromium, watchComplaints } from '../support/chromium.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'

describe.skipIf(!chromiumAvailable())('a supervisor at the page of feeds, in a real browser on the real server', () => {
  const dataDir = newDataDir()
  let server: ServerProcess
  let browser: Browser
  const post = (events: object[]): Promise<Response> => fetch(`${server.url}/v1/centers/example/events`, {
    method: 'POST', headers: { authorization: `Bearer ${server.keys().feed.demo}`, 'content-type': 'application/json' }, body: JSON.stringify({ events }),
  })

  beforeAll(async () => {
    server = await startServerProcess({ dataDir })
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop('SIGKILL')
    removeDataDir(dataDir)
  })

  it('signs in, and sees a feed come alive and what of it was refused, without loading the page again; what was opened stays open', async () => {
    const page = await browser.newPage({ locale: 'en-GB', colorScheme: 'dark', viewport: { width: 390, height: 844 } })
    const complaints = watchComplaints(page)
    await page.goto(`${server.url}/example/feeds`)
    await page.fill('#key', server.keys().supervisor)
    await page.click('button')
    const card = page.locator('[data-feed="demo"]')
    await card.getByText('Never heard').waitFor()
    await card.locator('summary').click()
    await card.getByText('Everything was taken.').waitFor()
    await page.evaluate(() => document.body.setAttribute('data-same-page', ''))

    await post([{ id: '1', type: 'contact.queued', time: Date.now(), contact: 'c-1', queue: 'support' }, { id: '2', type: 'contact.queued', time: Date.now(), contact: 'Jan Peeters', queue: 'support' }])
    await card.getByText('Live', { exact: true }).waitFor()
    await card.getByText(/contact must be 1 to 128 printable ASCII/).waitFor()
    expect(await page.content()).not.toContain('Jan Peeters')
    expect(await page.locator('body[data-same-page]').count()).toBe(1)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)
    expect(complaints).toEqual([])
    await page.close()
  })

  it('replays what was set aside by a button, says what came of it, and what it looked like is text', async () => {
    const nowMs = Date.now()
    await post(Array.from({ length: 65 }, (_, i) => ({ id: `ring-${i}`, type: 'contact.ringing', time: nowMs - 500 + i, contact: 'c-later', agent: 'agent-7' })))
    const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 390, height: 844 } })
    const complaints = watchComplaints(page)
    await page.goto(`${server.url}/example/feeds`)
    await page.fill('#key', server.keys().supervisor)
    await page.click('button')
    const card = page.locator('[data-feed="demo"]')
    await card.locator('summary').first().click()
    const item = card.locator('.events li').filter({ hasText: 'too many events for a contact that is not known' })
    await item.locator('summary').click()
    await item.getByText('"type": "contact.ringing"').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)
    await post([{ id: 'q-later', type: 'contact.queued', time: nowMs - 5_000, contact: 'c-later', queue: 'support' }])
    await item.getByRole('button', { name: 'Replay' }).click()
    await card.getByRole('status').getByText('It was taken.').waitFor()
    await card.getByText('contact.ringing replayed:').waitFor()
    expect(await card.getByRole('button', { name: 'Replay' }).count()).toBe(0)
    expect(complaints).toEqual([])
    await page.close()
  })

  it('is useful without a script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'nl-BE' })
    const page = await context.newPage()
    await page.goto(`${server.url}/example/feeds`)
    await page.fill('#key', server.keys().supervisor)
    await page.click('button')
    await page.locator('[data-feed="demo"]').getByText('Klok').waitFor()
    await page.locator('[data-feed="demo"] summary').click()
    expect(await page.locator('[data-feed="demo"] .events:not(.replayed) li').count()).toBe(1)
    await context.close()
  })
})
