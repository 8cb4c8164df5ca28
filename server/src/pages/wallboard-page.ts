import type { Context } from 'hono'
import { html } from 'hono/html'
import { isReader, type PageContext } from './page-context.ts'
import { languagesWanted, nameIn, pageLanguage } from './page-language.ts'
import { respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { fill, wordsOf } from './view/words.ts'
import { wallboardMarkup } from './wallboard-markup.ts'

const REFRESH_SECONDS = 10

/** `/{center}/wallboard`: every queue live over `/board`; without JavaScript it is loaded again every ten seconds. */
export async function wallboardPage(c: Context, center: PageCenter, context: PageContext): Promise<Response> {
  const reader = await isReader(c, center, context)
  if (!reader && !center.public) return c.redirect(`/${center.id}/login?to=wallboard`, 303)
  const lang = pageLanguage(c, center.languages)
  const words = wordsOf(lang)
  const title = nameIn(center.name, lang, center.id)
  const board = context.deps.source.board(center.id, { publicOnly: !reader, langs: languagesWanted(lang, center.languages) })
  const markup = wallboardMarkup({ center: center.id, title, lang, timeZone: center.timeZone, words, board, heading: 'h1', empty: reader ? words.noQueues : words.noPublicQueues })
  return respondPage(c, pageShell({
    lang, title: fill(words.wallboardOf, { center: title }), assets: context.assets, scripts: ['wallboard.js'], refreshSeconds: REFRESH_SECONDS, kind: 'wall',
    body: html`<main>${markup}${reader ? '' : html`<p class="note"><a href="/${center.id}/login?to=wallboard">${words.login}</a></p>`}</main>`,
  }))
}
