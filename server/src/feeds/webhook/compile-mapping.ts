import { fieldsOf, EVENT_TYPES } from './event-fields.ts'
import { compileExpression, isTrue, messageOf } from './expression.ts'
import { listAt, type MappingFault, ValueFault } from './fault.ts'
import { type MappingFile, mappingSchema } from './mapping-schema.ts'
import { compileValue, ROOTS, type Scope, type Value } from './value.ts'

/** A rule that can be run. `when` throws a ValueFault where the payload is not what its expression needs. */
export interface CompiledRule {
  path: string
  name: string
  type: string
  when(scope: Scope): boolean
  each: Value | undefined
  lets: readonly NamedValue[]
  fields: readonly NamedValue[]
}

export interface NamedValue { name: string; path: string; value: Value }

export interface CompiledMapping {
  file: MappingFile
  kind: ((scope: Scope) => unknown) | undefined
  lets: readonly NamedValue[]
  rules: readonly CompiledRule[]
}
export type CompiledMappingResult = { ok: true; mapping: CompiledMapping } | { ok: false; faults: MappingFault[] }

/** Checks a mapping and makes it ready to run. Every fault at once, with its path from the mapping's root. */
export function compileMapping(raw: unknown): CompiledMappingResult {
  const parsed = mappingSchema.safeParse(raw)
  if (!parsed.success) {
    return { ok: false, faults: parsed.error.issues.flatMap((issue): MappingFault[] => {
      const path = pathText(issue.path)
      if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), problem: 'means nothing here' }))
      if (issue.code === 'invalid_key') return [{ path, problem: issue.issues[0]?.message ?? 'is not a valid name' }]
      return [{ path, problem: issue.message }]
    }) }
  }
  const file = parsed.data
  const faults: MappingFault[] = []
  const roots = new Set<string>(ROOTS.filter((root) => root !== 'item'))
  const lets = compileLets(file.let, 'let', roots, faults)
  const kind = file.kind === undefined ? undefined : condition(file.kind, 'kind', roots, faults)
  const rules = file.events.map((rule, at) => compileRule(rule, `events[${at}]`, roots, faults))
  return faults.length > 0 ? { ok: false, faults } : { ok: true, mapping: { file, kind, lets, rules } }
}

/** Each may use those before it; `roots` grows by their names. */
function compileLets(named: Readonly<Record<string, unknown>>, at: string, roots: Set<string>, faults: MappingFault[]): NamedValue[] {
  return Object.entries(named).map(([name, value]) => {
    const path = `${at}.${name}`
    const compiled = { name, path, value: compileValue(value, { path, roots: new Set(roots), faults }) }
    roots.add(name)
    return compiled
  })
}

function compileRule(rule: MappingFile['events'][number], path: string, outer: ReadonlySet<string>, faults: MappingFault[]): CompiledRule {
  const each = rule.each === undefined ? undefined : compileValue(rule.each, { path: `${path}.each`, roots: outer, faults })
  const roots = new Set(each === undefined ? outer : [...outer, 'item'])
  const lets = compileLets(rule.let, `${path}.let`, roots, faults)
  const test = rule.when === undefined ? undefined : condition(rule.when, `${path}.when`, roots, faults)
  const type = typeof rule.emit['type'] === 'string' ? rule.emit['type'] : ''
  const known = fieldsOf(type)
  if (known === undefined) {
    faults.push({ path: `${path}.emit.type`, problem: type === '' ? 'is missing' : `"${type}" is not an event`, fix: `events are ${EVENT_TYPES.join(', ')}` })
  } else {
    for (const required of known.required) if (rule.emit[required] === undefined) faults.push({ path: `${path}.emit.${required}`, problem: `is missing: ${type} needs it` })
  }
  const fields = Object.entries(rule.emit).filter(([name]) => name !== 'type').map(([name, value]) => {
    const at = `${path}.emit.${name}`
    if (known !== undefined && !known.all.has(name)) faults.push({ path: at, problem: `is not a field of ${type}`, fix: `fields are ${[...known.all].join(', ')}` })
    return { name, path: at, value: compileField(value, at, roots, faults) }
  })
  return { path, name: rule.name ?? type, type, when: (scope) => test === undefined || isTrue(test(scope)), each, lets, fields }
}

/** A field is a value, or an object of values where it has no operator (`clock`, a row of a snapshot). */
function compileField(raw: unknown, path: string, roots: ReadonlySet<string>, faults: MappingFault[]): Value {
  if (!path.endsWith('.clock')) {
    return path.endsWith('.rows') && typeof raw === 'object' && raw !== null && 'list' in raw && 'of' in raw ? compileRows(raw, path, roots, faults) : compileValue(raw, { path, roots, faults })
  }
  return compileRecord(raw, path, roots, faults)
}

function compileRows(raw: { list: unknown; of: unknown }, path: string, roots: ReadonlySet<string>, faults: MappingFault[]): Value {
  const list = compileValue(raw.list, { path: `${path}.list`, roots, faults })
  const of = compileRecord(raw.of, `${path}.of`, new Set([...roots, 'item']), faults)
  return (scope, help) => {
    return listAt(list(scope, help), path).map((item) => of({ ...scope, item }, help))
  }
}

function compileRecord(raw: unknown, path: string, roots: ReadonlySet<string>, faults: MappingFault[]): Value {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    faults.push({ path, problem: 'must be an object of values' })
    return () => null
  }
  const fields = Object.entries(raw).map(([name, value]) => ({ name, value: compileValue(value, { path: `${path}.${name}`, roots, faults }) }))
  return (scope, help) => Object.fromEntries(fields.flatMap(({ name, value }) => {
    const made = value(scope, help) ?? null
    return made === null ? [] : [[name, made]]
  }))
}

function condition(text: string, path: string, roots: ReadonlySet<string>, faults: MappingFault[]): (scope: Scope) => unknown {
  const compiled = compileExpression(text, roots)
  if (!compiled.ok) {
    faults.push({ path, problem: compiled.problem, ...(compiled.fix === undefined ? {} : { fix: compiled.fix }) })
    return () => null
  }
  return (scope) => {
    try {
      return compiled.expression(scope)
    } catch (error) {
      throw new ValueFault(path, messageOf(error))
    }
  }
}

function pathText(path: readonly PropertyKey[]): string {
  let text = ''
  for (const step of path) text += typeof step === 'number' ? `[${step}]` : `${text === '' ? '' : '.'}${String(step)}`
  return text === '' ? '(the mapping)' : text
}
