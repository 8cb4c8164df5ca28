import { expect, it } from 'vitest'
import type { ContactEvent, LiveCenter } from '../contact-center/index.ts'
import { createCenterRoom } from './center-room.ts'

const LIMITS = { openContacts: 2, queues: 2, agents: 3, notices: 2 }
function center(openContacts: number, queues: string[], agents: string[] = [], notices: string[] = []): LiveCenter {
  const known: Partial<LiveCenter> = {
    openContacts, queues: () => queues as never, queue: (id) => (queues.includes(id) ? {} as never : undefined), contact: (id) => (id === 'c-known' ? {} as never : undefined),
    knownAgents: agents.length, knowsAgent: (id) => agents.includes(id), notices: () => notices.map((notice) => ({ notice, text: {}, endsAtMs: 1 })),
  }
  return known as LiveCenter
}
const queued = (contact: string, queue: string): ContactEvent => ({ id: 'e', type: 'contact.queued', time: 0, contact, queue })

it('a center with room costs no look at its events, nor does one that another node serves', () => {
  expect(createCenterRoom(() => center(1, ['a']), () => 0, LIMITS)('acme')).toBeUndefined()
  expect(createCenterRoom(() => undefined, () => 0, LIMITS)('acme')).toBeUndefined()
})

it('a center with too many open contacts takes no new one, and lets those it has go on', () => {
  const judge = createCenterRoom(() => center(2, ['a']), () => 0, LIMITS)('acme')
  expect(judge?.(queued('c-new', 'a'))).toMatch(/2 open contacts/)
  expect(judge?.(queued('c-known', 'a'))).toBeUndefined()
  expect(judge?.({ id: 'e', type: 'contact.answered', time: 0, contact: 'c-known' })).toBeUndefined()
})

it('a center with too many queues takes no new one, and counts again after a second', () => {
  let [nowMs, queues] = [0, ['a', 'b']]
  const room = createCenterRoom(() => center(0, queues), () => nowMs, LIMITS)
  expect(room('acme')?.(queued('c-new', 'c'))).toMatch(/2 queues/)
  expect(room('acme')?.(queued('c-new', 'b'))).toBeUndefined()
  expect(room('acme')?.({ id: 'e', type: 'feed.snapshot', time: 0, queues: [{ queue: 'd', waiting: [] }] })).toMatch(/2 queues/)
  queues = ['a']
  expect(room('acme')).toBeDefined()
  nowMs = 1000
  expect(room('acme')).toBeUndefined()
})

it('a center with too many agents hears of no new one; those it has may say what they do, and anybody may answer', () => {
  const judge = createCenterRoom(() => center(0, [], ['ann', 'bob', 'cas']), () => 0, LIMITS)('acme')
  const state = (agent: string): ContactEvent => ({ id: 'e', type: 'agent.state', time: 0, agent, state: 'available' })
  expect(judge?.(state('dan'))).toMatch(/3 agents/)
  expect(judge?.({ id: 'e', type: 'feed.snapshot', time: 0, queues: [], agents: [{ agent: 'ann', state: 'available' }, { agent: 'eve', state: 'available' }] })).toMatch(/3 agents/)
  expect(judge?.(state('bob'))).toBeUndefined()
  expect(judge?.({ id: 'e', type: 'contact.answered', time: 0, contact: 'c', agent: 'dan' })).toBeUndefined()
})

it('a center with too many notices takes no new one; those that stand can be told again and ended', () => {
  const judge = createCenterRoom(() => center(0, [], [], ['flood', 'strike']), () => 0, LIMITS)('acme')
  const notice = (id: string, ended = false): ContactEvent => ({ id: 'e', type: 'center.notice', time: 0, notice: id, text: { en: 'x' }, ended })
  expect([judge?.(notice('storm')), judge?.(notice('flood')), judge?.(notice('strike', true))]).toEqual(['the center has 2 notices already', undefined, undefined])
})
