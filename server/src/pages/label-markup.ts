import { html } from 'hono/html'
import type { LabelView } from './view/label-view.ts'
import type { Markup } from './page-response.ts'

const WIDTH = 340
const THEMES = {
  light: { ground: '#ffffff', line: '#8a8a96', text: '#1b1b1f', soft: '#55555f', good: '#146c2e', bad: '#a3260f', quiet: '#55555f' },
  dark: { ground: '#131316', line: '#7c7c88', text: '#ececf1', soft: '#b9b9c4', good: '#7fd69a', bad: '#ffab99', quiet: '#b9b9c4' },
} as const
export type LabelTheme = keyof typeof THEMES
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'
const LINE_CHARACTERS = 46

/** The label as SVG, with its own ground, no style sheet and no script: it looks the same on any site. */
export function labelMarkup(view: LabelView, theme: LabelTheme): Markup {
  const ink = THEMES[theme]
  const title = wrapped(view.title, 36)
  const lines = view.lines.flatMap((line) => wrapped(line, LINE_CHARACTERS))
  const stateY = 28 + title.length * 20
  const height = stateY + 18 + lines.length * 17 + 4
  const state = ink[view.tone]
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${view.alt}" font-family="${FONT}" lang="${view.lang}">
<title>${view.alt}</title>
<a href="${view.href}"><rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="10" fill="${ink.ground}" stroke="${ink.line}"/>
<rect x="0.5" y="10" width="5" height="${height - 20}" rx="2.5" fill="${state}"/>
${title.map((line, at) => html`<text x="18" y="${26 + at * 20}" font-size="16" font-weight="600" fill="${ink.text}">${line}</text>`)}
<text x="18" y="${stateY}" font-size="20" font-weight="700" fill="${state}">${view.state}</text>
${lines.map((line, at) => html`<text x="18" y="${stateY + 22 + at * 17}" font-size="12" fill="${ink.soft}">${line}</text>`)}
</a></svg>`
}

/** Lines of at most so many characters, broken between words. */
export function wrapped(text: string, most: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
