import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { accuracyPage } from './accuracy-page.ts'
import { charterPage } from './charter-page.ts'
import { contactsPage } from './contacts-page.ts'
import { createDemoEvents, demoNext, demoWaiting } from './demo-api.ts'
import { demoCenter, demoLivePage } from './demo-live-page.ts'
import { demoPage } from './demo-page.ts'
import { feedsPage } from './feeds-page.ts'
import { takeReplay } from './feeds-replay.ts'
import { labelImage } from './label-page.ts'
import { loginPage, takeLogin } from './login-page.ts'
import { createPageAssets } from './page-assets.ts'
import { centerOf, type PageContext } from './page-context.ts'
import { pageLanguage } from './page-language.ts'
import { respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter, PagesDeps } from './pages-deps.ts'
import { reportPage } from './report-page.ts'
import { createStatusPage } from './status-page.ts'
import { storyPage } from './story-page.ts'
import { waitPage } from './wait-page.ts'
import { wallboardPage } from './wallboard-page.ts'
import { wordsOf } from './view/words.ts'

type Page = (c: Context, center: PageCenter, context: PageContext) => Response | Promise<Response>

/** Mounts the pages: `/demo`, `/demo/live`, `/{center}`, `/{center}/wait`, `/{center}/wallboard`, `/{center}/feeds`, `/{center}/charter`, `/{center}/label.svg`, `/{center}/report`, `/{center}/contacts`, `/{center}/story`, `/{center}/accuracy`, `/{center}/login`, `/v1/assets/…`. Mount them after all other routes. */
export function createPages(deps: PagesDeps): (app: Hono) => void {
  const context: PageContext = { deps, assets: createPageAssets(deps.sdkFile, deps.assetsDirectory), sessions: deps.sessions }
  const pages = new Hono()
  const ofCenter = (page: Page) => async (c: Context): Promise<Response> => {
    const center = centerOf(c, context)
    return center === undefined ? notFound(c, context) : page(c, center, context)
  }
  const ofDemo = (page: Page) => async (c: Context): Promise<Response> => {
    const center = demoCenter(c, context)
    return center === undefined ? notFound(c, context) : page(c, center, context)
  }

  pages.get('/v1/assets/:name', (c) => assetResponse(c, context))
  pages.get('/demo', ofDemo(demoPage))
  pages.get('/demo/live', ofDemo(demoLivePage))
  pages.get('/demo/next', ofDemo(demoNext))
  pages.get('/demo/waiting', ofDemo(demoWaiting))
  pages.get('/demo/events', ofDemo(createDemoEvents()))
  const center = '/:center{[a-z0-9-]{1,64}}'
  pages.get(center, ofCenter(createStatusPage()))
  pages.get(`${center}/wait`, ofCenter(waitPage))
  pages.get(`${center}/wallboard`, ofCenter(wallboardPage))
  pages.get(`${center}/feeds`, ofCenter(feedsPage))
  pages.post(`${center}/feeds`, ofCenter(takeReplay))
  pages.get(`${center}/charter`, ofCenter(charterPage))
  pages.get(`${center}/label.svg`, ofCenter(labelImage))
  pages.get(`${center}/report`, ofCenter(reportPage))
  pages.get(`${center}/contacts`, ofCenter(contactsPage))
  pages.get(`${center}/story`, ofCenter(storyPage))
  pages.get(`${center}/accuracy`, ofCenter(accuracyPage))
  pages.get(`${center}/login`, ofCenter((c, found, pageContext) => loginPage(c, found, pageContext)))
  pages.post(`${center}/login`, ofCenter(takeLogin))
  return (app) => void app.route('/', pages)
}

function assetResponse(c: Context, { assets }: PageContext): Response | Promise<Response> {
  const asset = assets.get(c.req.param('name') ?? '')
  if (asset === undefined) return c.notFound()
  const etag = `"${asset.hash}"`
  c.header('etag', etag)
  c.header('x-content-type-options', 'nosniff')
  // The widget is loaded by pages of other origins; module scripts need it said.
  c.header('access-control-allow-origin', '*')
  c.header('cross-origin-resource-policy', 'cross-origin')
  c.header('cache-control', c.req.query('v') === asset.hash ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (c.req.header('if-none-match') === etag) return c.body(null, 304)
  return c.body(asset.body, 200, { 'content-type': asset.type })
}

function notFound(c: Context, { assets }: PageContext): Response | Promise<Response> {
  const lang = pageLanguage(c, [])
  const { notFound: text } = wordsOf(lang)
  return respondPage(c, pageShell({ lang, title: text, assets, scripts: [], kind: 'phone', body: html`<main><h1>${text}</h1></main>` }), 404)
}
