import * as z from 'zod/mini'

/** The wire version of every display, frame and socket handshake. */
export const PROTOCOL_VERSION = 1

export const channelSchema = z.enum(['voice', 'chat', 'messaging', 'email', 'callback', 'video'])
/** The medium of a contact. Never a socket transport. */
export type Channel = z.output<typeof channelSchema>

export const contactStateSchema = z.enum([
  'waiting', 'connecting', 'paused', 'callback', 'answered', 'left', 'closing', 'closed', 'unknown',
])
export type ContactState = z.output<typeof contactStateSchema>

export const unknownReasonSchema = z.enum([
  'too-little-data', 'not-yet', 'no-forecast', 'off', 'stale-feed', 'no-agents', 'closed', 'shadow', 'unknown-contact', 'not-estimable',
])
/** Why no wait is said. An unknown always carries one. */
export type UnknownReason = z.output<typeof unknownReasonSchema>

export const basedOnSchema = z.enum(['queue-length', 'throughput', 'last-to-enter-service', 'simulation', 'other'])
/** Which predictor the figure rests on. `other` is how a reader names one that is newer than itself (PR7). */
export type BasedOn = z.output<typeof basedOnSchema>

/** The *remaining* wait, in seconds. Quantiles are calibrated and unrounded; `boundSeconds` is what is shown. */
export const knownWaitSchema = z.object({
  known: z.literal(true),
  boundSeconds: z.number(),
  share: z.number(),
  p10Seconds: z.number(),
  p50Seconds: z.number(),
  p90Seconds: z.number(),
  basedOn: basedOnSchema,
})
export const unknownWaitSchema = z.object({ known: z.literal(false), reason: unknownReasonSchema })
export const waitSchema = z.discriminatedUnion('known', [knownWaitSchema, unknownWaitSchema])
export type Wait = z.output<typeof waitSchema>

export const revisionReasonSchema = z.enum(['longer-handling', 'fewer-agents', 'priority-contacts', 'event'])
export type RevisionReason = z.output<typeof revisionReasonSchema>

export const revisionSchema = z.object({
  fromSeconds: z.number(),
  toSeconds: z.number(),
  reason: z.optional(revisionReasonSchema),
})
export type Revision = z.output<typeof revisionSchema>

export const dutySchema = z.object({ kind: z.string(), charter: z.string(), rule: z.string() })
export const noticeSchema = z.object({ text: z.string(), expectedEnd: z.optional(z.string()) })

/** Everything that must be told, in one language; a client that shows only `text` is complete. */
export const displayTextSchema = z.object({
  lang: z.string(),
  sentence: z.string(),
  revision: z.optional(z.string()),
  notice: z.optional(z.string()),
  offer: z.optional(z.string()),
})
export type DisplayText = z.output<typeof displayTextSchema>

/** The generation of the log: ten digits, so that text order is number order (PR1). */
export const epochSchema = z.string().check(z.regex(/^[0-9]{10}$/))
/** The ordinal of the log entry up to which a display is true; the same on every node. */
export const seqSchema = z.int().check(z.nonnegative())
export const freshForSecondsSchema = z.number().check(z.nonnegative())

/** What one customer is shown. `(epoch, seq)` orders displays; a client keeps the largest (PR1). */
export const displaySchema = z.object({
  v: z.literal(PROTOCOL_VERSION),
  center: z.string(),
  queue: z.optional(z.string()),
  contact: z.string(),
  channel: z.optional(channelSchema),
  state: contactStateSchema,
  position: z.optional(z.number()),
  positionFirm: z.optional(z.boolean()),
  wait: waitSchema,
  /** With `answerBy`: the window in which an agreed callback comes. */
  answerFrom: z.optional(z.string()),
  answerBy: z.optional(z.string()),
  waitedSeconds: z.optional(z.number()),
  revision: z.optional(revisionSchema),
  duties: z.array(dutySchema),
  notice: z.optional(noticeSchema),
  text: displayTextSchema,
  asOf: z.string(),
  staleAfter: z.string(),
  freshForSeconds: freshForSecondsSchema,
  epoch: epochSchema,
  seq: seqSchema,
})
export type Display = z.output<typeof displaySchema>
