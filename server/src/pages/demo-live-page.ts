import type { Context } from 'hono'
import { html } from 'hono/html'
import { connectMarkup } from './connect-markup.ts'
import { addressOf, cameOverHttps, type PageContext } from './page-context.ts'
import { languageLinks, languagesWanted, nameIn, OWN_NAMES, pageLanguage } from './page-language.ts'
import { respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { LIVE_WORDS } from './view/live-words.ts'
import { fill, PAGE_LANGUAGES, wordsOf } from './view/words.ts'
import { wallboardMarkup } from './wallboard-markup.ts'

/** The center the demo shows: the one asked for where it is a test center, else the first that is. */
export function demoCenter(c: Context, { deps }: PageContext): PageCenter | undefined {
  const asked = c.req.query('center')
  const tests = [...deps.centers()].filter((center) => center.purpose === 'test' && deps.source.hasCenter(center.id))
  return asked === undefined ? tests[0] : tests.find((center) => center.id === asked)
}

/** `/demo/live`: a test center's wallboard beside one customer's widget, and the events as they come in. */
export async function demoLivePage(c: Context, center: PageCenter, context: PageContext): Promise<Response> {
  const lang = pageLanguage(c, [])
  const words = wordsOf(lang)
  const live = LIVE_WORDS[lang]
  const board = context.deps.source.board(center.id, { publicOnly: false, langs: languagesWanted(lang, center.languages) })
  // A test center holds nobody's data, so whoever opens the demo may read it: its wallboard needs no key here.
  c.header('set-cookie', await context.sessions.open(center.id, cameOverHttps(c)))
  const title = fill(live.center, { name: nameIn(center.name, lang, center.id) })
  const wallboard = wallboardMarkup({ center: center.id, title, lang, timeZone: center.timeZone, words, board, heading: 'h2', empty: words.noQueues })
  const connect = connectMarkup({ address: addressOf(c), center: center.id, keysFile: context.deps.keysFile?.(center.id), open: board === undefined || board.queues.length === 0, words: live })
  return respondPage(c, pageShell({
    lang, title: live.title, assets: context.assets, scripts: ['queue-status.js', 'wallboard.js', 'demo-live.js'], refreshSeconds: 5, kind: 'demo',
    body: html`<main data-demo data-center="${center.id}" data-whoever="${live.whoever}" data-following="${live.following}" data-place="${live.place}" data-more="${live.more}">
${languageLinks(lang, PAGE_LANGUAGES)}
<h1>${live.title}</h1>
<p class="lead">${live.lead} <a href="/demo">${live.simulated}</a></p>
${connect}
<div class="panes">
<div class="center-pane">${wallboard}</div>
<section class="customer-pane" aria-labelledby="customer-title">
<h2 id="customer-title">${live.customer}</h2>
<p class="nobody" data-nobody>${live.nobody}</p>
<queue-status lang="${lang}" data-status hidden></queue-status>
<form class="choices" data-choices>
<label>${live.follow} <select data-follow><option value="">${live.whoever}</option></select></label>
<label>${live.language} <select data-language>${PAGE_LANGUAGES.map((tag) => html`<option value="${tag}" ${tag === lang ? 'selected' : ''}>${OWN_NAMES[tag]}</option>`)}</select></label>
<label class="check"><input type="checkbox" data-next checked> ${live.goOn}</label>
</form>
<p class="note" data-following>${live.note}</p>
</section>
<section class="events-pane" aria-labelledby="events-title">
<h2 id="events-title">${live.events}</h2>
<ol class="events" data-events role="log" aria-live="off" tabindex="0" aria-labelledby="events-title"></ol>
<p class="note" data-no-events>${live.noEvents}</p>
</section>
</div>
<noscript><p class="warning">${live.withoutScript}</p></noscript>
</main>`,
  }))
}
