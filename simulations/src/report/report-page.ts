import { coverage, meanOf, promiseFigures } from '../accuracy/index.ts'
import { coverageSection } from './coverage-section.ts'
import { errorSection } from './error-section.ts'
import { goLiveSection } from './go-live-section.ts'
import { clockText, durationText, escapeHtml, percentText } from './markup.ts'
import { predictedAgainstActual } from './predicted-against-actual.ts'
import { productsSection } from './products-section.ts'
import { REPORT_STYLE } from './report-style.ts'
import { type ReportData, reportData, type ReportInput } from './report-data.ts'
import { worstPromises } from './worst-promises.ts'

/** The whole report as one HTML page that needs nothing else: for a quality manager, on screen or on paper. */
export function reportPage(input: ReportInput): string {
  const data = reportData(input)
  const body = data.rows.length === 0
    ? '<p>Nothing could be scored: nobody waited after the first scored instant, or nothing was forecast.</p>'
    : [tiles(data), goLiveSection(data), predictedAgainstActual(data), coverageSection(data), errorSection(data), productsSection(data), worstPromises(data)].join('\n')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
<title>Wait forecasts: ${escapeHtml(input.title)}</title><style>${REPORT_STYLE}</style></head>
<body><main><header><p class="eyebrow">Queuecast · accuracy of wait forecasts</p><h1>${escapeHtml(input.title)}</h1><p class="lead">${escapeHtml(period(data))}</p></header>
${body}
<footer><p>True waits are virtual waits: until a contact was answered or, had it not hung up, would have been. ${data.truth === undefined ? 'For who hung up it is inferred from the first later contact that was answered.' : 'They are known, because the center is simulated.'} ${data.unjudged} contacts that waited are left out, because it cannot be told when they would have been served.</p></footer>
</main></body></html>
`
}

function period({ judged, timeZone }: ReportData): string {
  const { day } = clockText(timeZone)
  const first = judged[0]?.stay.queuedAtMs
  const last = judged.at(-1)?.stay.queuedAtMs
  if (first === undefined || last === undefined) return 'Nobody waited.'
  return `${judged.length.toLocaleString('en')} contacts that waited, ${day(first) === day(last) ? day(first) : `${day(first)} to ${day(last)}`}, times in ${timeZone}.`
}

function tiles(data: ReportData): string {
  const promises = promiseFigures(data.judged)
  const [all] = coverage(data.rows)
  const first = data.rows.filter((row) => row.first)
  const tile = (value: string, what: string, good: boolean | undefined): string => `<div class="tile${good === undefined ? '' : good ? ' good' : ' poor'}"><b>${escapeHtml(value)}</b><span>${escapeHtml(what)}</span></div>`
  const kept = promises.kept / promises.promises
  const revised = promises.revised / promises.waitedAMinute
  const under90 = (all?.under90 ?? 0) / (all?.n ?? 0)
  return `<div class="tiles">${[
    tile(percentText(kept), 'of promises kept (asked: 90 %)', kept >= 0.9),
    tile(percentText(under90), 'of waits within the 90 % quantile', under90 >= 0.85 && under90 <= 0.95),
    tile(durationText(meanOf(first.map(({ line, trueSeconds }) => Math.abs((line.meanSeconds ?? 0) - trueSeconds)))), 'typical error on joining', undefined),
    tile(durationText(meanOf(first.map(({ trueSeconds }) => trueSeconds))), 'average wait', undefined),
    tile(percentText(revised), 'of those over a minute were told a longer wait later', revised <= 0.2),
    tile(percentText(data.unknown / (data.unknown + data.rows.length)), 'of instants without a forecast', data.unknown / (data.unknown + data.rows.length) <= 0.05),
  ].join('')}</div>`
}
