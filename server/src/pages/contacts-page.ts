import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Verdict } from '../charter/index.ts'
import { soon } from './insight.ts'
import { nameIn, pageLanguage } from './page-language.ts'
import { isInspector, type PageContext } from './page-context.ts'
import { type Markup, respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { type AskedDays, askedDays } from './periods.ts'
import { plainRule } from './view/plain-rule.ts'
import { REPORT_WORDS, type ReportWords } from './view/report-words/index.ts'
import { missesOf, verdictId } from './view/report-view.ts'
import { fill } from './view/words.ts'

const PATIENCE_MS = 4_000
const COMPUTING_SECONDS = 5
export const CONTACTS_A_PAGE = 25

/** `/{center}/contacts?from&to&verdict&page`, for inspectors: the contacts behind one verdict of a report. */
export async function contactsPage(c: Context, center: PageCenter, context: PageContext): Promise<Response> {
  if (!(await isInspector(c, center, context))) return c.redirect(`/${center.id}/login?to=report`, 303)
  const lang = pageLanguage(c, center.languages)
  const words = REPORT_WORDS[lang]
  const { insight } = context.deps
  const nowMs = insight?.nowMs() ?? Date.now()
  const days = askedDays({ from: c.req.query('from'), to: c.req.query('to') }, nowMs, center.timeZone)
  const asked = c.req.query('verdict') ?? ''
  const report = insight === undefined ? undefined : await soon(insight.verdicts(center.id, { fromMs: days.fromMs, toMs: days.toMs }), PATIENCE_MS)
  const verdict = report?.verdicts.find((one) => verdictId(one) === asked)
  const rule = insight?.versions(center.id).find((version) => version.charter.id === verdict?.charter && version.version === verdict.version)?.charter.rules.find(({ id }) => id === verdict?.rule)
  const computing = insight !== undefined && report === undefined
  return respondPage(c, pageShell({
    lang, title: `${words.contactsTitle} · ${nameIn(center.name, lang, center.id)}`, assets: context.assets, scripts: ['renew.js'], ...(computing ? { refreshSeconds: COMPUTING_SECONDS } : {}), kind: 'phone',
    body: html`<main class="contacts-page"><p class="note"><a href="/${center.id}/report?from=${days.from}&to=${days.to}&lang=${lang}#${asked}">← ${words.toReport}</a></p>
<h1>${words.contactsTitle}</h1>${rule === undefined ? '' : html`<p class="lead">${plainRule(rule, lang)}. ${verdict?.window.label}</p>`}
<div data-renew="contacts">${computing ? html`<p class="warning" role="status" data-computing>${words.computing}</p>` : list(verdict, Number(c.req.query('page') ?? 1), { center: center.id, days, words, lang })}</div>
<p class="note">${words.contactsLead}</p></main>`,
  }))
}

interface Shown { center: string; days: AskedDays; words: ReportWords; lang: string }

function list(verdict: Verdict | undefined, askedPage: number, { center, days, words, lang }: Shown): Markup {
  if (verdict === undefined || verdict.contacts.length === 0) return html`<p class="empty">${words.contactsNone}</p>`
  const pages = Math.ceil(verdict.contacts.length / CONTACTS_A_PAGE)
  const page = Math.min(pages, Math.max(1, Math.floor(askedPage) || 1))
  const period = `from=${days.from}&to=${days.to}&lang=${lang}`
  const toPage = (to: number): string => `?${period}&verdict=${encodeURIComponent(verdictId(verdict))}&page=${to}`
  const all = missesOf(verdict)
  return html`${all > verdict.contacts.length ? html`<p class="note">${fill(words.contactsMost, { n: String(verdict.contacts.length), all: String(all) })}</p>` : ''}
<ol class="contacts" start="${(page - 1) * CONTACTS_A_PAGE + 1}">${verdict.contacts.slice((page - 1) * CONTACTS_A_PAGE, page * CONTACTS_A_PAGE).map((contact) =>
    html`<li><a href="/${center}/story?contact=${encodeURIComponent(contact)}&${period}&verdict=${encodeURIComponent(verdictId(verdict))}">${contact}</a></li>`)}</ol>
${pages === 1 ? '' : html`<nav class="pages">${page > 1 ? html`<a rel="prev" href="${toPage(page - 1)}">${words.previous}</a> ` : ''}<span>${fill(words.page, { n: String(page), of: String(pages) })}</span>${page < pages ? html` <a rel="next" href="${toPage(page + 1)}">${words.next}</a>` : ''}</nav>`}`
}
