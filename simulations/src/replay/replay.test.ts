import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { contactEventSchema, type ContactEvent } from '@queuecast/server/contact-center'
import { afterEach, describe, expect, it } from 'vitest'
import { RefusedByServer } from './post-batch.ts'
import { replay } from './replay.ts'
import { shiftEvent } from './shift.ts'

type Answer = (events: ContactEvent[], request: IncomingMessage, response: ServerResponse) => void
let server: Server | undefined
afterEach(() => { server?.closeAllConnections(); server?.close() })

/** A real HTTP server that answers each batch as told. */
async function answering(answer: Answer): Promise<string> {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => { body += chunk.toString() })
    request.on('end', () => answer((JSON.parse(body) as { events: ContactEvent[] }).events, request, response))
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
const queued = (contact: string, time: number): ContactEvent => ({ id: `q-${contact}`, type: 'contact.queued', contact, queue: 'support', time, since: time - 90_000 })
const recorded = [queued('b', 1_000_400), queued('a', 1_000_000), queued('c', 1_000_800)]

describe('replay', () => {
  it('posts every event once, in order, at its moment, marked as a test, under new ids', async () => {
    const got: ContactEvent[] = []
    const url = await answering((events, request, response) => {
      expect(request.headers).toMatchObject({ authorization: 'Bearer secret', 'queuecast-purpose': 'test' })
      expect(request.url).toBe('/v1/centers/acme/events')
      for (const event of events) expect(event.time).toBeLessThanOrEqual(Date.now())
      got.push(...events)
      json(response, 202, { accepted: events.length, rejected: [] })
    })
    const begun = Date.now()
    const summary = await replay({ events: recorded, url: `${url}/`, center: 'acme', key: 'secret', speed: 8, prefix: 'run1-' })
    expect(got.map((event) => 'contact' in event && event.contact)).toEqual(['run1-a', 'run1-b', 'run1-c'])
    expect(got.map((event) => event.id)).toEqual(['run1-q-a', 'run1-q-b', 'run1-q-c'])
    expect([got[1]!.time - got[0]!.time, got[2]!.time - got[0]!.time]).toEqual([50, 100])
    expect(got[0]!.time).toBeGreaterThanOrEqual(begun)
    expect(got[0]).toMatchObject({ since: got[0]!.time - 90_000 / 8 })
    expect(summary).toMatchObject({ events: 3, sent: 3, accepted: 3, rejected: 0, stopped: false })
  })

  it('a second run has other ids', async () => {
    const ids: string[] = []
    const url = await answering((events, _, response) => {
      ids.push(...events.map((event) => event.id))
      json(response, 202, { accepted: events.length, rejected: [] })
    })
    await replay({ events: [queued('a', 5)], url, center: 'acme', key: 'k' })
    await new Promise((resolve) => setTimeout(resolve, 2))
    await replay({ events: [queued('a', 5)], url, center: 'acme', key: 'k' })
    expect(new Set(ids).size).toBe(2)
  })

  it('obeys Retry-After and keeps the ids, so nothing is lost or doubled', async () => {
    const tries: string[] = []
    const answers = [[503, '0.05'], [429, '0'], [500, ''], [202, '']] as const
    const url = await answering((events, _, response) => {
      const [status, retryAfter] = answers[tries.length] ?? [202, '']
      tries.push(events.map((event) => event.id).join())
      json(response, status, status === 202 ? { accepted: events.length, rejected: [] } : { title: 'not now' }, retryAfter === '' ? {} : { 'retry-after': retryAfter })
    })
    const waits: number[] = []
    const summary = await replay({ events: [queued('a', 5)], url, center: 'acme', key: 'k', onRetry: (_, waitMs) => waits.push(waitMs) })
    expect(new Set(tries).size).toBe(1)
    expect(waits.slice(0, 2)).toEqual([50, 0])
    expect(summary).toMatchObject({ accepted: 1, retries: 3 })
  })

  it('a server that is not there is tried until the time given is over', async () => {
    await expect(replay({ events: [queued('a', 5)], url: 'http://127.0.0.1:9', center: 'acme', key: 'k', giveUpAfterMs: 300 })).rejects.toThrow(/gave up after/)
  })

  it('counts rejected events by what the server said, also where it took none', async () => {
    const problem = { type: 'about:blank', title: 'bad event', detail: 'queue must be a slug' }
    const url = await answering((events, _, response) => json(response, 400, { title: 'nothing usable', rejected: events.map((_, index) => ({ index, problem })) }))
    const summary = await replay({ events: recorded, url, center: 'acme', key: 'k', speed: 100 })
    expect(summary).toMatchObject({ accepted: 0, rejected: 3, reasons: { 'bad event: queue must be a slug': 3 } })
  })

  it('a batch too large is halved', async () => {
    const sizes: number[] = []
    const url = await answering((events, _, response) => {
      sizes.push(events.length)
      if (events.length > 2) json(response, 413, { title: 'too large' })
      else json(response, 202, { accepted: events.length, rejected: events.length === 1 ? [{ index: 0, problem: { title: 'odd' } }] : [] })
    })
    const summary = await replay({ events: ['a', 'b', 'c'].map((contact) => queued(contact, 7)), url, center: 'acme', key: 'k' })
    expect(sizes).toEqual([3, 2, 1])
    expect(summary).toMatchObject({ accepted: 2, rejected: 1 })
  })

  it('a refusal ends it and says what to change', async () => {
    const url = await answering((_, __, response) => json(response, 403, { title: 'forbidden' }))
    const failed = replay({ events: recorded, url, center: 'acme', key: 'k' })
    await expect(failed).rejects.toThrow(RefusedByServer)
    await expect(failed).rejects.toThrow(/403 forbidden; check that --key.*never feeds a live center/)
  })

  it('stops cleanly when told to', async () => {
    const stop = new AbortController()
    const url = await answering((events, _, response) => {
      json(response, 202, { accepted: events.length, rejected: [] })
      stop.abort()
    })
    const summary = await replay({ events: [queued('a', 0), queued('b', 3_600_000)], url, center: 'acme', key: 'k', signal: stop.signal })
    expect(summary).toMatchObject({ sent: 1, accepted: 1, stopped: true })
  })
})

describe('shifting an event to now', () => {
  const shift = { recordedMs: 1000, nowMs: 1_000_000, speed: 2, prefix: 'p-' }
  it('moves every instant in it alike', () => {
    const moved = (event: unknown) => contactEventSchema.parse(shiftEvent(contactEventSchema.parse(event), shift))
    expect(moved({ id: '1', type: 'contact.queued', contact: 'c', queue: 'q', time: 3000, since: 2000, clock: { dialledAt: 1000 }, follows: { contact: 'o' } })).toEqual({
      id: 'p-1', type: 'contact.queued', contact: 'p-c', queue: 'q', time: 1_001_000, since: 1_000_500, clock: { dialledAt: 1_000_000 }, follows: { contact: 'p-o' },
    })
    expect(moved({ id: '2', type: 'callback.accepted', contact: 'c', time: 3000, window: { from: 5000, to: 7000 }, dueBy: 7000 }))
      .toMatchObject({ window: { from: 1_002_000, to: 1_003_000 }, dueBy: 1_003_000 })
    expect(moved({ id: '3', type: 'agent.state', agent: 'a', state: 'not-ready', time: 3000, until: 5000 })).toMatchObject({ agent: 'a', until: 1_002_000 })
    expect(moved({ id: '4', type: 'queue.state', queue: 'q', open: false, time: 3000, reopensAt: 5000 })).toMatchObject({ reopensAt: 1_002_000 })
    expect(moved({ id: '5', type: 'center.notice', notice: 'n', text: { en: 'x' }, time: 3000, expectedEnd: 5000 })).toMatchObject({ expectedEnd: 1_002_000 })
    expect(moved({ id: '6', type: 'feed.snapshot', time: 3000, queues: [{ queue: 'q', waiting: [{ contact: 'c', since: 2000 }], inService: [{ contact: 'd', since: 2000 }] }] }))
      .toMatchObject({ queues: [{ waiting: [{ contact: 'p-c', since: 1_000_500 }], inService: [{ contact: 'p-d', since: 1_000_500 }] }] })
  })
})
