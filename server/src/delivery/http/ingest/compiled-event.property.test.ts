import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { contactEventSchema } from '../../../contact-center/index.ts'
import { eventsInTime } from '../../../contact-center/testing/arbitrary-events.ts'
import { checkEvent, compileEventSchema } from './compiled-event.ts'

const RUNS = 1000
const compiledEvent = compileEventSchema()
const others = fc.constantFrom<Record<string, unknown>>(
  { id: 'n', type: 'center.notice', time: 1, notice: 'x', text: { nl: 'Storing', en: 'Out\u00e9' }, expectedEnd: '2026-11-22T10:00:00+01:00' },
  { id: 's', type: 'feed.snapshot', time: 1, queues: [{ queue: 'q', waiting: [{ contact: 'c', since: 1 }], inService: [] }], agents: [{ agent: 'a', state: 'available', queues: ['q'] }], complete: true },
  { id: 'a', type: 'agent.state', time: 1, agent: 'a', state: 'on-contact', skills: { nl: 2 }, capacity: { chat: { capacity: 3, exclusive: true }, voice: 1 } },
  { id: 'q', type: 'contact.queued', time: '2026-11-22T10:00:00Z', contact: 'c', queue: 'q', clock: { dialledAt: 5 }, skills: ['nl'], follows: { feed: 'f', contact: 'b' } },
  { id: 'b', type: 'callback.offered', time: 1, contact: 'c', mode: 'scheduled', window: { from: 1, to: '2026-11-22T10:00:00Z' } },
  { id: 'h', type: 'feed.heartbeat', time: 1 },
)
const event = fc.oneof(others, eventsInTime.filter((events) => events.length > 0).map(([first]) => ({ ...first }) as Record<string, unknown>))
const value = fc.oneof(fc.constantFrom<unknown>('contact.queued', 'voice', 'q', '', -1, 1.5, 1e300, '2026-11-22', null, true, [], {}, ['q', 7], { nl: '1' }, { dialledAt: 'x' }), fc.jsonValue({ maxDepth: 2 }))
const field = fc.constantFrom('id', 'type', 'time', 'contact', 'queue', 'queues', 'priority', 'since', 'clock', 'skills', 'channel', 'capacity', 'text', 'window', 'agents', '__proto__', 'other')
const changed = fc.tuple(event, fc.option(fc.tuple(field, value))).map(([one, change]) => {
  // As it would be read: own fields, whatever their names.
  if (change !== null) Object.defineProperty(one, change[0], { value: change[1], enumerable: true, configurable: true, writable: true })
  return JSON.parse(JSON.stringify(one)) as unknown
})

it(`the compiled check takes what the schema takes, gives what it gives and explains as it does (${RUNS} events, most with a field changed)`, () => {
  fc.assert(fc.property(changed, (raw) => {
    const [compiled, plain] = [compiledEvent.safeParse(raw), contactEventSchema.safeParse(raw)]
    expect(compiled.success).toBe(plain.success)
    expect(compiled.data).toStrictEqual(plain.data)
    expect(compiled.error?.issues).toEqual(plain.error?.issues)
  }), { numRuns: RUNS })
})

it('an event is read as well before the check is compiled as by the compiled one afterwards', () => {
  const good = { id: 'n', type: 'contact.queued', time: 1, contact: 'c', queue: 'q' }
  const read = (): unknown[] => [checkEvent(good), checkEvent({ ...good, contact: 7 })].map(({ data, error }) => ({ data, issues: error?.issues }))
  const before = read()
  for (let more = 0; more < 3_000; more += 1) checkEvent(good)
  expect(read()).toEqual(before)
})
