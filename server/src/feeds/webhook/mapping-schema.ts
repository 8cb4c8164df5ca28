import * as z from 'zod'
import { signatureSchema } from './signature/schema.ts'
import { ROOTS } from './value.ts'

const name = z.string().regex(/^[a-z][A-Za-z0-9_]{0,39}$/, 'must be a short name such as conversation')
  .refine((text) => !(ROOTS as readonly string[]).includes(text), { error: `is taken: ${ROOTS.join(', ')} are what a mapping begins with` })
const expression = z.string().min(1)

const ruleSchema = z.strictObject({
  /** For people and for faults. */
  name: z.string().max(120).optional(),
  /** An expression; the rule makes nothing where it is not true. Without it the rule always applies. */
  when: expression.optional(),
  /** A list in the payload: the rule applies to each element, as `item`. */
  each: z.unknown().optional(),
  /** Named values of this rule, computed after `each` and before `when`. */
  let: z.record(name, z.unknown()).default({}),
  /** One event: `type` is a plain text, every other field a value. `id` and `time` may be left out. */
  emit: z.record(z.string(), z.unknown()),
})

/**
 * A mapping: how payloads of a source become contact events. Values are checked when the mapping is compiled, each with its path;
 * this is the frame around them.
 */
export const mappingSchema = z.strictObject({
  $schema: z.string().optional(),
  /** The version of the language. */
  mapping: z.literal(1, { error: 'must be 1, the version of the mapping language' }),
  vendor: z.string().min(1).max(80),
  /** How the payload is written. */
  body: z.enum(['json', 'form']).default('json'),
  signature: signatureSchema.default({ scheme: 'standard-webhooks', toleranceSeconds: 300 }),
  /** What the vendor wants to be answered; 202 unless it insists. */
  answer: z.union([z.literal(200), z.literal(202), z.literal(204)], { error: 'must be 200, 202 or 204' }).default(202),
  /** Names what a payload is, for counting those that no rule takes. */
  kind: expression.optional(),
  /** Named values, computed once a payload in this order; for expressions of everything after. */
  let: z.record(name, z.unknown()).default({}),
  events: z.array(ruleSchema).min(1).max(200),
  /** Names of further fields whose texts are personal: removed before a rejected payload is kept. */
  personal: z.array(z.string().max(100)).max(200).default([]),
  /** Names of fields that are kept in rejected payloads though their name sounds personal. */
  keep: z.array(z.string().max(100)).max(200).default([]),
})
export type MappingFile = z.output<typeof mappingSchema>
/** A mapping as it is written. */
export type MappingInput = z.input<typeof mappingSchema>
