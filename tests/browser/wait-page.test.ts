import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumAvailable, launchChromium, watchComplaints } from '../support/chromium.ts'
import { createTestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'

/** For people to look at; not committed. */
const PICTURES = fileURLToPath(new URL('../../.screenshots/wait-page/', import.meta.url))
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const looks = (['light', 'dark'] as const).flatMap((theme) => [320, 1280].map((width) => [theme, width] as const))

describe.skipIf(!chromiumAvailable())("one customer's page", () => {
  const dataDir = newDataDir()
  let server: ServerProcess
  let browser: Browser
  let client: ReturnType<typeof createTestClient>
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true })
    server = await startServerProcess({ dataDir })
    client = createTestClient(server.url, server.keys())
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop('SIGKILL')
    removeDataDir(dataDir)
  })
  const tell = (type: string, contact: string, fields: object = {}) => client.post([{ id: `${type}-${contact}`, type, time: Date.now(), contact, ...fields }])
  const says = (page: Page, text: RegExp) => page.getByRole('status').getByText(text).waitFor({ timeout: 30_000 })
  async function violations(page: Page): Promise<string[]> {
    const found = await page.evaluate('axe.run()') as AxeResults
    return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
  }

  it.each(looks)('is large, calm and free of violations, in the %s at %i px, and has the place in its title', async (colorScheme, width) => {
    const queue = `look-${colorScheme}-${width}`
    const [first, second] = [`${queue}-1`, `${queue}-2`]
    for (const contact of [first, second]) await tell('contact.queued', contact, { queue, channel: 'voice' })
    const page = await browser.newPage({ locale: 'fr-BE', colorScheme, viewport: { width, height: 720 } })
    const complaints = watchComplaints(page)
    await page.addInitScript(AXE)
    await page.goto(`${server.url}/example/wait?lang=fr#${await client.token(second)}`)
    await says(page, /2e position/)
    await expect.poll(() => page.title()).toMatch(/^2 · Votre attente/)
    expect(await violations(page)).toEqual([])
    await page.screenshot({ path: `${PICTURES}waiting-${colorScheme}-${width}.png`, fullPage: true })
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    const top = await page.locator('[data-note]').boundingBox()

    await tell('contact.abandoned', first)
    await tell('contact.answered', second, { agent: 'ana' })
    await says(page, /attente est terminée|pris en charge|quelqu.un/i)
    await expect.poll(() => page.title()).toMatch(/^Votre attente/)
    expect(await violations(page)).toEqual([])
    await page.screenshot({ path: `${PICTURES}answered-${colorScheme}-${width}.png`, fullPage: true })
    expect(await page.locator('[data-note]').boundingBox()).toEqual(top)
    // The end stays, also through a reload.
    await page.reload()
    await expect.poll(() => page.getByRole('status').getByText(/position/).count()).toBe(0)
    await page.getByRole('status').locator('[part=sentence]').filter({ hasText: /\w/ }).waitFor()
    expect(await page.getByRole('button').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.close()
  })
})
