import { rootMeanSquare, type ScoredRow } from '../accuracy/index.ts'
import { BUCKETS } from '../baselines/index.ts'
import { draw, INK, Plot } from './draw.ts'
import { figure, section } from './markup.ts'
import type { ReportData } from './report-data.ts'

const FEW = 30

/** The error by contacts ahead; beside it, where the truth is known, that of an oracle that knows everything but the future. */
export function errorSection({ rows, truth }: ReportData): string {
  const bars = BUCKETS.flatMap((bucket, i) => {
    const own = rows.filter((row) => row.bucket === i)
    if (own.length < FEW) return []
    const withOracle = own.filter((row) => row.oracleError !== undefined)
    const ours = { bucket, who: 'Queuecast', seconds: rootMeanSquare((withOracle.length > 0 ? withOracle : own).map(errorOf)) }
    return withOracle.length === 0 ? [ours] : [ours, { bucket, who: 'oracle', seconds: rootMeanSquare(withOracle.map((row) => row.oracleError ?? 0)) }]
  })
  const known = bars.some(({ who }) => who === 'oracle')
  const lead = known
    ? 'Waits are partly chance: nobody can know how long those now in a conversation will still talk. The oracle knows every parameter of the simulated center and everything that has happened, and only the future is hidden from it. Its error is what remains for anyone.'
    : `The typical error (root mean square) by how many were ahead. ${truth === undefined ? 'This is a recording of a real center: no oracle knows its parameters, so there is nothing to compare with; for simulated centers, give --truth.' : 'The truth file holds no oracle: make it with npm run simulate -- --copies 100.'}`
  const svg = draw('Error by contacts ahead', {
    width: 640, height: 300, x: { axis: null, domain: ['Queuecast', 'oracle'].slice(0, known ? 2 : 1) }, fx: { label: 'contacts ahead', domain: [...BUCKETS] },
    y: { label: '↑ error, seconds', grid: true },
    marks: [
      Plot.barY(bars, { x: 'who', y: 'seconds', fx: 'bucket', fill: (one: { who: string }) => (one.who === 'oracle' ? INK.oracle : INK.ours) }),
      Plot.text(bars, { x: 'who', y: 'seconds', fx: 'bucket', text: (one: { seconds: number }) => one.seconds.toFixed(0), dy: -8, fill: 'currentColor' }), Plot.ruleY([0]),
    ],
  })
  return section('oracle', known ? 'How close to the best possible' : 'The error', lead,
    figure(svg, known ? '<b class="ours">■</b> Queuecast, <b class="oracle">■</b> oracle; all forecasts, on joining and every 30 s. The oracle draws futures, as many as the truth file was made with; with fewer than a hundred it looks a little worse than it is.' : 'All forecasts, on joining and every 30 s.'))
}

const errorOf = (row: ScoredRow): number => (row.line.meanSeconds ?? Number.NaN) - row.trueSeconds
