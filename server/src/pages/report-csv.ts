import type { Verdict, VerdictReport } from '../charter/index.ts'

const COLUMNS: readonly (readonly [string, (verdict: Verdict) => string | number | undefined])[] = [
  ['charter', ({ charter }) => charter], ['version', ({ version }) => version], ['rule', ({ rule }) => rule], ['type', ({ type }) => type], ['strength', ({ strength }) => strength],
  ['window', ({ window }) => window.label], ['complete', ({ window }) => String(window.complete)], ['from', ({ fromMs }) => new Date(fromMs).toISOString()], ['to', ({ toMs }) => new Date(toMs).toISOString()],
  ['status', ({ status }) => status], ['reason', ({ reason }) => reason], ['unit', ({ unit }) => unit], ['direction', ({ direction }) => direction], ['target', ({ target }) => target], ['thresholdSeconds', ({ thresholdSeconds }) => thresholdSeconds],
  ['value', ({ value }) => value], ['n', ({ n }) => n], ['intervalLow', ({ interval }) => interval?.low], ['intervalHigh', ({ interval }) => interval?.high], ['intervalMethod', ({ interval }) => interval?.method], ['formula', ({ formula }) => formula],
  ['kept', ({ counts }) => counts.kept], ['notKept', ({ counts }) => counts.notKept], ['answered', ({ counts }) => counts.answered], ['abandoned', ({ counts }) => counts.abandoned], ['lost', ({ counts }) => counts.lost], ['busy', ({ counts }) => counts.busy],
  ['exemptCases', ({ exempt }) => exempt.cases], ['exemptShareOfOpenTime', ({ exempt }) => exempt.shareOfOpenTime], ['valueWithExempt', ({ exempt }) => exempt.valueWithThem],
  ['measuredShareOfOpenTime', ({ measuredShareOfOpenTime }) => measuredShareOfOpenTime], ['outageSeconds', ({ outageSeconds }) => outageSeconds], ['aside', ({ aside }) => listed(aside)], ['unmeasured', ({ unmeasured }) => listed(unmeasured)],
  ['reasonsOfMisses', ({ reasonsOfMisses }) => listed(reasonsOfMisses)], ['valueBeforeCorrections', ({ valueBefore }) => valueBefore], ['draft', ({ draft }) => String(draft)],
]
const listed = (counts: Record<string, number>): string => Object.entries(counts).map(([name, count]) => `${name}=${count}`).join(' ')

/** One row a verdict, RFC 4180. What a spreadsheet would take for a formula is set behind an apostrophe. */
export function reportCsv(report: VerdictReport): string {
  return [COLUMNS.map(([name]) => name), ...report.verdicts.map((verdict) => COLUMNS.map(([, read]) => read(verdict)))].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
