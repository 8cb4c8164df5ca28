import type * as z from 'zod'
import { type Charter, charterSchema } from './schema/charter.ts'
import { RULE_TYPES } from './schema/rule-types.ts'

/** One thing wrong with a charter: where, and how to mend it. `path` as in `rules[2].thresholdSeconds`. */
export interface CharterFault { path: string; message: string }

const pathText = (path: readonly PropertyKey[]): string => path.reduce<string>((text, step) => typeof step === 'number' ? `${text}[${step}]` : text === '' ? String(step) : `${text}.${String(step)}`, '')

function explain(issue: z.core.$ZodIssue): CharterFault[] {
  const path = pathText(issue.path)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: path === '' ? key : `${path}.${key}`, message: 'is not known here: remove it, or check its spelling' }))
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined) {
    const known = issue.discriminator === 'type' ? `: one of ${RULE_TYPES.join(', ')}` : ''
    return [{ path: path === '' ? issue.discriminator : path, message: `is not a known ${issue.discriminator}${known}` }]
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return [{ path, message: `is missing: it must be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}` }]
  if (issue.code === 'invalid_value') return [{ path, message: `must be one of ${issue.values.map(String).join(', ')}` }]
  return [{ path: path === '' ? '(the charter)' : path, message: issue.message }]
}

/** Reads a charter from JSON data. All faults are given together, each with its path. */
export function parseCharter(data: unknown): { ok: true; charter: Charter } | { ok: false; faults: CharterFault[] } {
  const result = charterSchema.safeParse(data)
  return result.success ? { ok: true, charter: result.data } : { ok: false, faults: result.error.issues.flatMap(explain) }
}
