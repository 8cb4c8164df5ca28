import { toldLevelSchema } from '@queuecast/client-sdk/protocol'
import * as z from 'zod'
import { HttpFault } from '../http-fault.ts'
import { readJson } from '../read-json.ts'
import { centerOf, contactOf, requireViewer } from '../viewer.ts'
import { appended, param, type Handler } from './handler.ts'

/** Entries of the log by which nodes may differ. */
const NODE_LAG_ENTRIES = 10_000

export const toldRequestSchema = z.object({
  seq: z.number().int().min(0),
  level: z.enum(toldLevelSchema.options),
  via: z.string().regex(/^[a-z0-9-]{1,32}$/, 'must be 1 to 32 of a-z, 0-9 and -').optional(),
})

/** `POST /contacts/{contact}/told`: a receipt, 204 once the log has it. A repeated one is answered alike and not written again. */
export const postTold: Handler = async (c, { deps, rates, toldGuard }) => {
  const center = centerOf(deps, param(c, 'center'))
  const contact = contactOf(param(c, 'contact'))
  const viewer = await requireViewer(deps, center, contact, c.req.raw, 'ivr-too')
  if (viewer.by === 'token') await rates.admitContact('told', center.id, contact)
  const { seq, level, via = viewer.by === 'ivr' ? 'ivr' : 'http' } = await readJson(c.req.raw, toldRequestSchema)
  // Another node may have shown it and be a little ahead of this one.
  const newest = deps.source.fresh(center.id, contact).seq + NODE_LAG_ENTRIES
  if (seq > newest) throw new HttpFault('invalid-field', `no display has the seq ${seq} yet`, { field: 'seq', fix: 'send the seq of a display that was received' })
  const nowMs = deps.now()
  const admission = toldGuard.admit(center.id, contact, seq, level, nowMs)
  switch (admission) {
    case 'take':
      await appended(deps.append(center.id, [{ kind: 'receipt', contact, seq, level, via }]))
      toldGuard.written(center.id, contact, seq, level)
      return new Response(null, { status: 204 })
    case 'repeated':
      return new Response(null, { status: 204 })
    case 'too-often':
      throw new HttpFault('too-many-requests', 'this contact sends receipts too fast', { fix: 'send one for each display', headers: { 'retry-after': '5' } })
    default:
      return admission satisfies never
  }
}
