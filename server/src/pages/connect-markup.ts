import { html } from 'hono/html'
import type { Markup } from './page-response.ts'

export interface ConnectOptions {
  /** Our address as the reader reached it. */
  address: string
  center: string
  /** Where the center's keys lie, where this server made them. */
  keysFile: string | undefined
  open: boolean
}

/** Needs no quoting in a shell or a string. */
const PLAIN = /^[\w./-]+$/

/** How to feed the center that is shown: commands to copy, with the address and without a key. */
export function connectMarkup({ address, center, keysFile, open }: ConnectOptions): Markup {
  const key = keysFile === undefined || !PLAIN.test(keysFile)
    ? 'KEY=…'
    : `KEY=$(node -p "Object.values(require('${keysFile}')['${center}'].feed)[0]")`
  const simulate = `npm run simulate -- --scenario busy-minute \\\n  --url ${address} --center ${center} --key "$KEY"`
  const event = '{"events":[{"id":"1","type":"contact.queued","time":"\'$(date -u +%FT%TZ)\'","contact":"c-1","queue":"support","channel":"chat"}]}'
  const post = `curl -s ${address}/v1/centers/${center}/events \\\n  -H "authorization: Bearer $KEY" -H 'content-type: application/json' \\\n  -d '${event}'`
  return html`<details class="connect" data-connect ${open ? 'open' : ''}>
<summary>Connect a feed</summary>
<p>In a terminal, in the folder of Queuecast. First a feed key of this center, from ${keysFile === undefined ? 'the configuration' : html`<code>${keysFile}</code>`}:</p>
<pre><code>${key}</code></pre>
<p>Then a simulated contact center, so that there is something to see:</p>
<pre><code>${simulate}</code></pre>
<p>Or one event of your own: someone begins to wait. All other events are in the <a href="/docs">description of the API</a>.</p>
<pre><code>${post}</code></pre>
</details>`
}
