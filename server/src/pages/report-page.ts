import type { Context } from 'hono'
import { html } from 'hono/html'
import type { VerdictReport } from '../charter/index.ts'
import { accuracyTable } from './accuracy-markup.ts'
import { askedDaysForm } from './asked-days-form.ts'
import { type EvidenceDigest, type PageAccuracy, type PageHead, type PageInsight, soon } from './insight.ts'
import { languageLinks, nameIn, pageLanguage } from './page-language.ts'
import type { PageContext } from './page-context.ts'
import { type Markup, respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { type AskedDays, askedDays } from './periods.ts'
import { reportCsv } from './report-csv.ts'
import { headsSection, outagesSection, totalsSection } from './report-sections.ts'
import { type ViewerRole, viewerOf } from './viewer-role.ts'
import { dateAndTime, number, percentBeside } from './view/numbers.ts'
import { type CharterReport, reportView, type VerdictView } from './view/report-view.ts'
import { REPORT_WORDS, type ReportWords } from './view/report-words/index.ts'
import { fill } from './view/words.ts'

const PATIENCE_MS = 4_000
/** A file is waited for: it cannot renew itself. */
const FILE_PATIENCE_MS = 120_000
const COMPUTING_SECONDS = 5

interface Answers { report: VerdictReport; accuracy: PageAccuracy; digest: EvidenceDigest; beganMs: number | undefined; heads: readonly PageHead[] | undefined }

/** `/{center}/report?from&to&format`: for management and inspection; HTML that prints well, JSON, CSV. Contacts stand in it for inspectors only. */
export async function reportPage(c: Context, center: PageCenter, context: PageContext): Promise<Response> {
  const viewer = await viewerOf(c, center, context)
  if (viewer === undefined && c.req.header('authorization') !== undefined) return c.text('this key does not open the report of this center; use one for reading or inspection', 401)
  if (viewer === undefined) return c.redirect(`/${center.id}/login?to=report`, 303)
  const lang = pageLanguage(c, center.languages)
  const words = REPORT_WORDS[lang]
  const { insight } = context.deps
  const nowMs = insight?.nowMs() ?? Date.now()
  const days = askedDays({ from: c.req.query('from'), to: c.req.query('to') }, nowMs, center.timeZone)
  const format = c.req.query('format')
  const answers = insight === undefined ? undefined : await soon(answersOf(insight, center.id, days), format === undefined ? PATIENCE_MS : FILE_PATIENCE_MS)
  if (format !== undefined) return file(c, format, center, days, answers, viewer, insight)
  const name = nameIn(center.name, lang, center.id)
  const title = fill(words.title, { center: name })
  const computing = insight !== undefined && answers === undefined
  return respondPage(c, pageShell({
    lang, title, assets: context.assets, scripts: ['renew.js'], ...(computing ? { refreshSeconds: COMPUTING_SECONDS } : {}), kind: 'paper',
    body: html`<main class="report-page">
<header><p class="center-name">${name}</p>${languageLinks(lang, center.languages, { from: days.from, to: days.to })}</header>
<h1>${title}</h1><p class="lead">${words.lead}</p>
${askedDaysForm(days, words, lang)}
<p class="note no-print"><a href="?from=${days.from}&to=${days.to}&format=json">${words.json}</a> · <a href="?from=${days.from}&to=${days.to}&format=csv">${words.csv}</a> · ${words.print}</p>
<div data-renew="report">${insight === undefined ? html`<p class="warning">${words.noLedger}</p>` : answers === undefined ? html`<p class="warning" role="status" data-computing>${words.computing}</p>`
      : content(answers, reportView(answers.report, insight.versions(center.id), lang, center.timeZone), { center, days, lang, words, viewer })}</div>
</main>`,
  }))
}

function answersOf(insight: PageInsight, center: string, days: AskedDays): Promise<Answers> {
  const { from, to, fromMs, toMs } = days
  return Promise.all([insight.verdicts(center, { fromMs, toMs }), insight.accuracy(center, { from, to }), insight.digest(center, { fromMs, toMs }), insight.beganMs(center), insight.heads(center)])
    .then(([report, accuracy, digest, beganMs, heads]) => ({ report, accuracy, digest, beganMs, heads }))
}

function file(c: Context, format: string, center: PageCenter, days: AskedDays, answers: Answers | undefined, viewer: ViewerRole, insight: PageInsight | undefined): Response {
  c.header('cache-control', 'no-store')
  c.header('x-content-type-options', 'nosniff')
  if (answers === undefined || insight === undefined) return c.text('the figures are not there yet; ask again', 503, { 'retry-after': '10' })
  const name = `${center.id}-${days.from}-${days.to}`
  const report = viewer.inspects ? answers.report : { ...answers.report, verdicts: answers.report.verdicts.map((verdict) => ({ ...verdict, contacts: [] })) }
  if (format === 'csv') return c.body(reportCsv(report), 200, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${name}.csv"` })
  if (format !== 'json') return c.text('format must be json or csv; without it you get the page', 400)
  const { outages, openSeconds, measuredSeconds } = answers.digest
  return c.body(JSON.stringify({ center: center.id, from: days.from, to: days.to, ...(answers.beganMs === undefined ? {} : { ledgerBegan: new Date(answers.beganMs).toISOString() }), ...report, accuracy: answers.accuracy, outages, openSeconds, measuredSeconds, ...headsJson(answers.heads, viewer) }, undefined, 1), 200, {
    'content-type': 'application/json; charset=utf-8', 'content-disposition': `attachment; filename="${name}.json"`,
  })
}

/** Why a head has not left names our neighbours: that is for inspectors. */
function headsJson(heads: Answers['heads'], { inspects }: ViewerRole): { heads?: readonly PageHead[] } {
  if (heads === undefined) return {}
  return { heads: inspects ? heads : heads.map(({ way, left }) => ({ way, ...(left === undefined ? {} : { left }) })) }
}

interface Shown { center: PageCenter; days: AskedDays; lang: string; words: ReportWords; viewer: ViewerRole }

function content({ report, accuracy, digest, beganMs, heads }: Answers, charters: readonly CharterReport[], shown: Shown): Markup {
  const { words, lang, center, days } = shown
  return html`<p class="note">${fill(words.asOf, { time: dateAndTime(report.nowMs, lang, center.timeZone) })} ${digest.openSeconds === 0 ? '' : fill(words.measuredTime, { share: percentBeside(digest.measuredSeconds / digest.openSeconds, 'at-least', lang) })}</p>
${beganMs === undefined || beganMs <= days.fromMs ? '' : html`<p class="warning">${fill(words.ledgerBegins, { time: dateAndTime(beganMs, lang, center.timeZone) })}</p>`}
${report.otherCharters === 0 ? '' : html`<p class="warning">${fill(words.otherCharters, { n: number(report.otherCharters, lang) })}</p>`}
${charters.map((charter) => charterSection(charter, shown))}
<section aria-labelledby="accuracy"><h2 id="accuracy">${fill(words.accuracyTitle, { center: nameIn(center.name, lang, center.id) })}</h2><p class="lead">${words.accuracyLead}</p>${accuracyTable(accuracy, words, lang)}
<p class="no-print"><a href="/${center.id}/accuracy?from=${days.from}&to=${days.to}&lang=${lang}">${words.byDay}, ${words.byHour}</a></p></section>
${outagesSection(digest, words, lang, center.timeZone)}
${totalsSection(report, words, lang)}
${headsSection(heads, { words, lang, timeZone: center.timeZone, inspects: shown.viewer.inspects })}
<section aria-labelledby="method"><h2 id="method">${words.methodTitle}</h2><ul>${words.methodText.map((line) => html`<li>${line}</li>`)}</ul></section>`
}

function charterSection({ charter, version, title, verdicts, note }: CharterReport, shown: Shown): Markup {
  const { words } = shown
  return html`<section aria-labelledby="of-${charter}"><h2 id="of-${charter}">${title} <small>${words.version} ${version}</small></h2>${note === undefined ? '' : html`<p class="note" lang="en">${note}</p>`}
<div class="scroll" role="group" aria-label="${words.summary}" tabindex="0"><table class="figures summary"><caption>${words.summary}</caption>
<thead><tr><th scope="col">${words.rule}</th><th scope="col">${words.window}</th><th scope="col">${words.verdict}</th><th scope="col">${words.figure}</th><th scope="col">${words.target}</th><th scope="col">${words.n}</th></tr></thead>
<tbody>${verdicts.map((verdict) => html`<tr><th scope="row"><a href="#${verdict.id}">${verdict.text}</a></th><td>${verdict.window}</td><td class="status ${verdict.status}"><b>${verdict.statusText}</b></td><td>${verdict.figure}</td><td>${verdict.target}</td><td>${verdict.n}</td></tr>`)}</tbody></table></div>
${verdicts.map((verdict, at) => verdictBlock(verdict, verdicts.findIndex(({ rule }) => rule === verdict.rule) === at, shown))}</section>`
}

function verdictBlock(verdict: VerdictView, first: boolean, { center, words, viewer, days, lang }: Shown): Markup {
  return html`<article class="verdict ${verdict.status}" id="${verdict.id}">${first ? html`<a class="anchor" id="${verdict.charter}.${verdict.rule}"></a>` : ''}
<h3>${verdict.text}</h3><p class="status ${verdict.status}"><b>${verdict.statusText}</b>${verdict.reason === undefined ? '' : html`: ${verdict.reason}`} <span>${verdict.window}</span></p>
<dl class="big"><div><dt>${words.figure}</dt><dd>${verdict.figure}</dd></div><div><dt>${words.target}</dt><dd>${verdict.target}</dd></div><div><dt>${words.n}</dt><dd>${verdict.n}</dd></div><div><dt>${words.interval}</dt><dd>${verdict.interval}</dd></div></dl>
<dl class="facts">${verdict.facts.map(({ name, text, items }) => html`<div><dt>${name}</dt><dd>${text}${items === undefined || items.length === 0 ? '' : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`}</dd></div>`)}</dl>
${verdict.contacts === 0 ? '' : viewer.inspects ? html`<p class="no-print"><a href="/${center.id}/contacts?from=${days.from}&to=${days.to}&lang=${lang}&verdict=${encodeURIComponent(verdict.id)}">${words.contactsBehind} (${verdict.misses > verdict.contacts ? fill(words.contactsOf, { n: String(verdict.contacts), all: String(verdict.misses) }) : verdict.contacts})</a></p>` : html`<p class="note no-print">${words.needInspect} <a href="/${center.id}/login?to=report">→</a></p>`}</article>`
}
