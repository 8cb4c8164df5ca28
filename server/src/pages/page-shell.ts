import { html } from 'hono/html'
import type { AssetName, PageAssets } from './page-assets.ts'
import type { Markup } from './page-response.ts'

export interface ShellOptions {
  lang: string
  title: string
  assets: PageAssets
  scripts: readonly AssetName[]
  /** Seconds after which a page without JavaScript is loaded again. */
  refreshSeconds?: number
  /** For the style: `wall`, `phone`, `demo`; `paper` is for reading and for print. */
  kind: 'wall' | 'phone' | 'demo' | 'paper'
  body: Markup
}

/** The frame of every page. */
export function pageShell({ lang, title, assets, scripts, refreshSeconds, kind, body }: ShellOptions): Markup {
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets.href('pages.css')}">
${scripts.map((name) => html`<script type="module" src="${assets.href(name)}"></script>`)}
${refreshSeconds === undefined ? '' : html`<noscript><meta http-equiv="refresh" content="${refreshSeconds}"></noscript>`}
</head>
<body class="${kind}">
${body}
</body>
</html>`
}
