import { execFile, spawnSync } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { simulateCenter } from '@queuecast/simulations/contact-center'
import { replay } from '@queuecast/simulations/replay'
import { SCENARIOS } from '@queuecast/simulations/scenarios'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumAvailable, launchChromium, watchComplaints } from '../support/chromium.ts'
import { createTestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'

const HOUR_MS = 3_600_000
const hasCurl = spawnSync('curl', ['--version']).status === 0
if (!hasCurl) console.warn('skipped: the commands that the demo shows, because curl is not installed')

describe.skipIf(!chromiumAvailable())('a customer in a real browser, on the real server', () => {
  const dataDir = newDataDir()
  let server: ServerProcess
  let browser: Browser
  let client: ReturnType<typeof createTestClient>
  let number = 0
  const tell = (type: string, contact: string, fields: object = {}) =>
    client.post([{ id: `b-${String(++number).padStart(6, '0')}`, type, time: Date.now(), contact, ...fields }])
  const join = (contact: string, queue = 'support') => tell('contact.queued', contact, { queue, channel: 'chat' })
  /** The sentence that the widget shows now, out of its shadow. */
  const says = (page: Page, pattern: RegExp) => page.locator('queue-status').getByText(pattern).first().waitFor({ timeout: 30_000 })

  beforeAll(async () => {
    server = await startServerProcess({ dataDir })
    client = createTestClient(server.url, server.keys())
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop('SIGKILL')
    removeDataDir(dataDir)
  })

  it('sees the place change on the wait page, through a kill -9 of the server, until someone answers', async () => {
    for (const contact of ['w-1', 'w-2', 'w-3']) await join(contact)
    const page = await browser.newPage({ locale: 'en-GB' })
    const complaints = watchComplaints(page)
    await page.goto(`${server.url}/example/wait#${await client.token('w-3')}`)
    await says(page, /number 3/)
    await tell('contact.abandoned', 'w-1')
    await says(page, /number 2/)

    const port = Number(new URL(server.url).port)
    await server.stop('SIGKILL')
    server = await startServerProcess({ dataDir, port })
    await tell('contact.answered', 'w-2', { agent: 'ana' })
    await says(page, /first in line|next/i)
    await tell('contact.answered', 'w-3', { agent: 'ana' })
    await page.getByText(/first in line/i).waitFor({ state: 'detached', timeout: 30_000 })
    expect((await client.display('w-3', await client.token('w-3'))).state).toBe('answered')
    expect(complaints).toEqual([])
    await page.close()
  })

  it('sees the same in a browser whose clock is an hour wrong', async () => {
    for (const contact of ['h-1', 'h-2']) await join(contact, 'hours')
    const pages: Page[] = []
    for (const wrongMs of [0, -HOUR_MS, HOUR_MS]) {
      const page = await browser.newPage({ locale: 'en-GB' })
      pages.push(page)
      await page.addInitScript((shift) => {
        // Both ways to ask for the time; timers go on as they are.
        const Right = Date
        globalThis.Date = class extends Right {
          static override now(): number { return Right.now() + shift }
          constructor(...given: unknown[]) {
            super(...(given.length === 0 ? [Right.now() + shift] : given) as [number])
          }
        } as DateConstructor
      }, wrongMs)
      await page.goto(`${server.url}/example/wait#${await client.token('h-2')}`)
      await says(page, /number 2/)
      expect(Math.abs(await page.evaluate(() => new Date().getTime()) - Date.now() - wrongMs)).toBeLessThan(HOUR_MS / 2)
    }
    await tell('contact.abandoned', 'h-1')
    for (const page of pages) await says(page, /first in line/)
    const texts = await Promise.all(pages.map((page) => page.getByRole('status').innerText()))
    expect(new Set(texts).size).toBe(1)
    for (const page of pages) await page.close()
  })

  it('sees it in the widget on a page of another origin, in the language asked for', async () => {
    for (const contact of ['o-1', 'o-2']) await join(contact, 'origin')
    const token = await client.token('o-2')
    const html = `<!doctype html><title>shop</title><script type="module" src="${server.url}/v1/assets/queue-status.js"></script>
      <queue-status url="${server.url}" token="${token}" lang="nl"></queue-status>`
    const shop: Server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html))
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
    const page = await browser.newPage()
    const complaints = watchComplaints(page)
    await page.goto(`http://127.0.0.1:${(shop.address() as AddressInfo).port}/`)
    await says(page, /U bent nummer 2/)
    await tell('contact.abandoned', 'o-1')
    await says(page, /de eerste in de rij/)
    expect(complaints.filter((text) => !text.includes('favicon') && !text.includes('404'))).toEqual([])
    await page.close()
    shop.close()
  })

  it.skipIf(!hasCurl)('the commands that the demo shows connect a feed, and the first to wait appears', async () => {
    const freshDir = newDataDir()
    const fresh = await startServerProcess({ dataDir: freshDir })
    const page = await browser.newPage({ locale: 'en-GB' })
    const complaints = watchComplaints(page)
    await page.goto(`${fresh.url}/demo/live`)
    await page.getByText('Nobody waits now').waitFor()
    const [key = '', simulate = '', curl = ''] = await page.locator('[data-connect] pre').allInnerTexts()
    expect(simulate).toContain(fresh.url)
    expect(await page.content()).not.toContain(fresh.keys().feed.demo)
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', `${key}\n${curl}`])
    expect([stdout, stderr]).toEqual([expect.stringContaining('"accepted":1'), ''])
    await says(page, /first in line/)
    await page.locator('[data-connect]:not([open])').waitFor()
    expect(complaints).toEqual([])
    await page.close()
    await fresh.stop('SIGKILL')
    removeDataDir(freshDir)
  })

  it('shows the wallboard beside one customer on the demo, live, as a center is fed', async () => {
    const scenario = SCENARIOS.find(({ name }) => name === 'busy-minute')
    if (scenario === undefined) throw new Error('no such scenario')
    const { events } = simulateCenter(scenario.model, 7, Date.UTC(2026, 0, 5, 8))
    const stop = new AbortController()
    const fed = replay({ events, url: server.url, center: 'example', key: server.keys().feed.demo, speed: 20, signal: stop.signal })
    const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })
    const complaints = watchComplaints(page)
    await page.goto(`${server.url}/demo/live`)
    await page.locator('queue-status').getByText(/in line|number \d+/i).first().waitFor({ timeout: 60_000 })
    await page.getByText('contact.answered').first().waitFor({ timeout: 60_000 })
    const board = page.getByRole('table').first()
    const before = await board.innerText()
    await expect.poll(() => board.innerText(), { timeout: 30_000 }).not.toBe(before)
    stop.abort()
    expect((await fed).rejected).toBe(0)
    expect(complaints).toEqual([])
    await page.close()
  })
})
