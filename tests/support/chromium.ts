import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

const PATH = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))

/** Whether a real browser is there. Under CI=true its absence is an error. */
export function chromiumAvailable(): boolean {
  if (PATH === undefined && process.env['CI'] === 'true') throw new Error('Chromium is not installed: in CI the browser tests must run (apt-get install chromium)')
  if (PATH === undefined) console.warn('skipped: the tests in a real browser, because Chromium is not installed (apt-get install chromium)')
  return PATH !== undefined
}

/** A headless browser that asks nobody else for anything. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: PATH ?? '', args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  })
}

/** Collects what a page complains about: errors, refused connections to itself aside, and violations of its CSP. */
export function watchComplaints(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/ERR_CONNECTION_(REFUSED|RESET)|WebSocket connection/.test(message.text())) complaints.push(message.text())
  })
  return complaints
}
