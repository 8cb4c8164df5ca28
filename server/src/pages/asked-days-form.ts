import { html } from 'hono/html'
import type { AskedDays } from './periods.ts'
import type { Markup } from './page-response.ts'
import type { ReportWords } from './view/report-words/index.ts'

/** The days a page is about, to be changed; works without a script. */
export function askedDaysForm(days: AskedDays, words: ReportWords, lang: string, more: Markup | '' = ''): Markup {
  return html`<form class="days" method="get"><input type="hidden" name="lang" value="${lang}">
<label>${words.from} <input type="date" name="from" value="${days.from}" required></label> <label>${words.to} <input type="date" name="to" value="${days.to}" required></label> ${more}
<button>${words.show}</button></form>`
}
