import { describe, expect, it } from 'vitest'
import { parseEvents, type ParsedEvents } from './parse-events.ts'

const NOW_MS = Date.parse('2026-11-22T10:00:00Z')
const parse = (body: string | Uint8Array, type: string | undefined = 'application/json', maxEvents = 10_000): ParsedEvents =>
  parseEvents(typeof body === 'string' ? new TextEncoder().encode(body) : body, type, { nowMs: NOW_MS, maxEvents })
const queued = (change: Record<string, unknown> = {}): Record<string, unknown> => ({ id: 'e1', type: 'contact.queued', time: NOW_MS, contact: 'c-1', queue: 'support', ...change })
const batch = (...events: unknown[]): string => JSON.stringify({ events })
/** The problem of the only event, or of the whole body. */
const problemOf = (parsed: ParsedEvents): { type: string; detail: string; field?: string | undefined; fix?: string | undefined } =>
  parsed.ok ? parsed.rejected[0]!.problem : parsed.rejected[0]?.problem ?? parsed.problem

describe('what is taken', () => {
  it('a batch, one event alone, NDJSON, and CloudEvents', () => {
    const cloud = (id: string): unknown => ({ specversion: '1.0', id, source: '/acd', type: 'queuecast.contact.queued', time: '2026-11-22T10:00:00Z', data: { contact: 'c-1', queue: 'support' } })
    const bodies: [string, string, number][] = [
      ['application/json', batch(queued(), queued({ id: 'e2' })), 2],
      ['application/json; charset=UTF-8', JSON.stringify(queued()), 1],
      ['Application/X-NDJSON', `${JSON.stringify(queued())}\r\n\n${JSON.stringify(queued({ id: 'e2' }))}`, 2],
      ['application/cloudevents+json', JSON.stringify(cloud('e1')), 1],
      ['application/cloudevents-batch+json', JSON.stringify([cloud('e1'), cloud('e2')]), 2],
    ]
    for (const [type, body, count] of bodies) {
      const parsed = parse(body, type)
      expect(parsed, type).toMatchObject({ ok: true, rejected: [], unknownFields: 0 })
      expect(parsed.ok && parsed.events, type).toHaveLength(count)
      expect(parsed.ok && parsed.events[0], type).toEqual(queued())
    }
  })

  it('a heartbeat as a CloudEvent without data', () => {
    const parsed = parse(JSON.stringify({ specversion: '1.0', id: 'h', source: 'x', type: 'queuecast.feed.heartbeat', time: '2026-11-22T10:00:00Z' }), 'application/cloudevents+json')
    expect(parsed).toMatchObject({ ok: true, events: [{ id: 'h', type: 'feed.heartbeat', time: NOW_MS }] })
  })

  it('a byte order mark, instants in both forms, old times and plans far ahead', () => {
    expect(parse(`\uFEFF${batch(queued())}`).ok).toBe(true)
    expect(parse(batch(queued({ time: '2026-11-22T11:00:00+01:00' })))).toMatchObject({ events: [{ time: NOW_MS }] })
    expect(parse(batch(queued({ time: 0 }))).ok).toBe(true)
    expect(parse(batch({ id: 'q', type: 'queue.state', time: NOW_MS, queue: 'support', open: false, reopensAt: NOW_MS + 9 * 86_400_000 })).ok).toBe(true)
  })

  it('counts unknown fields at every depth it reads and drops them', () => {
    const parsed = parse(batch(queued({ extra: 1, deep: { any: { thing: 1 } }, clock: { dialledAt: NOW_MS, askedAt: 1 } })))
    expect(parsed).toMatchObject({ ok: true, unknownFields: 3 })
    expect(parsed.ok && parsed.events[0]).toEqual(queued({ clock: { dialledAt: NOW_MS } }))
  })

  it('takes the last of duplicate names, as JSON does', () => {
    expect(parse('{"events":[{"id":"a","id":"b","type":"feed.heartbeat","time":1}]}')).toMatchObject({ ok: true, events: [{ id: 'b' }] })
  })

  it('lets no __proto__ through', () => {
    const parsed = parse(`{"events":[{"id":"a","type":"contact.queued","time":1,"contact":"c","queue":"q","__proto__":{"kind":"test"},"skills":{"__proto__":1,"nl":2},"constructor":{"prototype":{"x":1}}}]}`)
    expect(parsed.ok && Object.keys(parsed.events[0]!)).toEqual(['id', 'time', 'contact', 'type', 'queue', 'skills'])
    expect(parsed.ok && parsed.events[0]).not.toHaveProperty('kind')
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
    const cloud = parse('{"specversion":"1.0","id":"a","source":"s","type":"queuecast.contact.queued","time":"2026-11-22T10:00:00Z","data":{"contact":"c","queue":"q","__proto__":{"kind":"test"}}}', 'application/cloudevents+json')
    expect(cloud.ok && cloud.events[0]).not.toHaveProperty('kind')
  })

  it('survives nesting of any depth, in good and in broken JSON', () => {
    const deep = '['.repeat(500_000)
    expect(parse(`{"events":[${JSON.stringify(queued()).slice(0, -1)},"deep":${deep}${']'.repeat(500_000)}}]}`)).toMatchObject({ ok: true, unknownFields: 1 })
    expect(parse(deep)).toMatchObject({ ok: false, problem: { type: 'urn:queuecast:problem:malformed-json' } })
  })
})

describe('the body as it came', () => {
  const json = (body: string, type?: string): string | undefined => {
    const parsed = parse(body, type)
    expect(parsed.ok).toBe(true)
    return parsed.ok ? parsed.batchJson : undefined
  }

  it('is kept where it holds the events and nothing else; one event alone becomes a batch', () => {
    const snapshot = { id: 's', type: 'feed.snapshot', time: 1, queues: [{ queue: 'q', waiting: [{ contact: 'd', since: NOW_MS }], inService: [] }], complete: true }
    const two = batch(queued({ priority: -3, clock: {}, skills: { nl: 0.5 } }), snapshot)
    expect(json(two)).toBe(two)
    expect(json(JSON.stringify(queued()))).toBe(batch(queued()))
  })

  it.each<[string, string, string?]>([
    ['white space', `{"events": [${JSON.stringify(queued())}]}`],
    ['a name that stands twice', batch(queued()).replace('"contact":', '"contact":"Jan Peeters","contact":')],
    ['two lists of events', batch(queued()).replace('{"events"', '{"events":[],"events"')],
    ['something beside the events', batch(queued()).replace(']}', '],"by":"us"}')],
    ['an unknown field', batch(queued({ phone: '+32' }))],
    ['an unknown field further down', batch(queued({ clock: { by: 'us' } }))],
    ['an instant as text', batch(queued({ time: '2026-11-22T10:00:00Z' }))],
    ['a text with an escape', batch(queued()).replace('c-1', '\\u0063-1')],
    ['an event that is not taken', batch(queued(), {})],
    ['lines', JSON.stringify(queued()), 'application/x-ndjson'],
  ])('is not kept with %s', (_name, body, type) => {
    expect(json(body, type)).toBeUndefined()
  })
})

describe('what is rejected alone', () => {
  const long = 'x'.repeat(129)
  it.each<[string, Record<string, unknown>, string]>([
    ['no id', { id: undefined }, 'id'],
    ['an id that is too long', { id: long }, 'id'],
    ['an id with a control character', { id: 'a\u0007' }, 'id'],
    ['a contact that is too long', { contact: long }, 'contact'],
    ['a contact with a control character', { contact: 'a\nb' }, 'contact'],
    ['a contact with a slash', { contact: 'a/b' }, 'contact'],
    ['a contact that is a number', { contact: 17 }, 'contact'],
    ['a queue with capitals', { queue: 'Support' }, 'queue'],
    ['a queue that is null', { queue: null }, 'queue'],
    ['no time', { time: undefined }, 'time'],
    ['a time without an offset', { time: '2026-11-22T10:00:00' }, 'time'],
    ['a time in words', { time: 'today' }, 'time'],
    ['a time with a fraction', { time: 1.5 }, 'time'],
    ['a time as a number in text', { time: '1763800000000' }, 'time'],
    ['a time over a day ahead', { time: NOW_MS + 86_400_001 }, 'time'],
    ['microseconds', { time: NOW_MS * 1000 }, 'time'],
    ['a since over a day ahead', { since: NOW_MS + 86_400_001 }, 'since'],
    ['a clock over a day ahead', { clock: { dialledAt: NOW_MS + 86_400_001 } }, 'clock.dialledAt'],
    ['a clock in words', { clock: { dialledAt: 'now' } }, 'clock.dialledAt'],
    ['a priority in text', { priority: '1' }, 'priority'],
    ['a channel nobody knows', { channel: 'fax' }, 'channel'],
    ['too many queues', { queues: Array.from({ length: 33 }, (_, index) => `q${index}`) }, 'queues'],
    ['an unknown type', { type: 'contact.waiting' }, 'type'],
    ['no type', { type: undefined }, 'type'],
  ])('%s', (_name, change, field) => {
    const parsed = parse(batch(queued({ id: 'good' }), queued(change)))
    expect(parsed).toMatchObject({ ok: true, events: [{ id: 'good' }], rejected: [{ index: 1, problem: { type: 'urn:queuecast:problem:invalid-event', field } }] })
    expect(problemOf(parsed).fix!.length).toBeGreaterThan(10)
  })

  it('a time exactly a day ahead is still taken', () => {
    expect(parse(batch(queued({ time: NOW_MS + 86_400_000 }))).ok).toBe(true)
  })

  it('a snapshot row from the future, by its path', () => {
    const row = { contact: 'c', since: NOW_MS + 2 * 86_400_000 }
    const parsed = parse(batch(queued(), { id: 's', type: 'feed.snapshot', time: NOW_MS, queues: [{ queue: 'q', waiting: [{ contact: 'd', since: NOW_MS }, row] }] }))
    expect(problemOf(parsed)).toMatchObject({ field: 'queues[0].waiting[1].since' })
  })

  it.each([['a number', 3], ['null', null], ['a list', []], ['a text', 'x']])('an event that is %s', (_name, value) => {
    expect(parse(batch(queued(), value))).toMatchObject({ ok: true, rejected: [{ index: 1 }] })
  })

  it('an NDJSON line cut in two, by its line numbers', () => {
    const line = JSON.stringify(queued())
    const parsed = parse(`${line}\n${line.slice(0, 30)}\n${line.slice(30)}\n\n${line}\n${line.slice(0, -4)}`, 'application/x-ndjson')
    expect(parsed.ok && parsed.events).toHaveLength(2)
    expect(parsed.rejected.map(({ index }) => index)).toEqual([2, 3, 6])
    expect(problemOf(parsed)).toMatchObject({ type: 'urn:queuecast:problem:malformed-json' })
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['no specversion', { specversion: undefined }, 'specversion'],
    ['an old specversion', { specversion: '0.3' }, 'specversion'],
    ['no source', { source: undefined }, 'source'],
    ['another type', { type: 'com.example.thing' }, 'type'],
    ['an unknown contact event', { type: 'queuecast.contact.waiting' }, 'type'],
    ['data in text', { data: '{}' }, 'data'],
    ['data in base64', { data_base64: 'e30=' }, 'data_base64'],
    ['half of its data', { data: { contact: 'c' } }, 'queue'],
    ['no data', { data: undefined }, 'contact'],
    ['no time', { time: undefined }, 'time'],
    ['another data type', { datacontenttype: 'text/xml' }, 'datacontenttype'],
  ])('half a CloudEvent: %s', (_name, change, field) => {
    const whole = { specversion: '1.0', id: 'e1', source: '/acd', type: 'queuecast.contact.queued', time: '2026-11-22T10:00:00Z', data: { contact: 'c', queue: 'q' } }
    const parsed = parse(JSON.stringify([whole, { ...whole, ...change }]), 'application/cloudevents-batch+json')
    expect(parsed).toMatchObject({ ok: true, rejected: [{ index: 1, problem: { field } }] })
  })
})

describe('what is refused whole', () => {
  const BAD_UTF8 = new Uint8Array([0x7b, 0xff, 0x7d])
  it.each<[string, string | Uint8Array, string | undefined, string]>([
    ['no content type', batch(queued()), '', 'unsupported-media-type'],
    ['another content type', batch(queued()), 'text/plain', 'unsupported-media-type'],
    ['another charset', batch(queued()), 'application/json; charset=utf-16', 'unsupported-media-type'],
    ['an empty body', '', undefined, 'nothing-usable'],
    ['white space', ' \n ', 'application/x-ndjson', 'nothing-usable'],
    ['an empty batch', batch(), undefined, 'nothing-usable'],
    ['nothing good in it', batch(1, 2), undefined, 'nothing-usable'],
    ['half a body', batch(queued()).slice(0, -10), undefined, 'malformed-json'],
    ['bytes that are no text', BAD_UTF8, undefined, 'malformed-body'],
    ['a list without events', JSON.stringify([queued()]), undefined, 'malformed-body'],
    ['events that are no list', '{"events":{}}', undefined, 'malformed-body'],
    ['a list as one CloudEvent', '[]', 'application/cloudevents+json', 'malformed-body'],
    ['one CloudEvent as a batch', '{}', 'application/cloudevents-batch+json', 'malformed-body'],
    ['too many events', batch(queued(), queued(), queued()), undefined, 'too-many-events'],
    ['too many lines, broken or not', 'x\n\n{"id":\nx', 'application/x-ndjson', 'too-many-events'],
  ])('%s', (_name, body, type, code) => {
    const parsed = parse(body, type, 2)
    expect(parsed).toMatchObject({ ok: false, problem: { type: `urn:queuecast:problem:${code}` } })
    expect(!parsed.ok && parsed.problem.fix).toBeTruthy()
  })

  it('malformed JSON says where', () => {
    expect(parse('{"events": [\n  {"id": x}\n]}')).toMatchObject({ ok: false, problem: { detail: 'line 2, column 10: expected a value, but found "x"' } })
  })

  it('reads ten megabytes without harm', () => {
    const body = `{"events":[${Array.from({ length: 60_000 }, (_, index) => JSON.stringify(queued({ id: `e${index}`, filler: 'x'.repeat(80) }))).join(',')}]}`
    expect(body.length).toBeGreaterThan(10_000_000)
    expect(parse(body)).toMatchObject({ ok: false, problem: { status: 413, detail: 'the batch has 60000 events' } })
    expect(parse(`"${'x'.repeat(10_000_000)}`)).toMatchObject({ ok: false, problem: { detail: expect.stringContaining('column 10000002') as string } })
  })
})
