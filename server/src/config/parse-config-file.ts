import type * as z from 'zod'
import { closestName } from './closest-name.ts'
import { configFileSchema, type ConfigFile } from './config-file-schema.ts'
import { crossChecks } from './cross-checks.ts'
import { pathText, type Fault } from './fault.ts'
import { envReferences } from './key-notation.ts'
import { knownKeysAt } from './known-keys.ts'
import type { SourceRules } from './source-rules.ts'

export type ParsedConfigFile =
  | { ok: true; file: ConfigFile }
  /** `file` stands where only its parts contradict one another, so that a caller can go on looking for faults. */
  | { ok: false; faults: Fault[]; file?: ConfigFile; envReferences: Set<string> }
/** Where a JSON text breaks, 1-based; handed in by who can tell. */
export type LocateJsonFault = (text: string) => { line: number; column: number; problem: string } | undefined

/** Checks a configuration file: its JSON, its shape, then what its parts say of one another. Every fault at once, with its path. */
export function parseConfigFile(text: string, locate?: LocateJsonFault, sources?: SourceRules): ParsedConfigFile {
  let raw: unknown
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const at = locate?.(text.replace(/^\uFEFF/, ''))
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, envReferences: new Set(), faults: [at === undefined
      ? { path: '(the file)', problem: `is not JSON: ${message}` }
      : { path: `line ${at.line}, column ${at.column}`, problem: `is not JSON: ${at.problem}` }] }
  }
  const parsed = configFileSchema.safeParse(raw)
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.flatMap(faultsOfIssue), envReferences: envReferences(raw) }
  const faults = crossChecks(parsed.data, sources)
  return faults.length === 0 ? { ok: true, file: parsed.data } : { ok: false, faults, file: parsed.data, envReferences: envReferences(raw) }
}

function faultsOfIssue(issue: z.core.$ZodIssue): Fault[] {
  const path = pathText(issue.path)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeysAt(issue.path)
      return issue.keys.map((key) => {
        const meant = closestName(key, known)
        return {
          path: pathText([...issue.path, key]),
          problem: 'is not a setting',
          ...(meant !== undefined ? { fix: `did you mean "${meant}"?` } : known.length > 0 ? { fix: `known here are ${known.join(', ')}` } : {}),
        }
      })
    }
    case 'invalid_key':
      return [{ path, problem: `is not a valid name: ${issue.issues[0]?.message ?? issue.message}` }]
    case 'invalid_type':
      return [{ path, problem: `must be ${withArticle(issue.expected)}` , ...(issue.input === undefined && issue.message.includes('undefined') ? { fix: 'it is missing' } : {}) }]
    case 'invalid_value': {
      const options = issue.values.map(String)
      return [{ path, problem: `must be one of ${options.join(', ')}` }]
    }
    default:
      return [{ path, problem: lowerFirst(issue.message) }]
  }
}

const withArticle = (type: string): string =>
  ({ object: 'an object', array: 'a list', record: 'an object', string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false' })[type] ?? `a ${type}`
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
