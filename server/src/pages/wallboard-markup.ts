import type { Board } from '@queuecast/client-sdk/protocol'
import { html } from 'hono/html'
import type { Markup } from './page-response.ts'
import { boardView, type QueueRow } from './view/board-view.ts'
import type { Words } from './view/words.ts'

/** `service`: the service level of today by queue, where evidence stands; without it there is no such column. */
export interface WallboardMarkupOptions { center: string; title: string; lang: string; timeZone: string; words: Words; board: Board | undefined; heading: 'h1' | 'h2'; empty: string; service?: ReadonlyMap<string, string> }

/** The columns after the name, in order; the script of the page fills cells by these names. */
const CELLS = ['waiting', 'longest', 'joinNow', 'staffed', 'feed'] as const

const NOTHING = '–'

/** A wallboard as the server writes it; `browser/wallboard.ts` takes it over and keeps it live. Roles stand because narrow screens lay the table out as cards. */
export function wallboardMarkup({ center, title, lang, timeZone, words, board, heading, empty, service }: WallboardMarkupOptions): Markup {
  const view = board && boardView(board, { words, lang, timeZone })
  const label = (cell: (typeof CELLS)[number]): string => words[cell]
  const row = (queue: QueueRow): Markup => html`<tr role="row" data-queue="${queue.queue}">
<th role="rowheader" scope="row"><span data-cell="name">${queue.name}</span> <small data-cell="about">${queue.channel} · ${queue.state}</small></th>
${CELLS.map((cell) => html`<td role="cell" data-label="${label(cell)}" data-cell="${cell}" class="${cell === 'feed' ? queue.feed : cell === 'joinNow' && !queue.known ? 'unknown' : ''}">${cell === 'feed' ? queue.feedText : queue[cell]}</td>`)}
${service === undefined ? '' : html`<td role="cell" data-label="${words.service}" data-cell="service">${service.get(queue.queue) ?? NOTHING}</td>`}</tr>`
  const titled = heading === 'h1' ? html`<h1>${title}</h1>` : html`<h2>${title}</h2>`
  return html`<section class="board" data-wallboard data-center="${center}" data-lang="${lang}" data-time-zone="${timeZone}">
<header>${titled}<p class="state" data-state role="status">${view ? words.asOf.replace('{time}', view.asOf) : ''}</p></header>
<div class="alerts" data-alerts role="status" aria-label="${words.alerts}">${view?.alerts.map((alert) => html`<p>${alert}</p>`) ?? ''}</div>
<table role="table">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${words.queue}</th>${CELLS.map((cell) => html`<th role="columnheader" scope="col" data-column="${cell}">${label(cell)}</th>`)}${service === undefined ? '' : html`<th role="columnheader" scope="col" data-column="service">${words.service}</th>`}</tr></thead>
<tbody role="rowgroup">${view?.queues.map(row) ?? ''}</tbody>
</table>
<p class="empty" data-empty ${view && view.queues.length > 0 ? 'hidden' : ''}>${empty}</p>
<ul class="feeds" data-feeds aria-label="${words.feeds}">${view?.feeds.map((feed) => html`<li class="${feed.state}"><b>${feed.feed}</b> ${feed.text}</li>`) ?? ''}</ul>
</section>`
}
