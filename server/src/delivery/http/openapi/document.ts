import { RATE_CLASS_OF } from '../guards/rate-classes.ts'
import { PROBLEMS, type ProblemCode } from '../problem.ts'
import type { Operation } from './operation.ts'
import { OPERATIONS } from './operations.ts'
import { jsonSchemas, type JsonSchema, type SchemaName } from './schemas.ts'

/** The parts of an OpenAPI document that are read again (by the page and by tests). */
export interface OpenApiDocument {
  openapi: '3.1.1'
  info: { title: string; version: string; description: string }
  tags: { name: string }[]
  paths: Record<string, Record<string, Record<string, unknown>>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, JsonSchema> }
}

/** OpenAPI 3.1, made from the very schemas that requests are checked with and the very table that routes are served from. */
export function openApiDocument(): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {}
  for (const operation of OPERATIONS) (paths[operation.path] ??= {})[operation.method] = describe(operation)
  return {
    openapi: '3.1.1',
    info: { title: 'Queuecast', version: '1', description: 'Tells every person who waits for a contact center the truth about the wait.' },
    tags: [...new Set(OPERATIONS.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: {
      schemas: jsonSchemas(),
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'a key of the center, for a purpose' },
        contactToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'names one contact' },
      },
    },
  }
}

const reference = (name: SchemaName | 'text'): JsonSchema => (name === 'text' ? { type: 'string' } : { $ref: `#/components/schemas/${name}` })
const content = (media: Readonly<Record<string, SchemaName | 'text'>>): JsonSchema =>
  Object.fromEntries(Object.entries(media).map(([type, name]) => [type, {
    // Bytes have no schema in OpenAPI 3.1.
    schema: type.startsWith('audio/') ? {} : type === 'application/json' && name === 'text' ? { type: 'object' } : reference(name),
    ...(type === 'application/x-ndjson' ? { 'x-note': 'one object a line' } : {}),
  }]))

function describe(operation: Operation): Record<string, unknown> {
  const { id, path, group, summary, description, who, parameters = [], body, answer, also = {}, curl } = operation
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const pathParameters = names.map((name) => ({
    name, in: 'path', required: true, schema: { type: 'string', ...(name === 'contact' ? { maxLength: 128 } : { pattern: '^[a-z0-9-]{1,64}$' }) },
  }))
  const others = parameters.map(({ name, in: where, description: text, example }) => ({
    name, in: where, required: false, description: text, schema: { type: 'string' }, ...(example === undefined ? {} : { example }),
  }))
  return {
    operationId: id, tags: [group], summary, ...(description === undefined ? {} : { description }),
    ...(pathParameters.length + others.length === 0 ? {} : { parameters: [...pathParameters, ...others] }),
    ...(body === undefined ? {} : { requestBody: { required: body.required, content: content(body.media) } }),
    responses: responses(answer, also, withCommon(operation)),
    security: security(who),
    'x-codeSamples': [{ lang: 'Shell', source: curl }],
  }
}

/** What any request to the route may meet, beside what is its own. */
function withCommon({ id, path, body, problems }: Operation): ProblemCode[] {
  const common: ProblemCode[] = [
    ...(Object.hasOwn(RATE_CLASS_OF, id) ? ['too-many-requests' as const] : []), ...(path.includes('{center}') ? ['test-not-allowed' as const] : []),
    ...(path.includes('{contact}') ? ['invalid-field' as const] : []), ...(body === undefined ? [] : ['malformed-body', 'too-large', 'unsupported-media-type'] as const),
  ]
  return [...new Set([...problems, ...common])]
}

function responses(answer: Operation['answer'], also: Readonly<Record<number, string>>, problems: readonly ProblemCode[]): Record<string, unknown> {
  const { status, description, media, headers } = answer
  const all: Record<string, unknown> = {
    [status]: {
      description,
      ...(headers === undefined ? {} : { headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, { description: text, schema: { type: 'string' } }])) }),
      ...(media === undefined ? {} : { content: content(media) }),
    },
  }
  for (const [code, text] of Object.entries(also)) all[code] = { description: text }
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of problems) byStatus.set(PROBLEMS[code].status, [...(byStatus.get(PROBLEMS[code].status) ?? []), code])
  for (const [code, codes] of byStatus) {
    all[code] = { description: codes.map((problem) => `${problem}: ${PROBLEMS[problem].title}.`).join(' '), content: { 'application/problem+json': { schema: reference('Problem') } } }
  }
  return all
}

function security(who: Operation['who']): Record<string, string[]>[] {
  const open = who.length === 0 || who.includes('anyone, where public') ? [{}] : []
  const token = who.includes('contact token') ? [{ contactToken: [] }] : []
  const key = who.some((one) => one !== 'contact token' && one !== 'anyone, where public') ? [{ key: [] }] : []
  return [...token, ...key, ...open]
}
