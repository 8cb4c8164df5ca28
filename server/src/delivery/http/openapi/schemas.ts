import { boardSchema, displaySchema, feedHealthSchema, freshSchema, queueStatusSchema, refusedSchema } from '@queuecast/client-sdk/protocol'
import * as z from 'zod'
import { contactEventSchema } from '../../../contact-center/index.ts'
import { cloudEventSchema } from '../ingest/cloud-event.ts'
import { problemSchema } from '../problem.ts'
import { chartersAnswerSchema, verdictsAnswerSchema } from '../routes/charter-answers.ts'
import { erasureAnswerSchema } from '../routes/delete-contact.ts'
import { accuracyAnswerSchema } from '../routes/get-accuracy.ts'
import { rejectedAnswerSchema } from '../routes/get-feed-rejected.ts'
import { feedsAnswerSchema } from '../routes/get-feeds.ts'
import { feedTakenSchema, replayAnswerSchema } from '../routes/post-feed.ts'
import { replayQuarantineAnswerSchema, replayQuarantineRequestSchema } from '../routes/replay-quarantine.ts'
import { callbackAnswerSchema, callbackRequestSchema } from '../routes/post-callback.ts'
import { putChartersRequestSchema } from '../routes/put-charters.ts'
import { webhookSecretSchema } from '../routes/get-webhook-secret.ts'
import { ledgerRowSchema } from '../routes/get-ledger.ts'
import { totalsAnswerSchema, totalsRequestSchema } from '../routes/post-totals.ts'
import { messagesAnswerSchema, messagesRequestSchema } from '../routes/post-messages.ts'
import { noticeAnswerSchema, noticeRequestSchema } from '../routes/post-notice.ts'
import { toldRequestSchema } from '../routes/post-told.ts'
import { tokenAnswerSchema, tokenRequestSchema } from '../routes/post-token.ts'
import { learningAnswerSchema, learningRequestSchema } from '../routes/put-learning.ts'
import { showAnswerSchema, showRequestSchema } from '../routes/put-show.ts'

const rejectedSchema = z.object({
  index: z.number().int().meta({ description: 'from 0 in the batch; in NDJSON the line, from 1' }),
  problem: problemSchema,
})

/** Every named schema of the API. Those of the wire come from the protocol, those of events from the contact center: one source each. */
export const SCHEMAS = {
  ContactEvent: contactEventSchema,
  EventBatch: z.object({ events: z.array(contactEventSchema).min(1).max(10_000) }),
  CloudEvent: cloudEventSchema.omit({ data_base64: true }),
  CloudEventBatch: z.array(cloudEventSchema.omit({ data_base64: true })).min(1).max(10_000),
  EventsTaken: z.object({
    accepted: z.number().int(), rejected: z.array(rejectedSchema), logPosition: z.string().meta({ description: 'for `?after=`' }),
    unknownFields: z.number().int().meta({ description: 'fields that were dropped because nobody knows them' }),
  }),
  RejectedEvent: rejectedSchema,
  FeedTaken: feedTakenSchema,
  ReplayAnswer: replayAnswerSchema,
  ReplayQuarantineRequest: replayQuarantineRequestSchema,
  ReplayQuarantineAnswer: replayQuarantineAnswerSchema,
  Problem: problemSchema,
  TokenRequest: tokenRequestSchema,
  TokenAnswer: tokenAnswerSchema,
  Display: displaySchema,
  Fresh: freshSchema,
  Refused: refusedSchema,
  Told: toldRequestSchema,
  PutCharters: putChartersRequestSchema,
  CallbackRequest: callbackRequestSchema,
  CallbackAnswer: callbackAnswerSchema,
  MessagesRequest: messagesRequestSchema,
  MessagesAnswer: messagesAnswerSchema,
  WebhookSecret: webhookSecretSchema,
  QueueStatus: queueStatusSchema,
  Board: boardSchema,
  LearningRequest: learningRequestSchema,
  LearningAnswer: learningAnswerSchema,
  ShowRequest: showRequestSchema,
  ShowAnswer: showAnswerSchema,
  NoticeRequest: noticeRequestSchema,
  NoticeAnswer: noticeAnswerSchema,
  FeedHealth: feedHealthSchema,
  FeedsAnswer: feedsAnswerSchema,
  RejectedAnswer: rejectedAnswerSchema,
  Charters: chartersAnswerSchema,
  Verdicts: verdictsAnswerSchema,
  LedgerRow: ledgerRowSchema,
  Accuracy: accuracyAnswerSchema,
  TotalsRequest: totalsRequestSchema,
  TotalsAnswer: totalsAnswerSchema,
  ErasureAnswer: erasureAnswerSchema,
  Health: z.object({ status: z.literal('ok') }),
  Readiness: z.object({ ready: z.boolean(), why: z.array(z.string()) }),
} as const satisfies Record<string, z.core.$ZodType>
export type SchemaName = keyof typeof SCHEMAS

export type JsonSchema = Record<string, unknown>

/** `contact.queued` → `ContactQueued`, `agent.state` → `AgentState`. */
const pascal = (type: string): string => type.split(/[.-]/).map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('')

/** All of them as JSON Schema 2020-12, which OpenAPI 3.1 speaks, referring to one another; what a client sends is described as sent. */
export function jsonSchemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>()
  for (const [name, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id: name })
  // Each event type gets its own name, so that a reader finds it and a generator makes one class of it.
  for (const option of contactEventSchema.options) registry.add(option, { id: `${pascal(option.shape.type.value)}Event` })
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: (id) => `#/components/schemas/${id}`, unrepresentable: 'any' })
  return Object.fromEntries(Object.entries(schemas).map(([name, { $schema: _dialect, $id: _id, id: _zodId, ...schema }]) => [name, schema]))
}
