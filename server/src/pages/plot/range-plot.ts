import { scaleBand } from 'd3-scale'
import { html } from 'hono/html'
import type { Markup } from '../page-response.ts'
import { axisOver, INSIDE, plotFrame, round } from './frame.ts'

export interface RangePlot {
  label: string
  axisLabel: string
  formatTick(value: number): string
  /** One a place along the bottom: how far the bar reaches, and where its dot stands. Without: nothing is known. */
  bars: readonly { name: string; to?: number; dot?: number }[]
}

const RADIUS = 3.5

/** Bars from nothing upward, with a dot in each. */
export function rangePlot({ label, axisLabel, formatTick, bars }: RangePlot): Markup {
  const along = scaleBand<number>().domain(bars.map((_, at) => at)).range([INSIDE.left, INSIDE.right]).padding(0.25)
  const axis = axisOver(bars.flatMap(({ to, dot }) => [to ?? 0, dot ?? 0]))
  const middle = (at: number): number => round((along(at) ?? 0) + along.bandwidth() / 2)
  return plotFrame({
    label, axis, axisLabel, formatTick, places: bars.map(({ name }, at) => ({ at: middle(at), name })),
    marks: html`<g class="plot-bars">${bars.map(({ to }, at) => (to === undefined ? '' : html`<rect x="${round(along(at) ?? 0)}" width="${round(along.bandwidth())}" y="${round(axis.scale(to))}" height="${round(axis.scale(0) - axis.scale(to))}" rx="2"/>`))}</g>
<g class="plot-dots">${bars.map(({ dot }, at) => (dot === undefined ? '' : html`<circle cx="${middle(at)}" cy="${round(axis.scale(dot))}" r="${RADIUS}"/>`))}</g>`,
  })
}
