import { feedHealthSchema } from '@queuecast/client-sdk/protocol'
import * as z from 'zod'
import { centerOf, requireKey } from '../viewer.ts'
import { json, param, type Handler } from './handler.ts'

export const feedsAnswerSchema = z.object({
  feeds: z.array(feedHealthSchema),
  quarantine: z.array(z.object({
    feed: z.string(), eventId: z.string(), type: z.string(), reason: z.enum(['too-late', 'poison', 'held-too-long']), detail: z.string(), position: z.string(),
    at: z.iso.datetime(),
  })).meta({ description: 'events that were acknowledged and then set aside, newest first' }),
  asOf: z.iso.datetime(),
})
const LISTED = 200

/** `GET /feeds`: is each feed alive, and what of it was set aside? */
export const getFeeds: Handler = (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  requireKey(deps, center, c.req.raw, ['supervisor'])
  const quarantine = deps.quarantine(center.id).slice(-LISTED).toReversed()
    .map(({ atMs, ...rest }) => ({ ...rest, at: new Date(atMs).toISOString() }))
  return json({ feeds: deps.feeds(center.id), quarantine, asOf: new Date(deps.now()).toISOString() })
}
