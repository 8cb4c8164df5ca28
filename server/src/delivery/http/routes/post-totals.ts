import * as z from 'zod'
import type { DayTotals } from '../../../contact-center/index.ts'
import { slugSchema } from '../../../contact-center/index.ts'
import { readJson } from '../read-json.ts'
import { centerOf, requireKey } from '../viewer.ts'
import { appended, json, param, type Handler } from './handler.ts'

const count = z.number().int().min(0).max(1_000_000_000)
const daySchema = z.object({
  date: z.iso.date().meta({ description: 'local day of the center' }),
  queue: slugSchema.optional().meta({ description: 'all queues together without it' }),
  offered: count.optional(), answered: count.optional(), abandoned: count.optional(),
}).refine(({ offered, answered, abandoned }) => offered !== undefined || answered !== undefined || abandoned !== undefined, {
  path: ['offered'], error: 'must be given, or "answered" or "abandoned"',
})
export const totalsRequestSchema = z.object({ totals: z.array(daySchema).min(1).max(1000) })
export const totalsAnswerSchema = z.object({ taken: z.number().int(), logPosition: z.string() })

/** `POST /totals`: the center's own daily totals; the difference to ours stands in every report. Sending a day again replaces it. */
export const postTotals: Handler = async (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  requireKey(deps, center, c.req.raw, ['feed', 'inspect'])
  const { totals } = await readJson(c.req.raw, totalsRequestSchema)
  const taken = totals.map(({ date, queue, offered, answered, abandoned }): DayTotals => ({
    date, ...(queue === undefined ? {} : { queue }), ...(offered === undefined ? {} : { offered }), ...(answered === undefined ? {} : { answered }),
    ...(abandoned === undefined ? {} : { abandoned }),
  }))
  const logPosition = await appended(deps.append(center.id, [{ kind: 'totals', totals: taken, receivedAtMs: deps.receiptMs() }]))
  return json({ taken: taken.length, logPosition }, 202)
}
