import { fixed, percent, textTable, type TableColumn } from '../text-table/index.ts'
import type { AccuracyReport, AccuracyRow, PromiseRow } from './report.ts'

const ACCURACY: TableColumn<AccuracyRow>[] = [
  { head: 'scored', cell: (row) => row.population },
  { head: 'when', cell: (row) => row.moment },
  { head: 'queue', cell: (row) => row.queue },
  { head: 'n', cell: (row) => row.n },
  { head: 'unknown', cell: (row) => row.unknown },
  { head: 'true s', cell: (row) => fixed(row.meanTrueSeconds, 1) },
  { head: 'RMSE', cell: (row) => fixed(row.rmseSeconds, 1) },
  { head: 'MAE', cell: (row) => fixed(row.maeSeconds, 1) },
  { head: 'bias', cell: (row) => fixed(row.biasSeconds, 1) },
  { head: '≤p10', cell: (row) => percent(row.underP10) },
  { head: '≤p50', cell: (row) => percent(row.underP50) },
  { head: '≤p90', cell: (row) => percent(row.underP90) },
  { head: '≤bound', cell: (row) => percent(row.underBound) },
  { head: 'bound/true', cell: (row) => fixed(row.boundOverTrue, 2) },
]
const PROMISES: TableColumn<PromiseRow>[] = [
  { head: 'scored', cell: (row) => row.population },
  { head: 'queue', cell: (row) => row.queue },
  { head: 'contacts', cell: (row) => row.contacts },
  { head: 'first bound kept', cell: (row) => percent(row.keptShare) },
  { head: 'revised upward', cell: (row) => percent(row.revisedShare) },
  { head: 'revisions each', cell: (row) => fixed(row.revisions, 2) },
]

/** The report as plain text: counts, the accuracy table, the promises. */
export function reportText(report: AccuracyReport): string {
  const { stays } = report
  const unknown = Object.entries(report.unknownReasons).map(([reason, count]) => `${reason} ${count}`).join(', ')
  return [
    `${stays.all} waited: ${stays.servedAfterWaiting} served, ${stays.abandoned} hung up (${stays.abandonedImputed} with a virtual wait imputed).`,
    ...(unknown === '' ? [] : [`Nothing was known at: ${unknown}.`]),
    '', textTable(report.accuracy, ACCURACY), '', textTable(report.promises, PROMISES), '',
  ].join('\n')
}

/** The report as JSON text; shares that do not exist (no rows) are null. */
export const reportJson = (report: AccuracyReport): string => `${JSON.stringify(report, null, 2)}\n`
