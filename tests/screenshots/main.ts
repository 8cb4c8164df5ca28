// Writes the README's pictures from a running server in a real browser, so that they show what is there: npm run screenshots.
// With a folder as argument it writes every page there instead, light and dark, on a desktop and on a phone, for people to look at.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Board } from '@queuecast/client-sdk/protocol'
import type { Browser, Page } from 'playwright-core'
import { chromiumAvailable, launchChromium } from '../support/chromium.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'
import { feedCenter } from './feed-center.ts'

const README_IMAGES = fileURLToPath(new URL('../../../docs/images/', import.meta.url))
const CENTER = 'example'
const LIMIT_MS = 120_000

interface Look { name: string; width: number; height: number; dark: boolean }
interface Shot { name: string; path: string; ready: string; whole?: boolean }

const SHOTS: readonly Shot[] = [
  { name: 'demo', path: '/demo?lang=en', ready: '[data-started]:not(:has([data-over])):has([data-caller="en"] .track i + i)', whole: true },
  { name: 'demo-in-german', path: '/demo?lang=de', ready: '[data-started]:not(:has([data-over])):has([data-caller="en"] .track i + i)', whole: true },
  { name: 'demo-live', path: '/demo/live', ready: '[data-live="yes"]', whole: true },
  { name: 'status', path: `/${CENTER}?lang=en`, ready: '.cards li', whole: true },
  { name: 'wallboard', path: `/${CENTER}/wallboard?lang=en`, ready: '[data-live="yes"]' },
]
const ALL_LOOKS: readonly Look[] = [false, true].flatMap((dark) => [
  { name: `desktop-${dark ? 'dark' : 'light'}`, width: 1280, height: 800, dark }, { name: `phone-${dark ? 'dark' : 'light'}`, width: 390, height: 844, dark },
])
/** What stands in the README. */
const README: readonly (Look & { shot: string })[] = [
  { shot: 'demo', name: 'demo', width: 1280, height: 900, dark: false },
  { shot: 'wallboard', name: 'wallboard', width: 1280, height: 560, dark: true },
]

async function take(browser: Browser, server: ServerProcess, shot: Shot, look: Look, file: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: look.width, height: look.height }, colorScheme: look.dark ? 'dark' : 'light', reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'Europe/Brussels' })
  const page = await context.newPage()
  await signIn(page, server)
  await page.goto(server.url + shot.path)
  await page.waitForSelector(shot.ready, { timeout: LIMIT_MS })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (wide > 0) console.warn(`${shot.name} is ${wide} px too wide for ${look.name}`)
  await page.screenshot({ path: file, fullPage: shot.whole === true })
  console.log(file)
  await context.close()
}

/** With a reader's key, for the wallboard. */
async function signIn(page: Page, server: ServerProcess): Promise<void> {
  await page.goto(`${server.url}/${CENTER}/login?to=wallboard`)
  await page.fill('#key', keysOf(CENTER).read)
  await page.click('button')
  await page.waitForURL(/wallboard/)
}

/** Every queue has a line and something to tell it. */
async function forecastKnown(server: ServerProcess): Promise<void> {
  const untilMs = performance.now() + LIMIT_MS
  for (;;) {
    const board = await (await fetch(`${server.url}/v1/centers/${CENTER}/queues`)).json() as Board
    if (board.queues.length > 2 && board.queues.every(({ wait, waiting }) => wait.known && waiting !== 0)) return
    if (performance.now() > untilMs) throw new Error('the center that is shown has no forecast yet')
    await sleep(1000)
  }
}

if (!chromiumAvailable()) process.exit(1)
const folder = process.argv[2]
const dataDir = newDataDir()
const configDir = mkdtempSync(join(tmpdir(), 'queuecast-screenshots-'))
const config = writeConfig(configDir, { generation: 1, centers: [testCenter(CENTER, {
  name: { nl: 'Acme', fr: 'Acme', en: 'Acme' }, languages: ['nl', 'fr', 'de', 'en'], public: true,
  queues: [
    { id: 'phone', channel: 'voice', name: { en: 'Customer service' }, public: true, cost: { text: { en: 'local rate' }, freeWhileWaiting: true } },
    { id: 'chat', channel: 'chat', name: { en: 'Chat' }, public: true }, { id: 'sales', channel: 'voice', name: { en: 'Orders' }, public: true },
  ],
})] })
const server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: config } })
const browser = await launchChromium()
const fed = new AbortController()
try {
  feedCenter(server.url, CENTER, keysOf(CENTER).feed.demo, fed.signal)
  await forecastKnown(server)
  if (folder === undefined) {
    for (const look of README) {
      const shot = SHOTS.find(({ name }) => name === look.shot)
      if (shot !== undefined) await take(browser, server, shot, look, join(README_IMAGES, `${look.name}.png`))
    }
  } else {
    mkdirSync(folder, { recursive: true })
    for (const shot of SHOTS) for (const look of ALL_LOOKS) await take(browser, server, shot, look, join(folder, `${shot.name}-${look.name}.png`))
  }
} finally {
  fed.abort()
  await browser.close()
  await server.stop()
  removeDataDir(dataDir)
  rmSync(configDir, { recursive: true, force: true })
}
