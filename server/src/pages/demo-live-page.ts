import type { Context } from 'hono'
import { html } from 'hono/html'
import { connectMarkup } from './connect-markup.ts'
import { addressOf, cameOverHttps, type PageContext } from './page-context.ts'
import { languagesWanted, nameIn } from './page-language.ts'
import { respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { wordsOf } from './view/words.ts'
import { wallboardMarkup } from './wallboard-markup.ts'

/** The center the demo shows: the one asked for where it is a test center, else the first that is. */
export function demoCenter(c: Context, { deps }: PageContext): PageCenter | undefined {
  const asked = c.req.query('center')
  const tests = [...deps.centers()].filter((center) => center.purpose === 'test' && deps.source.hasCenter(center.id))
  return asked === undefined ? tests[0] : tests.find((center) => center.id === asked)
}

const LANGUAGES = { nl: 'Nederlands', fr: 'Français', de: 'Deutsch', en: 'English' }

/** `/demo/live`: a test center's wallboard beside one customer's widget, and the events as they come in. */
export async function demoLivePage(c: Context, center: PageCenter, context: PageContext): Promise<Response> {
  const lang = 'en'
  const words = wordsOf(lang)
  const board = context.deps.source.board(center.id, { publicOnly: false, langs: languagesWanted(lang, center.languages) })
  // A test center holds nobody's data, so whoever opens the demo may read it: its wallboard needs no key here.
  c.header('set-cookie', await context.sessions.open(center.id, cameOverHttps(c)))
  const name = nameIn(center.name, lang, center.id)
  const wallboard = wallboardMarkup({ center: center.id, title: `What the center sees: ${name}`, lang, timeZone: center.timeZone, words, board, heading: 'h2', empty: words.noQueues })
  const connect = connectMarkup({ address: addressOf(c), center: center.id, keysFile: context.deps.keysFile?.(center.id), open: board === undefined || board.queues.length === 0 })
  return respondPage(c, pageShell({
    lang, title: 'Queuecast, live', assets: context.assets, scripts: ['queue-status.js', 'wallboard.js', 'demo-live.js'], refreshSeconds: 5, kind: 'demo',
    body: html`<main data-demo data-center="${center.id}">
<h1>Queuecast, live</h1>
<p class="lead">A contact center sends events. At the same moment its wallboard moves, and each customer who waits reads the place and an honest bound for the wait. This is the test center of this server; <a href="/demo">a simulated one</a> needs no feed.</p>
${connect}
<div class="panes">
<div class="center-pane">${wallboard}</div>
<section class="customer-pane" aria-labelledby="customer-title">
<h2 id="customer-title">What one customer sees</h2>
<p class="nobody" data-nobody>Nobody waits now. The first to wait appears here.</p>
<queue-status lang="en" data-status hidden></queue-status>
<form class="choices" data-choices>
<label>Follow <select data-follow><option value="">Whoever waits</option></select></label>
<label>Language <select data-language>${Object.entries(LANGUAGES).map(([tag, label]) => html`<option value="${tag}" ${tag === lang ? 'selected' : ''}>${label}</option>`)}</select></label>
<label class="check"><input type="checkbox" data-next checked> Go on to the next when this one is done</label>
</form>
<p class="note" data-following>Each customer who waits has a page like this, in the language of the customer.</p>
</section>
<section class="events-pane" aria-labelledby="events-title">
<h2 id="events-title">Events as they come in</h2>
<ol class="events" data-events role="log" aria-live="off" tabindex="0" aria-labelledby="events-title"></ol>
<p class="note" data-no-events>No events yet.</p>
</section>
</div>
<noscript><p class="warning">The demo needs JavaScript; the wallboard is loaded again every five seconds without it.</p></noscript>
</main>`,
  }))
}
