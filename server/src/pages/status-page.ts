import type { Board } from '@queuecast/client-sdk/protocol'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { type EvidenceDigest, soon } from './insight.ts'
import { isReader, type PageContext } from './page-context.ts'
import { languageLinks, languagesWanted, nameIn, pageLanguage } from './page-language.ts'
import { type Markup, respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { usualDays } from './periods.ts'
import { usualByHour, usualNow } from './status-usual.ts'
import { boardView, type QueueRow } from './view/board-view.ts'
import { costText } from './view/cost-text.ts'
import { shortestWay, spread } from './view/shortest-way.ts'
import { STATUS_WORDS } from './view/status-words.ts'
import { wayText } from './view/way-text.ts'
import { fill, wordsOf } from './view/words.ts'

const REFRESH_SECONDS = 30
/** What is usual may come with the next look. */
const PATIENCE_MS = 400
const HOUR_MS = 3_600_000

/** `/{center}`: what anyone may know of public queues, before they call. A reader sees all queues. */
export function createStatusPage(): (c: Context, center: PageCenter, context: PageContext) => Promise<Response> {
  /** The ways that were clearly shorter at the last look, by center: what is told must not waver. */
  const shorterBefore = new Map<string, ReadonlySet<string>>()

  return async (c, center, context) => {
    const reader = await isReader(c, center, context)
    if (!reader && !center.public) return c.redirect(`/${center.id}/login?to=`, 303)
    const lang = pageLanguage(c, center.languages)
    const [words, statusWords] = [wordsOf(lang), STATUS_WORDS[lang]]
    const { source, insight } = context.deps
    const board = source.board(center.id, { publicOnly: !reader, langs: languagesWanted(lang, center.languages) })
    const view = board && boardView(board, { words, lang, timeZone: center.timeZone })
    const nowMs = insight?.nowMs() ?? Date.now()
    const digest = insight === undefined ? undefined : await soon(insight.digest(center.id, usualDays(nowMs, center.timeZone)), PATIENCE_MS).catch(() => undefined)
    const visitor = visitorOf(c, nowMs)
    const key = `${center.id} ${String(reader)}`
    const way = shortestWay(board?.queues ?? [], visitor, shorterBefore.get(key) ?? new Set())
    shorterBefore.set(key, way.shorter)
    const title = fill(words.statusOf, { center: nameIn(center.name, lang, center.id) })
    const usual = { words, statusWords, nowMs, timeZone: center.timeZone }
    return respondPage(c, pageShell({
      lang, title, assets: context.assets, scripts: ['status.js'], refreshSeconds: REFRESH_SECONDS, kind: 'phone',
      body: html`<main data-status-page data-center="${center.id}" data-lang="${lang}" data-time-zone="${center.timeZone}" data-visitor="${visitor}">
${languageLinks(lang, center.languages)}
<h1>${title}</h1>
<p class="quicker" data-way role="status" ${way.named === undefined ? 'hidden' : ''}>${wayText(way.named, view, statusWords)}</p>
<p class="empty" ${view === undefined || view.queues.length === 0 ? '' : 'hidden'}>${reader ? words.noQueues : words.noPublicQueues}</p>
<ul class="cards">${view && phoneFirst(view.queues, board).map((queue) => card(queue, { board, digest, usual, lang }))}</ul>
${view === undefined ? '' : html`<p class="note" data-as-of>${fill(words.asOf, { time: view.asOf })}</p>`}
${reader ? '' : html`<p class="note"><a href="/${center.id}/login?to=">${words.login}</a></p>`}
</main>`,
    }))
  }
}

/** Whoever wants to phone finds it first, whatever else is quicker. */
function phoneFirst(rows: readonly QueueRow[], board: Board | undefined): QueueRow[] {
  const phones = new Set(board?.queues.filter(({ channel }) => channel === 'voice').map(({ queue }) => queue))
  return rows.toSorted((a, b) => Number(phones.has(b.queue)) - Number(phones.has(a.queue)))
}

interface CardOptions { board: Board | undefined; digest: EvidenceDigest | undefined; usual: Parameters<typeof usualNow>[2]; lang: string }

function card(queue: QueueRow, { board, digest, usual, lang }: CardOptions): Markup {
  const { words, statusWords } = usual
  const cost = costText(board?.queues.find((one) => one.queue === queue.queue)?.cost, statusWords, lang)
  return html`<li data-queue="${queue.queue}">
<h2><span data-cell="name">${queue.name}</span> <small>${queue.channel} · <span data-cell="state">${queue.state}</span></small></h2>
<dl>
<div class="join"><dt>${words.joinNow}</dt><dd data-cell="joinNow" class="${queue.known ? '' : 'unknown'}">${queue.open ? queue.joinNow : queue.state}</dd></div>
<div><dt>${words.waiting}</dt><dd data-cell="waiting">${queue.waiting}</dd></div>
${digest === undefined ? '' : html`<div><dt>${statusWords.usualNow}</dt><dd class="usual-now">${usualNow(digest, queue.queue, usual)}</dd></div>`}
${cost === undefined ? '' : html`<div><dt>${statusWords.cost}</dt><dd class="cost">${cost}</dd></div>`}
</dl>${digest === undefined ? '' : usualByHour(digest, queue.queue, usual)}</li>`
}

/** The same for the same visitor within an hour, as far as that can be without remembering anyone. */
const visitorOf = (c: Context, nowMs: number): number =>
  spread(`${c.req.header('user-agent') ?? ''} ${c.req.header('x-forwarded-for') ?? ''} ${c.req.header('accept-language') ?? ''} ${Math.floor(nowMs / HOUR_MS)}`)
