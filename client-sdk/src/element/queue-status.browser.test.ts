import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Display } from '../protocol/index.ts'
import { exampleDisplay } from '../testing/display-arbitrary.ts'
import { exampleToken } from '../testing/example-token.ts'
import { startRealServer } from '../testing/real-server.ts'
import type { RealServer, RealServerOptions } from '../testing/real-server.ts'

const executablePath = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path !== undefined && existsSync(path))
if (executablePath === undefined) console.warn('left out: <queue-status> in a browser (no Chromium; install it or set CHROMIUM_PATH)')
/** In CI a missing browser is a failure, not something to leave out. */
const left = executablePath === undefined && process.env['CI'] === undefined

// Forbids inline styles and eval: the element must live on the strictest of pages.
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self' ws:; style-src 'self'"

describe.skipIf(left)('<queue-status> in Chromium', () => {
  let browser: Browser
  let script = ''
  const closing: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('bundle.ts', import.meta.url))], bundle: true, write: false, format: 'esm', platform: 'browser', target: 'es2022',
    })
    script = outputFiles[0]?.text ?? ''
    browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ['--no-sandbox'] })
  })
  afterAll(async () => { await browser?.close() })
  afterEach(async () => { for (const close of closing.splice(0).reverse()) await close() })

  async function open(options: RealServerOptions & { token?: string; before?: string; page?: Parameters<Browser['newPage']>[0] } = {}): Promise<{ server: RealServer; page: Page; problems: string[] }> {
    const html = `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>t</title><script src="/problems.js"></script><script type="module" src="/queue-status.js"></script></head>
      <body>${options.before ?? ''}<queue-status token="${options.token ?? exampleToken('acme', 'c-17')}"></queue-status><p id="after">after</p></body></html>`
    const server = await startRealServer({
      ...options, headers: { 'Content-Security-Policy': POLICY },
      files: {
        '/': { type: 'text/html', body: html }, '/queue-status.js': { type: 'text/javascript', body: script },
        '/problems.js': { type: 'text/javascript', body: 'window.problems = []; addEventListener("securitypolicyviolation", (e) => problems.push(e.violatedDirective + " " + e.blockedURI)); addEventListener("error", (e) => problems.push(e.message))' },
        '/space.css': { type: 'text/css', body: '#space { height: 5000px }' },
      },
    })
    closing.push(() => server.close())
    const page = await browser.newPage(options.page)
    closing.push(() => page.close())
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    await page.goto(server.url)
    return { server, page, problems }
  }
  const sentence = (page: Page) => page.getByRole('status')
  const say = (seq: number, place: number, changes: Partial<Display> = {}): Display =>
    exampleDisplay({ seq, position: place, text: { lang: 'nl', sentence: `U bent nummer ${place}.` }, ...changes })

  it('says the sentence in a live region and follows each change, under a strict content security policy', async () => {
    const { server, page, problems } = await open({ display: say(100, 3) })
    await sentence(page).getByText('U bent nummer 3.').waitFor()
    expect(await sentence(page).getAttribute('aria-live')).toBe('polite')
    expect(await sentence(page).getAttribute('lang')).toBe('nl')
    server.show(say(101, 2))
    await sentence(page).getByText('U bent nummer 2.').waitFor()
    expect(await page.locator('[part=position]').textContent()).toBe('2')
    expect(await page.evaluate('window.problems')).toEqual([])
    expect(problems).toEqual([])
    expect(await page.locator('[style]').count()).toBe(0)
  })

  it('[PR8] tells shown only when the customer can see it', async () => {
    const { server, page } = await open({ display: say(100, 3), before: '<link rel="stylesheet" href="/space.css"><div id="space"></div>' })
    await expect.poll(() => server.told.map(({ level }) => level)).toEqual(['received'])
    await page.locator('queue-status').scrollIntoViewIfNeeded()
    await expect.poll(() => server.told.map(({ seq, level }) => `${seq} ${level}`)).toEqual(['100 received', '100 shown'])
  })

  it('[PR4] shows no old figure when the server falls silent, and moves nothing on the page', async () => {
    const { server, page } = await open({ display: say(100, 3) })
    await sentence(page).getByText('U bent nummer 3.').waitFor()
    const top = await page.locator('#after').boundingBox()
    server.fresh({ epoch: '0000000001', seq: 101, freshForSeconds: 0.1 })
    await sentence(page).getByText('niet bekend').waitFor()
    expect(await page.locator('queue-status').evaluate((element) => element.shadowRoot?.textContent)).not.toMatch(/\d/)
    expect(await page.locator('#after').boundingBox()).toEqual(top)
  })

  it('moves nothing on the page when the texts come and go', async () => {
    const { server, page } = await open({ display: say(100, 3) })
    await sentence(page).getByText('U bent nummer 3.').waitFor()
    const before = await page.locator('#after').boundingBox()
    const text = { lang: 'nl', sentence: 'U bent nummer 12. Waarschijnlijk bent u binnen 25 minuten aan de beurt.', revision: 'Het duurt langer dan eerst gezegd.', notice: 'Er is een storing.' }
    server.show(say(101, 12, { text }))
    await sentence(page).getByText('Er is een storing.').waitFor()
    expect(await page.locator('#after').boundingBox()).toEqual(before)
  })

  it('can be paused by keyboard, says as of when, lets the turn through, and goes on with what is true', async () => {
    const { server, page } = await open({ display: say(100, 3) })
    await sentence(page).getByText('U bent nummer 3.').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText(/Gepauzeerd\. Dit was om \d\d:\d\d\./).waitFor()
    server.show(say(101, 2))
    await expect.poll(() => server.told.some(({ seq }) => seq === 101)).toBe(true)
    expect(await sentence(page).textContent()).toBe('U bent nummer 3.')
    expect(server.told).not.toContainEqual(expect.objectContaining({ seq: 101, level: 'shown' }))
    await page.getByRole('button', { name: 'Hervatten' }).click()
    await sentence(page).getByText('U bent nummer 2.').waitFor()
    await page.getByRole('button', { name: 'Pauzeren' }).click()
    server.show(say(102, 1, { state: 'connecting', text: { lang: 'nl', sentence: 'U bent aan de beurt.' } }))
    await sentence(page).getByText('U bent aan de beurt.').waitFor()
  })

  it('reconnects for another contact, shows nothing of the one before, and does not reflect the token', async () => {
    const { server, page } = await open({ display: say(100, 3) })
    await sentence(page).getByText('U bent nummer 3.').waitFor()
    const token = exampleToken('acme', 'c-18')
    server.display = say(100, 7, { contact: 'c-18' })
    await page.locator('queue-status').evaluate((element, next) => { (element as HTMLElement & { token: string }).token = next }, token)
    await sentence(page).getByText('U bent nummer 7.').waitFor()
    expect(await page.content()).not.toContain(token)
    expect(server.live.sockets).toBe(1)
  })

  it('[PR9] says that it cannot tell when the token is refused', async () => {
    const { page } = await open({ token: exampleToken('acme', 'c-17', 'forged') })
    await sentence(page).getByText('kan hier niet worden getoond').waitFor()
  })

  it('[PR2] is not moved by a device clock that is an hour wrong', async () => {
    const { page } = await open({ display: say(100, 3) })
    await page.addInitScript('const now = Date.now; Date.now = () => now() + 3_600_000')
    await page.reload()
    await sentence(page).getByText('U bent nummer 3.').waitFor()
    expect(await page.locator('.frame').getAttribute('data-freshness')).toBe('fresh')
  })

  it('comes back by itself when the network does', async () => {
    const { server, page } = await open({ display: say(100, 3) })
    await sentence(page).getByText('U bent nummer 3.').waitFor()
    await page.context().setOffline(true)
    server.display = say(110, 1)
    await page.context().setOffline(false)
    await sentence(page).getByText('U bent nummer 1.').waitFor()
  })

  it('can be read in the dark, in forced colours and from right to left', async () => {
    const { page } = await open({ display: say(100, 3, { text: { lang: 'ar', sentence: 'أنت رقم 3.' } }), page: { colorScheme: 'dark', forcedColors: 'active', reducedMotion: 'reduce' } })
    await sentence(page).getByText('أنت رقم 3.').waitFor()
    expect(await page.locator('[part=sentence]').evaluate((element) => getComputedStyle(element).direction)).toBe('rtl')
    expect(await page.locator('[part=position]').evaluate((element) => getComputedStyle(element).transitionDuration)).toBe('0s')
  })
})
