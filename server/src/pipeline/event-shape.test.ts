import { expect, it } from 'vitest'
import { eventShape } from './event-shape.ts'

it('shows times, queues and kinds of an event, and of all else only its shape', () => {
  expect(eventShape({ id: 'jan-1', type: 'contact.queued', time: 5, contact: '32471000000', queue: 'support', queues: ['support', 'b'], priority: 2, skills: ['dutch'], language: 'nl' })).toEqual({
    id: 'text of 5', type: 'contact.queued', time: 5, contact: 'text of 11', queue: 'support', queues: ['support', 'b'], priority: 2, skills: ['text of 5'], language: 'text of 2',
  })
})

it('shows no value where a field holds what it should not', () => {
  expect(eventShape({ type: 'Jan Peeters', time: '0471 00 00 00', queue: 'Jan Peeters', queues: 7, priority: 32_471_000_000, open: 'Jan' })).toEqual({
    type: 'text of 11', time: 'text of 13', queue: 'text of 11', queues: 'number', priority: 'number', open: 'text of 3',
  })
})
