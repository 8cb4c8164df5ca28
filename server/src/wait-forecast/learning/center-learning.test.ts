import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Changes, FOLD_RULES, type LiveCenter, type StayOutcome } from '../../contact-center/index.ts'
import type { Learning } from '../forecaster-contract.ts'
import { liveCenterStub, stubAgent, stubChanges, waitingKeys } from '../testing/live-center-stub.ts'
import { CenterLearning } from './center-learning.ts'
import { createLearning, restoreLearning } from './create-learning.ts'

const departed = (queue: string, waitedSeconds: number, outcome: StayOutcome = 'answered', contact = 'x'): Changes['departed'][number] =>
  ({ contact, queue, pool: 'p', place: 1, priority: 0, atMs: 0, waitedSeconds, outcome })
const stay = (waitedSeconds: number, outcome: StayOutcome, queue = 'a'): Changes['settledStays'][number] =>
  ({ contact: 'x', kind: 'customer', queue, pool: 'p', channel: 'voice', priority: 0, startedAtMs: 0, endedAtMs: waitedSeconds * 1000, outcome })
const service = (seconds: number, queue = 'a'): Changes['settledServices'][number] =>
  ({ contact: 'x', queue, pool: 'p', channel: 'voice', startedAtMs: 0, endedAtMs: seconds * 1000 })
const pools = new Set(['p'])
const busy = liveCenterStub([{ id: 'p', queues: [{ id: 'a', waiting: waitingKeys(3) }, { id: 'b' }] }])
const idle = liveCenterStub([{ id: 'p', queues: [{ id: 'a' }, { id: 'b' }] }])

/** A departure each `everySeconds` while someone waits. */
function depart(learning: CenterLearning, count: number, everySeconds: number, queue = 'a', fromMs = 0): number {
  learning.observe(stubChanges({ pools }), busy, fromMs)
  for (let i = 1; i <= count; i += 1) {
    learning.observe(stubChanges({ pools, departed: [{ ...departed(queue, 60), atMs: fromMs + i * everySeconds * 1000 }] }), busy, fromMs + i * everySeconds * 1000)
  }
  return fromMs + count * everySeconds * 1000
}

describe('throughput', () => {
  it('[WF11] knows nothing of now by what a feed brings late', () => {
    const learning = new CenterLearning()
    const now = depart(learning, 40, 30)
    const before = learning.ofPool(['a'], now).throughput?.ratePerSecond
    // An hour of departures, delivered at once.
    learning.observe(stubChanges({ pools, departed: Array.from({ length: 120 }, (_, i) => ({ ...departed('a', 60), atMs: now - 3_600_000 + i * 28_000 })) }), busy, now)
    expect(learning.ofPool(['a'], now).throughput?.ratePerSecond).toBeCloseTo(before ?? 0, 2)
  })

  it('[WF11] learns as much of a feed whose clock is off by an hour', () => {
    const rate = (center: LiveCenter): number | undefined => {
      const learning = new CenterLearning()
      for (let i = 1; i <= 40; i += 1) learning.observe(stubChanges({ pools, departed: [{ ...departed('a', 60, 'answered', 'c0'), atMs: i * 30_000 }] }), center, i * 30_000)
      return learning.ofPool(['a'], 1_200_000).throughput?.ratePerSecond
    }
    const config = { ...busy.config, rules: FOLD_RULES }
    expect(rate({ ...busy, config, clockOffsetMs: () => 3_600_000 })).toBe(rate({ ...busy, config }))
  })

  it('[WF11] is departures per second of non-empty line', () => {
    const learning = new CenterLearning()
    const now = depart(learning, 400, 10)
    expect(learning.ofPool(['a', 'b'], now).throughput?.ratePerSecond).toBeCloseTo(0.1, 2)
  })
  it('[WF11] does not count the time when nobody waits', () => {
    const learning = new CenterLearning()
    const now = depart(learning, 400, 10)
    learning.observe(stubChanges({ pools }), idle, now)
    expect(learning.ofPool(['a', 'b'], now + 3600_000).throughput?.ratePerSecond).toBeCloseTo(0.1, 2)
  })
  it('[WF11] falls while someone waits and nobody is answered', () => {
    const learning = new CenterLearning()
    const now = depart(learning, 400, 10)
    expect(learning.ofPool(['a', 'b'], now + 900_000).throughput?.ratePerSecond).toBeLessThan(0.06)
  })
  it('[WF11] leaves out answers to whom no line stood, losses, and our own outage', () => {
    const learning = new CenterLearning()
    const now = depart(learning, 400, 10)
    const before = learning.ofPool(['a'], now).throughput
    learning.observe(stubChanges({ pools, departed: [departed('a', 0.2), departed('a', 60, 'abandoned')] }), busy, now)
    expect(learning.ofPool(['a'], now).throughput).toEqual(before)
    learning.observe(stubChanges({ pools, outageMs: 3600_000 }), busy, now + 3600_000)
    expect(learning.ofPool(['a'], now + 3600_000).throughput).toEqual(before)
  })
  it('[WF14] adds up over the queues of a pool, also when pools merge and split', () => {
    const learning = new CenterLearning()
    let now = depart(learning, 300, 10, 'a')
    now = depart(learning, 300, 10, 'b', now)
    const [both, a, b] = [['a', 'b'], ['a'], ['b']].map((queues) => learning.ofPool(queues, now).throughput!)
    expect(both!.ratePerSecond).toBeCloseTo(a!.ratePerSecond + b!.ratePerSecond, 12)
    expect(both!.departures).toBeCloseTo(a!.departures + b!.departures, 9)
  })
})

describe('patience', () => {
  it('[WF12] is losses per second waited by all', () => {
    const learning = new CenterLearning()
    for (let i = 0; i < 2000; i += 1) learning.observe(stubChanges({ settledStays: [stay(100, i % 4 === 0 ? 'abandoned' : 'answered')] }), idle, i)
    expect(learning.ofPool(['a'], 0).leaveRatePerSecond).toBeCloseTo(0.25 / 100, 4)
  })
  it('[WF12] is nothing before a loss was seen, and little after one', () => {
    const learning = new CenterLearning()
    expect(learning.ofPool(['a'], 0).leaveRatePerSecond).toBe(0)
    learning.observe(stubChanges({ settledStays: [stay(5, 'abandoned')] }), idle, 1)
    expect(learning.ofPool(['a'], 0).leaveRatePerSecond).toBeLessThan(1 / 900)
  })
})

describe('handle times', () => {
  it('[WF13] are those of the pool, shrunk to the center', () => {
    const learning = new CenterLearning()
    expect(learning.ofPool(['a'], 0).handle).toBeUndefined()
    for (let i = 0; i < 1000; i += 1) learning.observe(stubChanges({ settledServices: [service(i % 2 ? 250 : 150)] }), idle, i)
    expect(learning.ofPool(['a'], 0).handle!.meanSeconds).toBeCloseTo(200, 0)
    expect(learning.ofPool(['b'], 0).handle).toMatchObject({ services: 0 })
    for (let i = 0; i < 3; i += 1) learning.observe(stubChanges({ settledServices: [service(400, 'b')] }), idle, i)
    const shrunk = learning.ofPool(['b'], 0).handle!.meanSeconds
    expect(shrunk).toBeGreaterThan(250)
    expect(shrunk).toBeLessThan(350)
  })
})

describe('pick-up', () => {
  const joined = { contact: 'c0', queue: 'a', place: 1, priority: 0, atMs: 0 }
  const staffed = (agents: ReturnType<typeof stubAgent>[]) =>
    liveCenterStub([{ id: 'p', agents, queues: [{ id: 'a', feedLevel: 3, waiting: waitingKeys(1) }] }])
  it('[WF5] is learned from who came when somebody was free', () => {
    const learning = new CenterLearning()
    expect(learning.pickUpSeconds).toBe(5)
    for (let i = 0; i < 200; i += 1) {
      learning.observe(stubChanges({ pools, joined: [joined] }), staffed([stubAgent('x')]), i)
      learning.observe(stubChanges({ pools, departed: [departed('a', 12, 'answered', 'c0')] }), staffed([stubAgent('x')]), i)
    }
    expect(learning.pickUpSeconds).toBeCloseTo(12, 0)
  })
  it('[WF5] is not learned from who came when all were busy', () => {
    const learning = new CenterLearning()
    learning.observe(stubChanges({ pools, joined: [joined] }), staffed([stubAgent('x', { state: 'on-contact' })]), 0)
    learning.observe(stubChanges({ pools, departed: [departed('a', 50, 'answered', 'c0')] }), staffed([]), 1)
    expect(learning.pickUpSeconds).toBe(5)
  })
})

describe('snapshots', () => {
  it('[WF14] continue exactly as the original would', () => {
    const step = fc.record({
      afterMs: fc.integer({ min: 0, max: 100_000 }), outcome: fc.constantFrom<StayOutcome>('answered', 'abandoned', 'overflow'),
      queue: fc.constantFrom('a', 'b'), seconds: fc.double({ min: 0, max: 500, noNaN: true }), priority: fc.nat(3), live: fc.constantFrom(busy, idle),
    })
    const apply = (learning: Learning, steps: { afterMs: number; outcome: StayOutcome; queue: string; seconds: number; priority: number; live: LiveCenter }[], from: number): number => {
      let now = from
      for (const { afterMs, outcome, queue, seconds, priority, live } of steps) {
        now += afterMs
        learning.observe(stubChanges({
          pools, contacts: new Set(['c0']), joined: [{ contact: 'c0', queue, place: 1, priority, atMs: now }],
          departed: [departed(queue, seconds, outcome)], settledStays: [stay(seconds, outcome, queue)], settledServices: [service(seconds, queue)],
        }), live, now)
      }
      return now
    }
    fc.assert(fc.property(fc.array(step, { maxLength: 15 }), fc.array(step, { maxLength: 15 }), (before, after) => {
      const original = createLearning()
      const now = apply(original, before, 0)
      const snapshot = JSON.parse(JSON.stringify(original.snapshot()))
      const restored = restoreLearning(snapshot)
      expect(restored.snapshot()).toEqual(original.snapshot())
      apply(original, after, now)
      apply(restored, after, now)
      expect(restored.snapshot()).toEqual(original.snapshot())
      expect(snapshot).toEqual(JSON.parse(JSON.stringify(snapshot)))
    }), { numRuns: 40 })
  })
  it('[WF14] of anything else are refused', () => expect(() => restoreLearning({ v: 2 })).toThrow(/snapshot: must be/))
})
