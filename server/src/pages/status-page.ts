import type { Context } from 'hono'
import { html } from 'hono/html'
import { isReader, type PageContext } from './page-context.ts'
import { languagesWanted, nameIn, pageLanguage } from './page-language.ts'
import { respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { boardView } from './view/board-view.ts'
import { fill, wordsOf } from './view/words.ts'

const REFRESH_SECONDS = 30

/** `/{center}`: what anyone may know of public queues, before they call. A reader sees all queues. */
export async function statusPage(c: Context, center: PageCenter, context: PageContext): Promise<Response> {
  const reader = await isReader(c, center, context)
  if (!reader && !center.public) return c.redirect(`/${center.id}/login?to=`, 303)
  const lang = pageLanguage(c, center.languages)
  const words = wordsOf(lang)
  const title = fill(words.statusOf, { center: nameIn(center.name, lang, center.id) })
  const board = context.deps.source.board(center.id, { publicOnly: !reader, langs: languagesWanted(lang, center.languages) })
  const view = board && boardView(board, { words, lang, timeZone: center.timeZone })
  return respondPage(c, pageShell({
    lang, title, assets: context.assets, scripts: ['status.js'], refreshSeconds: REFRESH_SECONDS, kind: 'phone',
    body: html`<main data-status-page data-lang="${lang}">
<h1>${title}</h1>
<p class="empty" ${view === undefined || view.queues.length === 0 ? '' : 'hidden'}>${reader ? words.noQueues : words.noPublicQueues}</p>
<ul class="cards">${view?.queues.map((queue) => html`<li>
<h2>${queue.name} <small>${queue.channel}</small></h2>
<dl>
<div><dt>${words.joinNow}</dt><dd class="${queue.known ? '' : 'unknown'}">${queue.open ? queue.joinNow : queue.state}</dd></div>
<div><dt>${words.waiting}</dt><dd>${queue.waiting}</dd></div>
</dl></li>`) ?? ''}</ul>
${view === undefined ? '' : html`<p class="note" data-as-of>${fill(words.asOf, { time: view.asOf })}</p>`}
${reader ? '' : html`<p class="note"><a href="/${center.id}/login?to=">${words.login}</a></p>`}
</main>`,
  }))
}
