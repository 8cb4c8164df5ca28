import { draw, INK, Plot } from './draw.ts'
import { figure, section } from './markup.ts'
import type { ReportData } from './report-data.ts'

const MOST_DOTS = 1500
const BANDS = 12

/** Forecast on joining against what truly came: a dot a contact, and in bands of like forecasts what was right on average. */
export function predictedAgainstActual({ rows }: ReportData): string {
  const points = rows.filter(({ first }) => first).map(({ line, trueSeconds }) => ({ said: (line.meanSeconds ?? 0) / 60, came: trueSeconds / 60 }))
  const sorted = [...points].sort((a, b) => a.said - b.said)
  const size = Math.max(1, Math.ceil(sorted.length / BANDS))
  const bands = Array.from({ length: Math.ceil(sorted.length / size) }, (_, i) => {
    const own = sorted.slice(i * size, (i + 1) * size)
    const came = own.map((one) => one.came).sort((a, b) => a - b)
    const at = (level: number): number => came[Math.min(came.length - 1, Math.floor(level * came.length))] ?? 0
    return { said: mean(own.map((one) => one.said)), came: mean(came), low: at(0.1), high: at(0.9) }
  })
  // Axes end where nearly all lie; a few longest waits would flatten the rest.
  const most = quantile(points.map(({ came }) => came), 0.995)
  const step = Math.max(1, Math.ceil(points.length / MOST_DOTS))
  const dots = points.filter((point, i) => i % step === 0 && point.came <= most && point.said <= most)
  const svg = draw('Forecast on joining against the true wait', {
    width: 720, height: 420, grid: true,
    x: { label: 'forecast on joining, minutes →', domain: [0, most] }, y: { label: '↑ true wait, minutes', domain: [0, most] },
    marks: [
      Plot.dot(dots, { x: 'said', y: 'came', r: 1.6, fill: INK.other, fillOpacity: 0.35 }),
      Plot.areaY(bands, { x: 'said', y1: 'low', y2: 'high', fill: INK.ours, fillOpacity: 0.14, clip: true }),
      Plot.line([[0, 0], [most, most]], { stroke: INK.faint, strokeDasharray: '4 4' }),
      Plot.line(bands, { x: 'said', y: 'came', stroke: INK.ours, strokeWidth: 2.5, clip: true }),
      Plot.dot(bands, { x: 'said', y: 'came', r: 3.5, fill: INK.ours, clip: true }),
    ],
  })
  return section('predicted', 'Forecast against what came',
    'Each dot is one contact: what it was told to expect on joining, and how long it truly took (or would have taken, had it not hung up). If the forecast is honest, the heavy line follows the dashed one: of all who were told three minutes, the average wait is three minutes.',
    figure(svg, `Heavy line: average true wait of those with like forecasts; band: eight in ten of them; both over all ${points.length} contacts.${step > 1 ? ` One dot in ${step} is drawn.` : ''}`))
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

function quantile(values: readonly number[], level: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.max(1, sorted[Math.min(sorted.length - 1, Math.floor(level * sorted.length))] ?? 1)
}
