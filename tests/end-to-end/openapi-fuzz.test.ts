import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient } from '../support/client.ts'
import { HOSTILE_TEXTS, type JsonSchema, valuesOf } from '../support/schema-values.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

/** Requests for each route. */
const RUNS = 80
interface Operation {
  operationId: string
  parameters?: { name: string; in: 'path' | 'query' | 'header'; example?: string }[]
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, { content?: Record<string, unknown> }>
}
interface Document { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, JsonSchema> } }
interface Asked { path: Record<string, string>; query: Record<string, string>; headers: Record<string, string>; bearer: string | undefined; body: { type: string; bytes: string } | undefined }

const keys = keysOf('acme')
let server: ServerProcess
let document: Document
let token: string
let operations: { path: string; method: string; operation: Operation }[]
const dataDir = newDataDir()
let requests = 0
const statuses = new Map<number, number>()

beforeAll(async () => {
  const queues = [{ id: 'support', callback: { available: true } }]
  server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: writeConfig(dataDir, { generation: 1, centers: [testCenter('acme', { queues, public: true }), testCenter('other')] }) } })
  const client = createTestClient(server.url, keys, 'acme')
  await client.post([{ id: 'q-1', type: 'contact.queued', time: Date.now(), contact: 'c-1', queue: 'support', channel: 'chat' }])
  token = await client.token('c-1')
  document = (await (await fetch(`${server.url}/openapi.json`)).json()) as Document
  operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))
})
afterAll(async () => {
  await server?.stop('SIGKILL')
  removeDataDir(dataDir)
  console.log(`OpenAPI fuzz: ${requests} requests of ${operations?.length ?? 0} routes; answers ${[...statuses].sort().map(([status, n]) => `${status}: ${n}`).join(', ')}`)
})

const KNOWN: Record<string, string> = { center: 'acme', contact: 'c-1', queue: 'support', feed: 'demo', rejected: 'r-1' }
/** Without surrogates that no address can hold; `stream` is a route of its own. */
const inPath = fc.oneof(fc.string({ minLength: 1, maxLength: 12 }), fc.constantFrom(...HOSTILE_TEXTS)).filter((text) => text !== '' && !/[\ud800-\udfff]/.test(text) && !/^\.{1,2}$/.test(text) && text !== 'stream')
const inHeader = fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom(...HOSTILE_TEXTS)).map((text) => text.replace(/[^\x20-\x7e]/g, '').trim())

function requestsOf({ parameters = [], requestBody }: Operation): fc.Arbitrary<Asked> {
  const named = (where: string) => parameters.filter((one) => one.in === where)
  const bodies = Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => fc.tuple(fc.constant(type), valuesOf(schema, document.components.schemas)).map(([media, value]) => ({
    type: media, bytes: media.includes('ndjson') && Array.isArray(value) ? value.map((one) => JSON.stringify(one)).join('\n') : typeof value === 'string' ? value : JSON.stringify(value),
  })))
  const broken = fc.record({ type: fc.constantFrom('application/json', 'text/plain', 'application/x-ndjson', 'x', ''), bytes: fc.oneof(fc.string({ maxLength: 200 }), fc.json(), fc.constantFrom('{', '[', '{"a":', '\u0000', '{"__proto__":{"polluted":1}}')) })
  return fc.record({
    path: fc.record(Object.fromEntries(named('path').map(({ name }) => [name, fc.oneof({ weight: 12, arbitrary: fc.constant(KNOWN[name] ?? 'x') }, { weight: 1, arbitrary: inPath })]))),
    query: fc.record(Object.fromEntries(named('query').map(({ name, example }) => [name, fc.oneof(fc.constant(example ?? '1'), inPath)])), { requiredKeys: [] }),
    headers: fc.record(Object.fromEntries(named('header').map(({ name, example }) => [name, fc.oneof(fc.constant(example ?? 'x'), inHeader)])), { requiredKeys: [] }),
    bearer: fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(keys.admin, token) },
      { weight: 1, arbitrary: fc.constantFrom(undefined, 'a-key-nobody-has', 'eyJ.eyJ.x', keys.feed.demo, keys.read, keys.token, keys.ivr, keys.supervisor, keys.inspect, keysOf('other').admin) },
    ),
    body: requestBody === undefined ? fc.constant(undefined) : fc.oneof({ weight: 4, arbitrary: fc.oneof(...bodies) }, { weight: 1, arbitrary: broken }, { weight: 1, arbitrary: fc.constant(undefined) }),
  }) as fc.Arbitrary<Asked>
}

/** What is wrong with the answer, or nothing. */
async function faultOf(path: string, method: string, { responses }: Operation, asked: Asked): Promise<string | undefined> {
  const address = `${path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(asked.path[name] ?? ''))}?${new URLSearchParams(asked.query)}`
  const abort = new AbortController()
  const answer = await fetch(`${server.url}${address}`, {
    method: method.toUpperCase(), signal: abort.signal, redirect: 'manual',
    headers: { ...asked.headers, ...(asked.bearer === undefined ? {} : { authorization: `Bearer ${asked.bearer}` }), ...(asked.body === undefined ? {} : { 'content-type': asked.body.type }) },
    ...(asked.body === undefined ? {} : { body: asked.body.bytes }),
  })
  requests += 1
  statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
  const type = answer.headers.get('content-type')?.split(';')[0] ?? ''
  if (type === 'text/event-stream') {
    abort.abort()
    return undefined
  }
  const text = await answer.text()
  if (answer.headers.has('x-injected')) return 'a header was injected'
  if (answer.status >= 500 && answer.status !== 503) return `it answered ${answer.status}: ${text}`
  const documented = responses[answer.status]
  const problem = type === 'application/problem+json' ? (JSON.parse(text) as { type: string; status: number }) : undefined
  if (answer.status >= 400 && answer.status !== 503 && (problem === undefined || problem.status !== answer.status || !problem.type.startsWith('urn:queuecast:problem:'))) return `${answer.status} without a problem: ${text.slice(0, 200)}`
  // Another address than the one that was meant, such as one with an empty part.
  if (problem?.type === 'urn:queuecast:problem:no-route') return undefined
  if (documented === undefined) return `it answered ${answer.status}, which is not documented (${Object.keys(responses).join(', ')}): ${text.slice(0, 300)}`
  if (documented.content !== undefined && text !== '' && !Object.keys(documented.content).includes(type)) return `${answer.status} came as ${type}; documented is ${Object.keys(documented.content).join(', ')}`
  return undefined
}

/** Some thousand requests: a machine with much else to do needs minutes. */
const HANGING_MS = 600_000

describe('the running server, asked as its own OpenAPI document says', () => {
  it('answers each route with a documented status, whatever it is asked, and never with a fault of its own', async () => {
    const wrong: string[] = []
    for (const { path, method, operation } of operations) {
      const found = await fc.check(fc.asyncProperty(requestsOf(operation), async (asked) => {
        const fault = await faultOf(path, method, operation, asked)
        if (fault !== undefined) throw new Error(fault)
      }), { numRuns: RUNS, endOnFailure: true })
      if (found.failed) wrong.push(`${method.toUpperCase()} ${path}: ${found.errorInstance instanceof Error ? found.errorInstance.message : ''} for ${JSON.stringify(found.counterexample)} (seed ${found.seed})`)
    }
    expect(wrong).toEqual([])
    expect(requests).toBeGreaterThanOrEqual(operations.length * RUNS)
  }, HANGING_MS)

  it('serves as before, polluted by nothing, and its log is one JSON object a line without a key or token', async () => {
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    const display = await createTestClient(server.url, keys, 'acme').display('c-1', token)
    expect(display).not.toHaveProperty('polluted')
    const lines = server.output().split('\n').filter((line) => line.startsWith('{'))
    for (const line of lines) expect(() => { JSON.parse(line) }).not.toThrow()
    for (const secret of [token, keys.admin, keys.read, keys.feed.demo]) expect(server.output()).not.toContain(secret)
    expect(lines.filter((line) => line.includes('"unexpected"'))).toEqual([])
  })
})
