import * as z from 'zod'
import { slugSchema } from '../../../contact-center/index.ts'
import { HttpFault } from '../http-fault.ts'
import { centerOf, requireKey } from '../viewer.ts'
import { json, param, type Handler } from './handler.ts'

const count = z.number().int()
const toldAccuracySchema = z.object({
  n: count.meta({ description: 'contacts whose outcome shows whether they were told the truth' }),
  keptShare: z.number().optional().meta({ description: 'share of contacts for whom every bound was kept' }),
  bounds: count, coverage: z.number().optional().meta({ description: 'share of bounds that were kept; meant to be 0.9' }),
  unknownOutcome: count.meta({ description: 'bounds to contacts that left before the deadline' }),
  meanAbsoluteErrorSeconds: z.number().optional(), rootMeanSquareErrorSeconds: z.number().optional(),
  biasSeconds: z.number().optional().meta({ description: 'bound less actual remaining wait' }),
  tightness: z.number().optional().meta({ description: 'bounds ÷ actual remaining waits' }),
  revisions: count, revised: count,
  places: z.object({
    n: count, exactShare: z.number().optional(), meanAbsoluteError: z.number().optional(), bias: z.number().optional(),
  }).meta({ description: 'places told, less one, against people truly served before' }),
})
export const accuracyAnswerSchema = z.object({
  from: z.iso.date(), to: z.iso.date(), queue: z.string().optional(),
  told: toldAccuracySchema.meta({ description: 'received by the client, shown or played' }),
  served: toldAccuracySchema.meta({ description: 'served, and no receipt came' }),
  computed: toldAccuracySchema.meta({ description: 'the first bound of contacts that nobody looked at, also in shadow' }),
  contacts: z.object({ offered: count, answered: count, abandoned: count, refused: count, otherwise: count, meanWaitSeconds: z.number().optional() }),
  measured: z.object({ openSeconds: z.number(), measuredSeconds: z.number(), share: z.number().optional() }),
  totals: z.array(z.object({
    date: z.iso.date(), queue: z.string().optional(), figure: z.enum(['offered', 'answered', 'abandoned']), ours: count, theirs: count, difference: z.number().int(),
  })).meta({ description: 'what the center\'s own system counted (POST /totals), beside ours' }),
})

const DAY = /^\d{4}-\d{2}-\d{2}$/
const DAY_MS = 86_400_000
const MOST_DAYS = 400

/** `GET /accuracy?from&to&queue`: what was told against what happened, by local days, both included. */
export const getAccuracy: Handler = async (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  requireKey(deps, center, c.req.raw, ['read', 'inspect', 'supervisor'])
  const { ledger } = deps
  if (ledger === undefined) throw new HttpFault('no-ledger', 'this server keeps no ledger')
  const to = dayOf(c.req.query('to'), 'to') ?? new Date(deps.now()).toISOString().slice(0, 10)
  const from = dayOf(c.req.query('from'), 'from') ?? new Date(Date.parse(to) - 6 * DAY_MS).toISOString().slice(0, 10)
  if (from > to || Date.parse(to) - Date.parse(from) > MOST_DAYS * DAY_MS) {
    throw new HttpFault('invalid-field', `${from} to ${to} is no range of up to ${MOST_DAYS} days`, { field: 'from', fix: 'give days in order, both included' })
  }
  const queue = c.req.query('queue')
  if (queue !== undefined && !slugSchema.safeParse(queue).success) throw new HttpFault('invalid-field', 'this is no queue id', { field: 'queue', fix: 'GET /queues lists them' })
  return json(await ledger.accuracy(center.id, { from, to, ...(queue === undefined ? {} : { queue }) }))
}

function dayOf(text: string | undefined, field: string): string | undefined {
  if (text === undefined) return undefined
  if (DAY.test(text) && !Number.isNaN(Date.parse(text))) return text
  throw new HttpFault('invalid-field', `"${text.slice(0, 40)}" is no day`, { field, fix: 'give YYYY-MM-DD' })
}
