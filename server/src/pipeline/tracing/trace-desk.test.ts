import { expect, it } from 'vitest'
import type { CenterFact } from '../../contact-center/index.ts'
import { makeDisplay } from '../../delivery/testing/memory-source.ts'
import type { SpanRecorder } from '../../observability/index.ts'
import { openTraceDesk, type TraceDesk } from './trace-desk.ts'

interface Told { name: string; id: string; parent: string | undefined; startMs: number; endMs?: number; failed?: boolean }

/** Names its spans in the order they begin; `leaveOut` is the sampler. */
function bench(leaveOut: readonly string[] = []): { desk: TraceDesk; spans: Told[]; at(ms: number): void } {
  const spans: Told[] = []
  let nowMs = 1000
  const recorder: SpanRecorder = {
    begin(name, { parent, startMs }) {
      if (leaveOut.includes(name)) return undefined
      const span: Told = { name, id: `${name}-${spans.length}`, parent, startMs }
      spans.push(span)
      return { traceparent: span.id, end: (endMs, _attributes, failed = false) => { Object.assign(span, { endMs, failed }) } }
    },
    close: async () => undefined,
  }
  return { desk: openTraceDesk({ recorder, nowMs: () => nowMs, queuesOf: () => ['support'] }), spans, at: (ms) => { nowMs = ms } }
}
const event: CenterFact = { kind: 'event', feed: 'demo', receivedAtMs: 1, event: { id: '1', type: 'contact.abandoned', time: 1, contact: 'c-1' } }
const entry = (traceparent: string, seq: number) => ({
  id: `${seq}-0`, ms: seq, seq, body: JSON.stringify({ f: 1, kind: 'facts', items: [{ center: 'acme', fact: event }], traces: [`0 1 ${traceparent}`] }),
})
const display = (contact: string, seq: number) => makeDisplay({ center: 'acme', contact, seq })

it('a fact that is no event, such as a receipt, is appended without a trace', async () => {
  const { desk, spans } = bench()
  const receipt: CenterFact = { kind: 'receipt', contact: 'c-1', seq: 1, level: 'shown', via: 'sse' }
  expect(await desk.ingest.append('acme', [receipt], async (traceparent) => `${traceparent}`)).toBe('undefined')
  expect(spans).toEqual([])
})

it('events of a connected source begin a trace of their own; a failed append ends as failed and is told on', async () => {
  const { desk, spans } = bench()
  await expect(desk.ingest.append('acme', [event], () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(spans).toMatchObject([{ name: 'append', parent: undefined, failed: true }])
})

it('a request that the sampler left out leaves no trace in the log', async () => {
  const { desk, spans } = bench(['POST /v1/centers/{center}/events'])
  const app = desk.ingest.fetch(async (_request: Request) => new Response(await desk.ingest.append('acme', [event], async (traceparent) => `${traceparent}`)))
  const answer = await app(new Request('http://x/v1/centers/acme/events', { method: 'POST' }))
  expect(await answer.text()).toBe('undefined')
  expect(spans).toEqual([])
})

it('a display from before the entry ends no trace; the first after it does, once for the contact and once for its queue', () => {
  const { desk, spans, at } = bench()
  desk.fold.entry(0, entry('append-x', 7))
  at(1010)
  desk.fold.folded(0)
  desk.screen.sent(display('c-1', 6))
  desk.screen.sent(display('c-1', 7))
  desk.screen.sent(display('c-1', 8))
  desk.screen.sent(display('c-2', 8))
  desk.screen.sent(display('c-3', 8))
  expect(spans.map(({ name, parent }) => [name, parent])).toEqual([
    ['fold', 'append-x'], ['display', 'fold-0'], ['deliver', 'display-1'], ['display', 'fold-0'], ['deliver', 'display-3'],
  ])
  expect(spans[0]).toMatchObject({ startMs: 1000, endMs: 1010 })
  desk.screen.told('acme', 'c-1', { seq: 6, level: 'shown' })
  desk.screen.told('acme', 'c-1', { seq: 7, level: 'shown' })
  expect(spans.slice(5)).toMatchObject([{ name: 'shown', parent: 'deliver-2' }])
})

it('who never gets a display is forgotten', () => {
  const { desk, spans, at } = bench()
  desk.fold.entry(0, entry('append-x', 7))
  desk.fold.folded(0)
  at(60_000)
  desk.fold.entry(0, entry('append-y', 9))
  desk.fold.folded(0)
  desk.screen.sent(display('c-1', 9))
  expect(spans.filter(({ name }) => name === 'display').map(({ parent }) => parent)).toEqual(['fold-1'])
})
