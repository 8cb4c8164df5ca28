import type { Context } from 'hono'
import { html } from 'hono/html'
import type { PageContext } from './page-context.ts'
import { nameIn, pageLanguage } from './page-language.ts'
import { respondPage } from './page-response.ts'
import { pageShell } from './page-shell.ts'
import type { PageCenter } from './pages-deps.ts'
import { wordsOf } from './view/words.ts'

/** `/{center}/wait#<token>`: one customer's page. The token stays in the fragment: it never reaches a log of ours or of a proxy. */
export async function waitPage(c: Context, center: PageCenter, { assets }: PageContext): Promise<Response> {
  const lang = pageLanguage(c, center.languages)
  const words = wordsOf(lang)
  return respondPage(c, pageShell({
    lang, title: `${words.waitTitle} · ${nameIn(center.name, lang, center.id)}`, assets, scripts: ['queue-status.js', 'wait.js'], kind: 'phone',
    body: html`<main>
<p class="center-name">${nameIn(center.name, lang, center.id)}</p>
<h1>${words.waitTitle}</h1>
<queue-status lang="${lang}" data-status></queue-status>
<p class="warning" data-no-token hidden>${words.waitNoToken}</p>
<p class="note" data-note>${words.waitNote}</p>
<noscript><p class="warning">${words.needsScript}</p></noscript>
</main>`,
  }))
}
