import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf } from './instant.ts'
import { queueFinder } from './queue-names.ts'
import { SHIPPED_MAPPINGS } from './shipped.ts'
import { eventsOf, RECEIVED_MS, testHash, tried } from './testing/try-mapping.ts'

const mapping = (emit: Record<string, unknown>, more: Record<string, unknown> = {}, file: Record<string, unknown> = {}) => ({
  mapping: 1, vendor: 'Test', signature: { scheme: 'feed-key' }, ...file,
  events: [{ ...more, emit: { type: 'contact.queued', contact: 'body.id', queue: '\'support\'', ...emit } }],
})
const first = (emit: Record<string, unknown>, body: unknown, more: Record<string, unknown> = {}): Record<string, unknown> | undefined => eventsOf(mapping(emit, more), body)[0]

describe('values', () => {
  it('are paths, numbers, templates, choices and maps', () => {
    const emit = {
      contact: { text: '{feed}/{body.id}' }, priority: { map: 'body.level', to: { vip: 9, '2': 2 }, otherwise: 0 },
      language: { first: ['body.lang', 'body.locale', '\'en\''] }, channel: '\'chat\'',
    }
    expect(first(emit, { id: 1, level: 'vip', locale: 'nl' })).toMatchObject({ contact: testHash('src/1'), priority: 9, language: 'nl', channel: 'chat' })
    expect(first(emit, { id: 1, level: 2 })).toMatchObject({ priority: 2, language: 'en' })
    expect(first(emit, { id: 1 })).toMatchObject({ priority: 0 })
  })

  it('[WH3] leave a field out where they find nothing, and make no half id', () => {
    expect(first({ priority: 'body.nothing' }, { id: 'a' })).not.toHaveProperty('priority')
    expect(tried(mapping({ contact: { text: 'c-{body.nothing}' } }), { id: 'a' }).faults).toEqual([{ path: 'events[0].emit.contact', problem: 'found nothing in this payload, and the event needs it' }])
  })

  it('[WH5] hash what is personal: always alike, and not to be read back', () => {
    const [a, b] = [first({ contact: { hash: 'body.phone' } }, { phone: '+3225550100' }), first({ contact: { hash: 'body.phone' } }, { phone: '+3225550101' })]
    expect(a?.['contact']).toBe(testHash('+3225550100'))
    expect(a?.['contact']).not.toBe(b?.['contact'])
    expect(JSON.stringify(a)).not.toContain('5550100')
  })

  it('hash an id that cannot stand in a path, so that two of them never become one', () => {
    expect(first({}, { id: 'a b' })?.['contact']).toBe(testHash('a b'))
    expect(first({}, { id: 'a/b' })?.['contact']).toBe(testHash('a/b'))
    expect(first({}, { id: 42 })?.['contact']).toBe('42')
  })

  it('read JSON in a text, and lists', () => {
    const file = { let: { inner: { json: 'body.payload' } } }
    expect(eventsOf(mapping({ contact: 'inner.id', queues: { list: 'inner.queues', of: { queue: 'item.name' } } }, {}, file), { payload: '{"id":"a","queues":[{"name":"Support EN"},{"name":"Billing"}]}' }))
      .toMatchObject([{ contact: 'a', queues: ['support-en', 'billing'] }])
  })

  it('make clocks of an object of values', () => {
    expect(first({ clock: { dialledAt: { time: 'body.at', unit: 's' }, choseAt: 'body.nothing' } }, { id: 'a', at: 1_700_000_000 })).toMatchObject({ clock: { dialledAt: 1_700_000_000_000 } })
  })
})

describe('instants', () => {
  it.each<[unknown, 's' | 'ms' | 'iso' | 'http', number | undefined]>([
    [1_700_000_000, 's', 1_700_000_000_000], ['1700000000.5', 's', 1_700_000_000_500], [1_700_000_000_123, 'ms', 1_700_000_000_123], [0, 's', undefined], ['', 'iso', undefined],
    ['2024-01-01T00:01:35.000000Z', 'iso', 1_704_067_295_000], ['2024-01-01 01:01:35+0100', 'iso', 1_704_067_295_000], ['Mon, 01 Jan 2024 00:01:35 GMT', 'http', 1_704_067_295_000],
  ])('%s as %s', (value, unit, expected) => {
    expect(instantOf(value, unit)).toBe(expected)
  })

  it.each<[unknown, 's' | 'ms' | 'iso' | 'http', RegExp]>([
    [1_700_000_000_123, 's', /unit may have to be "ms"/], [1_700_000_000, 'ms', /unit may have to be "s"/], ['2024-01-01T00:01:35', 'iso', /with an offset/],
    ['yesterday', 's', /not a number of seconds/], ['Mon, 01 Jan 2024 00:01:35', 'http', /HTTP date/], [{}, 's', /not a number/], [-5, 's', /no instant of our time/],
  ])('[WH6] refuses %s as %s', (value, unit, problem) => {
    expect(instantOf(value, unit)).toMatch(problem)
  })

  it('[WH6] that lie more than a day ahead are faults', () => {
    expect(tried(mapping({ time: 'body.at' }), { id: 'a', at: RECEIVED_MS + 90_000_000 }).faults).toMatchObject([{ path: 'events[0].emit.time' }])
  })
})

describe('a payload', () => {
  it('makes several events, one of each element of a list; a bad element harms only itself', () => {
    const { events, faults } = tried(mapping({ contact: 'item.id' }, { each: 'body.rows', when: 'item.kind == \'in\'' }), { rows: [{ id: 'a', kind: 'in' }, { kind: 'in' }, { id: 'c', kind: 'out' }, { id: 'd', kind: 'in' }] })
    expect(events.map((event) => 'contact' in event && event.contact)).toEqual(['a', 'd'])
    expect(faults).toHaveLength(1)
  })

  it('[WH4] that comes again makes the same ids, and ids that sort as its rules stand', () => {
    const both = { ...mapping({}), events: [{ emit: { type: 'contact.handled', contact: 'body.id' } }, { emit: { type: 'contact.abandoned', contact: 'body.id' } }] }
    const once = eventsOf(both, { id: 'a' })
    expect(eventsOf(both, { id: 'a' }, { receivedAtMs: RECEIVED_MS + 5 }).map(({ id }) => id)).toEqual(once.map(({ id }) => id))
    expect(once.map(({ id }) => id).toSorted()).toEqual(once.map(({ id }) => id))
    expect(eventsOf(both, { id: 'b' })[0]?.id).not.toBe(once[0]?.id)
  })

  it('that lists who waits becomes a snapshot by queue; covered queues without a row are empty', () => {
    const snapshot = {
      ...mapping({}), events: [{ emit: {
        type: 'feed.snapshot', covers: { list: 'body.queues', of: { queue: 'item' } },
        rows: { list: 'body.calls', of: { queue: { queue: 'item.queue' }, contact: 'item.id', since: { time: 'item.at', unit: 's' } } },
      } }],
    }
    const body = { queues: ['a', 'b'], calls: [{ id: 1, queue: 'a', at: 1_700_000_000 }, { id: 'x y', queue: 'a', at: 1_700_000_001 }, { id: 3, queue: 'c', at: 1_700_000_002 }] }
    expect(eventsOf(snapshot, body, { queues: { a: 'qa', b: 'qb' } })).toMatchObject([{ type: 'feed.snapshot', queues: [
      { queue: 'qa', waiting: [{ contact: '1', since: 1_700_000_000_000 }, { contact: testHash('x y') }] }, { queue: 'qb', waiting: [] },
    ] }])
    expect(tried(snapshot, { ...body, calls: [{ id: 1, queue: 'a' }] }, { queues: { a: 'qa' } }).faults).toMatchObject([{ path: 'events[0].emit.queues', problem: expect.stringContaining('waiting.0.since') as string }])
  })

  it('[WH8] with a list that no queue has is a fault, and is not walked', () => {
    expect(tried(mapping({}, { each: 'body.rows' }), { rows: Array.from({ length: 10_001 }, () => ({})) }).faults).toEqual([{ path: 'events[0].each', problem: 'has more than 10000 elements in this payload' }])
    expect(tried(mapping({}, { each: 'body.rows' }), { rows: 'none' }).faults).toEqual([{ path: 'events[0].each', problem: 'is not a list in this payload' }])
  })

  it('[WH5] gives faults that repeat none of its values', () => {
    expect(JSON.stringify(tried(mapping({ channel: 'body.name' }), { id: 'a', name: 'Jane Doe' }).faults)).not.toContain('Jane')
  })

  it('[WH8] of any form breaks nothing and pollutes nothing', () => {
    const anything = fc.anything({ withNullPrototype: false, maxDepth: 4, key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'body', 'type', 'events', 'payload', 'data')) })
    fc.assert(fc.property(anything, fc.constantFrom(...SHIPPED_MAPPINGS), (value, name) => {
      const body = JSON.parse(JSON.stringify(value) ?? 'null') as unknown
      const { events } = tried(name, body)
      expect(JSON.parse(JSON.stringify(events))).toEqual(events)
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    }), { numRuns: 60 })
    tried('chatwoot', JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"event":"conversation_created"}'))
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('[WH8] that is very deep is a fault at most', () => {
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown
    expect(tried(mapping({ contact: 'to_string(body)' }), deep).events.length).toBeLessThan(2)
  })
})

describe('queues of a feed', () => {
  it('without a list all are taken, under an id of their name', () => {
    const find = queueFinder(undefined)
    expect(['Support EN', 'Réclamations', '  ', '00G5g'].map(find)).toEqual(['support-en', 'reclamations', undefined, '00g5g'])
  })

  it('[WH7] with a list only those, or the rest under *', () => {
    expect(['a', 'b', '__proto__'].map(queueFinder({ a: 'qa' }))).toEqual(['qa', undefined, undefined])
    expect(['a', 'b'].map(queueFinder({ a: 'qa', '*': 'rest' }))).toEqual(['qa', 'rest'])
  })
})
