import { scalePoint } from 'd3-scale'
import { line } from 'd3-shape'
import { html } from 'hono/html'
import type { Markup } from '../page-response.ts'
import { axisOver, INSIDE, plotFrame, round } from './frame.ts'

export interface LinePlot {
  label: string
  axisLabel: string
  formatTick(value: number): string
  /** Where the axis begins and ends, where that is known. */
  domain?: readonly [number, number]
  /** A dashed line, such as the aim. */
  reference?: number
  /** Names along the bottom, one a value. */
  names: readonly string[]
  /** `thin`: so few cases stand behind it that chance may have made it; drawn hollow. */
  series: readonly { kind: 'first' | 'second'; values: readonly ({ value: number; thin: boolean } | undefined)[] }[]
}

/** Values in order as lines with dots; a gap stays a gap. */
export function linePlot({ label, axisLabel, formatTick, domain, reference, names, series }: LinePlot): Markup {
  const along = scalePoint<number>().domain(names.map((_, at) => at)).range([INSIDE.left + 6, INSIDE.right - 6])
  const x = (at: number): number => round(along(at) ?? INSIDE.left)
  const axis = axisOver([...series.flatMap(({ values }) => values.flatMap((one) => (one === undefined ? [] : [one.value]))), ...(reference === undefined ? [] : [reference])], domain)
  const y = (value: number): number => round(axis.scale(value))
  const path = line<{ value: number } | undefined>().defined((one) => one !== undefined).x((_, at) => x(at)).y((one) => y(one?.value ?? 0))
  return plotFrame({
    label, axis, axisLabel, formatTick, places: names.map((name, at) => ({ at: x(at), name })),
    marks: html`${reference === undefined ? '' : html`<line class="plot-aim" x1="${INSIDE.left}" x2="${INSIDE.right}" y1="${y(reference)}" y2="${y(reference)}"/>`}
${series.map(({ kind, values }) => html`<g class="plot-${kind}"><path d="${path([...values]) ?? ''}"/>${values.map((one, at) => (one === undefined ? ''
      : html`<circle${one.thin ? html` class="thin"` : ''} cx="${x(at)}" cy="${y(one.value)}" r="3"/>`))}</g>`)}`,
  })
}
