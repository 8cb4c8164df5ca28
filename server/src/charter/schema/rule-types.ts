import * as z from 'zod'
import { slugSchema } from '../../contact-center/index.ts'
import {
  clockSchema, dateSchema, deadlineSchema, exemptionSchema, onBreachSchema, populationSchema, provenanceSchema, rampSchema, scopeSchema, secondsSchema, shareSchema,
  strengthSchema, textSchema, wholeSchema, windowSchema,
} from './fields.ts'

const head = {
  id: slugSchema,
  title: textSchema.optional(),
  strength: strengthSchema,
  scope: scopeSchema.optional(),
  validFrom: dateSchema.optional(),
  validTo: dateSchema.optional(),
  exemption: exemptionSchema.optional(),
  onBreach: onBreachSchema.optional(),
  /** The source can be read in more than one way: this rule is one reading of the rule named. */
  readingOf: slugSchema.optional(),
  /** Why a value is `null`, by the value's name. */
  open: z.record(z.string(), z.string().min(1).max(500)).optional(),
  provenance: provenanceSchema,
}
/** What is judged over a stretch of time. `null`: the source names no window. */
const windowed = { ...head, window: windowSchema.nullable().optional() }
const waits = { ...windowed, clock: clockSchema, population: populationSchema.optional(), ramp: rampSchema.optional() }
/** Left out, a target is 1: each. */
const each = { targetShare: shareSchema.optional(), ramp: rampSchema.optional() }
const spans = z.array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be HH:MM-HH:MM, local time')).max(12)
const weekly = z.strictObject({
  mon: spans.optional(), tue: spans.optional(), wed: spans.optional(), thu: spans.optional(), fri: spans.optional(), sat: spans.optional(), sun: spans.optional(),
})

/** One rung of a ladder of remedies: what is owed for a delay from `fromSeconds` up to `toSeconds` (none: no end). */
const rung = z.strictObject({
  fromSeconds: z.number().min(0), toSeconds: z.number().min(0).optional(),
  kind: z.enum(['voucher', 'credit', 'refund', 'fee-waived', 'other']), amount: z.number().min(0).nullable().optional(), currency: z.string().regex(/^[A-Z]{3}$/).optional(), text: textSchema.optional(),
})

/** R1–R30 of the reference, and `declared` for what a charter promises that no contact event shows. */
export const ruleSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('max-wait-each'), ...waits, thresholdSeconds: secondsSchema, targetShare: shareSchema }),
  z.strictObject({ type: z.literal('share-within'), ...waits, thresholdSeconds: secondsSchema, targetShare: shareSchema }),
  /** `bestShare`: the mean of so large a share of the shortest waits. */
  z.strictObject({ type: z.literal('mean-wait'), ...waits, thresholdSeconds: secondsSchema, bestShare: z.number().gt(0).max(1).optional() }),
  z.strictObject({ type: z.literal('max-share-over'), ...waits, thresholdSeconds: secondsSchema, maxShare: shareSchema }),
  z.strictObject({ type: z.literal('answered-share'), ...windowed, population: populationSchema.optional(), ramp: rampSchema.optional(), targetShare: shareSchema }),
  z.strictObject({ type: z.literal('max-abandonment'), ...windowed, maxShare: shareSchema }),
  z.strictObject({ type: z.literal('max-busy'), ...windowed, maxShare: shareSchema }),
  /** Owed once someone waited `afterSeconds`, or (by `bySeconds`) when the expected wait is over `ifExpectedOverSeconds`. */
  z.strictObject({
    type: z.literal('callback-offer'), ...windowed, ...each, clock: clockSchema.optional(), afterSeconds: secondsSchema.optional(), ifExpectedOverSeconds: secondsSchema.optional(),
    bySeconds: secondsSchema.optional(), availableAnyTime: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('callback-deadline'), ...windowed, ...each, deadline: deadlineSchema, free: z.boolean().optional(), preferredTime: strengthSchema.optional() }),
  z.strictObject({
    type: z.literal('announce-wait'), ...windowed, ...each, moment: z.enum(['beforehand', 'loop-start', 'on-choice-to-wait', 'while-waiting']), withinSeconds: secondsSchema.optional(),
    alsoTell: z.array(z.enum(['cost', 'cause'])).optional(),
  }),
  z.strictObject({ type: z.literal('announce-position'), ...windowed, ...each, withinSeconds: secondsSchema.optional() }),
  z.strictObject({ type: z.literal('status-cadence'), ...windowed, ...each, maxGapSeconds: secondsSchema, minGapSeconds: secondsSchema.optional() }),
  z.strictObject({ type: z.literal('announced-wait-respected'), ...windowed, ramp: rampSchema.optional(), targetShare: shareSchema }),
  z.strictObject({ type: z.literal('overstatement-limit'), ...windowed, maxMedianRatio: z.number().min(1).nullable(), ignoreBelowSeconds: z.number().min(0).optional() }),
  z.strictObject({ type: z.literal('max-status-age'), ...windowed, ...each, maxAgeSeconds: secondsSchema }),
  z.strictObject({ type: z.literal('revision-policy'), ...windowed, maxShare: shareSchema, explain: z.boolean().optional() }),
  z.strictObject({
    type: z.literal('exception-message'), ...windowed, ...each, toWaiting: z.boolean(), cause: strengthSchema.optional(), expectedEnd: strengthSchema.optional(), withinSeconds: secondsSchema.optional(),
  }),
  z.strictObject({ type: z.literal('max-transfers'), ...windowed, ...each, maxTransfers: wholeSchema.optional(), transferWithinSeconds: secondsSchema.optional() }),
  z.strictObject({ type: z.literal('menu-limits'), ...head, maxFirstOptions: wholeSchema.optional(), maxDepth: wholeSchema.optional(), humanOption: z.enum(['first-level', 'any-stage']).optional(), text: textSchema.optional() }),
  z.strictObject({ type: z.literal('reply-time'), ...windowed, ...each, deadline: deadlineSchema, topics: z.array(z.string().max(64)).optional() }),
  z.strictObject({ type: z.literal('cost-during-wait'), ...windowed, ...each, free: z.boolean().optional(), maxPerMinute: z.number().min(0).nullable().optional(), currency: z.string().regex(/^[A-Z]{3}$/).optional(), allowed: z.array(z.enum(['free', 'geographic', 'mobile', 'fixed-price', 'free-while-waiting'])).optional() }),
  z.strictObject({ type: z.literal('no-disconnect'), ...windowed, ...each }),
  z.strictObject({ type: z.literal('wait-content'), ...head, advertising: z.enum(['never', 'with-consent']) }),
  z.strictObject({ type: z.literal('fifo-order'), ...windowed, ...each }),
  z.strictObject({ type: z.literal('reachability-hours'), ...windowed, ...each, weekly: weekly.nullable(), holidays: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}$/).optional() }),
  z.strictObject({ type: z.literal('human-access'), ...windowed, ...each, withinSeconds: secondsSchema.optional(), mainMenuOption: z.boolean().optional(), anyStage: z.boolean().optional() }),
  z.strictObject({ type: z.literal('remedy'), ...head, clock: clockSchema.optional(), delayOf: z.enum(['wait', 'other']), ladder: z.array(rung).min(1).max(32).nullable() }),
  z.strictObject({ type: z.literal('publication'), ...head, everyMonths: wholeSchema.optional(), withinMonths: wholeSchema.optional(), text: textSchema.optional() }),
  z.strictObject({ type: z.literal('language'), ...windowed, ...each }),
  z.strictObject({ type: z.literal('accessible-status'), ...head, text: textSchema.optional() }),
  z.strictObject({ type: z.literal('disclosure'), ...head, what: z.array(z.enum(['ai', 'location', 'recording'])) }),
  z.strictObject({ type: z.literal('declared'), ...head, text: textSchema }),
])

/** One rule of a charter. */
export type Rule = z.output<typeof ruleSchema>
export type RuleType = Rule['type']
/** A rule of the given type. */
export type RuleOf<T extends RuleType> = Extract<Rule, { type: T }>

/** What can be told from no contact event: kept as a declared commitment, always `not-measurable`. */
export const DECLARED_TYPES = ['menu-limits', 'wait-content', 'publication', 'accessible-status', 'disclosure', 'declared', 'remedy'] as const satisfies readonly RuleType[]

/** All types of rules, in the order of the reference. */
export const RULE_TYPES: readonly RuleType[] = ruleSchema.options.map((option) => option.shape.type.value)
