import { html } from 'hono/html'
import type { PageAccuracy, PageToldAccuracy } from './insight.ts'
import type { Markup } from './page-response.ts'
import { number, percent, spokenDuration } from './view/numbers.ts'
import type { ReportWords } from './view/report-words/index.ts'

type Row = readonly [name: string, read: (told: PageToldAccuracy) => string]

/** What was told against what happened: what reached customers, what was only sent, what was only computed, side by side. */
export function accuracyTable(accuracy: PageAccuracy, words: ReportWords, lang: string): Markup {
  const share = (value: number | undefined): string => (value === undefined ? '–' : percent(value, lang))
  const time = (value: number | undefined): string => (value === undefined ? '–' : `${value < 0 ? '−' : ''}${spokenDuration(Math.abs(value), lang, 'short')}`)
  const rows: readonly Row[] = [
    [words.n, ({ n }) => number(n, lang)], [words.keptShare, ({ keptShare }) => share(keptShare)], [words.bounds, ({ bounds }) => number(bounds, lang)], [words.coverage, ({ coverage }) => share(coverage)],
    [words.unknownOutcome, ({ unknownOutcome }) => number(unknownOutcome, lang)], [words.mae, (one) => time(one.meanAbsoluteErrorSeconds)], [words.rmse, (one) => time(one.rootMeanSquareErrorSeconds)], [words.bias, (one) => time(one.biasSeconds)],
    [words.tightness, ({ tightness }) => (tightness === undefined ? '–' : number(tightness, lang, 2))], [words.revised, ({ revised, n }) => `${number(revised, lang)}${n === 0 ? '' : ` (${percent(revised / n, lang)})`}`], [words.revisions, ({ revisions }) => number(revisions, lang)],
    [words.places, ({ places }) => (places.n === 0 ? '–' : `${share(places.exactShare)} (n\u00a0${number(places.n, lang)})`)],
  ]
  return html`<div class="scroll" role="group" aria-label="${words.told}" tabindex="0"><table class="figures"><thead><tr><td></td><th scope="col">${words.told}</th><th scope="col">${words.served}</th><th scope="col">${words.computed}</th></tr></thead>
<tbody>${rows.map(([name, read]) => html`<tr><th scope="row">${name}</th><td>${read(accuracy.told)}</td><td>${read(accuracy.served)}</td><td>${read(accuracy.computed)}</td></tr>`)}</tbody></table></div>
<p class="note">${words.toldNote}</p>`
}
