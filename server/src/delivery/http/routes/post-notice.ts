import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { eventIdSchema, instantSchema, slugSchema, type ContactEvent } from '../../../contact-center/index.ts'
import { readJson } from '../read-json.ts'
import { centerOf, requireKey } from '../viewer.ts'
import { appended, json, param, type Handler } from './handler.ts'

/** The feed under which supervisors' notices stand in the log. */
export const SUPERVISOR_FEED = 'supervisor'

export const noticeRequestSchema = z.object({
  notice: eventIdSchema.optional().meta({ description: 'id, to renew or end it later; made where it is not given' }),
  queues: z.array(slugSchema).min(1).max(256).optional().meta({ description: 'all queues without it' }),
  text: z.record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as nl'), z.string().min(1).max(2000)).meta({ description: 'by language' }),
  cause: z.string().max(500).optional(),
  expectedEnd: instantSchema.optional(),
  ended: z.boolean().optional().meta({ description: 'true ends the notice' }),
}).refine(({ text, ended }) => ended === true || Object.keys(text).length > 0, { path: ['text'], error: 'must hold at least one language' })
export const noticeAnswerSchema = z.object({ notice: z.string(), logPosition: z.string() })

/** `POST /notices`: an exceptional-event message; it ends by itself after an hour unless renewed. */
export const postNotice: Handler = async (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  requireKey(deps, center, c.req.raw, ['supervisor'])
  const { notice = `notice-${randomUUID()}`, text, queues, cause, expectedEnd, ended } = await readJson(c.req.raw, noticeRequestSchema)
  const nowMs = deps.receiptMs()
  const event: ContactEvent = {
    id: randomUUID(), type: 'center.notice', time: nowMs, notice, text,
    ...(queues === undefined ? {} : { queues }), ...(cause === undefined ? {} : { cause }),
    ...(expectedEnd === undefined ? {} : { expectedEnd }), ...(ended === undefined ? {} : { ended }),
  }
  const logPosition = await appended(deps.append(center.id, [{ kind: 'event', feed: SUPERVISOR_FEED, receivedAtMs: nowMs, event }]))
  return json({ notice, logPosition }, 202)
}
