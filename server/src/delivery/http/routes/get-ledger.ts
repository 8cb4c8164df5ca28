import * as z from 'zod'
import { instantSchema } from '../../../contact-center/index.ts'
import type { LedgerRow } from '../deps.ts'
import { HttpFault } from '../http-fault.ts'
import { centerOf, contactOf, requireKey } from '../viewer.ts'
import { param, type Handler } from './handler.ts'
import { CSV_HEAD, csvRow } from './ledger-csv.ts'

export const ledgerRowSchema = z.object({
  n: z.number().int().meta({ description: 'number of the entry in the chain' }),
  index: z.number().int().meta({ description: 'of the payload in the entry' }),
  log: z.string().meta({ description: 'id of the log entry that it stands for' }),
  at: z.iso.datetime(),
  hash: z.string().meta({ description: 'of the entry, in the chain' }),
  erased: z.literal(true).optional(),
  body: z.object({ kind: z.enum(['contact', 'hour', 'totals', 'erasure']) }).loose().optional(),
})

const DAY_MS = 86_400_000
const MEDIA = { ndjson: 'application/x-ndjson', csv: 'text/csv' } as const

/** `GET /ledger?from&to&contact`: evidence, oldest first, NDJSON or CSV. */
export const getLedger: Handler = (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  requireKey(deps, center, c.req.raw, ['inspect'])
  const { ledger } = deps
  if (ledger === undefined) throw new HttpFault('no-ledger', 'this server keeps no ledger')
  const toMs = instantOf(c.req.query('to'), 'to') ?? deps.now()
  const fromMs = instantOf(c.req.query('from'), 'from') ?? toMs - DAY_MS
  if (fromMs >= toMs) throw new HttpFault('invalid-field', 'nothing lies between these instants', { field: 'from', fix: 'give a "from" before "to"' })
  const contact = c.req.query('contact')
  const only = contact === undefined ? undefined : contactOf(contact)
  const accept = c.req.header('accept') ?? '*/*'
  const csv = accept.includes(MEDIA.csv)
  if (!csv && !/\*\/\*|application\/(x-ndjson|\*)/.test(accept)) {
    throw new HttpFault('not-acceptable', 'evidence is given as NDJSON or CSV', { field: 'Accept', fix: `ask for ${MEDIA.ndjson} or ${MEDIA.csv}` })
  }
  const texts = textsOf(ledger.rows(center.id, fromMs, toMs), csv, only)
  return new Response(ReadableStream.from(texts).pipeThrough(new TextEncoderStream()), {
    headers: { 'content-type': csv ? `${MEDIA.csv}; charset=utf-8` : MEDIA.ndjson, 'cache-control': 'no-store' },
  })
}

/** `YYYY-MM-DD` is its first instant (UTC). */
function instantOf(text: string | undefined, field: string): number | undefined {
  if (text === undefined) return undefined
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text
  const parsed = instantSchema.safeParse(/^\d{1,16}$/.test(whole) ? Number(whole) : whole)
  if (parsed.success && !Number.isNaN(parsed.data)) return parsed.data
  throw new HttpFault('invalid-field', `"${text.slice(0, 40)}" is no instant`, { field, fix: 'give a date, RFC 3339 with an offset, or epoch milliseconds' })
}

async function* textsOf(rows: AsyncIterable<LedgerRow>, csv: boolean, only: string | undefined): AsyncGenerator<string> {
  if (csv) yield CSV_HEAD
  for await (const row of rows) {
    if (only !== undefined && !(row.body?.kind === 'contact' && row.body.evidence.contact === only)) continue
    const { atMs, ...rest } = row
    const text = csv ? csvRow(row) : `${JSON.stringify({ ...rest, at: new Date(atMs).toISOString() })}\n`
    if (text !== '') yield text
  }
}
