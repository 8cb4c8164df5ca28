import { feedHealthSchema } from '@queuecast/client-sdk/protocol'
import * as z from 'zod'
import type { FeedReport, QuarantinedReport } from '../deps.ts'
import { centerOf, requireKey } from '../viewer.ts'
import { json, param, type Handler } from './handler.ts'

/** `down` where the connection to the source is; `live` and `stale` are what the log says of it. */
export type FeedStatus = 'live' | 'stale' | 'down' | 'unknown'
const instant = z.iso.datetime()
const LISTED = 200

const feedReportSchema = z.object({
  ...feedHealthSchema.shape,
  status: z.enum(['live', 'stale', 'down', 'unknown']).meta({ description: '`down`: we cannot connect to it; `stale`: it is silent for longer than it may be; `unknown`: it never spoke' }),
  source: z.string().optional().meta({ description: '`http` for one that pushes, else the kind of source we connect to' }),
  rejected: z.number().int().optional().meta({ description: 'events not taken, by this node since it started; `GET /feeds/{feed}/rejected` lists them' }),
  lost: z.number().int().optional().meta({ description: 'events dropped because too many waited for the store; the source was asked for its state again' }),
  held: z.number().int().optional().meta({ description: 'events that wait for the store now' }),
  waitingFor: z.enum(['store', 'quota']).optional(),
  pushed: z.object({
    taken: z.number().int(), duplicates: z.number().int(),
    refused: z.number().int().meta({ description: 'without a proof, with a wrong one, or with one that is too old' }),
    ignored: z.record(z.string(), z.number().int()).meta({ description: 'payloads that mean nothing for a queue, by what they call themselves' }),
  }).optional().meta({ description: 'of feeds that vendors push to, by this node since it started' }),
  connection: z.object({
    state: z.enum(['connected', 'connecting', 'down', 'elsewhere']).meta({ description: '`elsewhere`: another node connects it' }),
    since: instant, attempts: z.number().int(), lastError: z.string().optional(), lastErrorAt: instant.optional(), nextTryAt: instant.optional(),
    warning: z.string().optional().meta({ description: 'connected, but something must be mended at the source' }),
  }).optional().meta({ description: 'of sources that we connect to' }),
})

export const quarantinedSchema = z.object({
  feed: z.string(), eventId: z.string(), type: z.string(), reason: z.enum(['too-late', 'poison', 'held-too-long']), detail: z.string(),
  position: z.string().meta({ description: 'names the event for its replay' }), at: instant,
  replayable: z.boolean().meta({ description: 'false of one that is too late, for good, or too large to be kept' }),
  shape: z.unknown().optional().meta({ description: 'what the event looks like: kinds, times and queues; other texts by their length' }),
})
/** As the answers list what is set aside, newest first. */
export const listedQuarantine = (reports: readonly QuarantinedReport[]): z.output<typeof quarantinedSchema>[] =>
  reports.slice(-LISTED).toReversed().map(({ atMs, ...rest }) => ({ ...rest, at: new Date(atMs).toISOString() }))

export const feedsAnswerSchema = z.object({
  feeds: z.array(feedReportSchema),
  quarantine: z.array(quarantinedSchema).meta({ description: 'events that were acknowledged and then set aside, newest first' }),
  asOf: z.iso.datetime(),
})

/** `GET /feeds`: is each feed alive, and what of it was set aside? */
export const getFeeds: Handler = (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  requireKey(deps, center, c.req.raw, ['supervisor'])
  const quarantine = listedQuarantine(deps.quarantine.setAside(center.id))
  const feeds = deps.feeds(center.id).map((feed) => ({ ...feed, status: feedStatus(feed) }))
  return json({ feeds, quarantine, asOf: new Date(deps.now()).toISOString() })
}

export const feedStatus = (feed: Pick<FeedReport, 'state' | 'connection'>): FeedStatus => (feed.connection?.state === 'down' ? 'down' : feed.state)
