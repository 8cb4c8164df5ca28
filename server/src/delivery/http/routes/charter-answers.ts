import * as z from 'zod'

const byLanguage = z.record(z.string(), z.string())
const count = z.number().int()

export const chartersAnswerSchema = z.object({
  charters: z.array(z.object({
    id: z.string(), version: z.string(), title: byLanguage, kind: z.string(), standing: z.string(),
    draft: z.boolean().meta({ description: 'known from secondary sources only, and not approved: gives no label' }),
    adheredOn: z.iso.date().optional(), effectiveFrom: z.iso.datetime(), effectiveTo: z.iso.datetime().optional(), graceUntil: z.iso.date().optional(), inForce: z.boolean(),
    exceptions: z.array(z.string()).meta({ description: 'rules that the center does not take on' }),
    pointsOfAttention: z.array(z.object({ id: z.string(), title: byLanguage, philosophy: byLanguage.optional(), objectives: z.array(z.string()) }).loose()),
    rules: z.array(z.object({
      id: z.string(), type: z.string(), strength: z.enum(['must', 'should', 'where-possible']), says: z.string().meta({ description: 'what it asks, in English' }),
      provenance: z.object({ basis: z.enum(['sourced', 'secondary', 'inference', 'operator', 'missing']) }).loose(),
    })),
    open: z.array(z.object({ rule: z.string(), path: z.string(), kind: z.enum(['not-set', 'assumed', 'declared', 'approval']), text: z.string() })),
    note: z.string().optional(),
  })),
  presets: z.array(z.string()).meta({ description: 'charters that are shipped' }),
})

const share = z.number().meta({ description: 'from 0 to 1' })
export const verdictsAnswerSchema = z.object({
  fromMs: count, toMs: count, nowMs: count,
  verdicts: z.array(z.object({
    charter: z.string(), version: z.string(), rule: z.string(), type: z.string(), strength: z.string(), draft: z.boolean(),
    fromMs: count, toMs: count, window: z.object({ label: z.string(), fromMs: count, toMs: count, complete: z.boolean() }),
    status: z.enum(['met', 'at-risk', 'breached', 'exempt', 'not-measurable', 'not-set']), reason: z.string().optional(),
    unit: z.enum(['share', 'seconds']).optional(), direction: z.enum(['at-least', 'at-most']).optional(), target: z.number().optional(), thresholdSeconds: z.number().optional(),
    value: z.number().optional().meta({ description: 'compared with the target; late events are in it' }), n: z.number(),
    interval: z.object({ low: z.number(), high: z.number(), method: z.string() }).optional().meta({ description: '95 %' }),
    formula: z.string().optional(), formulas: z.record(z.string(), share).optional().meta({ description: 'what each service-level formula gives' }),
    counts: z.record(z.string(), count),
    exempt: z.object({ cases: count, shareOfOpenTime: share.optional(), valueWithThem: z.number().optional() }),
    measuredShareOfOpenTime: share.optional(), outageSeconds: z.number(),
    aside: z.record(z.string(), count), unmeasured: z.record(z.string(), count), reasonsOfMisses: z.record(z.string(), count),
    corrections: z.array(z.object({ date: z.iso.date(), contacts: count, n: z.number() })), valueBefore: z.number().optional(),
    outlook: z.object({ text: z.string(), projectedValue: z.number(), probability: share.optional() }).loose().optional(),
    open: z.array(z.object({ path: z.string(), text: z.string() })), notes: z.array(z.string()),
    contacts: z.array(z.string()).meta({ description: 'some of those behind a miss; for keys that may inspect' }),
    stricter: z.object({ charter: z.string(), rule: z.string() }).optional(),
    quorum: z.object({ of: count, atLeast: count, met: count, breached: count, undecided: count }).optional(),
  }).loose()),
  totals: z.array(z.object({ date: z.iso.date(), queue: z.string().optional(), field: z.string(), ours: count, theirs: count, difference: count })),
  totalsDays: count,
  beganMs: count.optional().meta({ description: 'when the ledger begins: nothing before it is judged' }),
  otherCharters: count.meta({ description: 'contacts whose evidence names other versions than the book of charters has for their time' }),
})
