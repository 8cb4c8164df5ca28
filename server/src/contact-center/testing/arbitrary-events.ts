import * as fc from 'fast-check'
import type { ContactEvent } from '../index.ts'
import { T0 } from './builders.ts'

const CONTACTS = ['a', 'b', 'c', 'd', 'e', 'f']
const QUEUES = ['north', 'south', 'west']

const contact = fc.constantFrom(...CONTACTS)
const queue = fc.constantFrom(...QUEUES)
const agent = fc.constantFrom('ann', 'bob')
const priority = fc.constantFrom(0, 0, 0, 1, 5)

/** Optional keys must be absent, not undefined, as they are after parsing. */
const optional = { requiredKeys: ['type', 'contact'] as ('type' | 'contact')[] }

/** Events of contacts without id and time. */
export const bodies = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('contact.queued'), contact, queue, priority, queues: fc.uniqueArray(queue, { minLength: 1, maxLength: 3 }), since: fc.integer({ min: T0 - 60_000, max: T0 + 60_000 }) }, { requiredKeys: ['type', 'contact', 'queue'] }) },
  fc.record({ type: fc.constant('contact.requeued'), contact, queue, priority, keepsPlace: fc.boolean() }, { requiredKeys: ['type', 'contact', 'queue'] }),
  fc.record({ type: fc.constant('contact.answered'), contact, agent }, optional),
  fc.record({ type: fc.constantFrom('contact.abandoned', 'contact.resumed', 'contact.paused'), contact }),
  fc.record({ type: fc.constant('contact.left'), contact, reason: fc.constantFrom('timeout', 'voicemail') }),
  fc.record({ type: fc.constant('contact.ringing'), contact, agent }),
  fc.record({ type: fc.constant('contact.not-answered'), contact, agent }, optional),
  fc.record({ type: fc.constant('contact.handled'), contact, agent }, optional),
  fc.record({ type: fc.constant('contact.updated'), contact, priority, queues: fc.uniqueArray(queue, { minLength: 1, maxLength: 3 }) }, optional),
)

/** Contact events with distinct times within ten minutes, in the order of their times. */
export const eventsInTime: fc.Arbitrary<ContactEvent[]> = fc
  .tuple(fc.array(bodies, { maxLength: 60 }), fc.infiniteStream(fc.integer({ min: 1, max: 9_000 })))
  .map(([bodies, gaps]) => {
    let time = T0
    return bodies.map((one, index) => {
      time += gaps.next().value as number
      return { ...one, id: `e${index}`, time } as ContactEvent
    })
  })

/** Any order of them, with some of them twice. */
export const shuffled = (events: readonly ContactEvent[]): fc.Arbitrary<ContactEvent[]> =>
  fc.tuple(fc.shuffledSubarray([...events], { minLength: events.length }), fc.shuffledSubarray([...events]))
    .chain(([all, again]) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }))

export const QUEUE_IDS: readonly string[] = QUEUES
export const CONTACT_IDS: readonly string[] = CONTACTS
