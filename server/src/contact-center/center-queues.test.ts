import { describe, expect, it } from 'vitest'
import { createContactCenter, restoreContactCenter } from './index.ts'
import { Bench, centerFacts, T0 } from './testing/builders.ts'

/** T0 is a Monday, 10:00 in Brussels. */
const withHours = (): Bench => new Bench(createContactCenter(centerFacts({ queues: [{ id: 'support', hours: { weekly: { mon: ['09:00-12:00', '13:00-17:00'], tue: ['09:00-17:00'] }, lastEntry: '16:45' } }] })))
const open = (bench: Bench) => {
  const queue = bench.fold.queue('support')!
  return [queue.open, queue.reopensAtMs === undefined ? undefined : (queue.reopensAtMs - T0) / 3_600_000]
}

describe('open or closed', () => {
  it('[CC32] by the configured hours, whose changes are deadlines', () => {
    const bench = withHours().tick(0)
    expect(open(bench)).toEqual([true, undefined])
    bench.fold.takeChanges()
    expect(bench.fold.needsTick(T0 + 7_200_000)).toBe(true)
    expect(open(bench.tick(7_200))).toEqual([false, 3])
    expect(bench.fold.takeChanges().queues).toContain('support')
    expect(open(bench.tick(3 * 3_600))).toEqual([true, undefined])
    expect(bench.tick(6.75 * 3_600).fold.queue('support')?.closing).toBe(true)
    expect(open(bench.tick(8 * 3_600))).toEqual([false, 23])
  })

  it('[CC32] the later of what the feed told and the hours’ last boundary wins, in whatever order the feed’s events come', () => {
    const bench = withHours().at(600, { type: 'queue.state', queue: 'support', open: false, reopensAt: T0 + 1_800_000 })
    expect(open(bench)).toEqual([false, 0.5])
    bench.at(300, { type: 'queue.state', queue: 'support', open: true }, { loggedAt: 700 })
    expect(open(bench)).toEqual([false, 0.5])
    expect(open(bench.tick(1_800))).toEqual([true, undefined])
    bench.at(2_000, { type: 'queue.state', queue: 'support', open: false })
    expect(open(bench)).toEqual([false, 3])
    expect(open(bench.tick(3 * 3_600))).toEqual([true, undefined])
    bench.tick(8 * 3_600).at(8 * 3_600, { type: 'queue.state', queue: 'support', open: true })
    expect(open(bench)).toEqual([true, undefined])
  })

  it('[CC32] a queue without hours is as its feed told last', () => {
    const bench = new Bench().at(0, { type: 'queue.state', queue: 'support', open: false })
    expect(open(bench)).toEqual([false, undefined])
    expect(open(bench.at(1, { type: 'queue.state', queue: 'support', open: true }))).toEqual([true, undefined])
  })
})

describe('agents and pools', () => {
  const agent = (bench: Bench, second: number, id: string, queues: string[], state: 'available' | 'signed-out' | 'not-ready' = 'available') =>
    bench.at(second, { type: 'agent.state', agent: id, state, queues })

  it('[CC33] queues that share signed-in agents are one pool, named by its smallest id', () => {
    const bench = new Bench().queue('x', 0, { queue: 'billing' })
    agent(bench, 1, 'ann', ['support', 'sales'])
    agent(bench, 1, 'bob', ['sales', 'vip'])
    expect(bench.fold.pool('sales')).toMatchObject({ id: 'sales', queues: ['sales', 'support', 'vip'], waiting: 0 })
    expect(bench.fold.pool('sales')?.agents.map(({ id }) => id)).toEqual(['ann', 'bob'])
    expect([...bench.fold.pools()].map(({ id }) => id).sort()).toEqual(['billing', 'sales'])
    bench.fold.takeChanges()
    agent(bench, 2, 'bob', ['sales', 'vip'], 'signed-out')
    expect([...bench.fold.takeChanges().pools].sort()).toEqual(['sales', 'vip'])
    expect(bench.fold.queue('vip')?.pool).toBe('vip')
    expect(bench.fold.pool('support')).toBeUndefined()
  })

  it('[CC33] where its queues are not told, an agent seen serving joins them for seven days and is there for half an hour', () => {
    const bench = new Bench().queue('a', 0).queue('b', 0, { queue: 'sales' })
      .at(1, { type: 'contact.answered', contact: 'a', agent: 'ann' }).at(5, { type: 'contact.handled', contact: 'a', agent: 'ann' })
      .at(6, { type: 'contact.answered', contact: 'b', agent: 'ann' }).at(9, { type: 'contact.handled', contact: 'b', agent: 'ann' })
    expect(bench.fold.queue('support')?.pool).toBe('sales')
    expect(bench.fold.pool('sales')?.agents).toHaveLength(1)
    bench.tick(1_810)
    expect(bench.fold.queue('support')?.pool).toBe('sales')
    expect(bench.fold.pool('sales')?.agents).toHaveLength(0)
    bench.tick(7 * 86_400 + 10)
    expect(bench.fold.queue('support')?.pool).toBe('support')
  })

  it('[CC33] who signs out without a word of queues links none by what it was seen serving, but by what it serves until that ends', () => {
    const bench = new Bench().queue('a', 0).queue('b', 0, { queue: 'sales' }).queue('c', 0, { queue: 'vip' })
      .at(1, { type: 'contact.answered', contact: 'a', agent: 'ann' }).at(5, { type: 'contact.handled', contact: 'a', agent: 'ann' })
      .at(6, { type: 'contact.answered', contact: 'b', agent: 'ann' }).at(7, { type: 'contact.answered', contact: 'c', agent: 'ann' })
    expect(bench.fold.queue('vip')?.pool).toBe('sales')
    bench.at(8, { type: 'agent.state', agent: 'ann', state: 'signed-out' })
    expect(['sales', 'support', 'vip'].map((id) => bench.fold.queue(id)?.pool)).toEqual(['sales', 'support', 'sales'])
    bench.at(9, { type: 'contact.handled', contact: 'c' })
    expect(bench.fold.queue('vip')?.pool).toBe('vip')
  })

  it('[CC33] whose service took longer than half an hour is there for half an hour after it', () => {
    const bench = new Bench().queue('a', 0).at(1, { type: 'contact.answered', contact: 'a', agent: 'ann' }).tick(2_000)
    const there = (): unknown => bench.fold.pool('support')?.agents.map(({ id }) => id)
    expect([there(), bench.at(2_010, { type: 'contact.handled', contact: 'a' }) && there()]).toEqual([['ann'], ['ann']])
    expect([bench.tick(3_800) && there(), bench.tick(3_811) && there()]).toEqual([['ann'], []])
  })

  it('[CC33] of whom nothing was told is forgotten after seven days; who told anything is not', () => {
    const bench = new Bench().queue('a', 0).queue('b', 0)
      .at(1, { type: 'contact.answered', contact: 'a', agent: 'leg-17' }).at(5, { type: 'contact.handled', contact: 'a', agent: 'leg-17' })
      .at(6, { type: 'contact.answered', contact: 'b', agent: 'ann' }).at(9, { type: 'contact.handled', contact: 'b', agent: 'ann' })
      .at(10, { type: 'agent.state', agent: 'ann', state: 'signed-out' })
    const kept = (): string[] => {
      bench.fold.takeChanges()
      return (bench.fold.snapshot().json as { agents: { id: string }[] }).agents.map(({ id }) => id).sort()
    }
    expect([bench.tick(7 * 86_400) && kept(), bench.tick(7 * 86_400 + 10) && kept()]).toEqual([['ann', 'leg-17'], ['ann']])
    bench.queue('c', 7 * 86_400 + 11).at(7 * 86_400 + 12, { type: 'contact.answered', contact: 'c', agent: 'leg-17' })
    expect(bench.fold.pool('support')?.agents).toMatchObject([{ id: 'leg-17', state: 'on-contact' }])
  })

  it('[CC33] each attribute of an agent has its own last writer', () => {
    const bench = new Bench()
    bench.at(10, { type: 'agent.state', agent: 'ann', state: 'not-ready' }).at(5, { type: 'agent.state', agent: 'ann', state: 'available', queues: ['support'], capacity: 2 }, { loggedAt: 11 })
    expect(bench.fold.pool('support')?.agents).toMatchObject([{ id: 'ann', state: 'not-ready', queues: ['support'], capacity: 2 }])
  })

  it('[CC34] the level says what the feed gives; staffed is known from level 3 on', () => {
    const bench = new Bench().queue('a', 0)
    const level = () => [bench.fold.queue('support')?.feedLevel, bench.fold.queue('support')?.staffed]
    expect(level()).toEqual([1, undefined])
    bench.at(1, { type: 'contact.answered', contact: 'a', agent: 'ann' }).at(9, { type: 'contact.handled', contact: 'a', agent: 'ann' })
    expect(level()).toEqual([2, undefined])
    agent(bench, 10, 'ann', ['support'])
    expect(level()).toEqual([3, 1])
    agent(bench, 11, 'ann', ['support'], 'signed-out')
    expect(level()).toEqual([3, 0])
  })

  it('[CC35] a queue that saw two priorities within the hour mixes them', () => {
    const bench = new Bench().queue('a', 0)
    const mixed = () => bench.fold.queue('support')?.mixedPriorities
    expect(mixed()).toBe(false)
    bench.queue('vip', 1, { priority: 1 })
    expect(mixed()).toBe(true)
    bench.at(2, { type: 'contact.abandoned', contact: 'vip' }).queue('b', 3_000)
    expect(mixed()).toBe(true)
    expect(bench.tick(3_601).fold.queue('support')?.mixedPriorities).toBe(false)
  })
})

describe('configuration', () => {
  const show = (bench: Bench) => bench.fold.queue('support')?.show

  it('[CC36] a supervisor’s mode stands until a newer generation names the queue', () => {
    const bench = new Bench()
    const configure = (generation: number, queues = [{ id: 'support' }]) => bench.fact(0, { kind: 'config', config: centerFacts({ generation, queues, show: 'wait' }) })
    expect(show(bench)).toBe('both')
    bench.fact(1, { kind: 'show', queue: 'support', show: 'off', generation: 1 })
    expect(show(bench)).toBe('off')
    configure(1)
    expect([show(bench), bench.fold.config.show]).toEqual(['off', 'both'])
    configure(2, [])
    expect([show(bench), bench.fold.config.show]).toEqual(['off', 'wait'])
    configure(3)
    expect(show(bench)).toBe('wait')
    bench.fact(5, { kind: 'show', queue: 'support', show: 'off', generation: 2 })
    expect(show(bench)).toBe('wait')
  })

  it('[CC36] queues that nobody configured are taken in as they come', () => {
    const bench = new Bench().queue('a', 0, { queue: 'new', channel: 'chat' })
    expect(bench.fold.queue('new')).toMatchObject({ channel: 'chat', show: 'both', open: true })
    expect(bench.fold.queue('new')?.facts).toBeUndefined()
  })
})

describe('notices', () => {
  const notice = (second: number, more: object = {}, id = `n${second}`) => ({ second, body: { type: 'center.notice' as const, notice: 'storm', text: { en: 'Storm' }, ...more }, id })

  it('[CC37] stand for an hour unless renewed, and end when ended, in whatever order they come', () => {
    const bench = new Bench()
    const tell = ({ second, body, id }: ReturnType<typeof notice>, loggedAt = second) => bench.at(second, body, { id, loggedAt })
    tell(notice(0, { queues: ['support'] }))
    expect(bench.fold.notices('support')).toEqual([{ notice: 'storm', queues: ['support'], text: { en: 'Storm' }, endsAtMs: T0 + 3_600_000 }])
    expect(bench.fold.notices('sales')).toEqual([])
    tell(notice(1_800))
    expect(bench.tick(3_700).fold.notices('sales')).toHaveLength(1)
    bench.fold.takeChanges()
    expect(bench.tick(5_400).fold.notices()).toEqual([])
    expect(bench.fold.takeChanges().queues).toContain('support')
    tell(notice(5_500, { ended: true }))
    tell(notice(5_450), 5_501)
    expect(bench.fold.notices()).toEqual([])
  })
})

describe('the fold’s snapshot', () => {
  it('[CC30] keeps agents, feeds, pools, hours, notices, callbacks and followers', () => {
    const bench = withHours().queue('a', 0).queue('b', 1, { follows: { contact: 'a' }, skills: ['french'], language: 'fr' }).queue('c', 2)
      .at(3, { type: 'callback.accepted', contact: 'c', mode: 'scheduled', window: { from: T0 + 60_000, to: T0 + 90_000 } })
      .at(4, { type: 'agent.state', agent: 'ann', state: 'available', queues: ['support', 'sales'], capacity: 2 })
      .at(5, { type: 'contact.answered', contact: 'b', agent: 'ann' })
      .at(6, { type: 'center.notice', notice: 'n', text: { en: 'Hi' } }).at(7, { type: 'queue.state', queue: 'support', open: false })
      .at(8, { type: 'feed.snapshot', queues: [{ queue: 'sales', waiting: [{ contact: 's', since: T0 }] }] }).at(9, { type: 'contact.handled', contact: 'zz' })
      .fact(10, { kind: 'show', queue: 'support', show: 'place', generation: 1 }).tick(61)
    const text = JSON.stringify(bench.fold.snapshot())
    const again = new Bench(restoreContactCenter(JSON.parse(text)))
    expect(JSON.stringify(again.fold.snapshot())).toBe(text)
    for (const one of [bench, again]) {
      expect(one.fold.contact('a')).toMatchObject({ id: 'b', clockStartMs: T0, skills: { french: 1 }, language: 'fr' })
      expect(one.line()).toEqual(['c'])
      expect(one.fold.pool('sales')).toMatchObject({ queues: ['sales', 'support'], waiting: 2, agents: [{ id: 'ann', serving: [{ contact: 'b' }] }] })
      expect(one.fold.queue('support')).toMatchObject({ open: false, show: 'place', feedLevel: 3, staffed: 1 })
      expect(one.fold.notices()).toHaveLength(1)
      one.fold.takeChanges()
      one.at(70, { type: 'feed.snapshot', queues: [{ queue: 'sales', waiting: [] }] }, { id: 'snap' }).at(80, { type: 'contact.abandoned', contact: 'c' }, { id: 'end' }).tick(4_000)
    }
    expect(again.fold.takeChanges()).toEqual(bench.fold.takeChanges())
    expect(again.fold.snapshot()).toEqual(bench.fold.snapshot())
  })

  it('[CC30] what is no snapshot of this version is refused', () => {
    expect(() => restoreContactCenter({ json: { v: 99 }, sheets: [] })).toThrow(/neither version 5 nor 4/)
    expect(() => restoreContactCenter({ json: null, sheets: [] })).toThrow(TypeError)
  })
})
