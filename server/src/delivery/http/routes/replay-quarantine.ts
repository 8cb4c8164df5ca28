import * as z from 'zod'
import { HttpFault } from '../http-fault.ts'
import { readJson } from '../read-json.ts'
import { centerOf, requireKey } from '../viewer.ts'
import { appended, json, param, type Handler } from './handler.ts'

export const replayQuarantineRequestSchema = z.object({
  positions: z.array(z.string().max(64)).min(1).max(200).optional().meta({ description: 'of the events, as `GET /feeds/{feed}/rejected` lists them; all that can be replayed without it' }),
})
export const replayQuarantineAnswerSchema = z.object({
  replayed: z.array(z.object({
    position: z.string(), eventId: z.string().optional(), type: z.string().optional(),
    outcome: z.enum(['taken', 'known', 'waits', 'refused', 'final', 'gone']).meta({ description: '`known`: the contact has it already; `waits`: for the event that says where its contact is; `final`: it cannot be replayed; `gone`: nothing is set aside there' }),
    detail: z.string(),
  })),
  more: z.number().int().meta({ description: 'others of this feed that can be replayed: ask again' }),
})

/** `POST /feeds/{feed}/quarantine/replay`: events that were set aside, once more, by the fold as it is now. */
export const replayQuarantine: Handler = async (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  requireKey(deps, center, c.req.raw, ['supervisor'])
  const feed = param(c, 'feed')
  if (!deps.feeds(center.id).some((known) => known.feed === feed)) throw new HttpFault('unknown-feed', 'no such feed is configured or was seen', { field: 'feed', fix: 'GET /feeds lists them' })
  const { positions } = await readJson(c.req.raw, replayQuarantineRequestSchema)
  const result = await appended(deps.quarantine.replay(center.id, feed, positions))
  switch (result.kind) {
    case 'replayed':
      return json({ replayed: result.replayed, more: result.more } satisfies z.output<typeof replayQuarantineAnswerSchema>)
    case 'old-rules':
      throw new HttpFault('old-rules', 'a server of an older version may follow this log, and would take a replay for news of the feed', { fix: 'upgrade every server, then publish the configuration with a higher "generation"' })
    case 'over-quota':
      throw new HttpFault('too-many-requests', `the feed "${feed}" sends more than it may`, { fix: `ask again after ${result.retryAfterSeconds} s`, headers: { 'retry-after': String(result.retryAfterSeconds) } })
    case 'not-folded':
      throw new HttpFault('not-folded-yet', `the log has the replays at ${result.logPosition}, and this node has not read that far`, { fix: 'GET /feeds/{feed}/rejected says what came of them, in a moment' })
    default:
      return result satisfies never
  }
}
