import type { Context } from 'hono'
import { html } from 'hono/html'
import { soon } from './insight.ts'
import { isReader, type PageContext } from './page-context.ts'
import { languagesWanted, nameIn, pageLanguage } from './page-language.ts'
import { respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { today } from './periods.ts'
import { serviceLevels } from './service-level.ts'
import { percent } from './view/numbers.ts'
import { fill, wordsOf } from './view/words.ts'
import { wallboardMarkup } from './wallboard-markup.ts'

const REFRESH_SECONDS = 10
/** Figures of evidence may come with the next look. */
const PATIENCE_MS = 400

/** `/{center}/wallboard?kiosk`: every queue live over `/board`; without JavaScript it is loaded again every ten seconds. The service level is for those who work there. */
export async function wallboardPage(c: Context, center: PageCenter, context: PageContext): Promise<Response> {
  const reader = await isReader(c, center, context)
  if (!reader && !center.public) return c.redirect(`/${center.id}/login?to=wallboard`, 303)
  const lang = pageLanguage(c, center.languages)
  const words = wordsOf(lang)
  const title = nameIn(center.name, lang, center.id)
  const board = context.deps.source.board(center.id, { publicOnly: !reader, langs: languagesWanted(lang, center.languages) })
  const service = reader ? await serviceOf(center, context, lang) : undefined
  const markup = wallboardMarkup({ ...(service === undefined ? {} : { service }), center: center.id, title, lang, timeZone: center.timeZone, words, board, heading: 'h1', empty: reader ? words.noQueues : words.noPublicQueues })
  return respondPage(c, pageShell({
    lang, title: fill(words.wallboardOf, { center: title }), assets: context.assets, scripts: ['wallboard.js'], refreshSeconds: REFRESH_SECONDS, kind: 'wall',
    body: html`<main ${c.req.query('kiosk') === undefined ? '' : 'data-kiosk'}>${markup}<p class="wall-keys" hidden data-keys><button type="button" data-full-screen>${words.fullScreen}</button><button type="button" data-go-kiosk>${words.kiosk}</button></p>${reader ? '' : html`<p class="note"><a href="/${center.id}/login?to=wallboard">${words.login}</a></p>`}</main>`,
  }))
}

/** By queue, `87 %`; undefined where no evidence is kept, or its figures are not there yet. */
async function serviceOf(center: PageCenter, { deps: { insight } }: PageContext, lang: string): Promise<ReadonlyMap<string, string> | undefined> {
  if (insight === undefined) return undefined
  const digest = await soon(insight.digest(center.id, today(insight.nowMs(), center.timeZone)), PATIENCE_MS).catch(() => undefined)
  return digest === undefined ? undefined : new Map([...serviceLevels(digest)].map(([queue, share]) => [queue, percent(share, lang, 0)]))
}
