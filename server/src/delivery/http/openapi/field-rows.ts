import type { JsonSchema } from './schemas.ts'

/** One field of a schema as a reader sees it. */
export interface FieldRow { name: string; type: string; required: boolean; meaning: string }

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null && !Array.isArray(value)
const schemasOf = (value: unknown): JsonSchema[] => (Array.isArray(value) ? value.filter(isSchema) : [])

/** The first level of a schema's fields; a list shows those of its items. */
export function fieldRows(schema: JsonSchema, schemas: Record<string, JsonSchema>): FieldRow[] {
  const { properties, required, items } = schema
  if (isSchema(items)) return fieldRows(resolve(items, schemas), schemas)
  if (!isSchema(properties)) return []
  const names = Array.isArray(required) ? required : []
  return Object.entries(properties).flatMap(([name, field]) => isSchema(field)
    ? [{ name, type: typeText(field), required: names.includes(name), meaning: typeof field['description'] === 'string' ? field['description'] : '' }]
    : [])
}

/** The event type that a schema is for. */
export function schemaTitle(schema: JsonSchema): string {
  const { properties } = schema
  const type = isSchema(properties) ? properties['type'] : undefined
  return isSchema(type) && typeof type['const'] === 'string' ? type['const'] : ''
}

function resolve(schema: JsonSchema, schemas: Record<string, JsonSchema>): JsonSchema {
  const { $ref } = schema
  return typeof $ref === 'string' ? schemas[$ref.slice($ref.lastIndexOf('/') + 1)] ?? schema : schema
}

/** A type in a few words: `text`, `list of text`, `one of a, b`, `object {x, y}`. */
function typeText(schema: JsonSchema, depth = 0): string {
  const { $ref, type, items, properties, additionalProperties, format } = schema
  if (typeof $ref === 'string') return $ref.slice($ref.lastIndexOf('/') + 1)
  if ('const' in schema) return JSON.stringify(schema['const'])
  if (Array.isArray(schema['enum'])) return `one of ${schema['enum'].map(String).join(', ')}`
  const alternatives = [...schemasOf(schema['anyOf']), ...schemasOf(schema['oneOf'])]
  if (alternatives.length > 0) {
    const texts = [...new Set(alternatives.map((one) => typeText(one, depth)))]
    return texts.join(' or ')
  }
  switch (type) {
    case 'string': return format === 'date-time' ? 'RFC 3339' : 'text'
    case 'integer': return schema['maximum'] === 8_640_000_000_000_000 ? 'epoch milliseconds' : 'whole number'
    case 'number': return 'number'
    case 'boolean': return 'true or false'
    case 'array': return isSchema(items) ? `list of ${typeText(items, depth + 1)}` : 'list'
    case 'object': {
      if (isSchema(properties)) return depth < 2 ? `{ ${Object.entries(properties).map(([name, field]) => `${name}: ${isSchema(field) ? typeText(field, depth + 1) : ''}`).join('; ')} }` : 'object'
      return isSchema(additionalProperties) ? `by name: ${typeText(additionalProperties, depth + 1)}` : 'object'
    }
    default: return 'anything'
  }
}
