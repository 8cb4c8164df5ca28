import type { ContactEvent } from '@queuecast/server/contact-center'
import { expect, it } from 'vitest'
import { announcements } from './announce.ts'
import type { Moment, ProductFormula } from './moment.ts'

const S = 1000
let ids = 0
const event = (type: 'contact.queued' | 'contact.answered' | 'contact.abandoned' | 'contact.handled', contact: string, seconds: number, more: object = {}): ContactEvent =>
  ({ id: `e${ids++}`, type, contact, time: seconds * S, ...(type === 'contact.queued' && { queue: 'a' }), ...more }) as ContactEvent

function momentsOf(events: ContactEvent[], poolOf?: (queue: string) => string): Map<string, Moment> {
  const moments: Moment[] = []
  const note: ProductFormula = (moment) => void moments.push(structuredClone(moment))
  const asked = announcements(events, { products: new Map([['note', note]]), ...(poolOf && { poolOf }) })
  return new Map(asked.map(({ contact }, i) => [contact, moments[i]!]))
}

it('a moment holds what was known before the contact joined, and nothing later', () => {
  const moments = momentsOf([
    event('contact.queued', 'one', 0), event('contact.answered', 'one', 10, { agent: 'x' }),
    event('contact.queued', 'two', 20), event('contact.queued', 'gone', 25), event('contact.abandoned', 'gone', 30),
    event('contact.handled', 'one', 70), event('contact.queued', 'three', 80), event('contact.answered', 'two', 90, { agent: 'x' }),
  ])
  expect(moments.get('one')).toMatchObject({ ahead: 0, queued: 1, answered: [], handled: [], agents: { busy: 0, signedIn: 0 } })
  expect(moments.get('two')).toMatchObject({ queued: 1, answered: [{ atMs: 10 * S, waitedSeconds: 10 }], agents: { busy: 1, signedIn: 1 } })
  expect(moments.get('three')).toEqual({
    atMs: 80 * S, ahead: 1, queued: 2, elapsedSeconds: [60], answered: [{ atMs: 10 * S, waitedSeconds: 10 }], handled: [{ atMs: 70 * S, seconds: 60 }],
    agents: { told: false, busy: 0, ready: 0, signedIn: 0 },
  })
})

it('queues that share agents are one to the products, and credits and priorities count as ahead', () => {
  const events = [
    event('contact.queued', 'one', 10), event('contact.queued', 'other', 20, { queue: 'b' }), event('contact.queued', 'credited', 30, { since: 5 * S }),
    event('contact.queued', 'first', 40, { priority: 3 }), event('contact.queued', 'last', 50),
  ]
  expect([...momentsOf(events, () => 'all')].map(([contact, { ahead }]) => [contact, ahead])).toEqual([['one', 0], ['other', 1], ['credited', 0], ['first', 0], ['last', 4]])
  expect(momentsOf(events).get('other')).toMatchObject({ ahead: 0, queued: 1 })
})

it('agents are those that the feed tells of, where it does', () => {
  const state = (agent: string, to: string, seconds: number): ContactEvent => ({ id: `e${ids++}`, type: 'agent.state', agent, state: to, queues: ['a'], time: seconds * S }) as ContactEvent
  const moments = momentsOf([state('x', 'available', 0), state('y', 'not-ready', 0), state('z', 'signed-out', 0), event('contact.queued', 'one', 1)])
  expect(moments.get('one')?.agents).toEqual({ told: true, busy: 0, ready: 1, signedIn: 2 })
})
