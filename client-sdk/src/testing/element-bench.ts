import { existsSync } from 'node:fs'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { exampleToken } from './example-token.ts'
import { startRealServer } from './real-server.ts'
import type { RealServer, RealServerOptions } from './real-server.ts'

const executablePath = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path !== undefined && existsSync(path))

/** For tests: whether to leave out what needs a browser. In CI a missing one is a failure, not something to leave out. */
export function withoutChromium(): boolean {
  if (executablePath === undefined) console.warn('left out: <queue-status> in a browser (no Chromium; install it or set CHROMIUM_PATH)')
  return executablePath === undefined && process.env['CI'] === undefined
}

/** Forbids inline styles and eval: the element must live on the strictest of pages. */
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self' ws:; style-src 'self'; img-src data:; form-action 'none'"
const PROBLEMS = 'window.problems = []; addEventListener("securitypolicyviolation", (e) => problems.push(e.violatedDirective + " " + e.blockedURI)); addEventListener("error", (e) => problems.push(e.message))'

export interface OpenOptions extends RealServerOptions {
  token?: string
  /** Attributes of the element, as markup. */
  attributes?: string
  /** Instead of the element. */
  body?: string
  before?: string
  page?: BrowserContextOptions
  /** Runs in the page before anything else. */
  init?: string
  /** Further scripts, by path, loaded after the element's. */
  scripts?: Record<string, string>
}
export interface Opened { readonly server: RealServer; readonly page: Page; readonly problems: string[] }

/** For tests: Chromium, and pages with the built element on them, each with a server of its own. */
export interface ElementBench {
  readonly browser: Browser
  open(options?: OpenOptions): Promise<Opened>
  /** Closes the pages and servers opened since the last time. */
  clear(): Promise<void>
  close(): Promise<void>
}

interface Bundle { readonly name: string }
const { BUNDLES, bundleOptions } = await import(new URL('../../browser-bundles.mjs', import.meta.url).href) as { BUNDLES: readonly Bundle[]; bundleOptions(bundle: Bundle): Parameters<typeof build>[0] }

export async function createElementBench(): Promise<ElementBench> {
  const bundle = BUNDLES.find(({ name }) => name === 'queue-status.js')
  if (bundle === undefined) throw new Error('browser-bundles.mjs has no queue-status.js')
  // What is shipped is what is tested.
  const { outputFiles } = await build({ ...bundleOptions(bundle), write: false, outfile: 'queue-status.js' })
  const script = outputFiles?.[0]?.text ?? ''
  const browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ['--no-sandbox'] })
  const closing: (() => Promise<void>)[] = []

  const clear = async (): Promise<void> => { for (const close of closing.splice(0).reverse()) await close() }
  return {
    browser, clear,
    async open(options = {}) {
      const { attributes = `token="${options.token ?? exampleToken('acme', 'c-17')}"`, body = `<queue-status ${attributes}></queue-status>`, scripts = {} } = options
      const html = `<!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>t</title><link rel="icon" href="data:,">
        <link rel="stylesheet" href="/page.css"><script src="/problems.js"></script><script type="module" src="/queue-status.js"></script>
        ${Object.keys(scripts).map((path) => `<script type="module" src="${path}"></script>`).join('')}</head>
        <body><main>${options.before ?? ''}${body}<p id="after">after</p></main></body></html>`
      const javascript = (source: string): { type: string; body: string } => ({ type: 'text/javascript', body: source })
      const server = await startRealServer({
        ...options, headers: { 'Content-Security-Policy': POLICY },
        files: {
          '/': { type: 'text/html', body: html }, '/queue-status.js': javascript(script), '/problems.js': javascript(PROBLEMS),
          '/page.css': { type: 'text/css', body: ':root { color-scheme: light dark } body { margin: 1rem } #space { height: 5000px }' },
          ...Object.fromEntries(Object.entries(scripts).map(([path, source]) => [path, javascript(source)])), ...options.files,
        },
      })
      closing.push(() => server.close())
      const context = await browser.newContext(options.page)
      closing.push(() => context.close())
      const page = await context.newPage()
      const problems: string[] = []
      page.on('pageerror', (error) => problems.push(error.message))
      if (options.init !== undefined) await page.addInitScript(options.init)
      await page.goto(server.url)
      return { server, page, problems }
    },
    async close() {
      await clear()
      await browser.close()
    },
  }
}
