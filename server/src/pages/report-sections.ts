import { html } from 'hono/html'
import type { OutageInterval, VerdictReport } from '../charter/index.ts'
import type { EvidenceDigest, PageHead } from './insight.ts'
import type { Markup } from './page-response.ts'
import { dateAndTime, longDate, number, spokenDuration } from './view/numbers.ts'
import type { ReportWords } from './view/report-words/index.ts'
import { fill } from './view/words.ts'

const LISTED = 200

/** Outages of the display itself, and silent feeds, newest first. */
export function outagesSection({ outages }: EvidenceDigest, words: ReportWords, lang: string, timeZone: string): Markup {
  const newest = outages.toSorted((a, b) => b.fromMs - a.fromMs).slice(0, LISTED)
  const kind = (outage: OutageInterval): string => fill(words.outageKind[outage.what], { feed: outage.feed ?? '' })
  return html`<section aria-labelledby="outages"><h2 id="outages">${words.outages}</h2><p class="lead">${words.outagesLead}</p>
${newest.length === 0 ? html`<p>${words.outagesNone}</p>` : html`<div class="scroll" role="group" aria-label="${words.outages}" tabindex="0"><table class="figures"><thead><tr><th scope="col">${words.from}</th><th scope="col">${words.what}</th><th scope="col">${words.duration}</th><th scope="col">${words.queue}</th></tr></thead>
<tbody>${newest.map((outage) => html`<tr><th scope="row">${dateAndTime(outage.fromMs, lang, timeZone)}</th><td>${kind(outage)}</td><td>${spokenDuration((outage.toMs - outage.fromMs) / 1000, lang)}</td><td>${outage.queues?.join(', ') ?? words.allQueues}</td></tr>`)}</tbody></table></div>`}</section>`
}

/** Ours beside what the center's own system counted; only what differs is listed. */
export function totalsSection({ totals, totalsDays }: VerdictReport, words: ReportWords, lang: string): Markup {
  const differ = totals.filter(({ difference }) => difference !== 0)
  const field = { offered: words.offered, answered: words.answered, abandoned: words.abandoned }
  return html`<section aria-labelledby="totals"><h2 id="totals">${words.totals}</h2><p class="lead">${words.totalsLead}</p>
${totalsDays === 0 ? html`<p>${words.totalsNone}</p>` : differ.length === 0 ? html`<p>${fill(words.totalsEqual, { n: number(totalsDays, lang) })}</p>` : html`<div class="scroll" role="group" aria-label="${words.totals}" tabindex="0"><table class="figures"><thead><tr><th scope="col">${words.day}</th><th scope="col">${words.queue}</th><th scope="col">${words.what}</th><th scope="col">${words.ours}</th><th scope="col">${words.theirs}</th><th scope="col">${words.difference}</th></tr></thead>
<tbody>${differ.map((one) => html`<tr><th scope="row">${one.date}</th><td>${one.queue ?? words.allQueues}</td><td>${field[one.field]}</td><td>${number(one.ours, lang)}</td><td>${number(one.theirs, lang)}</td><td>${one.difference > 0 ? '+' : ''}${number(one.difference, lang)}</td></tr>`)}</tbody></table></div>`}</section>`
}

/** By which ways the chain heads leave the house, and how far they got. What went wrong stands in it for inspectors. */
export function headsSection(heads: readonly PageHead[] | undefined, { words, lang, timeZone, inspects }: { words: ReportWords; lang: string; timeZone: string; inspects: boolean }): Markup {
  const day = (text: string): string => longDate(Date.parse(`${text}T12:00:00Z`), lang, 'UTC')
  const card = ({ way, left, waiting }: PageHead): Markup => html`<li><h3>${words.headWay[way]}</h3>
<p>${words.newest}: <b>${left === undefined ? words.headNever : day(left.day)}</b>${left === undefined ? '' : html` <small>${words.left} ${dateAndTime(left.atMs, lang, timeZone)}${left.by === undefined ? '' : `, ${fill(words.headBy, { by: left.by })}`}</small>`}</p>
${waiting === undefined ? '' : html`<p class="warning">${fill(words.headWaits, { day: day(waiting.day), time: dateAndTime(waiting.sinceMs, lang, timeZone) })}${inspects && waiting.error !== undefined ? html` <span lang="en">${waiting.error}</span>` : ''}</p>`}</li>`
  return html`<section aria-labelledby="heads"><h2 id="heads">${words.heads}</h2><p class="lead">${words.headsLead}</p>
${heads === undefined ? html`<p>${words.headsElsewhere}</p>` : heads.length === 0 ? html`<p>${words.headsNone}</p>` : html`<ul class="cards">${heads.map(card)}</ul>`}</section>`
}
