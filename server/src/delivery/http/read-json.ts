import type * as z from 'zod'
import { HttpFault } from './http-fault.ts'
import { problemOfZodError } from './ingest/event-problem.ts'
import { locateJsonFault } from './ingest/locate-json-fault.ts'
import { decodeUtf8 } from './ingest/read-candidates.ts'
import { readBody } from './read-body.ts'

const SMALL_BODY_BYTES = 64 * 1024

/** Reads a small JSON body by its schema. An empty body is `{}`. The content type may be missing: there is only one. */
export async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema, mostBytes = SMALL_BODY_BYTES): Promise<z.output<Schema>> {
  const type = (request.headers.get('content-type') ?? 'application/json').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const bytes = await readBody(request, mostBytes)
  if (bytes.byteLength > 0 && type !== 'application/json') {
    throw new HttpFault('unsupported-media-type', `${type} is not taken here`, { field: 'Content-Type', fix: 'send application/json' })
  }
  const text = decodeUtf8(bytes)
  if (text === undefined) throw new HttpFault('malformed-body', 'the body is not UTF-8', { fix: 'encode it as UTF-8' })
  let value: unknown
  try {
    value = text.trim() === '' ? {} : JSON.parse(text)
  } catch {
    const fault = locateJsonFault(text)
    throw new HttpFault('malformed-json', fault === undefined ? 'it cannot be read as JSON' : `line ${fault.line}, column ${fault.column}: ${fault.problem}`, { fix: 'send complete JSON' })
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw HttpFault.of(problemOfZodError(parsed.error, 'invalid-field'))
}
