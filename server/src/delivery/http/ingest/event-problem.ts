import type * as z from 'zod'
import { makeProblem, type Problem } from '../problem.ts'

/** `clock.dialledAt`, `queues[0].waiting[3].since` */
export function fieldText(path: readonly PropertyKey[]): string {
  let text = ''
  for (const step of path) text += typeof step === 'number' ? `[${step}]` : text === '' ? String(step) : `.${String(step)}`
  return text
}

/** The first fault of a checked value as a problem that names the field and the fix. */
export function problemOfZodError(error: z.core.$ZodError, code: 'invalid-event' | 'invalid-field' = 'invalid-event'): Problem {
  const [issue] = error.issues
  if (issue === undefined) return makeProblem(code, 'it is not valid')
  const { path, fix } = explain(issue, [])
  const field = fieldText(path)
  return makeProblem(code, field === '' ? fix : `${field} ${fix}`, { ...(field === '' ? {} : { field }), fix: field === '' ? fix : `${field} ${fix}` })
}

/** The path of a fault and a sentence that begins with "must". */
function explain(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): { path: readonly PropertyKey[]; fix: string } {
  const path = [...above, ...issue.path]
  switch (issue.code) {
    case 'invalid_union': {
      if ('discriminator' in issue && 'options' in issue && Array.isArray(issue.options)) return { path, fix: `must be one of ${issue.options.map(String).join(', ')}` }
      // The branch that got furthest is the one that was meant: it fails deepest, or by content instead of by type.
      const branches = issue.errors.flatMap((branch) => branch.slice(0, 1))
      const meant = branches.find((branch) => branch.path.length > 0) ?? branches.find((branch) => branch.code !== 'invalid_type')
      if (meant !== undefined) return explain(meant, path)
      return { path, fix: `must be ${[...new Set(branches.map((branch) => (branch.code === 'invalid_type' ? article(branch.expected) : branch.message)))].join(' or ')}` }
    }
    case 'invalid_type':
      return { path, fix: issue.message.endsWith('received undefined') ? `is missing: must be ${article(issue.expected)}` : `must be ${article(issue.expected)}` }
    case 'invalid_value':
      return { path, fix: `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}` }
    case 'too_big':
      return { path, fix: `must be at most ${String(issue.maximum)}${issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' items' : ''}` }
    case 'too_small':
      return { path, fix: `must be at least ${String(issue.minimum)}${issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' items' : ''}` }
    case 'invalid_key':
      return { path, fix: `must be a valid name (${issue.issues[0]?.message ?? issue.message})` }
    default:
      return { path, fix: issue.message.startsWith('must') ? issue.message : `is not valid: ${issue.message}` }
  }
}

const article = (type: string): string =>
  ({ object: 'an object', array: 'a list', record: 'an object', string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false' })[type] ?? `a ${type}`
