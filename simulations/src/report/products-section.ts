import { rivals, rootMeanSquare } from '../accuracy/index.ts'
import { draw, INK, Plot } from './draw.ts'
import { figure, section } from './markup.ts'
import type { ReportData } from './report-data.ts'

/** What each product's published formula would have announced on joining, and how far off it would have been. */
export function productsSection({ rows, announced }: ReportData): string {
  const first = rows.filter((row) => row.first)
  const ours = rootMeanSquare(first.map(({ line, trueSeconds }) => (line.meanSeconds ?? Number.NaN) - trueSeconds))
  const others = rivals(rows, announced, Infinity).filter(({ n }) => n > 0).map(({ name, n, rmseSeconds }) => ({ name: `formula of ${name}`, n, seconds: rmseSeconds, ours: false }))
  const all = [{ name: 'Queuecast', n: first.length, seconds: ours, ours: true }, ...others].sort((a, b) => a.seconds - b.seconds)
  const most = Math.min(Math.max(...all.map(({ seconds }) => seconds)), ours * 5)
  const bars = all.map((one) => ({ ...one, shown: Math.min(one.seconds, most), text: `${one.seconds.toFixed(0)} s${one.seconds > most ? ' →' : ''}${one.n < first.length ? ` (told ${Math.round((100 * one.n) / first.length)} %)` : ''}` }))
  const svg = draw('Error of the wait announced on joining, by formula', {
    width: 760, height: 44 + 24 * bars.length, marginLeft: 240, marginRight: 110, x: { label: 'error (root mean square), seconds →', grid: true, domain: [0, most] }, y: { label: null, domain: bars.map(({ name }) => name) },
    marks: [
      Plot.barX(bars, { y: 'name', x: 'shown', fill: (one: { ours: boolean }) => (one.ours ? INK.ours : INK.other) }),
      Plot.text(bars, { y: 'name', x: 'shown', text: 'text', dx: 6, textAnchor: 'start', fill: 'currentColor' }), Plot.ruleX([0]),
    ],
  })
  return section('products', 'What published formulas would have said',
    'Products document how they estimate a wait. Each of these formulas was computed here from the very same events, and judged against the same true waits. These are re-implementations of what is published, not the products themselves, which may do more.',
    figure(svg, 'Of the wait announced on joining; a share means that the formula had nothing to say to the rest.'))
}
