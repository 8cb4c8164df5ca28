import { describe, expect, it } from 'vitest'
import { type Alive, createContactCenter, restoreContactCenter } from './index.ts'
import { Bench, centerFacts } from './testing/builders.ts'

const withFeed = (alive: Alive): Bench => new Bench(createContactCenter(centerFacts({ feeds: [{ name: 'acd', alive }] })))
const state = (bench: Bench): string | undefined => bench.fold.queue('support')?.feedState

describe('is a feed alive', () => {
  it('[CC28] a feed that has not spoken is unknown', () => {
    expect(state(withFeed({ kind: 'heartbeat', intervalSeconds: 10 }))).toBe('unknown')
  })

  it('[CC28] heartbeat and poll are stale after three intervals, also while nobody waits, until they speak', () => {
    for (const kind of ['heartbeat', 'poll'] as const) {
      const bench = withFeed({ kind, intervalSeconds: 10 }).at(0, { type: 'feed.heartbeat' }).at(20, { type: 'feed.heartbeat' }).tick(49)
      expect(state(bench)).toBe('live')
      bench.fold.takeChanges()
      expect(bench.fold.needsTick(bench.fold.nowMs + 1_000)).toBe(true)
      expect(state(bench.tick(50))).toBe('stale')
      expect(bench.fold.takeChanges().queues).toContain('support')
      expect(state(bench.at(51, { type: 'feed.heartbeat' }))).toBe('live')
      expect(bench.fold.takeChanges().queues).toContain('support')
    }
  })

  it('[CC28] an events-only feed is judged by silence only while someone waits, by the channel', () => {
    const idle = withFeed({ kind: 'events-only' }).queue('a', 0).at(1, { type: 'contact.abandoned', contact: 'a' }).tick(3_000)
    expect(state(idle)).toBe('live')
    const voice = withFeed({ kind: 'events-only' }).queue('a', 0).tick(299)
    expect(state(voice)).toBe('live')
    expect(state(voice.tick(300))).toBe('stale')
    const email = withFeed({ kind: 'events-only' }).queue('a', 0, { queue: 'mail', channel: 'email' }).tick(3_599)
    expect(email.fold.queue('mail')?.feedState).toBe('live')
    expect(email.tick(3_600).fold.queue('mail')?.feedState).toBe('stale')
    expect(state(withFeed({ kind: 'events-only', maxSilenceSeconds: 30 }).queue('a', 0).tick(30))).toBe('stale')
  })

  it('[CC28] a feed that repeats yesterday is no more alive for it', () => {
    const bench = withFeed({ kind: 'heartbeat', intervalSeconds: 10 }).queue('a', 86_400)
    for (let second = 1; second <= 60; second++) bench.at(second, { type: 'contact.queued', contact: `y${second}`, queue: 'support' }, { loggedAt: 86_400 + second })
    expect(state(bench.tick(86_461))).toBe('stale')
    expect(bench.fold.clockOffsetMs('acd')).toBe(0)
    expect(bench.fold.feeds()).toMatchObject([{ state: 'stale', tooLate: 60, lagSeconds: 86_400 }])
    expect([...(bench.fold.queue('support')?.line ?? [])].map(({ contact }) => contact)).toEqual(['a'])
    const { since } = bench.fold.feeds()[0] ?? {}
    expect(bench.fold.nowMs - Date.parse(since ?? '')).toBe(31_000)
  })

  it('[CC28] one stale feed makes each queue stale that it feeds, and no other', () => {
    const bench = new Bench(createContactCenter(centerFacts({ feeds: [{ name: 'acd', alive: { kind: 'heartbeat', intervalSeconds: 10 } }, { name: 'web', alive: { kind: 'heartbeat', intervalSeconds: 600 } }] })))
    bench.queue('a', 0).at(0, { type: 'contact.queued', contact: 'c', queue: 'chat' }, { feed: 'web' }).tick(30)
    expect([state(bench), bench.fold.queue('chat')?.feedState]).toEqual(['stale', 'live'])
    expect(bench.fold.feeds().map((feed) => [feed.feed, feed.state, feed.silentForSeconds])).toEqual([['acd', 'stale', 30], ['web', 'live', 30]])
  })
})

describe('a feed’s clock', () => {
  it('[CC29] a fast clock shows in most events, a slow one in the least lag after ten events', () => {
    const slightly = new Bench().at(70, { type: 'feed.heartbeat' }, { loggedAt: 40 })
    expect(slightly.fold.clockOffsetMs('acd')).toBe(30_000)
    const fast = new Bench()
    for (let second = 0; second < 2; second++) fast.at(second + 3_600, { type: 'feed.heartbeat' }, { loggedAt: second })
    expect(fast.fold.clockOffsetMs('acd')).toBe(0)
    fast.at(3_602, { type: 'feed.heartbeat' }, { loggedAt: 2 })
    expect(fast.fold.clockOffsetMs('acd')).toBe(3_600_000)
    const slow = new Bench()
    for (let second = 0; second < 9; second++) slow.at(second, { type: 'feed.heartbeat' }, { loggedAt: second + 60 })
    expect(slow.fold.clockOffsetMs('acd')).toBe(0)
    slow.at(9, { type: 'feed.heartbeat' }, { loggedAt: 69 })
    expect(slow.fold.clockOffsetMs('acd')).toBe(-60_000)
    expect(slow.fold.clockOffsetMs('nobody')).toBe(0)
  })

  it('[CC29] one event from the future moves no clock: whoever comes before and after it is taken as they are', () => {
    const bench = new Bench().queue('before', 0)
    bench.at(82_800, { type: 'contact.queued', contact: 'astray', queue: 'support' }, { loggedAt: 1 })
    bench.at(2, { type: 'contact.queued', contact: 'after', queue: 'support' }, { loggedAt: 2 })
    expect(bench.fold.clockOffsetMs('acd')).toBe(0)
    expect(bench.fold.contact('after')?.phase.kind).toBe('waiting')
    expect([bench.fold.place('before', 'support'), bench.fold.place('after', 'support'), bench.fold.place('astray', 'support')]).toEqual([1, 2, 3])
    expect(bench.fold.quarantine()).toEqual([])
  })

  it('[CC29] the least lag of the last five to ten minutes counts, and a replay of last year is no clock', () => {
    const bench = new Bench()
    for (let second = 0; second < 1_200; second += 10) bench.at(second, { type: 'feed.heartbeat' }, { loggedAt: second + (second < 300 ? 2 : 5) })
    expect(bench.fold.clockOffsetMs('acd')).toBe(-5_000)
    const replay = new Bench()
    for (let second = 0; second < 20; second++) replay.at(second, { type: 'feed.heartbeat' }, { loggedAt: second + 365 * 86_400 })
    expect(replay.fold.clockOffsetMs('acd')).toBe(0)
  })

  /** A feed in time that tells something each second, and from second 100 on by a clock that was set back. */
  function setBack(bySeconds: number, events: number, rules = 3): Bench {
    const bench = new Bench(createContactCenter(centerFacts({ rules })))
    for (let second = 0; second < 100; second++) bench.queue(`a${second}`, second)
    for (let second = 100; second < 100 + events; second++) bench.at(second - bySeconds, { type: 'contact.queued', contact: `b${second}`, queue: 'support' }, { loggedAt: second })
    return bench
  }
  const waited = ({ fold }: Bench, contact: string): number => {
    const view = fold.contact(contact)
    return view === undefined ? Number.NaN : (fold.nowMs + fold.clockOffsetMs('acd', view.clockStartMs) - view.clockStartMs) / 1000
  }

  it('[CC46] a clock that was set back is known after ten events, and who waited before it waits as long as ever', () => {
    expect(setBack(20, 9).fold.clockOffsetMs('acd')).toBe(0)
    const bench = setBack(20, 10)
    expect(bench.fold.clockOffsetMs('acd')).toBe(-20_000)
    expect(['a0', 'a79', 'b100', 'b109'].map((contact) => waited(bench, contact))).toEqual([109, 30, 9, 0])
    for (const contact of ['a0', 'b100']) bench.at(100, { type: 'contact.abandoned', contact }, { loggedAt: 120 })
    bench.fold.takeChanges()
    const evidence = bench.tick(181).fold.takeChanges().settledContacts
    expect(evidence.map(({ view, clockOffsetMs }) => [view.id, clockOffsetMs])).toEqual([['a0', 0], ['b100', -20_000]])
    const restored = restoreContactCenter(bench.fold.snapshot())
    expect([restored.clockOffsetMs('acd', 0), restored.clockOffsetMs('acd')]).toEqual([bench.fold.clockOffsetMs('acd', 0), -20_000])
    expect(setBack(20, 60, 2).fold.clockOffsetMs('acd')).toBe(0)
    expect(setBack(2, 60).fold.clockOffsetMs('acd')).toBe(0)
  })

  it('[CC46] a delay is no clock, nor is what comes late between what is in time', () => {
    const delayed = new Bench()
    for (let second = 0; second < 100; second++) delayed.at(second, { type: 'feed.heartbeat' }, { loggedAt: second < 50 ? second : second + 20 })
    expect(delayed.fold.clockOffsetMs('acd')).toBe(0)
    const late = new Bench()
    for (let second = 0; second < 100; second++) late.at(second, { type: 'feed.heartbeat' }).at(second - 30, { type: 'feed.heartbeat' }, { loggedAt: second })
    expect(late.fold.clockOffsetMs('acd')).toBe(0)
    const shuffled = new Bench()
    for (let second = 0; second < 100; second++) shuffled.at(second, { type: 'feed.heartbeat' })
    for (let second = 100; second < 160; second++) shuffled.at(70 + (second * 7) % 29, { type: 'feed.heartbeat' }, { loggedAt: second })
    expect(shuffled.fold.clockOffsetMs('acd')).toBe(0)
    const agents = new Bench()
    for (let second = 0; second < 100; second++) agents.at(second, { type: 'feed.heartbeat' })
    for (let second = 100; second < 120; second++) agents.at(second - 60, { type: 'agent.state', agent: `n${second}`, state: 'available' }, { loggedAt: second })
    expect(agents.fold.clockOffsetMs('acd')).toBe(0)
  })

  it('[CC46] a batch that was sent again is no clock, and what is taken for one stands until the next event in time', () => {
    const bench = new Bench()
    for (let second = 0; second < 100; second++) bench.at(second, { type: 'feed.heartbeat' })
    for (let i = 0; i < 12; i++) bench.at(60 + i / 10, { type: 'feed.heartbeat' }, { loggedAt: 100 })
    expect(bench.fold.clockOffsetMs('acd')).toBe(0)
    for (let second = 101; second < 112; second++) bench.at(second - 30, { type: 'feed.heartbeat' }, { loggedAt: second })
    expect(bench.fold.clockOffsetMs('acd')).toBe(-30_000)
    bench.at(112, { type: 'feed.heartbeat' })
    expect(bench.fold.clockOffsetMs('acd')).toBe(0)
  })

  it('[CC29] a feed an hour behind is not too late once its clock is known, and order never moves', () => {
    const bench = new Bench()
    for (let second = 0; second < 10; second++) bench.at(second, { type: 'feed.heartbeat' }, { loggedAt: second + 7_200 })
    bench.at(20, { type: 'contact.queued', contact: 'a', queue: 'support' }, { loggedAt: 7_220 })
    expect(bench.fold.contact('a')?.phase).toMatchObject({ kind: 'waiting', sinceMs: bench.fold.nowMs - 7_200_000 })
    expect(bench.fold.takeChanges().joined[0]?.atMs).toBe(bench.fold.nowMs)
  })
})
