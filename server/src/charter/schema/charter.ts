import * as z from 'zod'
import { slugSchema } from '../../contact-center/index.ts'
import { dateSchema, provenanceSchema, textSchema } from './fields.ts'
import { ruleSchema } from './rule-types.ts'

/** LADWP's form: what matters to the customer, the attitude towards it, and the objectives (rules) that show it. */
const pointSchema = z.strictObject({ id: slugSchema, title: textSchema, philosophy: textSchema.optional(), objectives: z.array(slugSchema).min(1), provenance: provenanceSchema.optional() })

const shape = z.strictObject({
  $schema: z.string().optional(),
  id: slugSchema,
  version: z.string().regex(/^[\x21-\x7e]{1,64}$/, 'must be 1 to 64 printable characters without spaces, such as 2011-06-15'),
  title: textSchema,
  kind: z.enum(['law', 'regulator', 'standard', 'self-regulation', 'bill', 'promise', 'template']),
  standing: z.enum(['in-force', 'pending', 'superseded', 'repealed', 'text-not-available', 'not-checked', 'own']),
  /** `draft`: known from secondary sources only; needs the operator's approval, and gives no label before. */
  status: z.enum(['draft', 'sourced', 'own']),
  validFrom: dateSchema.nullable().optional(),
  validTo: dateSchema.nullable().optional(),
  timeZone: z.string().min(1).max(64).optional(),
  /** Working days: Monday to Friday unless said, less public holidays of this country or region. */
  workingDays: z.strictObject({
    days: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).min(1).optional(),
    holidays: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}$/, 'must be a country or region code such as BE or BE-VLG').optional(),
  }).optional(),
  sources: z.record(z.string(), z.strictObject({ address: z.string().min(1).max(500), seen: z.enum(['excerpt', 'full']), note: z.string().max(500).optional() })).optional(),
  note: z.string().max(2000).optional(),
  pointsOfAttention: z.array(pointSchema).max(32).optional(),
  rules: z.array(ruleSchema).max(200),
})

/** Every value that is `null`, with its path inside the rule, `open` and `provenance` left aside. */
export function nullPaths(value: unknown, path: string[] = []): string[][] {
  if (value === null) return [path]
  if (Array.isArray(value)) return value.flatMap((item, index) => nullPaths(item, [...path, String(index)]))
  if (typeof value !== 'object') return []
  return Object.entries(value).filter(([name]) => path.length > 0 || (name !== 'open' && name !== 'provenance')).flatMap(([name, item]) => nullPaths(item, [...path, name]))
}

/** A charter: a published promise or law on customer service, as data. */
export const charterSchema = shape.superRefine((charter, context) => {
  const seen = new Set<string>()
  const fault = (path: (string | number)[], message: string): void => context.addIssue({ code: 'custom', path, message })
  const known = new Set(Object.keys(charter.sources ?? {}))
  const unknownSource = (source: string): boolean => !known.has(source) && !/^https?:\/\//.test(source)
  for (const [index, rule] of charter.rules.entries()) {
    const at = ['rules', index]
    if (seen.has(rule.id)) fault([...at, 'id'], `"${rule.id}" stands twice: give each rule an id of its own`)
    seen.add(rule.id)
    const nulls = nullPaths(rule).map((path) => path.join('.'))
    for (const path of nulls) if (rule.open?.[path] === undefined) fault([...at, ...path.split('.')], `is null without a reason: add "open": {"${path}": "why"} to the rule`)
    for (const name of Object.keys(rule.open ?? {})) if (!nulls.includes(name)) fault([...at, 'open', name], 'names a value that is not null')
    for (const [place, origin] of [['provenance', rule.provenance] as const, ...Object.entries(rule.provenance.fields ?? {})]) {
      const where = place === 'provenance' ? [...at, 'provenance'] : [...at, 'provenance', 'fields', place]
      if ((origin.basis === 'sourced' || origin.basis === 'secondary') && (origin.sources ?? []).length === 0) fault(where, `basis "${origin.basis}" needs at least one entry in sources`)
      for (const [position, source] of (origin.sources ?? []).entries()) if (unknownSource(source)) fault([...where, 'sources', position], `"${source}" is neither an address nor one of the charter's sources`)
    }
  }
  for (const [index, rule] of charter.rules.entries()) {
    if (rule.readingOf !== undefined && !seen.has(rule.readingOf)) fault(['rules', index, 'readingOf'], `there is no rule "${rule.readingOf}"`)
    for (const [position, step] of (rule.onBreach ?? []).entries()) if (step.rule !== undefined && !seen.has(step.rule)) fault(['rules', index, 'onBreach', position, 'rule'], `there is no rule "${step.rule}"`)
  }
  for (const [index, point] of (charter.pointsOfAttention ?? []).entries()) {
    for (const [position, id] of point.objectives.entries()) if (!seen.has(id)) fault(['pointsOfAttention', index, 'objectives', position], `there is no rule "${id}"`)
  }
})
export type Charter = z.output<typeof charterSchema>
export type PointOfAttention = z.output<typeof pointSchema>
