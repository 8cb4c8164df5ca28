import { afterEach, describe, expect, it, vi } from 'vitest'
import { T0 } from '../contact-center/testing/builders.ts'
import { CenterFold, FOLD_VERSION } from './center-fold.ts'
import { PartitionFold, skipKey } from './partition-fold.ts'
import { BEGINNING, configOf, LogBench, queued } from './testing/log-bench.ts'
import { roundOf } from './testing/round-of.ts'

const { apply, tick, outage } = CenterFold.prototype
afterEach(() => { vi.restoreAllMocks() })

/** What one center was made to do, in order: full seconds of ticks after T0, and kinds of facts. */
function watched(center: string): string[] {
  const seen: string[] = []
  const mine = (fold: CenterFold): boolean => fold.live.config.id === center
  vi.spyOn(CenterFold.prototype, 'apply').mockImplementation(function (this: CenterFold, ...args) {
    if (mine(this)) seen.push(args[0].kind)
    apply.apply(this, args)
  })
  vi.spyOn(CenterFold.prototype, 'tick').mockImplementation(function (this: CenterFold, ms) {
    if (mine(this)) seen.push(`tick ${(ms - T0) / 1000}`)
    tick.call(this, ms)
  })
  vi.spyOn(CenterFold.prototype, 'outage').mockImplementation(function (this: CenterFold, ...args) {
    if (mine(this)) seen.push(`outage ${args[0] / 1000}`)
    outage.apply(this, args)
  })
  return seen
}
/** A center that throws, after half its work, whenever this contact is named. */
function poison(contact: string): void {
  vi.spyOn(CenterFold.prototype, 'apply').mockImplementation(function (this: CenterFold, ...args) {
    apply.apply(this, args)
    const [fact] = args
    if (fact.kind === 'event' && 'contact' in fact.event && fact.event.contact === contact) throw new Error(`${contact} breaks it`)
  })
}
const line = (fold: PartitionFold, center: string): string[] => Array.from(fold.centers.get(center)?.live.queue('support')?.line ?? [], ({ contact }) => contact)

describe('time', () => {
  it('[PL1] ticks run once for each full second, before the facts of the entry that passes them', () => {
    const seen = watched('acme')
    new LogBench().configure(0, 'acme').queued(0.5, 'acme', 'a').queued(2.25, 'acme', 'b').queued(2.75, 'acme', 'c').clock(3)
    expect(seen).toEqual(['config', 'event', 'tick 1', 'tick 2', 'event', 'event', 'tick 3'])
  })

  it('[PL1] a malformed entry still moves log time, an entry of a newer format does not', () => {
    const bench = new LogBench().configure(0, 'acme').queued(0, 'acme', 'a')
    const seen = watched('acme')
    bench.raw(T0 + 1000, 'no JSON')
    expect(seen).toEqual(['tick 1'])
    bench.raw(T0 + 2000, '{"f":3,"kind":"facts"}')
    expect(seen).toEqual(['tick 1'])
    expect(bench.fold.nowMs).toBe(T0 + 1000)
  })

  it('[PL2] a gap of a minute is sixty ticks, a longer one is one outage and one tick', () => {
    const bench = new LogBench().configure(0, 'acme').queued(0, 'acme', 'a')
    const seen = watched('acme')
    bench.clock(60)
    expect(seen).toHaveLength(60)
    seen.length = 0
    bench.clock(121)
    expect(seen).toEqual(['outage 61', 'tick 121'])
  })

  it('an idle center gets no ticks once its last curve has grown old, and is woken by the next fact', () => {
    const bench = new LogBench().configure(0, 'acme').queued(0, 'acme', 'a').facts(1, 'acme', { ...queued(T0 + 1000, 'a'), event: { id: 'x', type: 'contact.abandoned', time: T0 + 1000, contact: 'a' } } as never)
    bench.clock(59).clock(110)
    const seen = watched('acme')
    bench.clock(115)
    expect(seen).toEqual([])
    bench.queued(116, 'acme', 'b').clock(117)
    expect(seen).toEqual(['event', 'tick 117'])
  })
})

describe('harm', () => {
  it('[PL3] a center that throws is set aside until it is mended, and the others go on', () => {
    poison('bad')
    const bench = new LogBench().configure(0, 'acme', 'other')
    bench.queued(1, 'acme', 'bad').queued(1, 'other', 'fine').queued(2, 'acme', 'later').queued(2, 'other', 'too')
    expect(bench.fold.broken).toMatchObject([{ center: 'acme', position: `${T0 + 1000}-0/0` }])
    expect(line(bench.fold, 'other')).toEqual(['fine', 'too'])
    expect(line(bench.fold, 'acme')).not.toContain('later')
    expect(bench.fold.poolsDue().map(({ center }) => center)).toEqual(['other'])
  })

  it('[PL3] passes over the step that broke a center, of that center only', () => {
    poison('bad')
    const fold = new PartitionFold(BEGINNING)
    fold.skip.add(skipKey('acme', `${T0 + 1000}-0/0`))
    fold.skip.add(skipKey('acme', `tick@${T0 + 1000}`))
    const seen = watched('other')
    const bench = new LogBench(fold).configure(0, 'acme', 'other').queued(0, 'other', 'o').queued(1, 'acme', 'bad').queued(2, 'acme', 'later')
    expect(bench.fold.broken).toEqual([])
    expect(line(bench.fold, 'acme')).toEqual(['later'])
    expect(seen).toContain('tick 1')
  })

  it('[PL3] a center that was given up stays so over a restart, until a newer generation starts it anew', () => {
    const bench = new LogBench().configure(0, 'acme', 'other').queued(1, 'acme', 'a').queued(1, 'other', 'o')
    bench.fold.giveUp('acme')
    const { fold } = bench
    const restored = PartitionFold.restore(roundOf(fold))
    for (const one of [fold, restored]) {
      const after = new LogBench(one)
      after.records.push(...bench.records)
      after.configure(2, 'acme').queued(2, 'acme', 'b')
      expect(one.centers.has('acme')).toBe(false)
      expect(one.homeless).toBe(2)
      expect(line(one, 'other')).toEqual(['o'])
      after.facts(3, 'acme', { kind: 'config', config: configOf('acme', { generation: 2 }) }).queued(3, 'acme', 'c')
      expect(line(one, 'acme')).toEqual(['c'])
      expect(one.givenUp.size).toBe(0)
    }
  })

  it('[PL3] a center whose chunk is damaged is given up alone; a chunk of another version is refused', () => {
    const bench = new LogBench().configure(0, 'acme', 'other').queued(1, 'other', 'o')
    const { fold } = bench
    const { position, chunks } = roundOf(fold)
    const withAcme = (change: (body: string) => string) => ({ position, chunks: chunks.map(({ name, body }) => ({ name, body: name === 'acme' ? change(body) : body })) })
    const restored = PartitionFold.restore(withAcme((body) => body.slice(0, -20)))
    expect([...restored.givenUp]).toEqual([['acme', 1]])
    expect(line(restored, 'other')).toEqual(['o'])
    expect(() => PartitionFold.restore(withAcme((body) => body.replace(`"v":${FOLD_VERSION}`, '"v":99')))).toThrow(/fold version 99/)
  })
})

describe('entries', () => {
  it('[PL5] refuses an entry of a newer format and stays before it', () => {
    const bench = new LogBench().configure(0, 'acme')
    const before = bench.fold.position
    expect(bench.fold.fold({ id: `${T0 + 5000}-0`, ms: T0 + 5000, seq: 2, body: '{"f":3,"kind":"new"}' })).toEqual({ ok: false, why: 'newer-format' })
    expect(bench.fold.position).toEqual(before)
  })

  it.each([
    ['no JSON', 'nonsense'], ['another kind', '{"f":1,"kind":"other"}'], ['no items', '{"f":1,"kind":"facts"}'], ['no pools', '{"f":1,"kind":"forecast","pools":7}'],
    ['an item that is none', '{"f":1,"kind":"facts","items":[null]}'], ['a pool that is none', '{"f":1,"kind":"forecast","pools":[null]}'],
    ['damaged curves', '{"f":1,"kind":"forecast","pools":[{"f":1,"c":"acme","p":"support","t":0,"k":[["support",0,"x",1,1,1,"~~~"]]}]}'],
  ])('[PL5] counts a malformed entry and goes on: %s', (_what, body) => {
    const bench = new LogBench().configure(0, 'acme').raw(T0 + 1000, body).queued(1, 'acme', 'a')
    expect(bench.fold.malformed).toBe(1)
    expect(bench.fold.broken).toEqual([])
    expect(bench.fold.position.seq).toBe(3)
    expect(line(bench.fold, 'acme')).toEqual(['a'])
  })

  it('[PL5] folds the rest of an entry of which one item is malformed', () => {
    const bench = new LogBench().configure(0, 'acme')
    bench.entry(T0, { f: 1, kind: 'facts', items: [{ center: 'acme', fact: null as never }, { center: 'acme', fact: queued(T0, 'a') }] })
    expect([bench.fold.malformed, ...line(bench.fold, 'acme')]).toEqual([1, 'a'])
  })

  it('passes over facts and forecasts of a center that nobody configured', () => {
    const bench = new LogBench().configure(0, 'acme').queued(1, 'nobody', 'x')
    bench.entry(T0 + 1000, { f: 1, kind: 'forecast', pools: [{ f: 1, c: 'nobody', p: 'support', t: T0, k: [] }] })
    expect(bench.fold.homeless).toBe(1)
    expect([...bench.fold.centers.keys()]).toEqual(['acme'])
    expect(bench.fold.broken).toEqual([])
  })

  it('lists the pools of a center that changed until they were forecast, also where nobody waits', () => {
    const bench = new LogBench().configure(0, 'acme', 'idle').queued(0.5, 'acme', 'a')
    bench.facts(0.6, 'acme', { kind: 'event', feed: 'acd', receivedAtMs: T0 + 600, event: { id: 'l', type: 'contact.abandoned', time: T0 + 600, contact: 'a' } })
    const due = (): string[] => bench.fold.poolsDue().map(({ center }) => center)
    expect(due()).toEqual([])
    bench.clock(1)
    expect(due()).toEqual(['acme'])
    expect(due()).toEqual(['acme'])
    bench.decide().clock(2)
    expect(due()).toEqual([])
  })
})
