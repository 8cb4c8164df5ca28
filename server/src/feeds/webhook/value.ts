import * as z from 'zod'
import type { MappingFault } from './fault.ts'
import { listAt, ValueFault } from './fault.ts'
import { compileExpression, messageOf } from './expression.ts'
import { instantOf, TIME_UNITS } from './instant.ts'

/** What a value is computed from: the roots of expressions, and what `let` named. */
export type Scope = Readonly<Record<string, unknown>>

/** What a translation is handed besides the payload; pure functions of their argument. */
export interface Helpers {
  /** A keyed hash: the same text always gives the same opaque id, and nobody without the key can find the text. */
  hash(text: string): string
  /** Our queue for a vendor's name of it; undefined where this feed does not take it. */
  queue(name: string): string | undefined
  /** Whether this contact waits (in this queue) by what the node has folded; undefined where this node does not know. */
  waits?(contact: string, queue?: string): boolean | undefined
}

export type Value = (scope: Scope, help: Helpers) => unknown

/** The roots of every expression; `item` is the element of a list that `each` or `list` walks. */
export const ROOTS = ['body', 'item', 'header', 'query', 'feed', 'received', 'digest'] as const

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()], { error: 'must be a text, a number, true, false or null' })
const given = z.unknown().refine((raw) => raw !== undefined, { error: 'is missing' })
/** One way to make a value, by the key that names it. The rest of the object says how. */
const OPERATORS = {
  text: z.strictObject({ text: z.string().min(1).max(1000) }),
  first: z.strictObject({ first: z.array(z.unknown()).min(1).max(32) }),
  map: z.strictObject({ map: given, to: z.record(z.string().max(200), scalar), otherwise: scalar.optional() }),
  time: z.strictObject({ time: given, unit: z.enum(TIME_UNITS) }),
  hash: z.strictObject({ hash: given }),
  queue: z.strictObject({ queue: given }),
  number: z.strictObject({ number: given }),
  json: z.strictObject({ json: given }),
  list: z.strictObject({ list: given, of: given }),
} as const
type Operator = keyof typeof OPERATORS

/** Where a value stands, the names its expressions may begin with, and where its faults go. */
export interface CompileContext { path: string; roots: ReadonlySet<string>; faults: MappingFault[] }

const nothing: Value = () => null

/**
 * Compiles a value of a mapping: a text is a JMESPath expression, a number or boolean is itself, an object is one of the operators.
 * What cannot be compiled is noted in `faults` and gives null.
 */
export function compileValue(raw: unknown, context: CompileContext): Value {
  const { path, faults } = context
  if (typeof raw === 'number' || typeof raw === 'boolean') return () => raw
  if (typeof raw === 'string') return compileText(raw, context)
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    faults.push({ path, problem: 'must be an expression, a number, true, false, or an object with one operator', fix: OPERATOR_LIST })
    return nothing
  }
  const operator = (Object.keys(OPERATORS) as Operator[]).find((name) => Object.hasOwn(raw, name))
  if (operator === undefined) {
    faults.push({ path, problem: `has no operator${Object.keys(raw).length === 0 ? '' : `; ${Object.keys(raw).join(', ')} is none`}`, fix: OPERATOR_LIST })
    return nothing
  }
  return compileOperator(operator, raw, context)
}
const OPERATOR_LIST = `operators are ${Object.keys(OPERATORS).join(', ')}`

function compileText(text: string, { path, roots, faults }: CompileContext): Value {
  const compiled = compileExpression(text, roots)
  if (!compiled.ok) {
    faults.push({ path, problem: compiled.problem, ...(compiled.fix === undefined ? {} : { fix: compiled.fix }) })
    return nothing
  }
  const { expression } = compiled
  return (scope) => {
    try {
      return expression(scope)
    } catch (error) {
      throw new ValueFault(path, messageOf(error))
    }
  }
}

function compileOperator(operator: Operator, raw: object, context: CompileContext): Value {
  const { path, faults } = context
  const read = <K extends Operator>(name: K): z.output<(typeof OPERATORS)[K]> | undefined => {
    const parsed = OPERATORS[name].safeParse(raw)
    if (parsed.success) return parsed.data as z.output<(typeof OPERATORS)[K]>
    for (const issue of parsed.error.issues) {
      faults.push({ path: [path, ...issue.path.map(String)].join('.'), problem: issue.code === 'unrecognized_keys' ? `${issue.keys.join(', ')} means nothing beside ${name}` : issue.message })
    }
    return undefined
  }
  const inner = (value: unknown, key: string): Value => compileValue(value, { ...context, path: `${path}.${key}` })

  switch (operator) {
    case 'text': {
      const parsed = read('text')
      return parsed === undefined ? nothing : compileTemplate(parsed.text, context)
    }
    case 'first': {
      const options = (read('first')?.first ?? []).map((option, at) => inner(option, `first[${at}]`))
      return (scope, help) => {
        for (const option of options) {
          const value = option(scope, help) ?? null
          if (value !== null) return value
        }
        return null
      }
    }
    case 'map': {
      const parsed = read('map')
      if (parsed === undefined) return nothing
      const from = inner(parsed.map, 'map')
      const to = new Map(Object.entries(parsed.to))
      return (scope, help) => {
        const value = from(scope, help) ?? null
        const found = value === null ? undefined : to.get(String(value))
        return found === undefined ? (parsed.otherwise ?? null) : found
      }
    }
    case 'time': {
      const parsed = read('time')
      if (parsed === undefined) return nothing
      const from = inner(parsed.time, 'time')
      return (scope, help) => {
        const instant = instantOf(from(scope, help), parsed.unit)
        if (typeof instant === 'string') throw new ValueFault(path, instant)
        return instant ?? null
      }
    }
    case 'hash': {
      const from = inner(read('hash')?.hash ?? '', 'hash')
      return (scope, help) => {
        const value = from(scope, help) ?? null
        return value === null || value === '' ? null : help.hash(plain(value, path))
      }
    }
    case 'queue': {
      const from = inner(read('queue')?.queue ?? '', 'queue')
      return (scope, help) => {
        const value = from(scope, help) ?? null
        return value === null || value === '' ? null : (help.queue(plain(value, path)) ?? null)
      }
    }
    case 'number': {
      const from = inner(read('number')?.number ?? '', 'number')
      return (scope, help) => {
        const value = from(scope, help) ?? null
        if (value === null || value === '') return null
        const number = Math.trunc(Number(value))
        if (!Number.isFinite(number)) throw new ValueFault(path, `${JSON.stringify(value).slice(0, 60)} is not a number`)
        return number
      }
    }
    case 'json': {
      const from = inner(read('json')?.json ?? '', 'json')
      return (scope, help) => {
        const value = from(scope, help) ?? null
        // Some vendors send the same field as text or as an object.
        if (typeof value !== 'string') return value
        try {
          return JSON.parse(value) as unknown
        } catch {
          throw new ValueFault(path, 'the text is not JSON')
        }
      }
    }
    case 'list': {
      const parsed = read('list')
      if (parsed === undefined) return nothing
      const from = inner(parsed.list, 'list')
      const of = compileValue(parsed.of, { ...context, path: `${path}.of`, roots: new Set([...context.roots, 'item']) })
      return (scope, help) => {
        return listAt(from(scope, help), path).map((item) => of({ ...scope, item }, help)).filter((one) => (one ?? null) !== null)
      }
    }
    default:
      return operator satisfies never
  }
}

/** `{feed}-{body.id}`: a text with expressions in braces; null where one of them finds nothing, so that no id is half made. */
function compileTemplate(template: string, context: CompileContext): Value {
  const parts = template.split(/\{([^{}]*)\}/).map((part, at): Value => (at % 2 === 0 ? () => part : compileText(part, context)))
  return (scope, help) => {
    let text = ''
    for (const part of parts) {
      const value = part(scope, help) ?? null
      if (value === null) return null
      text += plain(value, context.path)
    }
    return text
  }
}

function plain(value: unknown, path: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new ValueFault(path, 'is a list or an object in this payload, where a text or number is needed')
}
