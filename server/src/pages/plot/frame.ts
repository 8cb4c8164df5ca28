import { type ScaleLinear, scaleLinear } from 'd3-scale'
import { html } from 'hono/html'
import type { Markup } from '../page-response.ts'

export const WIDTH = 340
export const HEIGHT = 200
/** What axes take, and the rest for what is shown. */
export const INSIDE = { left: 42, right: WIDTH - 10, top: 22, bottom: HEIGHT - 30 } as const

export interface Axis {
  scale: ScaleLinear<number, number>
  ticks: readonly number[]
}

/** An axis upward over all values, with round ends; `domain` where it is known beforehand. */
export function axisOver(values: readonly number[], domain?: readonly [number, number]): Axis {
  const [low, high] = domain ?? [Math.min(0, ...values), Math.max(1, ...values)]
  const scale = scaleLinear().domain([low, high]).range([INSIDE.bottom, INSIDE.top])
  if (domain === undefined) scale.nice(4)
  return { scale, ticks: scale.ticks(4) }
}

export interface Frame {
  /** What the plot shows, for those who do not see it. */
  label: string
  axis: Axis
  axisLabel: string
  formatTick(value: number): string
  /** Places along the bottom, in order; only some are named where they are many. */
  places: readonly { at: number; name: string }[]
  marks: Markup
}

const MOST_NAMES = 6

/** A plot as SVG: grid, axes, marks. No style of its own: the pages' style sheet colors it, so it follows light, dark and print. */
export function plotFrame({ label, axis, axisLabel, formatTick, places, marks }: Frame): Markup {
  const step = Math.max(1, Math.ceil(places.length / MOST_NAMES))
  return html`<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
<g class="plot-grid">${axis.ticks.map((tick) => html`<line x1="${INSIDE.left}" x2="${INSIDE.right}" y1="${round(axis.scale(tick))}" y2="${round(axis.scale(tick))}"/>`)}</g>
<g class="plot-names plot-up">${axis.ticks.map((tick) => html`<text x="${INSIDE.left - 6}" y="${round(axis.scale(tick) + 4)}">${formatTick(tick)}</text>`)}</g>
<g class="plot-names plot-along">${places.filter((_, at) => at % step === 0).map(({ at, name }) => html`<text x="${round(at)}" y="${INSIDE.bottom + 18}">${name}</text>`)}</g>
<text class="plot-title" x="0" y="12">${axisLabel}</text>
${marks}
</svg>`
}

export const round = (value: number): number => Math.round(value * 10) / 10
