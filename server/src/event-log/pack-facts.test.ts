import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeEntry, type LoggedFact } from './entries.ts'
import { packFacts, unpackFacts } from './pack-facts.ts'

const event = (contact: string, feed = 'acd', receivedAtMs = 1, center = 'acme'): LoggedFact =>
  ({ center, fact: { kind: 'event', feed, receivedAtMs, event: { id: contact, type: 'contact.abandoned', time: 1, contact } } })
const receipt: LoggedFact = { center: 'acme', fact: { kind: 'receipt', contact: 'c-1', seq: 1, level: 'shown', via: 'sse' } }
const replay: LoggedFact = { center: 'acme', fact: { kind: 'event', feed: 'acd', receivedAtMs: 1, event: { id: 'r', type: 'contact.abandoned', time: 1, contact: 'r' }, replayOf: '1-0/3' } }
const items = (facts: LoggedFact[], maxBytes = 10_000): unknown[] => packFacts(facts, maxBytes).map(({ json }) => JSON.parse(json) as unknown)

describe('facts in an entry', () => {
  it('events that came together say once whose they are', () => {
    expect(items([event('a'), event('b')])).toEqual([{ center: 'acme', feed: 'acd', receivedAtMs: 1, batch: { events: [{ id: 'a', type: 'contact.abandoned', time: 1, contact: 'a' }, { id: 'b', type: 'contact.abandoned', time: 1, contact: 'b' }] } }])
  })

  it('another feed, another time, another center and another kind of fact begin an item of their own', () => {
    expect(items([event('a'), event('b', 'crm'), event('c', 'crm', 2), event('d', 'crm', 2, 'lab'), receipt, event('e', 'crm', 2, 'lab')])).toHaveLength(6)
  })

  it('a replay is an item of its own, which says what it is a replay of', () => {
    expect(items([event('a'), replay, event('b')])).toMatchObject([{ batch: { events: [{ id: 'a' }] } }, replay, { batch: { events: [{ id: 'b' }] } }])
  })

  it('what is too large is cut, down to one event', () => {
    const packed = packFacts(Array.from({ length: 10 }, (_, n) => event(`c-${n}`)), 300)
    expect(packed.length).toBeGreaterThan(2)
    for (const { bytes } of packed) expect(bytes).toBeLessThanOrEqual(300)
    expect(packFacts([event('x'.repeat(500)), event('b')], 300).map(({ count }) => count)).toEqual([1, 1])
  })

  it('whoever has the batch as JSON need not have it written again, unless it is too large', () => {
    const facts = Array.from({ length: 5 }, (_, n) => event(`c-${n}`))
    const batchJson = JSON.stringify({ events: facts.map(({ fact }) => (fact.kind === 'event' ? fact.event : undefined)) })
    expect(packFacts(facts, 10_000, batchJson)).toEqual(packFacts(facts, 10_000))
    expect(packFacts(facts, 300, batchJson)).toEqual(packFacts(facts, 300))
  })

  it('come back one by one, in their order, however they were packed; sizes and counts are true', () => {
    const fact = fc.oneof({ weight: 5, arbitrary: fc.tuple(fc.string({ unit: 'binary' }), fc.constantFrom('acd', 'crm'), fc.constantFrom(1, 2), fc.constantFrom('acme', 'lab')).map((parts) => event(...parts)) }, fc.constant(receipt), fc.constant(replay))
    fc.assert(fc.property(fc.array(fact, { maxLength: 40 }), fc.integer({ min: 1, max: 2000 }), (facts, maxBytes) => {
      const packed = packFacts(facts, maxBytes)
      expect(unpackFacts(packed.map(({ json }) => JSON.parse(json) as unknown))).toEqual(JSON.parse(JSON.stringify(facts)))
      for (const { json, bytes, count } of packed) {
        expect(Buffer.byteLength(json)).toBe(bytes)
        expect(unpackFacts([JSON.parse(json)])).toHaveLength(count)
      }
    }), { numRuns: 200 })
  })

  it('entries of the first format are read as they were, and what is no item stays for the fold to count', () => {
    const old = (list: unknown[]) => decodeEntry(JSON.stringify({ f: 1, kind: 'facts', items: list }))
    expect(old([event('a'), receipt])).toMatchObject({ ok: true, entry: { items: [event('a'), receipt] } })
    expect(old([null, 7, { center: 'acme' }])).toMatchObject({ ok: true, entry: { items: [null, 7, { center: 'acme' }] } })
  })
})
