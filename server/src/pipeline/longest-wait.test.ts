import { expect, it } from 'vitest'
import { Bench, T0 } from '../contact-center/testing/builders.ts'
import { longestWaitSeconds } from './longest-wait.ts'

it('[CC46] the longest wait of a queue is that of who came before its feed\'s clock was set back, by the clock of then', () => {
  const bench = new Bench()
  for (let second = 0; second < 100; second += 1) bench.queue(`a${second}`, second)
  for (let second = 100; second < 110; second += 1) bench.at(second - 20, { type: 'contact.queued', contact: `b${second}`, queue: 'support' }, { loggedAt: second })
  const view = bench.fold.queue('support')
  if (view === undefined) expect.fail('the queue is not there')
  expect(bench.fold.clockOffsetMs('acd')).toBe(-20_000)
  expect(longestWaitSeconds(view, bench.fold, T0 + 115_000)).toBe(115)
})
