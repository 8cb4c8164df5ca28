import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contactEventSchema } from '../../../contact-center/index.ts'
import { eventsInTime } from '../../../contact-center/testing/arbitrary-events.ts'
import { parseEvents } from './parse-events.ts'
import { EVENT_MEDIA_TYPES } from './read-candidates.ts'

const LIMITS = { nowMs: Date.parse('2026-11-22T10:00:00Z'), maxEvents: 50 }
const NAMES = ['id', 'type', 'time', 'contact', 'queue', 'queues', 'priority', 'since', 'clock', 'skills', 'agent', 'waiting', 'data', 'specversion', 'events', '__proto__', 'constructor', 'prototype', 'toString']
const TEXTS = ['contact.queued', 'queuecast.contact.queued', 'feed.snapshot', 'agent.state', '2026-11-22T10:00:00Z', '1.0', '', '\u0000', '\ud800', 'a'.repeat(200), 'support', 'constructor']
const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, fc.constantFrom<unknown>(...TEXTS, 0, -1, 1e308, Number.MAX_SAFE_INTEGER, true, null), fc.string(), fc.array(tie('any'), { maxLength: 4 }), tie('object')),
  object: fc.dictionary(fc.constantFrom(...NAMES), tie('any'), { maxKeys: 8 }),
})).any
const bytes = fc.oneof(
  value.map((body) => Buffer.from(JSON.stringify(body) ?? '')),
  fc.array(value, { maxLength: 5 }).map((events) => Buffer.from(JSON.stringify({ events }))),
  fc.array(value, { maxLength: 5 }).map((lines) => Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))),
  fc.uint8Array({ maxLength: 300 }).map((raw) => Buffer.from(raw)),
  fc.tuple(value, fc.nat(200)).map(([body, at]) => Buffer.from(JSON.stringify(body) ?? '').subarray(0, at)),
)
const RUNS = 1500

describe('the body of POST /events', () => {
  it(`of any bytes and any type gives events that are events, or a problem that says what to do (${RUNS} bodies)`, () => {
    fc.assert(fc.property(bytes, fc.oneof(fc.constantFrom(...EVENT_MEDIA_TYPES), fc.string()), (body, type) => {
      const parsed = parseEvents(body, type, LIMITS)
      for (const { problem } of parsed.rejected) expect(problem.detail).not.toBe('')
      if (!parsed.ok) {
        expect(parsed.problem.status).toBeGreaterThanOrEqual(400)
        return
      }
      expect(parsed.events.length).toBeGreaterThan(0)
      expect(parsed.events.length).toBeLessThanOrEqual(LIMITS.maxEvents)
      // What was taken is taken again, and is the same: nothing in it is left to chance.
      for (const event of parsed.events) expect(contactEventSchema.parse(event)).toEqual(event)
    }), { numRuns: RUNS })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('as it came means what was taken, and is as long as what would be written', () => {
    const more = fc.record({ event: fc.nat(60), name: fc.constantFrom('skills', 'language', 'kind', 'extra', 'since', 'channel'), value: fc.oneof(value, fc.constantFrom<unknown>('nl', { nl: 1 }, ['a"b', 'c'], 'voice', 1000)) })
    let kept = 0
    fc.assert(fc.property(eventsInTime, fc.array(more, { maxLength: 2 }), fc.constantFrom(undefined, 1), (some, changes, indent) => {
      const sent: Record<string, unknown>[] = some.map((event) => ({ ...event }))
      for (const change of changes) Object.assign(sent[change.event] ?? {}, { [change.name]: change.value })
      const parsed = parseEvents(Buffer.from(JSON.stringify({ events: sent }, undefined, indent)), 'application/json', { ...LIMITS, maxEvents: 100 })
      if (!parsed.ok || parsed.batchJson === undefined) return
      kept += 1
      expect(JSON.parse(parsed.batchJson)).toEqual({ events: parsed.events })
      expect(parsed.batchJson).toHaveLength(JSON.stringify({ events: parsed.events }).length)
    }), { numRuns: 300 })
    expect(kept).toBeGreaterThan(30)
  })
})
