import * as z from 'zod/mini'
import { channelSchema, epochSchema, freshForSecondsSchema, seqSchema, waitSchema } from './display.ts'

/** Renews the freshness of the display a client holds; sent while nothing changes. */
export const freshSchema = z.object({ epoch: epochSchema, seq: seqSchema, freshForSeconds: freshForSecondsSchema })
export type Fresh = z.output<typeof freshSchema>

export const toldLevelSchema = z.enum(['received', 'shown'])
export type ToldLevel = z.output<typeof toldLevelSchema>
/** A receipt from the client: how far the display with this `seq` got. */
export const toldSchema = z.object({ seq: seqSchema, level: toldLevelSchema, via: z.optional(z.string()) })
export type Told = z.output<typeof toldSchema>

export const refusalCodeSchema = z.enum(['bad-token', 'expired', 'wrong-version', 'overloaded', 'draining', 'elsewhere'])
export type RefusalCode = z.output<typeof refusalCodeSchema>
/** Sent before a disconnect; `retry` false is final, `after` is in seconds. */
export const refusedSchema = z.object({ code: refusalCodeSchema, retry: z.boolean(), after: z.optional(z.number().check(z.nonnegative())) })
export type Refused = z.output<typeof refusedSchema>

/** A count that may be coarsened where it is public: under five only `{atMost: 4}` is said. */
export const countSchema = z.union([z.number(), z.object({ atMost: z.number() })])
export type Count = z.output<typeof countSchema>

export const feedStateSchema = z.enum(['live', 'stale', 'unknown'])
export type FeedState = z.output<typeof feedStateSchema>

/** One queue as anyone who may read it sees it; never a contact id. */
export const queueStatusSchema = z.object({
  queue: z.string(),
  name: z.string(),
  channel: channelSchema,
  open: z.boolean(),
  reopensAt: z.optional(z.string()),
  waiting: countSchema,
  longestWaitSeconds: z.optional(z.number()),
  /** The bound for someone who joins now. */
  wait: waitSchema,
  staffed: z.optional(z.number()),
  feed: feedStateSchema,
  show: z.enum(['off', 'shadow', 'place', 'wait', 'both']),
  /** 1 only waits · 2 plus handled · 3 plus agents and their queues. */
  feedLevel: z.number(),
  cost: z.optional(z.object({
    text: z.string(), perMinute: z.optional(z.number()), currency: z.optional(z.string()), freeWhileWaiting: z.optional(z.boolean()),
  })),
  asOf: z.string(),
})
export type QueueStatus = z.output<typeof queueStatusSchema>

export const feedHealthSchema = z.object({
  feed: z.string(),
  state: feedStateSchema,
  alive: z.enum(['heartbeat', 'poll', 'events-only']),
  /** Since when it is in this state. */
  since: z.optional(z.string()),
  lastEventAt: z.optional(z.string()),
  /** How late its newest events came by their own time. */
  lagSeconds: z.optional(z.number()),
  silentForSeconds: z.optional(z.number()),
  clockOffsetSeconds: z.number(),
  accepted: z.number(),
  tooLate: z.number(),
  quarantined: z.number(),
  unknownFields: z.number(),
  drift: z.number(),
})
export type FeedHealth = z.output<typeof feedHealthSchema>

export const boardSchema = z.object({
  queues: z.array(queueStatusSchema),
  feeds: z.array(feedHealthSchema),
  asOf: z.string(),
  epoch: epochSchema,
  seq: seqSchema,
})
export type Board = z.output<typeof boardSchema>
