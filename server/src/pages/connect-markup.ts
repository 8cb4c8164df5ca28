import { html } from 'hono/html'
import type { Markup } from './page-response.ts'
import type { LiveWords } from './view/live-words.ts'

export interface ConnectOptions {
  /** Our address as the reader reached it. */
  address: string
  center: string
  /** Where the center's keys lie, where this server made them. */
  keysFile: string | undefined
  open: boolean
  words: LiveWords
}

/** Needs no quoting in a shell or a string. */
const PLAIN = /^[\w./-]+$/

/** How to feed the center that is shown: commands to copy, with the address and without a key. */
export function connectMarkup({ address, center, keysFile, open, words }: ConnectOptions): Markup {
  const key = keysFile === undefined || !PLAIN.test(keysFile)
    ? 'KEY=…'
    : `KEY=$(node -p "Object.values(require('${keysFile}')['${center}'].feed)[0]")`
  const simulate = `npm run simulate -- --scenario busy-minute \\\n  --url ${address} --center ${center} --key "$KEY"`
  const event = '{"events":[{"id":"1","type":"contact.queued","time":"\'$(date -u +%FT%TZ)\'","contact":"c-1","queue":"support","channel":"chat"}]}'
  const post = `curl -s ${address}/v1/centers/${center}/events \\\n  -H "authorization: Bearer $KEY" -H 'content-type: application/json' \\\n  -d '${event}'`
  const [before = '', after = ''] = words.first.split('{place}')
  return html`<details class="connect" data-connect ${open ? 'open' : ''}>
<summary>${words.connect}</summary>
<p>${before}${keysFile === undefined ? words.configuration : html`<code>${keysFile}</code>`}${after}</p>
<pre><code>${key}</code></pre>
<p>${words.next}</p>
<pre><code>${simulate}</code></pre>
<p>${words.own} <a href="/docs">${words.description}</a></p>
<pre><code>${post}</code></pre>
</details>`
}
