import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestClient, eventually } from '../support/client.ts'
import { type CollectedSpan, type FakeCollector, startCollector } from '../support/fake-collector.ts'
import { redisAvailable, startRedis, type TestRedis } from '../support/redis.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { sdkClient } from '../support/watchers.ts'

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const CALLER = 'b7ad6b7169203331'
const sampled = `00-${TRACE}-${CALLER}-01`
const INGEST = 'POST /v1/centers/{center}/events'
/** Names that must never leave the server. */
const WHO = ['c-first', 'c-second']

const servers: ServerProcess[] = []
const folders: string[] = []
const open: { close(): void }[] = []
let collector: FakeCollector
let redis: TestRedis | undefined
beforeEach(async () => {
  collector = await startCollector()
})
afterEach(async () => {
  for (const one of open.splice(0)) one.close()
  for (const server of servers.splice(0)) await server.stop('SIGKILL')
  await redis?.stop()
  redis = undefined
  await collector.close()
  for (const folder of folders.splice(0)) removeDataDir(folder)
})

async function start(env: Record<string, string>): Promise<ServerProcess> {
  const dataDir = newDataDir()
  folders.push(dataDir)
  const server = await startServerProcess({ dataDir, env })
  servers.push(server)
  return server
}
const traced = (more: Record<string, string> = {}): Record<string, string> => ({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_BSP_SCHEDULE_DELAY: '50', ...more })
const event = (id: string, type: string, contact: string): object => ({ id, type, time: Date.now(), contact, ...(type === 'contact.queued' ? { queue: 'support', channel: 'chat' } : {}) })
async function post(server: ServerProcess, events: object[], traceparent?: string, key = server.keys().feed.demo): Promise<number> {
  const answer = await fetch(`${server.url}/v1/centers/example/events`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...(traceparent === undefined ? {} : { traceparent }) }, body: JSON.stringify({ events }),
  })
  return answer.status
}
async function watch(server: ServerProcess, contact: string): Promise<ReturnType<typeof sdkClient>> {
  const token = await createTestClient(server.url, server.keys()).token(contact)
  const client = sdkClient({ url: server.url, token, lang: 'en' })
  open.push(client)
  await eventually(() => expect(client.displays.length).toBeGreaterThan(0))
  return client
}
/** From the span with this name up to its root, names first to last. */
function wayTo(name: string, service?: string): string[] {
  const names: string[] = []
  let span: CollectedSpan | undefined = collector.spans.find((one) => one.traceId === TRACE && one.name === name && (service === undefined || one.service === service))
  while (span !== undefined) {
    names.unshift(span.name)
    const { parentSpanId } = span
    if (parentSpanId === CALLER) names.unshift('the caller')
    span = collector.spans.find(({ spanId }) => spanId === parentSpanId)
  }
  return names
}

describe('traces', () => {
  it('an event that comes with a traceparent is one trace that ends at the screen', async () => {
    const server = await start(traced())
    expect(await post(server, [event('1', 'contact.queued', 'c-first'), event('2', 'contact.queued', 'c-second')])).toBe(202)
    const second = await watch(server, 'c-second')
    await eventually(() => expect(second.displays.at(-1)).toMatchObject({ position: 2 }))
    expect(await post(server, [event('3', 'contact.answered', 'c-first')], sampled)).toBe(202)
    await eventually(() => expect(second.displays.at(-1)).toMatchObject({ position: 1 }))
    await eventually(() => expect(wayTo('received')).toEqual(['the caller', INGEST, 'append', 'fold', 'display', 'deliver', 'received']))
    await eventually(() => expect(wayTo('forecast')).toEqual(['the caller', INGEST, 'append', 'fold', 'forecast']))
    const spans = collector.spans.filter(({ traceId }) => traceId === TRACE)
    expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['queuecast']))
    for (const { startTimeUnixNano, endTimeUnixNano } of spans) expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano))
    for (const name of WHO) expect(JSON.stringify(collector.spans)).not.toContain(name)
  })

  it('who has no key makes no span, nor does who asks not to be sampled', async () => {
    const server = await start(traced())
    expect(await post(server, [event('1', 'contact.queued', 'c-first')], sampled, 'a-key-that-nobody-has')).toBe(401)
    expect(await post(server, [event('1', 'contact.queued', 'c-first')], `00-${TRACE}-${CALLER}-00`)).toBe(202)
    expect(await post(server, [event('2', 'contact.queued', 'c-second')])).toBe(202)
    await eventually(() => expect(collector.spans.some(({ name }) => name === 'fold')).toBe(true))
    expect(collector.spans.filter(({ traceId }) => traceId === TRACE)).toEqual([])
  })

  it.skipIf(!redisAvailable())('goes on at the node that has the customer, which need not be the one that took the event', async () => {
    redis = await startRedis()
    const [a, b] = [await start(traced({ QUEUECAST_REDIS_URL: redis.url, OTEL_SERVICE_NAME: 'node-a' })), await start(traced({ QUEUECAST_REDIS_URL: redis.url, OTEL_SERVICE_NAME: 'node-b' }))]
    expect(await post(a, [event('1', 'contact.queued', 'c-first')])).toBe(202)
    const first = await watch(b, 'c-first')
    await eventually(() => expect(first.displays.at(-1)).toMatchObject({ state: 'waiting' }))
    expect(await post(a, [event('2', 'contact.answered', 'c-first')], sampled)).toBe(202)
    await eventually(() => expect(wayTo('received')).toEqual(['the caller', INGEST, 'append', 'fold', 'display', 'deliver', 'received']))
    expect(collector.spans.filter(({ traceId, name }) => traceId === TRACE && name !== 'fold' && name !== 'forecast').map(({ name, service }) => `${service} ${name}`).sort())
      .toEqual([`node-a ${INGEST}`, 'node-a append', 'node-b deliver', 'node-b display', 'node-b received'])
    await eventually(() => expect(collector.spans.filter(({ traceId, name }) => traceId === TRACE && name === 'fold').map(({ service }) => service).sort()).toEqual(['node-a', 'node-b']))
  })
})

describe('without an address to send to', () => {
  /** Which of the program's files that send traces were loaded, as V8 noted them. */
  const sendersLoaded = async (env: Record<string, string>): Promise<number> => {
    const folder = newDataDir()
    folders.push(folder)
    const server = await start({ ...env, NODE_V8_COVERAGE: folder })
    expect(await post(server, [event('1', 'contact.queued', 'c-first')], sampled)).toBe(202)
    expect(await server.stop()).toBe(0)
    const scripts = readdirSync(folder).flatMap((name) => (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { result: { url: string }[] }).result)
    expect(scripts.some(({ url }) => url.endsWith('/server/dist/bundle/main.js'))).toBe(true)
    return scripts.filter(({ url }) => url.includes('/otlp-recorder-')).length
  }

  it('nothing of OpenTelemetry is loaded but the interface that the metrics library brings; with one, it is', async () => {
    expect(await sendersLoaded({})).toBe(0)
    expect(await sendersLoaded({ OTEL_SDK_DISABLED: 'true', ...traced() })).toBe(0)
    expect(await sendersLoaded(traced())).toBe(1)
  })

  it('a collector that is away costs warnings only', async () => {
    const server = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_BSP_SCHEDULE_DELAY: '20' })
    for (let n = 0; n < 5; n += 1) expect(await post(server, [event(`${n}`, 'contact.queued', `c-${n}`)], sampled)).toBe(202)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    expect(await server.stop()).toBe(0)
  })
})
