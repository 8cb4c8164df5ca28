import { expect, it } from 'vitest'
import { createContactCenter, FOLD_RULES, type ContactEvent } from '@queuecast/server/contact-center'
import { EVENTS_A_CONTACT } from '../../sizing/events-a-contact.ts'
import { BusyCenter } from './busy-center.ts'

const facts = { id: 'x', generation: 1, rules: FOLD_RULES, name: { en: 'X' }, languages: ['en' as const], timeZone: 'UTC', show: 'both' as const, public: false, purpose: 'test' as const, queues: [], feeds: [] }

it.each([{ onePool: false, pools: 100 }, { onePool: true, pools: 1 }])('a busy center has its lines and agents full, in $pools pools, and each turn is six events that leave it so', ({ onePool, pools }) => {
  const fold = createContactCenter(facts)
  let count = 0
  const apply = (events: readonly object[]): void => {
    for (const event of events as ContactEvent[]) {
      fold.apply({ kind: 'event', feed: 'f', receivedAtMs: event.time, event }, { ms: event.time, position: `${event.time}-0/${count += 1}` })
    }
  }
  const center = new BusyCenter({ onePool })
  for (const events of center.filling()) apply(events)
  const waiting = (): number => [...fold.queues()].reduce((sum, { line }) => sum + line.length, 0)
  expect(waiting()).toBe(BusyCenter.waiting)
  // In the first turn of each queue no agent becomes ready: one is free yet.
  const first = center.turns(100)
  const turns = center.turns(1_000)
  expect([first.length, turns.length, BusyCenter.turnsFor(turns.length)]).toEqual([100 * (EVENTS_A_CONTACT - 1), 1_000 * EVENTS_A_CONTACT, 1_000])
  apply(first)
  apply(turns)
  expect([waiting(), [...fold.pools()].length, fold.quarantine()]).toEqual([BusyCenter.waiting, pools, []])
  expect([...fold.pools()].reduce((sum, { agentCount }) => sum + agentCount, 0)).toBe(BusyCenter.agents)
})
