import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LiveCenter } from '../contact-center/index.ts'
import { newCalibration } from './calibration/calibration.ts'
import { readCurve } from './curve.ts'
import { forecastPool } from './forecast-pool.ts'
import type { ClassCurve, PoolForecast } from './forecast.ts'
import { queueWait } from './laws/queue-law.ts'
import { widen } from './laws/widen.ts'
import { CenterLearning } from './learning/center-learning.ts'
import { restoreLearning } from './learning/create-learning.ts'
import { liveCenterStub, stubAgent, stubChanges, type StubPool, waitingKeys } from './testing/live-center-stub.ts'

const NOW = 1_000_000
const pools = new Set(['p'])

/** 400 departures, one each ten seconds, from queue `a` of pool `p`, whatever the center looks like now. */
function learnedThroughput(count = 400): CenterLearning {
  const learning = new CenterLearning()
  const live = liveCenterStub([{ id: 'p', queues: [{ id: 'a', waiting: waitingKeys(2) }, { id: 'b' }] }])
  const start = NOW - count * 10_000
  learning.observe(stubChanges({ pools }), live, start)
  for (let i = 1; i <= count; i += 1) {
    learning.observe(stubChanges({
      pools, departed: [{ contact: 'x', queue: 'a', pool: 'p', place: 1, priority: 0, atMs: start + i * 10_000, waitedSeconds: 30, outcome: 'answered' }],
    }), live, start + i * 10_000)
  }
  return learning
}
function learnedHandling(seconds: number, count = 300): CenterLearning {
  const learning = new CenterLearning()
  for (let i = 0; i < count; i += 1) {
    learning.observe(stubChanges({
      settledServices: [{ contact: 'x', queue: 'a', pool: 'p', channel: 'voice', startedAtMs: 0, endedAtMs: seconds * 1000 }],
    }), liveCenterStub([]), NOW)
  }
  return learning
}
const center = (pool: Partial<StubPool> & Pick<StubPool, 'queues'>): LiveCenter => liveCenterStub([{ id: 'p', ...pool }], NOW)
function curveOf(forecast: PoolForecast, queue: string, priority = 0): ClassCurve {
  const found = forecast.classes.find((one) => one.queue === queue && one.priority === priority)
  if (!found || 'unknown' in found) throw new Error(`no curve: ${JSON.stringify(found)}`)
  return found
}
/** With no work for simulations: what formulas say. */
const byFormulas = (live: LiveCenter, learning: CenterLearning): PoolForecast => forecastPool(live, learning, 'p', NOW, 0)
const reasons = (forecast: PoolForecast): unknown[] => forecast.classes.map((one) => ('unknown' in one ? one.unknown : one.basedOn))
const onCall = (id: string, more = {}) => stubAgent(id, { state: 'on-contact', serving: [{ contact: `of-${id}`, queue: 'a', startedAtMs: 0 }], ...more })

describe('choosing a predictor', () => {
  it('[WF4] queue length where agents and handle times are known', () => {
    const live = center({ agents: [onCall('x'), onCall('y')], queues: [{ id: 'a', feedLevel: 3, waiting: waitingKeys(4) }] })
    const curve = curveOf(byFormulas(live, learnedHandling(100)), 'a')
    expect(curve.basedOn).toBe('queue-length')
    expect(curve.inputs.agents).toBe(2)
    expect(curve.inputs.meanHandleSeconds).toBeCloseTo(100, 9)
    expect(curve.inputs.ratePerSecond).toBeCloseTo(0.02, 12)
    expect(readCurve(curve, 5).meanSeconds).toBeCloseTo(250, 9)
  })
  it('[WF4] throughput where agents are not told, or too few services are known', () => {
    const queues = [{ id: 'a', waiting: waitingKeys(4) }]
    expect(reasons(forecastPool(center({ queues }), learnedThroughput(), 'p', NOW))).toEqual(['throughput'])
    const staffed = center({ agents: [onCall('x')], queues: [{ id: 'a', feedLevel: 3 as const }] })
    expect(reasons(forecastPool(staffed, learnedThroughput(), 'p', NOW))).toEqual(['throughput'])
  })
  it('[WF4] last to enter service after the first few', () => {
    const answered = Array.from({ length: 6 }, () => ({ atMs: 0, waitedSeconds: 100, priority: 0 }))
    const live = center({ queues: [{ id: 'a', waiting: waitingKeys(4, 'c', 0, NOW - 20_000), recent: { answered } }] })
    const curve = curveOf(forecastPool(live, learnedThroughput(6), 'p', NOW), 'a')
    expect(curve.basedOn).toBe('last-to-enter-service')
    expect(readCurve(curve, 5).meanSeconds).toBeCloseTo(100, 6)
  })
  it('[WF17] tells widely what is known poorly, around the same median', () => {
    const sure = queueWait(0.1, 0, 4)
    const curve = curveOf(forecastPool(center({ queues: [{ id: 'a', waiting: waitingKeys(4) }] }), learnedThroughput(), 'p', NOW), 'a')
    const told = readCurve(curve, 5)
    expect(told.p90Seconds / told.p50Seconds).toBeGreaterThan(sure.p90Seconds / sure.p50Seconds)
    expect(widen(sure, 0)).toBe(sure)
    expect(widen(sure, 0.3)).toMatchObject({ p50Seconds: sure.p50Seconds, meanSeconds: sure.meanSeconds })
  })
})

describe('unknown', () => {
  const queue = (more: object) => center({ queues: [{ id: 'a', waiting: waitingKeys(2), ...more }] })
  it.each([
    ['too-little-data', {}, new CenterLearning()],
    ['not-estimable', { channel: 'email' }, new CenterLearning()],
    ['closed', { open: false }, learnedThroughput()],
    ['closed', { open: false, facts: { id: 'a', hours: { weekly: {}, atClose: 'serve-all' } } }, new CenterLearning()],
    ['no-agents', { feedLevel: 3 }, learnedHandling(100)],
    ['throughput', { open: false, facts: { id: 'a', hours: { weekly: {}, atClose: 'serve-all' } } }, learnedThroughput()],
    ['throughput', { channel: 'email' }, learnedThroughput()],
  ])('[WF9] %s: %j', (reason, more, learning) => {
    expect(reasons(forecastPool(queue(more), learning, 'p', NOW))).toEqual([reason])
  })
  it('[WF9] no-agents where all are away', () => {
    const live = center({ agents: [stubAgent('x', { state: 'not-ready' })], queues: [{ id: 'a', feedLevel: 3 }] })
    expect(reasons(forecastPool(live, learnedHandling(100), 'p', NOW))).toEqual(['no-agents'])
  })
})

describe('free agents', () => {
  it('[WF5] only the pick-up, then a line shorter by those free', () => {
    const agents = [stubAgent('x'), stubAgent('y', { state: 'ringing' }), onCall('z')]
    const curve = curveOf(byFormulas(center({ agents, queues: [{ id: 'a', feedLevel: 3 }] }), learnedHandling(300)), 'a')
    expect(readCurve(curve, 1).meanSeconds).toBe(5)
    expect(readCurve(curve, 2).p90Seconds).toBeCloseTo(5 * Math.LN10, 9)
    expect(readCurve(curve, 3).meanSeconds).toBeCloseTo(100, 9)
  })
  it('[WF5] counts the slots of chat, and half of one that serves elsewhere', () => {
    const agents = [
      stubAgent('x', { state: 'on-contact', capacity: 3, serving: [{ contact: 'k', queue: 'a', startedAtMs: 0 }, { contact: 'l', queue: 'other', startedAtMs: 0 }] }),
    ]
    const curve = curveOf(byFormulas(center({ agents, queues: [{ id: 'a', feedLevel: 3 }] }), learnedHandling(100)), 'a')
    expect(curve.inputs.ratePerSecond).toBeCloseTo(0.025, 12)
    expect(readCurve(curve, 1).meanSeconds).toBe(5)
    expect(readCurve(curve, 2).meanSeconds).toBeCloseTo(40, 9)
  })
})

describe('the order of a pool', () => {
  const learning = learnedThroughput()
  const rate = (live: LiveCenter): number => curveOf(forecastPool(live, learning, 'p', NOW), 'a').inputs.ratePerSecond
  it('[WF6] counts all who came earlier to any of its queues', () => {
    // Each of b came half a second before the one of a.
    const live = center({ queues: [{ id: 'a', waiting: waitingKeys(3, 'a', 0, 0) }, { id: 'b', waiting: waitingKeys(3, 'b', 0, -500) }] })
    const forecast = forecastPool(live, learning, 'p', NOW)
    const r = rate(live)
    expect(readCurve(curveOf(forecast, 'a'), 1).meanSeconds).toBeCloseTo(2 / r, 6)
    expect(readCurve(curveOf(forecast, 'a'), 3).meanSeconds).toBeCloseTo(6 / r, 6)
    expect(readCurve(curveOf(forecast, 'b'), 1).meanSeconds).toBeCloseTo(1 / r, 6)
    expect(readCurve(curveOf(forecast, 'b'), 4).meanSeconds).toBeCloseTo(7 / r, 6)
  })
  it('[WF6][WF18] counts a contact in two queues once, and gives it its own row', () => {
    const both = { contact: 'both', priority: 0, sinceMs: -5000 }
    const live = center({ queues: [{ id: 'a', waiting: [both, ...waitingKeys(2, 'a')] }, { id: 'b', waiting: [both, ...waitingKeys(1, 'b', 0, 9000)] }] })
    const own = learnedThroughput()
    own.observe(stubChanges({ contacts: new Set(['both', 'a0']) }), live, NOW)
    const forecast = forecastPool(live, own, 'p', NOW)
    const r = rate(live)
    expect(forecast.contacts.map((row) => row.contact)).toEqual(['both'])
    expect(forecast.contacts[0]!.wait.meanSeconds).toBeCloseTo(1 / r, 6)
    expect(readCurve(curveOf(forecast, 'a'), 2).meanSeconds).toBeCloseTo(2 / r, 6)
    expect(readCurve(curveOf(forecast, 'b'), 2).meanSeconds).toBeCloseTo(4 / r, 6)
  })
  it('[WF6] counts another line by the share of the slots that serve it', () => {
    const agents = [onCall('x', { queues: ['a'] }), onCall('y', { queues: ['a', 'b'] }), onCall('z', { queues: ['b'] })]
    const live = center({ agents, queues: [{ id: 'a', feedLevel: 3, waiting: waitingKeys(1, 'a', 0, 9000) }, { id: 'b', feedLevel: 3, waiting: waitingKeys(4, 'b') }] })
    // Two agents serve a, one of them b too: of b's four earlier contacts two count.
    expect(readCurve(curveOf(byFormulas(live, learnedHandling(100)), 'a'), 1).meanSeconds).toBeCloseTo(3 * 50, 6)
  })
})

describe('classes', () => {
  it('[WF7] are those waiting and the lowest that was seen', () => {
    const live = center({ queues: [{ id: 'a', waiting: [...waitingKeys(2, 'h', 5), ...waitingKeys(3, 'm', 2)] }, { id: 'b' }] })
    const learning = learnedThroughput()
    learning.observe(stubChanges({ joined: [{ contact: 'x', queue: 'a', place: 9, priority: -1, atMs: NOW }] }), live, NOW)
    const forecast = forecastPool(live, learning, 'p', NOW)
    expect(forecast.classes.map((one) => [one.queue, one.priority])).toEqual([['a', 5], ['a', 2], ['a', -1], ['b', 0]])
    // A new contact of priority 5 comes after the two of its own; one of -1 after all five.
    const r = curveOf(forecast, 'a', 5).inputs.ratePerSecond
    expect(readCurve(curveOf(forecast, 'a', 5), 3).meanSeconds).toBeCloseTo(3 / r, 6)
    expect(readCurve(curveOf(forecast, 'a', -1), 6).meanSeconds).toBeCloseTo(6 / r, 6)
  })
  it('[WF10] wait longer for those of higher priority who still come', () => {
    const live = center({ queues: [{ id: 'a', waiting: [...waitingKeys(1, 'h', 5), ...waitingKeys(3, 'm', 0)] }] })
    const learning = learnedThroughput()
    const before = forecastPool(live, learning, 'p', NOW)
    for (let i = 0; i < 45; i += 1) learning.observe(stubChanges({ joined: [{ contact: `x${i}`, queue: 'a', place: 1, priority: 5, atMs: NOW }] }), live, NOW)
    const after = forecastPool(live, learning, 'p', NOW)
    expect(curveOf(after, 'a', 5)).toEqual(curveOf(before, 'a', 5))
    // 45 in 900 s against a rate of 0.1: half the rate is left.
    expect(readCurve(curveOf(after, 'a', 0), 4).meanSeconds / readCurve(curveOf(before, 'a', 0), 4).meanSeconds).toBeCloseTo(2, 1)
    const spread = (forecast: PoolForecast): number => { const wait = readCurve(curveOf(forecast, 'a', 0), 4); return wait.p90Seconds / wait.p10Seconds }
    expect(spread(after)).toBeGreaterThan(spread(before))
  })
})

describe('any pool', () => {
  const line = fc.array(fc.record({ priority: fc.integer({ min: 0, max: 2 }), sinceMs: fc.nat(500_000) }), { maxLength: 30 })
  it('[WF3][WF16] has ordered curves that rise in place; forecasting changes nothing', () => {
    const learnings = [learnedThroughput(), learnedHandling(180)]
    const states = fc.array(fc.constantFrom('available' as const, 'on-contact' as const, 'not-ready' as const), { maxLength: 5 })
    fc.assert(fc.property(line, line, fc.constantFrom(...learnings), states,
      (first, second, learning, now) => {
        const agents = now.map((state, index) => stubAgent(`agent${index}`, { state, queues: index % 2 ? ['a', 'b'] : ['a'] }))
        const keyed = (keys: typeof first, prefix: string) => keys.map((key, index) => ({ ...key, contact: `${prefix}${index}` }))
        const live = center({ agents, queues: [{ id: 'a', feedLevel: 3, waiting: keyed(first, 'a') }, { id: 'b', feedLevel: 3, waiting: keyed(second, 'b') }] })
        const state = JSON.stringify(learning.snapshot())
        const forecast = forecastPool(live, learning, 'p', NOW)
        expect(JSON.stringify(learning.snapshot())).toBe(state)
        expect(forecastPool(live, learning, 'p', NOW)).toEqual(forecast)
        for (const one of forecast.classes) {
          if ('unknown' in one) continue
          expect(one.knots.at(-1)!.place).toBe(Math.floor(1.5 * live.queue(one.queue)!.line.length) + 10)
          for (let place = 1; place < 60; place += 1) {
            const [here, next] = [readCurve(one, place), readCurve(one, place + 1)]
            expect(here.p10Seconds <= here.p50Seconds && here.p50Seconds <= here.p90Seconds).toBe(true)
            for (const key of Object.keys(here) as Exclude<keyof typeof here, 'plain'>[]) {
              expect(Number.isFinite(here[key])).toBe(true)
              expect(next[key]).toBeGreaterThanOrEqual(here[key] - 1e-9)
            }
          }
        }
      }), { numRuns: 60 })
  })
  it('[WF16] that is gone has an empty forecast, and foreign learning is refused', () => {
    expect(forecastPool(center({ queues: [] }), new CenterLearning(), 'gone', NOW)).toMatchObject({ pool: 'gone', classes: [], contacts: [] })
    expect(() => forecastPool(center({ queues: [] }), { observe: () => {}, listen: () => {}, toJSON: () => 0, snapshot: () => 0 }, 'p', NOW)).toThrow(/learning: must come from/)
  })
})

describe('calibration of what is told', () => {
  const raised = (learning: CenterLearning): CenterLearning => {
    const state = learning.snapshot()
    return new CenterLearning({ ...state, calibration: { ...newCalibration(), center: { outcomes: 1000, log: [Math.log(0.5), Math.log(1.2), Math.log(1.5)] } } })
  }
  it('[WF19] structural quantiles are multiplied by the tracked factors; means have their own', () => {
    const live = center({ queues: [{ id: 'a', waiting: waitingKeys(4) }] })
    const learning = learnedThroughput()
    const plain = readCurve(curveOf(forecastPool(live, learning, 'p', NOW), 'a'), 3)
    const told = readCurve(curveOf(forecastPool(live, raised(learning), 'p', NOW), 'a'), 3)
    expect(told.p50Seconds / plain.p50Seconds).toBeCloseTo(1.2, 9)
    expect(told.p90Seconds / plain.p90Seconds).toBeCloseTo(1.5, 9)
    expect(told.meanSeconds).toBe(plain.meanSeconds)
  })
  it('[WF19] who finds a slot free has no factor', () => {
    const live = center({ agents: [stubAgent('x'), onCall('y')], queues: [{ id: 'a', feedLevel: 3, waiting: [] }] })
    const learning = learnedHandling(100)
    const [plain, told] = [learning, raised(learning)].map((one) => curveOf(forecastPool(live, one, 'p', NOW), 'a'))
    expect(readCurve(told!, 1)).toEqual(readCurve(plain!, 1))
    expect(readCurve(told!, 4).p90Seconds).toBeGreaterThan(readCurve(plain!, 4).p90Seconds)
  })
  it('[WF20] what is said to who joined is noted once, judged as outcomes come, and goes on from a snapshot', () => {
    const said = { p10Seconds: 5, p50Seconds: 30, p90Seconds: 100, meanSeconds: 40, meanIfServedSeconds: 40 }
    const live = center({ queues: [{ id: 'a', waiting: waitingKeys(1) }] })
    const asked: string[] = []
    const learning = new CenterLearning()
    learning.observe(stubChanges({ joined: [{ contact: 'c0', queue: 'a', place: 1, priority: 0, atMs: NOW }] }), live, NOW)
    const listen = (one: CenterLearning, ms: number): void => one.listen(live, ms, (contact) => (asked.push(contact), said))
    listen(learning, NOW)
    listen(learning, NOW + 500)
    expect(asked).toEqual(['c0'])
    const restored = restoreLearning(learning.snapshot())
    for (const one of [learning, restored]) listen(one as CenterLearning, NOW + 29_000)
    expect(restored.snapshot()).toEqual(learning.snapshot())
    expect(learning.snapshot().calibration?.queues['a']?.log[0]).toBeGreaterThan(0)
    expect(learning.snapshot().calibration?.queues['a']?.log[1]).toBe(0)
  })
})
