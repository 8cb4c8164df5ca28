import { describe, expect, it } from 'vitest'
import { createContactCenter } from './index.ts'
import { Bench, centerFacts, T0 } from './testing/builders.ts'

const HOUR = 3_600

describe('events of contacts that are not known', () => {
  it('[CC19] wait an hour for the event that says where the contact is', () => {
    const bench = new Bench().at(5, { type: 'contact.answered', contact: 'a', agent: 'ann' }).at(30, { type: 'contact.handled', contact: 'a', agent: 'ann' })
    expect(bench.fold.contact('a')).toBeUndefined()
    bench.at(0, { type: 'contact.queued', contact: 'a', queue: 'support' }, { loggedAt: 40 })
    expect(bench.fold.contact('a')?.stays.map((stay) => stay.outcome)).toEqual(['answered', 'handled'])
    expect(bench.fold.queue('support')?.feedLevel).toBe(2)
  })

  it('[CC19] are set aside when the hour is over', () => {
    const bench = new Bench().at(5, { type: 'contact.answered', contact: 'a', agent: 'ann' }).tick(HOUR)
    expect(bench.fold.quarantine()).toEqual([])
    bench.tick(HOUR + 5)
    expect(bench.fold.quarantine()).toMatchObject([{ reason: 'held-too-long', type: 'contact.answered', eventId: 'e1' }])
    bench.at(6, { type: 'contact.queued', contact: 'a', queue: 'support' }, { loggedAt: HOUR + 6 })
    expect(bench.phase('a')).toBe('waiting')
  })

  it('[CC5] a bad one that was held harms only itself', () => {
    const bench = new Bench().at(5, { type: 'contact.updated', contact: 'a', queues: 5 as unknown as string[] }).at(6, { type: 'contact.abandoned', contact: 'a' }).queue('a', 0)
    expect(bench.phase('a')).toBe('ended')
    expect(bench.fold.quarantine()).toMatchObject([{ reason: 'poison', type: 'contact.updated' }])
  })

  it('[CC5] one that names no contact or no queue is poison', () => {
    const bench = new Bench().at(0, { type: 'contact.abandoned' } as never).at(1, { type: 'contact.queued', contact: 'a' } as never).at(4, { type: 'nonsense', contact: 'a' } as never)
    expect(bench.fold.quarantine().map(({ reason, detail }) => [reason, detail])).toEqual([['poison', 'the event names no contact'], ['poison', 'the event names no queue']])
    expect(bench.queue('a', 3).fold.quarantine().at(-1)).toMatchObject({ reason: 'poison', type: 'nonsense' })
    expect(bench.line()).toEqual(['a'])
  })

  it('[CC20] are too late when more than an hour old', () => {
    const bench = new Bench().at(0, { type: 'contact.queued', contact: 'a', queue: 'support' }, { loggedAt: HOUR + 1 })
    expect(bench.fold.contact('a')).toBeUndefined()
    expect(bench.fold.quarantine()).toMatchObject([{ reason: 'too-late', feed: 'acd', position: expect.stringContaining('/') }])
    expect(bench.fold.feeds()).toMatchObject([{ feed: 'acd', accepted: 1, tooLate: 1, quarantined: 0 }])
  })

  it('[CC20] but a known contact takes an event of any age', () => {
    const bench = new Bench().queue('a', 0).at(1, { type: 'contact.abandoned', contact: 'a' }, { loggedAt: 2 * HOUR })
    expect(bench.phase('a')).toBe('ended')
  })
})

describe('what time does to contacts', () => {
  it('[CC21] an ended contact is forgotten after an hour', () => {
    const bench = new Bench().queue('a', 0).at(10, { type: 'contact.abandoned', contact: 'a' }).tick(HOUR + 9)
    expect(bench.phase('a')).toBe('ended')
    bench.tick(HOUR + 10)
    expect(bench.fold.contact('a')).toBeUndefined()
    expect(bench.fold.needsTick(T0 + 10 * HOUR * 1000)).toBe(false)
  })

  it('[CC22] a stay and a service are settled a minute after their end, once', () => {
    const bench = new Bench().queue('a', 0).at(10, { type: 'contact.answered', contact: 'a', agent: 'ann' }).at(40, { type: 'contact.handled', contact: 'a', agent: 'ann' })
    bench.fold.takeChanges()
    expect(bench.tick(69).fold.takeChanges().settledStays).toEqual([])
    expect(bench.tick(70).fold.takeChanges().settledStays).toEqual([{
      contact: 'a', kind: 'customer', queue: 'support', pool: 'support', channel: 'voice', priority: 0, startedAtMs: T0, endedAtMs: T0 + 10_000, outcome: 'answered',
    }])
    expect(bench.tick(100).fold.takeChanges().settledServices).toEqual([
      { contact: 'a', queue: 'support', pool: 'support', channel: 'voice', agent: 'ann', startedAtMs: T0 + 10_000, endedAtMs: T0 + 40_000 },
    ])
    bench.at(9, { type: 'contact.updated', contact: 'a', priority: 3 }, { loggedAt: 110 }).at(11, { type: 'contact.updated', contact: 'a' }, { loggedAt: 111 })
    for (let second = 112; second < 400; second += 10) bench.tick(second)
    const changes = bench.fold.takeChanges()
    expect([changes.settledStays, changes.settledServices]).toEqual([[], []])
  })

  it('[CC22] what comes within the minute still counts', () => {
    const bench = new Bench().queue('a', 0).at(10, { type: 'contact.left', contact: 'a', reason: 'other' })
    bench.at(8, { type: 'contact.answered', contact: 'a', agent: 'ann' }, { loggedAt: 60 }).tick(70)
    expect(bench.fold.takeChanges().settledStays).toMatchObject([{ outcome: 'answered', endedAtMs: T0 + 8_000 }])
  })

  it('[CC23] a contact that nobody closes expires by its channel', () => {
    const bench = new Bench(createContactCenter(centerFacts({ expirySeconds: { chat: 60 } }))).queue('call', 0).queue('chat', 0, { queue: 'web', channel: 'chat' })
    bench.tick(60)
    expect(bench.fold.contact('chat')?.phase).toEqual({ kind: 'ended', atMs: T0 + 60_000, outcome: 'expired' })
    bench.at(100, { type: 'contact.updated', contact: 'call' }).tick(4 * HOUR + 99)
    expect(bench.phase('call')).toBe('waiting')
    bench.tick(4 * HOUR + 100)
    expect(bench.fold.contact('call')?.phase).toMatchObject({ kind: 'ended', outcome: 'expired' })
  })

  it('[CC23] a late sign of life takes an expiry back', () => {
    const bench = new Bench().queue('a', 0).tick(4 * HOUR)
    expect(bench.phase('a')).toBe('ended')
    bench.at(3 * HOUR, { type: 'contact.ringing', contact: 'a', agent: 'ann' }, { loggedAt: 4 * HOUR + 1 })
    expect(bench.phase('a')).toBe('connecting')
    expect(bench.tick(7 * HOUR).phase('a')).toBe('ended')
  })

  it('[CC25] our own outage makes every feed stale until it speaks, and moves expiries by the gap', () => {
    const bench = new Bench().queue('a', 0)
    expect(bench.fold.queue('support')?.feedState).toBe('live')
    bench.fold.takeChanges()
    bench.fold.outage(2 * HOUR * 1000, T0 + 3 * HOUR * 1000)
    expect(bench.fold.queue('support')?.feedState).toBe('stale')
    expect(bench.fold.takeChanges()).toMatchObject({ outageMs: 2 * HOUR * 1000, queues: new Set(['support']) })
    expect(bench.tick(5 * HOUR).phase('a')).toBe('waiting')
    expect(bench.tick(6 * HOUR).phase('a')).toBe('ended')
    bench.at(6 * HOUR, { type: 'feed.heartbeat' })
    expect(bench.fold.queue('support')?.feedState).toBe('live')
  })

  it('[CC38] a center needs a tick only while someone waits or something is due', () => {
    const bench = new Bench()
    expect(bench.fold.needsTick(T0)).toBe(false)
    bench.queue('a', 0)
    expect(bench.fold.needsTick(T0)).toBe(true)
    bench.at(5, { type: 'contact.abandoned', contact: 'a' })
    expect(bench.fold.needsTick(T0 + 6_000)).toBe(false)
    expect(bench.fold.needsTick(T0 + 65_000)).toBe(true)
  })
})
