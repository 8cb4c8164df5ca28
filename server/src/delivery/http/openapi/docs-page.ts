import { createHash } from 'node:crypto'
import { PROBLEMS } from '../problem.ts'
import { openApiDocument } from './document.ts'
import { fieldRows, schemaTitle } from './field-rows.ts'
import { escapeHtml, inlineCode } from './html.ts'
import type { Operation } from './operation.ts'
import { OPERATIONS } from './operations.ts'
import type { JsonSchema, SchemaName } from './schemas.ts'

const STYLE = `
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5a6675;--line:#d9dee5;--paper:#fff;--tint:#f4f6f9;--mark:#0b5cad}
@media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#a3aebc;--line:#353f4c;--paper:#14191f;--tint:#1d242d;--mark:#7db8ff}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:62rem;margin:0 auto;padding:2rem 1.25rem 5rem}h1{margin:0 0 .3rem;font-size:1.9rem}h2{margin:3rem 0 1rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}
h3{margin:2.2rem 0 .4rem;font-size:1.05rem;font-family:ui-monospace,monospace;overflow-wrap:anywhere}h3 b{display:inline-block;min-width:3.4rem;color:var(--mark)}h4{margin:1.1rem 0 .3rem;font-size:.95rem}
p{margin:.4rem 0;max-width:46rem}a{color:var(--mark)}.soft{color:var(--soft)}code,pre{font:.86em/1.5 ui-monospace,monospace}code{background:var(--tint);padding:.08em .3em;border-radius:4px}
pre{background:var(--tint);border:1px solid var(--line);border-radius:6px;padding:.8rem;overflow-x:auto}pre code{padding:0;background:none}.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .8rem .35rem 0;border-bottom:1px solid var(--line)}th{color:var(--soft);font-weight:600}td:first-child{white-space:nowrap}td:nth-child(2){min-width:6rem}
@media(max-width:40rem){pre{white-space:pre-wrap;overflow-wrap:anywhere}td:first-child{white-space:normal;overflow-wrap:anywhere;min-width:8.5rem}td,th{padding-right:.5rem}}
details{margin:.5rem 0}summary{cursor:pointer;color:var(--mark)}nav ul{columns:20rem;padding-left:1.1rem}:focus-visible{outline:3px solid var(--mark);outline-offset:2px}
`
/** Nothing from elsewhere, no script; the one style sheet by its hash. */
export const DOCS_CSP = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** The API for people: every route with its fields and a command to copy. One page that needs nothing else. */
export function docsPage(): string {
  const { components: { schemas } } = openApiDocument()
  const groups = [...new Set(OPERATIONS.map(({ group }) => group))]
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Queuecast: the HTTP API</title><style>${STYLE}</style></head>
<body><main>
<h1>Queuecast: the HTTP API</h1>
<p class="soft">For machines: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1). Made from the schemas that requests are checked with.</p>
<p>A key travels as <code>Authorization: Bearer &lt;key&gt;</code>; each key is for one center and one purpose. An admin key may do all; supervisor and inspect keys may also read.
The commands below use the address and the keys as variables; a server that made its own keys wrote them to <code>keys.json</code> in its data folder:</p>
<pre><code>URL=http://localhost:8080
FEED_KEY=$(node -p "require('./.queuecast/keys.json').example.feed.demo")
TOKEN_KEY=$(node -p "require('./.queuecast/keys.json').example.token")</code></pre>
<p>A request with <code>Queuecast-Purpose: test</code> is refused (403) by every center whose purpose is not <code>test</code>.</p>
<nav aria-label="Routes"><ul>${OPERATIONS.map((one) => `<li><a href="#${one.id}">${escapeHtml(one.summary)}</a></li>`).join('')}<li><a href="#events">Contact events</a></li><li><a href="#problems">Problems</a></li></ul></nav>
${groups.map((group) => `<h2>${group}</h2>\n${OPERATIONS.filter((one) => one.group === group).map((one) => operationSection(one, schemas)).join('\n')}`).join('\n')}
${eventSection(schemas)}
${problemSection()}
</main></body></html>
`
}

function operationSection(operation: Operation, schemas: Record<string, JsonSchema>): string {
  const { id, method, path, summary, description, who, parameters = [], body, answer, problems, curl } = operation
  const parts = [
    `<section id="${id}"><h3><b>${method.toUpperCase()}</b> ${escapeHtml(path)}</h3>`,
    `<p><strong>${escapeHtml(summary)}.</strong> ${inlineCode(description ?? '')}</p>`,
    `<p class="soft">Who: ${who.length === 0 ? 'anyone' : who.join(', ')}</p>`,
  ]
  if (parameters.length > 0) {
    parts.push('<h4>Parameters</h4>', table(['Name', 'In', 'Meaning'], parameters.map((one) => [`<code>${one.name}</code>`, one.in, inlineCode(one.description)])))
  }
  if (body !== undefined) parts.push('<h4>Body</h4>', ...mediaFields(body.media, schemas))
  parts.push(`<h4>Answer ${answer.status}</h4>`, `<p>${escapeHtml(answer.description)}</p>`, ...mediaFields(answer.media ?? {}, schemas))
  if (problems.length > 0) parts.push(`<p class="soft">Problems: ${problems.map((code) => `<a href="#problem-${code}">${code}</a> (${PROBLEMS[code].status})`).join(', ')}</p>`)
  parts.push(`<pre><code>${escapeHtml(curl)}</code></pre></section>`)
  return parts.join('\n')
}

function mediaFields(media: Readonly<Record<string, SchemaName | 'text'>>, schemas: Record<string, JsonSchema>): string[] {
  const bySchema = new Map<string, string[]>()
  for (const [type, name] of Object.entries(media)) bySchema.set(name, [...(bySchema.get(name) ?? []), type])
  return [...bySchema].map(([name, types]) => {
    const head = types.map((type) => `<code>${type}</code>`).join(', ')
    const schema = schemas[name]
    if (schema === undefined) return `<p>${head}</p>`
    if (name === 'ContactEvent') return `<p>${head}: <a href="#events">contact events</a></p>`
    return `<details${types.includes('application/json') ? ' open' : ''}><summary>${head}: ${name}</summary>${fieldTable(schema, schemas)}</details>`
  })
}

function fieldTable(schema: JsonSchema, schemas: Record<string, JsonSchema>): string {
  return table(['Field', 'Type', 'Meaning'], fieldRows(schema, schemas).map(({ name, type, required, meaning }) =>
    [`<code>${escapeHtml(name)}</code>${required ? '' : ' <span class="soft">optional</span>'}`, escapeHtml(type), inlineCode(meaning)]))
}

function eventSection(schemas: Record<string, JsonSchema>): string {
  const events = Object.entries(schemas).filter(([name]) => name.endsWith('Event') && !['ContactEvent', 'CloudEvent', 'RejectedEvent'].includes(name))
  return `<h2 id="events">Contact events</h2>
<p>Instants are RFC 3339 with an offset, or epoch milliseconds. Fields that are not listed are dropped and counted.</p>
${events.map(([, schema]) => `<details><summary><code>${escapeHtml(schemaTitle(schema))}</code></summary>${fieldTable(schema, schemas)}</details>`).join('\n')}`
}

function problemSection(): string {
  return `<h2 id="problems">Problems</h2><p>Errors are <code>application/problem+json</code> (RFC 9457); <code>type</code> is <code>urn:queuecast:problem:</code> and the code.</p>
${table(['Code', 'Status', 'Meaning'], Object.entries(PROBLEMS).map(([code, { status, title }]) => [`<code id="problem-${code}">${code}</code>`, String(status), escapeHtml(title)]))}`
}

const table = (heads: string[], rows: string[][]): string =>
  `<div class="wide"><table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</tbody></table></div>`
