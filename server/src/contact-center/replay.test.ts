import { describe, expect, it } from 'vitest'
import { type ContactEvent, createContactCenter, restoreContactCenter } from './index.ts'
import { Bench, centerFacts, T0 } from './testing/builders.ts'

const bad = { type: 'contact.queued', id: 'bad', time: T0 + 1_000, contact: 'c', queue: 'support', queues: 7 } as unknown as ContactEvent
const good = { ...bad, queues: ['second'] } as unknown as ContactEvent

/** A replay of what stands aside at `position`, at a place of its own. */
function replay(bench: Bench, second: number, event: ContactEvent, position = bench.fold.quarantine().at(-1)?.position ?? ''): Bench {
  const ms = T0 + second * 1000
  bench.fold.apply({ kind: 'event', feed: 'acd', receivedAtMs: ms, event, replayOf: position }, { ms, position: `${ms}-0/9` })
  return bench
}
function withPoison(): Bench {
  const bench = new Bench()
  bench.fold.apply({ kind: 'event', feed: 'acd', receivedAtMs: T0 + 1_000, event: bad }, { ms: T0 + 1_000, position: `${T0 + 1_000}-0/0` })
  return bench
}
/** As a version that can fold it would find it: the mended event in the place of the bad one. */
function mended(bench: Bench): Bench {
  const snapshot = JSON.parse(JSON.stringify(bench.fold.snapshot())) as { json: { quarantine: { list: { event: ContactEvent }[] } }; sheets: [] }
  snapshot.json.quarantine.list[0]!.event = good
  return new Bench(restoreContactCenter(snapshot))
}

describe('replay of what was set aside', () => {
  it('[CC44] taken after a fix: in its place in the line, once, and no longer counted as set aside', () => {
    const bench = mended(withPoison().queue('d', 5))
    expect(bench.fold.feeds()[0]).toMatchObject({ quarantined: 1 })
    const { position } = bench.fold.quarantine()[0]!
    replay(bench, 60, good, position)
    expect(bench.line()).toEqual(['c', 'd'])
    expect([bench.fold.quarantine(), bench.fold.feeds()[0]?.quarantined]).toEqual([[], 0])
    expect(bench.fold.replayed()).toEqual([{ feed: 'acd', eventId: 'bad', type: 'contact.queued', outcome: 'taken', position, atMs: T0 + 60_000 }])
    bench.at(61, { type: 'contact.answered', contact: 'c', agent: 'ann' })
    replay(bench, 62, good, position)
    expect([bench.line(), bench.fold.replayed().length]).toEqual([['d'], 1])
  })

  it('[CC44] refused again: it stays aside with its reason, at the place of the replay', () => {
    const bench = replay(withPoison(), 60, bad)
    expect(bench.fold.quarantine()).toMatchObject([{ reason: 'poison', eventId: 'bad', position: `${T0 + 60_000}-0/9`, event: { id: 'bad' } }])
    expect(bench.fold.replayed()).toMatchObject([{ outcome: 'refused', detail: bench.fold.quarantine()[0]?.detail }])
    expect(bench.fold.feeds()[0]).toMatchObject({ quarantined: 1, tooLate: 0 })
  })

  it('[CC44] held too long: taken once its contact is known, waiting or too late while it is not', () => {
    const held = (): Bench => new Bench().at(0, { type: 'contact.handled', contact: 'c', agent: 'ann' }, { id: 'h' }).tick(3_600).tick(3_601)
    const event: ContactEvent = { type: 'contact.handled', contact: 'c', agent: 'ann', id: 'h', time: T0 }
    expect(held().fold.quarantine()).toMatchObject([{ reason: 'held-too-long' }])

    const late = replay(held(), 3_602, event)
    expect(late.fold.replayed()).toMatchObject([{ outcome: 'refused', detail: expect.stringContaining('an hour old') as string }])
    expect(late.fold.quarantine()).toMatchObject([{ reason: 'too-late' }])
    expect([late.fold.quarantine()[0]?.event, late.fold.feeds()[0]]).toMatchObject([undefined, { tooLate: 1, quarantined: 0 }])
    replay(late, 3_603, event)
    expect(late.fold.replayed()).toHaveLength(1)

    const since = held().at(3_600, { type: 'contact.queued', contact: 'c', queue: 'support' }, { loggedAt: 3_601 })
    expect(replay(since, 3_602, event).fold.replayed()).toMatchObject([{ outcome: 'taken' }])
  })

  it('[CC44] held again while its contact is not known yet, and known where the feed sent it again since', () => {
    const crowd = new Bench()
    for (let i = 0; i < 65; i++) crowd.at(i, { type: 'contact.ringing', contact: 'c', agent: 'ann' }, { id: `r${i}` })
    expect(crowd.fold.quarantine()).toMatchObject([{ eventId: 'r64', reason: 'held-too-long' }])
    const { event, position } = crowd.fold.quarantine()[0]!
    crowd.at(70, { type: 'contact.queued', contact: 'd', queue: 'support' }).at(70, { type: 'contact.ringing', contact: 'd', agent: 'ann' }, { id: 'x' })
    expect(replay(crowd, 71, event!, position).fold.replayed()).toMatchObject([{ outcome: 'refused' }])
    crowd.queue('c', 0).at(64, { type: 'contact.ringing', contact: 'c', agent: 'ann' }, { id: 'r64' })
    expect(replay(crowd, 72, event!).fold.replayed()).toMatchObject([{ outcome: 'refused' }, { outcome: 'known' }])

    const alone = new Bench().at(0, { type: 'contact.handled', contact: 'c', agent: 'ann' }, { id: 'h' }).tick(3_600).tick(3_601)
    const recent: ContactEvent = { type: 'contact.handled', contact: 'c', agent: 'ann', id: 'h', time: T0 + 3_000_000 }
    expect(replay(alone, 3_602, recent).fold.replayed()).toMatchObject([{ outcome: 'waits' }])
    expect(alone.queue('c', 3_000).fold.quarantine()).toEqual([])
  })

  it('[CC44] folded from a center\'s own facts alone, where positions within an entry differ, the same event is replayed', () => {
    const bench = mended(withPoison())
    const { position } = bench.fold.quarantine()[0]!
    expect(replay(bench, 60, { ...good, id: 'another' }, position.replace('/0', '/7')).fold.replayed()).toEqual([])
    expect(replay(bench, 61, good, position.replace('/0', '/7')).fold.replayed()).toMatchObject([{ outcome: 'taken' }])
    expect(bench.line()).toEqual(['c'])
  })

  it('[CC44] a replay is no sign of life of its feed', () => {
    const bench = withPoison()
    bench.fold.outage(600_000, T0 + 700_000)
    replay(bench, 701, bad)
    expect(bench.fold.feeds()[0]).toMatchObject({ state: 'stale', accepted: 1 })
  })

  it('[CC44] too late and too large events are not kept, and outside the newest thousand none is', () => {
    const bench = new Bench(createContactCenter(centerFacts())).at(-4_000, { type: 'contact.queued', contact: 'c', queue: 'support' }, { loggedAt: 1 })
    const large = { ...bad, skills: Array.from({ length: 900 }, () => 'skill') } as unknown as ContactEvent
    bench.fold.apply({ kind: 'event', feed: 'acd', receivedAtMs: T0, event: large }, { ms: T0 + 2_000, position: '2-0/0' })
    expect(bench.fold.quarantine().map(({ reason, event }) => [reason, event])).toEqual([['too-late', undefined], ['poison', undefined]])
    replay(bench, 3, large)
    expect([bench.fold.replayed(), bench.fold.quarantine().length]).toEqual([[], 2])
    for (let i = 0; i < 3_000; i++) bench.fold.apply({ kind: 'event', feed: 'acd', receivedAtMs: T0, event: { ...bad, id: `p${i}` } }, { ms: T0 + 4_000, position: `4-${i}/0` })
    expect(bench.fold.quarantine()).toHaveLength(1_000)
    replay(bench, 5, bad, '4-0/0')
    expect(bench.fold.replayed()).toEqual([])
  })

  it('[CC30] [CC44] what stands aside and what came of replays goes on across a restart; a snapshot from before them is read', () => {
    const bench = replay(withPoison(), 60, bad)
    const again = restoreContactCenter(JSON.parse(JSON.stringify(bench.fold.snapshot())))
    expect([again.quarantine(), again.replayed()]).toEqual([bench.fold.quarantine(), bench.fold.replayed()])
    const before = JSON.parse(JSON.stringify(withPoison().fold.snapshot())) as { json: { quarantine: { list: { event?: unknown }[]; replayed?: unknown } }; sheets: [] }
    for (const entry of before.json.quarantine.list) delete entry.event
    delete before.json.quarantine.replayed
    const old = new Bench(restoreContactCenter(before))
    expect(replay(old, 60, bad).fold.replayed()).toEqual([])
    expect(old.fold.quarantine()).toHaveLength(1)
  })
})
