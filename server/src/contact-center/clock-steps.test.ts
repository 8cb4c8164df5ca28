import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createContactCenter, restoreContactCenter } from './index.ts'
import { Bench, centerFacts, T0 } from './testing/builders.ts'

/** A feed that tells of somebody each second, by a clock that is off by so many seconds until second 100 and by others from then on. */
function setAt100({ before = 0, after, events, rules = 4 }: { before?: number; after: number; events: number; rules?: number }): Bench {
  const bench = new Bench(createContactCenter(centerFacts({ rules })))
  for (let second = 0; second < 100; second++) bench.at(second + before, { type: 'contact.queued', contact: `a${second}`, queue: 'support' }, { loggedAt: second })
  for (let i = 0; i < events; i++) bench.at(100 + i + after, { type: 'contact.queued', contact: `b${i}`, queue: 'support' }, { loggedAt: 100 + i })
  return bench
}

const waited = ({ fold }: Bench, contact: string): number => {
  const view = fold.contact(contact)
  return view === undefined ? Number.NaN : (fold.nowMs + fold.clockOffsetMs('acd', view.clockStartMs, contact) - view.clockStartMs) / 1000
}

const SETTINGS = [
  { what: 'in time, set ahead', before: 0, after: 60 }, { what: 'an hour ahead, as local time in spring', before: 0, after: 3_600 },
  { what: 'behind, set right', before: -60, after: 0 }, { what: 'behind, set ahead', before: -60, after: 30 },
  { what: 'ahead, set right', before: 60, after: 0 }, { what: 'ahead, set back to behind', before: 40, after: -20 },
  { what: 'ahead, set further', before: 60, after: 90 }, { what: 'in time, set back', before: 0, after: -20 },
]

describe('a feed whose clock was set', () => {
  it.each(SETTINGS)('[CC47] $what: who waited before waits as long as ever, at each event and after it is sure', ({ before, after }) => {
    for (let events = 0; events <= 20; events++) {
      const bench = setAt100({ before, after, events })
      const nowSeconds = 99 + events
      expect([events, ...['a0', 'a30', 'a99'].map((contact) => waited(bench, contact))]).toEqual([events, nowSeconds, nowSeconds - 30, nowSeconds - 99])
    }
    const bench = setAt100({ before, after, events: 12 })
    expect(bench.fold.clockOffsetMs('acd')).toBe(after * 1000)
    expect(waited(bench, 'b0')).toBe(11)
    const restored = restoreContactCenter(bench.fold.snapshot())
    expect([restored.clockOffsetMs('acd', T0), restored.clockOffsetMs('acd')]).toEqual([before * 1000, after * 1000])
  })

  it('[CC47] by whatever it was set, at any pace and with any small delays', () => {
    const setting = fc.record({
      before: fc.integer({ min: -300, max: 300 }), by: fc.integer({ min: 12, max: 7_200 }), back: fc.boolean(), everySeconds: fc.integer({ min: 1, max: 80 }).map((tenths) => tenths / 10),
      delays: fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 30, maxLength: 30 }),
    })
    fc.assert(fc.property(setting, ({ before, by, back, everySeconds, delays }) => {
      const bench = new Bench()
      const tell = (contact: string, second: number, offBy: number, index: number): void => {
        bench.at(second + offBy, { type: 'contact.queued', contact, queue: 'support' }, { loggedAt: second + (delays[index % delays.length] ?? 0) / 1000 })
      }
      const setAt = 30 * everySeconds + (back ? by : 0)
      tell('first', 0, before, 0)
      for (let i = 0; i < 30; i++) tell(`a${i}`, setAt - (30 - i) * everySeconds, before, i)
      for (let i = 0; i < 40; i++) {
        tell(`b${i}`, setAt + i * everySeconds, before + (back ? -by : by), i)
        // Who came first is outside of what both clocks can have told.
        if (i >= 2) expect(Math.abs(waited(bench, 'first') - (bench.fold.nowMs - T0) / 1000)).toBeLessThan(4)
      }
    }))
  })

  it('[CC48] all that is told of a contact is taken in the time of the clock that it came by: its wait, what is learned of it, and its evidence', () => {
    const bench = setAt100({ after: 60, events: 12 })
    bench.fold.takeChanges()
    bench.at(120 + 60, { type: 'contact.answered', contact: 'a79', agent: 'x' }, { loggedAt: 120 })
    expect(bench.fold.takeChanges().departed).toMatchObject([{ contact: 'a79', waitedSeconds: 41, atMs: T0 + 120_000 }])
    bench.at(150 + 60, { type: 'contact.handled', contact: 'a79' }, { loggedAt: 150 })
    const { settledStays, settledServices, settledContacts } = bench.tick(211).fold.takeChanges()
    expect([...settledStays, ...settledServices].map(({ startedAtMs, endedAtMs }) => (endedAtMs - startedAtMs) / 1000)).toEqual([41, 30])
    const [settled] = settledContacts
    expect(settled?.view.stays.map(({ startedAtMs, endedAtMs = 0 }) => [startedAtMs, endedAtMs].map((ms) => (ms - settled.clockOffsetMs - T0) / 1000))).toEqual([[79, 120], [120, 150]])
  })

  it.each([{ before: 0, after: -20 }, { before: 60, after: 0 }, { before: 0, after: -3_600 }])('[CC48] set back by $before to $after: who came by the clock before ends, whatever the new one says, and waited as long as it did', ({ before, after }) => {
    // Once before that is sure, with a snapshot at that moment, and once after.
    const noticed = setAt100({ before, after, events: 4 }).at(104 + after, { type: 'contact.answered', contact: 'a99', agent: 'x' }, { loggedAt: 104 })
    expect(noticed.phase('a99')).toBe('waiting')
    const bench = new Bench(restoreContactCenter(noticed.fold.snapshot()), noticed)
    for (let i = 5; i < 20; i++) bench.at(100 + i + after, { type: 'contact.queued', contact: `b${i}`, queue: 'support' }, { loggedAt: 100 + i })
    expect(bench.phase('a99')).toBe('with-agent')
    bench.fold.takeChanges()
    bench.at(120 + after, { type: 'contact.answered', contact: 'a98', agent: 'y' }, { loggedAt: 120 }).at(130 + after, { type: 'contact.handled', contact: 'a98' }, { loggedAt: 130 })
    bench.at(131 + after, { type: 'contact.abandoned', contact: 'b0' }, { loggedAt: 131 })
    expect(['a98', 'b0'].map((contact) => bench.phase(contact))).toEqual(['ended', 'ended'])
    const { departed, settledContacts } = bench.tick(200).fold.takeChanges()
    expect(departed).toMatchObject([{ contact: 'a98', waitedSeconds: 22, atMs: T0 + 120_000 }, { contact: 'b0', waitedSeconds: 31, atMs: T0 + 131_000 }])
    const spans = settledContacts.map((settled) => settled.view.stays.map(({ startedAtMs, endedAtMs = 0 }) => [startedAtMs, endedAtMs].map((ms) => (ms - settled.clockOffsetMs - T0) / 1000)))
    expect(spans).toEqual([[[98, 120], [120, 130]], [[100, 131]]])
    const restored = new Bench(restoreContactCenter(bench.fold.snapshot()), bench)
    restored.at(201 + after, { type: 'contact.abandoned', contact: 'a97' }, { loggedAt: 201 })
    expect([restored.phase('a97'), waited(restored, 'a96')]).toEqual(['ended', 105])
  })

  it('[CC48] however often it is set: nine seconds later everybody is where they are, and waits as long as they do', () => {
    const clocks = fc.array(fc.integer({ min: -60, max: 120 }), { minLength: 1, maxLength: 6 })
      // Each is set by more than what counts as one that was set.
      .map((drawn) => drawn.reduce((set: number[], clock) => (Math.abs(clock - (set.at(-1) ?? 0)) >= 5 ? [...set, clock] : set), [0]))
    fc.assert(fc.property(clocks, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (offs, draws) => {
      const draw = (): number => draws.next().value ?? 0
      const bench = new Bench()
      const waiting = new Map<string, number>()
      const gone: string[] = []
      for (let tick = 0; tick < offs.length * 90; tick++) {
        const second = tick / 10
        const told = { loggedAt: second + draw() / 20 }
        const at = second + (offs[Math.floor(second / 9)] ?? 0)
        const contact = [...waiting.keys()][Math.floor(draw() * waiting.size * 1.2)]
        if (contact === undefined || waiting.size < 5 || draw() < 0.4) {
          waiting.set(`c${tick}`, second)
          bench.at(at, { type: 'contact.queued', contact: `c${tick}`, queue: 'support' }, told)
        } else {
          waiting.delete(contact)
          gone.push(contact)
          bench.at(at, { type: 'contact.abandoned', contact }, told)
        }
        if (tick % 90 !== 89) continue
        expect(gone.filter((one) => bench.phase(one) !== 'ended')).toEqual([])
        expect([...waiting].filter(([one, since]) => bench.phase(one) !== 'waiting' || Math.abs(waited(bench, one) - (bench.fold.nowMs - T0) / 1000 + since) > 1)).toEqual([])
      }
    }), { numRuns: 40 })
  })

  it('[CC47] a delay that ends is no clock: what was delayed comes in between', () => {
    const delayed = new Bench()
    for (let second = 0; second < 1_000; second += 5) delayed.at(second, { type: 'feed.heartbeat' }, { loggedAt: second + 60 })
    expect(delayed.fold.clockOffsetMs('acd')).toBe(-60_000)
    // What was under way comes at once, then everything in time.
    for (let second = 1_000; second < 1_200; second += 5) delayed.at(second, { type: 'feed.heartbeat' }, { loggedAt: Math.max(second, 1_059) })
    expect([delayed.fold.clockOffsetMs('acd', T0), delayed.fold.clockOffsetMs('acd')]).toEqual([0, 0])
  })

  it('[CC47] one event from the future is no clock, nor what lies further ahead than any zone', () => {
    const bench = setAt100({ after: 0, events: 0 })
    bench.at(100 + 60, { type: 'contact.queued', contact: 'astray', queue: 'support' }, { loggedAt: 100 })
    expect(waited(bench, 'a0')).toBe(100)
    for (let second = 101; second < 130; second++) bench.queue(`c${second}`, second)
    expect([bench.fold.clockOffsetMs('acd', T0), bench.fold.clockOffsetMs('acd')]).toEqual([0, 0])
    expect(setAt100({ after: 16 * 3_600, events: 30 }).fold.clockOffsetMs('acd', T0)).toBe(0)
  })

  it('[CC47] rules 3 notice only what they did', () => {
    expect(waited(setAt100({ after: 60, events: 20, rules: 3 }), 'a0')).toBe(119 + 60)
  })
})
