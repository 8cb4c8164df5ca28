import * as z from 'zod'
import { HttpFault } from '../http-fault.ts'
import { centerOf, requireKey } from '../viewer.ts'
import { listedQuarantine, quarantinedSchema } from './get-feeds.ts'
import { json, param, type Handler } from './handler.ts'

export const rejectedAnswerSchema = z.object({
  feed: z.string(),
  rejected: z.array(z.object({
    at: z.iso.datetime(), reason: z.string(),
    shape: z.unknown().optional().meta({ description: 'names of fields and kinds of values; texts by their length' }),
    id: z.string().optional().meta({ description: 'of a vendor\'s payload that is kept: for its replay' }),
    kind: z.string().optional().meta({ description: 'what the payload calls itself' }),
    payload: z.unknown().optional().meta({ description: 'the payload, its personal texts replaced by their keyed hash' }),
    repeats: z.number().int().optional().meta({ description: 'how often the same came again' }),
  })),
  quarantine: z.array(quarantinedSchema).meta({ description: 'taken and then set aside, newest first' }),
  replayed: z.array(z.object({
    eventId: z.string(), type: z.string(), outcome: z.enum(['taken', 'known', 'waits', 'refused']), detail: z.string().optional(), position: z.string(), at: z.iso.datetime(),
  })).meta({ description: 'what came of replays of what was set aside, newest first' }),
  asOf: z.iso.datetime(),
})
/** `GET /feeds/{feed}/rejected`: what of it was not taken, and why; nothing a customer said or is called. */
export const getFeedRejected: Handler = (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  requireKey(deps, center, c.req.raw, ['supervisor'])
  const feed = param(c, 'feed')
  if (!deps.feeds(center.id).some((known) => known.feed === feed)) throw new HttpFault('unknown-feed', 'no such feed is configured or was seen', { field: 'feed', fix: 'GET /feeds lists them' })
  const quarantine = listedQuarantine(deps.quarantine.setAside(center.id).filter((one) => one.feed === feed))
  const replayed = deps.quarantine.replayed(center.id, feed).map(({ feed: _feed, atMs, ...rest }) => ({ ...rest, at: new Date(atMs).toISOString() }))
  return json({ feed, rejected: deps.rejected?.(center.id, feed) ?? [], quarantine, replayed, asOf: new Date(deps.now()).toISOString() })
}
