import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactEvent } from './index.ts'
import { Bench, T0 } from './testing/builders.ts'

const at = (second: number): number => T0 + second * 1000
const waiting = (...listed: [string, number][]) => listed.map(([contact, second]) => ({ contact, since: at(second) }))
const support = (...listed: [string, number][]) => [{ queue: 'support', waiting: waiting(...listed) }]

describe('a feed’s snapshot', () => {
  it('[CC26] creates who is listed and not known, and ends who is not listed', () => {
    const bench = new Bench().queue('gone', 0).queue('here', 1).at(10, { type: 'feed.snapshot', queues: support(['here', 1], ['new', -60]) })
    expect(bench.line()).toEqual(['new', 'here'])
    expect(bench.fold.contact('gone')?.phase).toEqual({ kind: 'ended', atMs: at(10), outcome: 'vanished' })
    expect(bench.fold.contact('new')).toMatchObject({ feed: 'acd', clockStartMs: at(-60) })
  })

  it('[CC26] changes nothing newer than its time less two seconds, nor other queues, nor other feeds’ contacts', () => {
    const bench = new Bench().queue('fresh', 8.5).queue('elsewhere', 0, { queue: 'sales' })
      .at(0, { type: 'contact.queued', contact: 'theirs', queue: 'support' }, { feed: 'web' }).at(10, { type: 'feed.snapshot', queues: support() })
    expect([bench.line(), bench.line('sales')]).toEqual([['theirs', 'fresh'], ['elsewhere']])
    bench.at(20, { type: 'feed.snapshot', queues: [], complete: true })
    expect([bench.line(), bench.line('sales')]).toEqual([['theirs'], []])
  })

  it('[CC26] a since within two seconds is the known stay; another since is a new one', () => {
    const bench = new Bench().queue('a', 0, { since: at(-90) }).at(10, { type: 'feed.snapshot', queues: support(['a', 1.5]) })
    expect(bench.fold.contact('a')?.phase).toMatchObject({ kind: 'waiting', sinceMs: at(-90) })
    bench.at(60, { type: 'feed.snapshot', queues: support(['a', 50]) })
    expect(bench.fold.contact('a')?.phase).toMatchObject({ kind: 'waiting', sinceMs: at(50) })
    expect(bench.fold.contact('a')?.stays).toHaveLength(2)
  })

  it('[CC26] who is listed in service was answered; who is listed nowhere there has left', () => {
    const inService = [{ contact: 'a', agent: 'ann', since: at(5) }]
    const bench = new Bench().queue('a', 0).at(10, { type: 'feed.snapshot', queues: [{ queue: 'support', waiting: [], inService }] })
    expect(bench.fold.contact('a')?.phase).toEqual({ kind: 'with-agent', agents: ['ann'], answeredAtMs: at(5), by: 'human' })
    bench.at(20, { type: 'feed.snapshot', queues: [{ queue: 'support', waiting: [] }] })
    expect(bench.phase('a')).toBe('with-agent')
    bench.at(30, { type: 'feed.snapshot', queues: [{ queue: 'support', waiting: [], inService: [] }] })
    expect(bench.fold.contact('a')?.phase).toMatchObject({ kind: 'ended', outcome: 'vanished' })
  })

  it('[CC26] a ringing contact that is not listed is believed for a minute; a paused one and a callback always', () => {
    const bench = new Bench().queue('r', 0).queue('p', 0).queue('c', 0).at(1, { type: 'contact.ringing', contact: 'r', agent: 'ann' })
      .at(1, { type: 'contact.paused', contact: 'p' }).at(1, { type: 'callback.accepted', contact: 'c' }).at(30, { type: 'feed.snapshot', queues: support() })
    expect(['r', 'p', 'c'].map((id) => bench.phase(id))).toEqual(['connecting', 'paused', 'callback'])
    bench.at(62, { type: 'feed.snapshot', queues: support() })
    expect(['r', 'p', 'c'].map((id) => bench.phase(id))).toEqual(['ended', 'paused', 'callback'])
  })

  it('[CC26] a ringing contact that a snapshot leaves out which lists those too is gone', () => {
    const bench = new Bench().queue('r', 0).queue('s', 0).at(1, { type: 'contact.ringing', contact: 'r', agent: 'ann' }, {}).at(1, { type: 'contact.ringing', contact: 's', agent: 'bob' })
      .at(4, { type: 'feed.snapshot', queues: support(['s', 0]), listsRinging: true })
    expect(['r', 's'].map((id) => bench.phase(id))).toEqual(['ended', 'connecting'])
  })

  it('[CC26] listed again and again keeps a contact small and alive', () => {
    const bench = new Bench()
    for (let second = 0; second < 18_000; second += 30) bench.at(second, { type: 'feed.snapshot', queues: support(['a', -5]) }).tick(second)
    expect(bench.line()).toEqual(['a'])
    expect(JSON.stringify(bench.fold.snapshot()).length).toBeLessThan(5_000)
  })

  it('[CC26] takes agents too; a complete one signs out whom it leaves out', () => {
    const bench = new Bench().at(0, { type: 'agent.state', agent: 'bob', state: 'available', queues: ['support'] })
      .at(10, { type: 'feed.snapshot', queues: support(), agents: [{ agent: 'ann', state: 'available', queues: ['support'] }] })
    expect(bench.fold.queue('support')?.staffed).toBe(2)
    bench.at(20, { type: 'feed.snapshot', queues: support(), complete: true, agents: [{ agent: 'ann', state: 'not-ready', queues: ['support'] }] })
    expect(bench.fold.queue('support')?.staffed).toBe(1)
  })

  it('[CC27] counts what events and snapshots disagree on, but not the first snapshot', () => {
    const bench = new Bench().queue('a', 0).at(10, { type: 'feed.snapshot', queues: support(['a', 0], ['b', 5]) })
    expect(bench.fold.feeds()[0]?.drift).toBe(0)
    bench.at(20, { type: 'feed.snapshot', queues: support(['a', 0], ['b', 5]) }).at(30, { type: 'feed.snapshot', queues: support(['a', 0], ['c', 22]) })
    expect(bench.fold.feeds()[0]?.drift).toBe(2)
  })

  it('[CC4] events that come after the snapshot they precede give the same line as in order', () => {
    const events: ContactEvent[] = [
      { type: 'contact.queued', id: '1', time: at(0), contact: 'a', queue: 'support' },
      { type: 'contact.queued', id: '2', time: at(1), contact: 'b', queue: 'support' },
      { type: 'contact.queued', id: '3', time: at(2), contact: 'c', queue: 'support' },
      { type: 'contact.abandoned', id: '4', time: at(5), contact: 'b' },
      { type: 'feed.snapshot', id: '5', time: at(20), queues: support(['a', 0], ['d', 6]) },
      { type: 'contact.queued', id: '6', time: at(21), contact: 'e', queue: 'support' },
      { type: 'contact.answered', id: '7', time: at(22), contact: 'a', agent: 'ann' },
      { type: 'feed.snapshot', id: '8', time: at(30), queues: support(['d', 6]) },
      { type: 'contact.requeued', id: '9', time: at(31), contact: 'a', queue: 'support' },
      { type: 'contact.queued', id: '91', time: at(32), contact: 'f', queue: 'sales' },
    ]
    fc.assert(fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (mixed) => {
      const bench = new Bench()
      mixed.forEach((event, index) => bench.fact(100 + index, { kind: 'event', feed: 'acd', receivedAtMs: at(100 + index), event }))
      expect([bench.line(), bench.line('sales')]).toEqual([['d', 'a'], ['f']])
    }), { numRuns: 200 })
  })

  it('[CC5] a bad snapshot is set aside whole', () => {
    const bench = new Bench().queue('a', 0).at(10, { type: 'feed.snapshot', queues: [{ queue: 'support', waiting: 7 as unknown as [] }] })
    expect(bench.line()).toEqual(['a'])
    expect(bench.fold.quarantine()).toMatchObject([{ reason: 'poison', type: 'feed.snapshot' }])
  })
})
