import * as z from 'zod'
import { channelSchema, slugSchema } from '../../contact-center/index.ts'

/** The small parts of which rules are made. Every object is strict: an unknown key is a fault. */

const isoDate = z.iso.date({ error: 'must be a date, YYYY-MM-DD' })
/** `null`: the source does not say; the rule's `open` must hold the reason under the same name. */
const orOpen = <T extends z.ZodType>(schema: T) => schema.nullable()

export const dateSchema = isoDate
export const textSchema = z.record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as nl'), z.string().min(1).max(4000))
export const secondsSchema = orOpen(z.number().min(0).max(366 * 86_400))
export const shareSchema = orOpen(z.number().min(0, 'must be a share from 0 to 1, such as 0.9').max(1, 'must be a share from 0 to 1, such as 0.9'))
export const wholeSchema = orOpen(z.number().int().min(0).max(100_000))

export const strengthSchema = z.enum(['must', 'should', 'where-possible'])
export type Strength = z.output<typeof strengthSchema>

/** `sourced`: the text itself was seen · `secondary`: someone else's account of it · `inference`: ours · `operator`: filled in by the one who adheres · `missing`: looked for, not found. */
export const basisSchema = z.enum(['sourced', 'secondary', 'inference', 'operator', 'missing'])
const origin = {
  basis: basisSchema,
  /** Addresses, or ids of the charter's `sources`. */
  sources: z.array(z.string().min(1).max(300)).max(20).optional(),
  /** How much of the source was seen. */
  seen: z.enum(['excerpt', 'full']).optional(),
  note: z.string().max(1000).optional(),
}
export const provenanceSchema = z.strictObject({ ...origin, /** Where one value comes from elsewhere than the rule. */ fields: z.record(z.string(), z.strictObject(origin)).optional() })
export type Provenance = z.output<typeof provenanceSchema>

export const scopeSchema = z.strictObject({
  channels: z.array(channelSchema).min(1).optional(),
  queues: z.array(slugSchema).min(1).optional(),
  /** For whom, about what, on which numbers: said for the reader; `queues` says where that is measured. */
  audience: z.enum(['consumer', 'business', 'everyone']).optional(),
  topics: z.array(z.string().min(1).max(64)).optional(),
  numberClasses: z.array(z.enum(['free', 'geographic', 'mobile', 'fixed-price', 'paid'])).optional(),
  exceptNumberClasses: z.array(z.enum(['free', 'geographic', 'mobile', 'fixed-price', 'paid'])).optional(),
})
export type Scope = z.output<typeof scopeSchema>

export const clockStartSchema = z.enum(['dialled', 'connected', 'welcome-end', 'ivr-final-choice', 'human-requested', 'queue-entered', 'message-left', 'item-received'])
export type ClockStart = z.output<typeof clockStartSchema>
/** A clock never pauses or starts anew. `start: null`: the source does not say. */
export const clockSchema = z.strictObject({ start: orOpen(clockStartSchema), stop: z.enum(['human-answered', 'effective-handling', 'callback-reached', 'reply-sent', 'announced']) })

export const formulaSchema = z.enum(['sl_f1', 'sl_f2', 'sl_f3', 'sl_f4', 'sl_f5'])
export type Formula = z.output<typeof formulaSchema>
export const populationSchema = z.strictObject({
  formula: formulaSchema.optional(),
  /** Hanging up within this time is a short abandon: good in sl_f5. */
  shortAbandonSeconds: z.number().min(0).max(3600).optional(),
  /** `count` (default): an accepted callback waits until it is reached. `apart`: accepted within the limit, it is taken out and counted apart. */
  callbacks: z.enum(['count', 'apart']).optional(),
})
export type Population = z.output<typeof populationSchema>

export const windowSchema = z.strictObject({
  /** `rolling`: the last `days` local days. */
  unit: z.enum(['day', 'week', 'month', 'quarter', 'year', 'rolling']),
  days: z.number().int().min(1).max(366).optional(),
  /** Kept when it was kept in at least so many of so many windows. */
  quorum: z.strictObject({ of: z.number().int().min(1).max(366), atLeast: z.number().int().min(1).max(366) }).optional(),
}).superRefine((window, context) => {
  if ((window.unit === 'rolling') !== (window.days !== undefined)) context.addIssue({ code: 'custom', path: ['days'], message: 'belongs to a rolling window, and a rolling window needs it' })
  if (window.quorum !== undefined && window.quorum.atLeast > window.quorum.of) context.addIssue({ code: 'custom', path: ['quorum', 'atLeast'], message: 'must not be more than `of`' })
})
export type RuleWindow = z.output<typeof windowSchema>

/** An exemption holds only while its message is live, and only with what the message must hold. */
export const exemptionSchema = z.strictObject({
  when: z.enum(['exceptional-event', 'not-normal-operating-conditions', 'force-majeure']),
  requires: z.array(z.enum(['message', 'cause', 'expected-end'])).min(1).refine((needs) => needs.includes('message'), { error: 'must hold "message": an exemption without a live message is none' }),
})

export const rampSchema = z.array(z.strictObject({ from: isoDate, targetShare: z.number().min(0).max(1).optional(), thresholdSeconds: z.number().min(0).optional() })).min(1)
  .refine((steps) => steps.every((step, index) => index === 0 || (steps[index - 1]?.from ?? '') < step.from), { error: 'must be in order of date, each date once' })

/** What is owed when a rule is missed. */
export const onBreachSchema = z.array(z.strictObject({
  do: z.enum(['offer-callback', 'offer-message', 'tell-why', 'remedy']),
  /** The rule that says how. */
  rule: slugSchema.optional(),
})).max(8)

/** By when something must be done, counted from the clock's start. */
export const deadlineSchema = orOpen(z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('seconds'), seconds: z.number().min(1).max(366 * 86_400) }),
  /** The end of the n-th working day after the day it began. */
  z.strictObject({ kind: z.literal('working-days'), days: z.number().int().min(1).max(366) }),
  /** Within so many seconds, or by the end of the next working day: whichever is later. */
  z.strictObject({ kind: z.literal('seconds-or-next-working-day'), seconds: z.number().min(1).max(366 * 86_400) }),
  /** Within so many seconds; left late before closing: within so many seconds of the next opening. */
  z.strictObject({
    kind: z.literal('seconds-or-after-opening'), seconds: z.number().min(1).max(86_400), lateSecondsBeforeClose: z.number().min(0).max(86_400), secondsAfterOpening: z.number().min(1).max(86_400),
  }),
]))
export type Deadline = NonNullable<z.output<typeof deadlineSchema>>
