import * as fc from 'fast-check'

export interface JsonSchema { [key: string]: unknown }
type Definitions = Readonly<Record<string, JsonSchema>>

/** Names and texts that have broken servers before. */
export const HOSTILE_TEXTS = [
  '', ' ', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '../../etc/passwd', '%00', '%2e%2e%2f', '\'; drop table x; --', '<script>alert(1)</script>', '${7*7}',
  '\u0000', '\r\nx-injected: 1', '\u202e', '\ud800', '\u{1F4A9}', 'a'.repeat(300), '9'.repeat(40), '-1', 'NaN', 'null', '[]', '{}', '1e309',
] as const

const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom<unknown>(...HOSTILE_TEXTS, null, -1, 2 ** 53, 1e308, [], {}, [[[[[]]]]], { __proto__: null }))

/** Values of a JSON Schema (the part that our OpenAPI document uses); one in some is anything else. */
export function valuesOf(schema: JsonSchema, definitions: Definitions, depth = 0): fc.Arbitrary<unknown> {
  if (depth > 6) return fc.constant(null)
  const own = fitting(schema, definitions, depth)
  return fc.oneof({ weight: 12, arbitrary: own }, { weight: 1, arbitrary: anything })
}

function fitting(schema: JsonSchema, definitions: Definitions, depth: number): fc.Arbitrary<unknown> {
  const of = (inner: unknown): fc.Arbitrary<unknown> => valuesOf(inner as JsonSchema, definitions, depth + 1)
  const { $ref, type, properties, items } = schema
  if (typeof $ref === 'string') return of(definitions[$ref.slice($ref.lastIndexOf('/') + 1)] ?? {})
  if ('const' in schema) return fc.constant(schema['const'])
  if (Array.isArray(schema['enum'])) return fc.constantFrom<unknown>(...schema['enum'] as unknown[])
  for (const choice of ['oneOf', 'anyOf', 'allOf']) if (Array.isArray(schema[choice])) return fc.oneof(...(schema[choice] as unknown[]).map(of))
  switch (type) {
    case 'object': {
      const fields = Object.entries((properties ?? {}) as Record<string, JsonSchema>)
      const required = new Set((schema['required'] ?? []) as string[])
      return fc.record(Object.fromEntries(fields.map(([name, inner]) => [name, of(inner)])), { requiredKeys: [...required] as never[] })
        .chain((known) => fc.oneof({ weight: 9, arbitrary: fc.constant(known) }, { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...HOSTILE_TEXTS), anything).map((more) => ({ ...known, ...more })) }))
    }
    case 'array':
      return fc.array(of(items ?? {}), { maxLength: 3 })
    case 'integer':
      return fc.oneof(fc.integer({ min: 0, max: 100 }), fc.maxSafeInteger(), fc.constant(Date.now()))
    case 'number':
      return fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
    case 'boolean':
      return fc.boolean()
    case 'string':
      return textOf(schema)
    default:
      return anything
  }
}

function textOf({ format, pattern }: JsonSchema): fc.Arbitrary<unknown> {
  const hostile = fc.constantFrom(...HOSTILE_TEXTS)
  if (format === 'date-time') return fc.oneof(fc.constant(new Date().toISOString()), hostile)
  if (format === 'date') return fc.oneof(fc.constant('2026-11-22'), hostile)
  if (typeof pattern === 'string') {
    try {
      return fc.oneof({ weight: 3, arbitrary: fc.stringMatching(new RegExp(pattern)) }, { weight: 1, arbitrary: hostile })
    } catch {
      return hostile
    }
  }
  return fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('support', 'c-1', 'demo', 'en'), hostile)
}
