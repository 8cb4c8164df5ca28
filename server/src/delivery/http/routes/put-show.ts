import * as z from 'zod'
import { HttpFault } from '../http-fault.ts'
import { readJson } from '../read-json.ts'
import { centerOf, requireKey } from '../viewer.ts'
import { appended, json, param, type Handler } from './handler.ts'

export const showRequestSchema = z.object({
  show: z.enum(['off', 'shadow', 'place', 'wait', 'both']).meta({ description: '`off` is the stop button; `shadow` computes and scores, and tells nothing' }),
})
export const showAnswerSchema = z.object({ queue: z.string(), show: showRequestSchema.shape.show, logPosition: z.string() })

/** `PUT /queues/{queue}/show`: stands until a newer generation of the configuration names the queue. */
export const putShow: Handler = async (c, { deps, audited }) => {
  const center = centerOf(deps, param(c, 'center'))
  requireKey(deps, center, c.req.raw, ['supervisor'])
  const queue = param(c, 'queue')
  // A stop button with a typing error must not look pressed.
  if (deps.source.queue(center.id, queue, { publicOnly: false, langs: [] }) === undefined) {
    throw new HttpFault('unknown-queue', `no queue "${queue.slice(0, 64)}" was configured or seen`, { field: 'queue', fix: 'GET /queues lists them' })
  }
  const { show } = await readJson(c.req.raw, showRequestSchema)
  audited(c.req.raw, show)
  const logPosition = await appended(deps.append(center.id, [{ kind: 'show', queue, show, generation: center.generation }]))
  return json({ queue, show, logPosition })
}
