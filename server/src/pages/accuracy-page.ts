import type { Context } from 'hono'
import { html } from 'hono/html'
import { DateTime } from 'luxon'
import { accuracyTable } from './accuracy-markup.ts'
import { askedDaysForm } from './asked-days-form.ts'
import { type EvidenceDigest, type PageAccuracy, soon } from './insight.ts'
import { isReader, type PageContext } from './page-context.ts'
import { languageLinks, nameIn, pageLanguage } from './page-language.ts'
import { type Markup, respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { type AskedDays, askedDays } from './periods.ts'
import { linePlot } from './plot/line-plot.ts'
import { accuracyByDay, accuracyByHour, type AccuracyPoint, LEAST_BOUNDS, queuesIn } from './view/accuracy-view.ts'
import { number, percent, shortDay } from './view/numbers.ts'
import { REPORT_WORDS, type ReportWords } from './view/report-words/index.ts'
import { fill } from './view/words.ts'

const PATIENCE_MS = 4_000
const COMPUTING_SECONDS = 5
const USUAL_DAYS = 28
/** What the bounds are meant to hold for. */
const AIM = 90

/** `/{center}/accuracy?from&to&queue`: what was announced against what happened, over time and by hour of the day. */
export async function accuracyPage(c: Context, center: PageCenter, context: PageContext): Promise<Response> {
  if (!(await isReader(c, center, context))) return c.redirect(`/${center.id}/login?to=accuracy`, 303)
  const lang = pageLanguage(c, center.languages)
  const words = REPORT_WORDS[lang]
  const { insight } = context.deps
  const nowMs = insight?.nowMs() ?? Date.now()
  const days = askedDays({ from: c.req.query('from'), to: c.req.query('to') }, nowMs, center.timeZone, USUAL_DAYS)
  const queue = c.req.query('queue') === '' ? undefined : c.req.query('queue')
  const answers = insight === undefined ? undefined : await soon(Promise.all([
    insight.digest(center.id, { fromMs: days.fromMs, toMs: days.toMs }), insight.accuracy(center.id, { from: days.from, to: days.to, ...(queue === undefined ? {} : { queue }) }),
  ]), PATIENCE_MS)
  const name = nameIn(center.name, lang, center.id)
  const computing = insight !== undefined && answers === undefined
  return respondPage(c, pageShell({
    lang, title: fill(words.accuracyTitle, { center: name }), assets: context.assets, scripts: ['renew.js'], ...(computing ? { refreshSeconds: COMPUTING_SECONDS } : {}), kind: 'paper',
    body: html`<main class="accuracy-page"><header><p class="center-name">${name}</p>${languageLinks(lang, center.languages, { from: days.from, to: days.to, ...(queue === undefined ? {} : { queue }) })}</header>
<h1>${fill(words.accuracyTitle, { center: name })}</h1><p class="lead">${words.accuracyLead}</p>
${askedDaysForm(days, words, lang, answers === undefined ? '' : queueChoice(queuesIn(answers[0]), queue, words))}
<div data-renew="accuracy">${insight === undefined ? html`<p class="warning">${words.noLedger}</p>` : answers === undefined ? html`<p class="warning" role="status" data-computing>${words.computing}</p>` : content(answers, { days, queue, words, lang, timeZone: center.timeZone })}</div>
</main>`,
  }))
}

function queueChoice(queues: readonly string[], chosen: string | undefined, words: ReportWords): Markup {
  return html`<label>${words.queue} <select name="queue"><option value="">${words.allQueues}</option>${queues.map((queue) => html`<option value="${queue}"${queue === chosen ? html` selected` : ''}>${queue}</option>`)}</select></label>`
}

interface Shown { days: AskedDays; queue: string | undefined; words: ReportWords; lang: string; timeZone: string }

function content([digest, accuracy]: [EvidenceDigest, PageAccuracy], shown: Shown): Markup {
  const { words, lang, days, queue } = shown
  const byDay = accuracyByDay(digest, daysOf(days), queue)
  const byHour = accuracyByHour(digest, queue)
  return html`${accuracyTable(accuracy, words, lang)}
${byHour.length === 0 ? html`<p class="empty">${words.noneTold}</p>` : html`${section('by-day', words.byDay, byDay, byDay.map(({ name }) => shortDay(name, lang)), shown)}${section('by-hour', words.byHour, byHour, byHour.map(({ name }) => name), shown)}<p class="note">${fill(words.thinNote, { n: String(LEAST_BOUNDS) })}</p>`}`
}

function section(id: string, title: string, points: readonly AccuracyPoint[], names: readonly string[], { words, lang }: Shown): Markup {
  const series = (read: (point: AccuracyPoint) => number | undefined): ({ value: number; thin: boolean } | undefined)[] => points.map((point) => {
    const value = read(point)
    return value === undefined ? undefined : { value, thin: point.bounds < LEAST_BOUNDS }
  })
  const hundred = (value: number | undefined): number | undefined => (value === undefined ? undefined : 100 * value)
  const tick = (value: number): string => number(value, lang)
  const share = (value: number | undefined): string => (value === undefined ? '–' : percent(value, lang))
  const seconds = (value: number | undefined): string => (value === undefined ? '–' : number(value, lang))
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><div class="plots">
<figure>${linePlot({ label: `${title}: ${words.coverage}`, axisLabel: '%', formatTick: tick, domain: [0, 100], reference: AIM, names, series: [{ kind: 'first', values: series((point) => hundred(point.coverage)) }] })}<figcaption>${words.coverageNote}</figcaption></figure>
<figure>${linePlot({ label: `${title}: ${words.mae}, ${words.bias}`, axisLabel: words.seconds, formatTick: tick, reference: 0, names, series: [{ kind: 'second', values: series((point) => point.biasSeconds) }, { kind: 'first', values: series((point) => point.absoluteSeconds) }] })}<figcaption>${words.biasNote}</figcaption></figure>
<figure>${linePlot({ label: `${title}: ${words.revised}`, axisLabel: '%', formatTick: tick, names, series: [{ kind: 'first', values: series((point) => hundred(point.revisedShare)) }] })}<figcaption>${words.revisedNote}</figcaption></figure></div>
<details data-keep="${id}"><summary>${words.plotAndTable}</summary><div class="scroll" role="group" aria-label="${title}" tabindex="0"><table class="figures"><thead><tr><td></td><th scope="col">${words.bounds}</th><th scope="col">${words.coverage}</th><th scope="col">${words.mae}</th><th scope="col">${words.bias}</th><th scope="col">${words.revised}</th></tr></thead>
<tbody>${points.map((point, at) => html`<tr><th scope="row">${names[at]}</th><td>${number(point.bounds, lang)}</td><td>${share(point.coverage)}</td><td>${seconds(point.absoluteSeconds)}</td><td>${seconds(point.biasSeconds)}</td><td>${share(point.revisedShare)}</td></tr>`)}</tbody></table></div></details></section>`
}

function daysOf({ from, to }: AskedDays): string[] {
  const days: string[] = []
  for (let day = DateTime.fromISO(from, { zone: 'utc' }); day <= DateTime.fromISO(to, { zone: 'utc' }); day = day.plus({ days: 1 })) days.push(day.toISODate() ?? '')
  return days
}
