import { expect, it } from 'vitest'
import { makeQueueStatus } from '../../delivery/testing/memory-source.ts'
import { shortestWay, spread } from './shortest-way.ts'

const NONE: ReadonlySet<string> = new Set()
const queue = (id: string, channel: 'voice' | 'chat' | 'video' | 'email', boundSeconds: number, change = {}) =>
  makeQueueStatus({ queue: id, channel, wait: { known: true, boundSeconds, share: 0.9, p10Seconds: 1, p50Seconds: 2, p90Seconds: 3, basedOn: 'other' }, ...change })
const phone = (seconds: number) => queue('phone', 'voice', seconds)
const visitors = Array.from({ length: 1000 }, (_, index) => spread(`visitor ${index}`))

it('names a way that is clearly shorter than the phone, to half of the visitors', () => {
  const told = visitors.filter((visitor) => shortestWay([phone(600), queue('chat', 'chat', 120)], visitor, NONE).named === 'chat').length
  expect(told).toBeGreaterThan(400)
  expect(told).toBeLessThan(600)
})

it('spreads visitors over several that are shorter, each told the same as long as it stands', () => {
  const both = [phone(900), queue('chat', 'chat', 120), queue('video', 'video', 180)]
  const names = visitors.map((visitor) => shortestWay(both, visitor, NONE).named)
  expect(names.filter((name) => name === 'chat').length).toBeGreaterThan(350)
  expect(names.filter((name) => name === 'video').length).toBeGreaterThan(350)
  expect(names).toEqual(visitors.map((visitor) => shortestWay(both.toReversed(), visitor, NONE).named))
})

it('does not waver: it takes a clear gain to begin, and half of it to stay', () => {
  const at = (seconds: number, previous: ReadonlySet<string>) => [...shortestWay([phone(600), queue('chat', 'chat', seconds)], 0, previous).shorter]
  expect(at(430, NONE)).toEqual([])
  expect(at(420, NONE)).toEqual(['chat'])
  expect(at(500, new Set(['chat']))).toEqual(['chat'])
  expect(at(520, new Set(['chat']))).toEqual([])
})

it.each([
  ['the phone is as short', [phone(60), queue('chat', 'chat', 60)]],
  ['the phone is not known', [queue('chat', 'chat', 60)]],
  ['the other is closed', [phone(900), queue('chat', 'chat', 60, { open: false })]],
  ['the other has no live data', [phone(900), queue('chat', 'chat', 60, { feed: 'stale' })]],
  ['the other is answered later', [phone(900), queue('mail', 'email', 60)]],
])('names nothing where %s', (_why, queues) => {
  expect(shortestWay(queues, 0, NONE)).toEqual({ shorter: NONE })
})
