import * as z from 'zod'
import { slugSchema } from '../../contact-center/index.ts'
import { type CharterFault, parseCharter } from '../parse-charter.ts'
import type { Charter } from '../schema/charter.ts'
import { dateSchema, scopeSchema } from '../schema/fields.ts'

/**
 * How a center takes a charter on. Dates are local to the center.
 * `adheredOn`: the company signed or declared it; without it no page names the charter. `effectiveFrom`: from then on
 * contacts are judged by it. `graceUntil`: the last day on which a miss does not count. `approvedOn`: the operator
 * checked a draft against its text. `exceptions`: rules it does not take on, named openly. `complete`: values that the source left open, by rule.
 */
export const adoptionSchema = z.strictObject({
  id: slugSchema,
  /** Names this version; the charter's own unless said. */
  version: z.string().regex(/^[\x21-\x7e]{1,64}$/, 'must be 1 to 64 printable characters without spaces').optional(),
  adheredOn: dateSchema.optional(),
  effectiveFrom: dateSchema.optional(),
  graceUntil: dateSchema.optional(),
  approvedOn: dateSchema.optional(),
  exceptions: z.array(z.string().max(200)).optional(),
  complete: z.record(slugSchema, z.record(z.string(), z.unknown())).optional(),
  scopes: z.record(slugSchema, scopeSchema).optional(),
  /** From `effectiveFrom` on the charter is no longer adhered to. */
  ended: z.boolean().optional(),
})
export type Adoption = z.output<typeof adoptionSchema>

/** One version of a charter as a center adheres to it: complete, checked, never changed after. */
export interface AdoptedCharter {
  charter: Charter
  adoption: Adoption
  /** Identifies the version in evidence and verdicts. */
  version: string
}

type Fields = Record<string, unknown>

/** Takes a charter on: fills in what the operator completed, marks it as the operator's, checks all of it again. */
export function adopt(charter: Charter, adoption: Adoption): { ok: true; adopted: AdoptedCharter } | { ok: false; faults: CharterFault[] } {
  const faults: CharterFault[] = []
  const ids = new Set(charter.rules.map((rule) => rule.id))
  const unknown = (where: string, names: readonly string[]): void => {
    for (const name of names) if (!ids.has(name)) faults.push({ path: `${where}.${name}`, message: `${charter.id} has no rule "${name}"` })
  }
  unknown('complete', Object.keys(adoption.complete ?? {}))
  unknown('scopes', Object.keys(adoption.scopes ?? {}))
  unknown('exceptions', adoption.exceptions ?? [])
  const rules = charter.rules.map((rule): unknown => {
    const values = adoption.complete?.[rule.id]
    const scope = adoption.scopes?.[rule.id]
    const scoped = scope === undefined ? rule : { ...rule, scope: { ...rule.scope, ...scope } }
    return values === undefined ? scoped : completed(scoped, values, `complete.${rule.id}`, faults)
  })
  if (faults.length > 0) return { ok: false, faults }
  const parsed = parseCharter({ ...charter, rules })
  if (!parsed.ok) return parsed
  return { ok: true, adopted: { charter: parsed.charter, adoption, version: adoption.version ?? charter.version } }
}

/** Only what is open may be filled in: a sourced value is the source's. */
function completed(rule: Charter['rules'][number], values: Fields, where: string, faults: CharterFault[]): unknown {
  const next: Fields = structuredClone(rule)
  const open: Record<string, string> = { ...rule.open }
  const fields: Record<string, unknown> = { ...rule.provenance.fields }
  for (const [path, value] of Object.entries(values)) {
    const assumed = path === 'population' && rule.provenance.fields?.['population']?.basis !== 'sourced'
    if (open[path] === undefined && !assumed) {
      faults.push({ path: `${where}.${path}`, message: 'is not open in this charter; to promise something else, publish a charter of your own' })
      continue
    }
    set(next, path.split('.'), value)
    delete open[path]
    fields[path] = { basis: 'operator' }
  }
  return { ...next, open, provenance: { ...rule.provenance, fields } }
}

function set(target: Fields, path: readonly string[], value: unknown): void {
  const [head, ...rest] = path
  if (head === undefined) return
  const inner = target[head]
  if (rest.length > 0 && typeof inner === 'object' && inner !== null) set(inner as Fields, rest, value)
  else target[head] = value
}
