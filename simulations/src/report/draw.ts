import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'

const { document } = parseHTML('<!doctype html><html><body></body></html>')

/** Draws a plot as SVG text. Colors are the page's own, so that it follows light, dark and print. `label` says what it shows. */
export function draw(label: string, options: Plot.PlotOptions): string {
  const svg = Plot.plot({ style: { fontSize: '12px', background: 'none' }, marginLeft: 56, marginBottom: 42, ...options, document: document as unknown as NonNullable<Plot.PlotOptions['document']> })
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', label)
  return svg.outerHTML
}

export const INK = { ours: 'var(--ours)', truth: 'var(--truth)', oracle: 'var(--oracle)', other: 'var(--other)', faint: 'var(--faint)', bad: 'var(--bad)' } as const
export { Plot }
