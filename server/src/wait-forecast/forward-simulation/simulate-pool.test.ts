import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { queueWait } from '../laws/queue-law.ts'
import { exponentialLaw, NEVER } from '../testing/duration-laws.ts'
import type { ModelAgent, ModelContact, PoolModel } from './pool-model.ts'
import { PoolSimulation, simulatePool } from './simulate-pool.ts'

const busy = (count: number, more: Partial<ModelAgent> = {}): ModelAgent[] =>
  Array.from({ length: count }, () => ({ takes: [1], slots: 1, serving: [{ queue: 0, ageSeconds: 0 }], slowness: 1, ...more }))
const waiting = (count: number, priority = 0, queues: readonly number[] = [0]): ModelContact[] =>
  Array.from({ length: count }, (_, index) => ({ contact: `c${priority}-${index}`, queues, priority, orderSeconds: index - 1000, waitedSeconds: 1000 - index }))
const pool = (more: Partial<PoolModel> = {}): PoolModel => ({
  queues: [{ queue: 'a', handle: exponentialLaw(1), patience: NEVER }], waiting: [], agents: busy(10), streams: [], pickUpSeconds: 0, ...more,
})
/** Variance of the probe's wait over many paths, by rolling them one at a time. */
function momentsOfProbe(model: PoolModel, paths: number): { mean: number; variance: number } {
  let sum = 0, squares = 0
  for (let seed = 0; seed < paths; seed += 1) {
    const { meanSeconds } = simulatePool(model, { paths: 1, seed: seed * 7, horizonSeconds: 1e6, probes: [{ queue: 0, priority: 0 }] }).probe(0)
    sum += meanSeconds
    squares += meanSeconds ** 2
  }
  const mean = sum / paths
  return { mean, variance: squares / paths - mean * mean }
}

describe('a forward simulation', () => {
  it('[WF22] agrees with the exact law of M/M/s+M, for who waits and who joins next', () => {
    for (const leaveRate of [0, 0.5]) {
      const model = pool({ waiting: waiting(12), queues: [{ queue: 'a', handle: exponentialLaw(1), patience: leaveRate > 0 ? exponentialLaw(1 / leaveRate) : NEVER }] })
      const waits = simulatePool(model, { paths: 20_000, seed: 1, horizonSeconds: 1e6 })
      for (const ahead of [0, 3, 12]) {
        const exact = queueWait(10, leaveRate, ahead)
        const rolled = ahead === 12 ? waits.probe(0) : waits.contact(ahead)
        for (const key of ['meanSeconds', 'meanIfServedSeconds', 'p10Seconds', 'p50Seconds', 'p90Seconds'] as const) {
          expect(rolled[key] / exact[key], `${key} behind ${ahead}`).toBeGreaterThan(0.96)
          expect(rolled[key] / exact[key], `${key} behind ${ahead}`).toBeLessThan(1.04)
        }
      }
    }
  })

  it.each([[NEVER, 1.25, 1.25], [exponentialLaw(1), 0.7707, 0.28]])('[WF23] who goes before and still comes: the two-class constants of the reference', (patience, mean, variance) => {
    const model = pool({
      queues: [{ queue: 'a', handle: exponentialLaw(1), patience }], waiting: waiting(4), streams: [{ queue: 0, priority: 1, perSecond: 6, creditSeconds: 0 }],
    })
    const found = momentsOfProbe(model, 20_000)
    expect(found.mean / mean).toBeCloseTo(1, 1)
    expect(Math.abs(found.mean / mean - 1)).toBeLessThan(0.03)
    expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.08)
  })

  it('[WF23] a credit goes before only those who joined within it', () => {
    const streams = [{ queue: 0, priority: 0, perSecond: 5, creditSeconds: 3 }]
    const model = pool({ waiting: [...waiting(30)].map((one) => ({ ...one, orderSeconds: -10 + one.orderSeconds / 1000 })), streams })
    const [credited, plain] = [model, pool({ waiting: model.waiting })].map((one) => simulatePool(one, { paths: 2000, seed: 3, horizonSeconds: 1e5 }))
    expect(credited!.contact(29).meanSeconds).toBeCloseTo(plain!.contact(29).meanSeconds, 0)
    expect(credited!.probe(0).meanSeconds).toBeGreaterThan(plain!.probe(0).meanSeconds + 0.8)
  })

  it('[WF24] who waits longer in a class waits less from now, path by path', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 6 }), fc.integer(), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (count, agents, seed, away) => {
      const model = pool({
        waiting: waiting(count), queues: [{ queue: 'a', handle: exponentialLaw(5), patience: exponentialLaw(20) }],
        agents: busy(agents).map((agent, index) => (away[index] ? { ...agent, serving: [], away: { law: exponentialLaw(30), idleSeconds: 5 } } : agent)),
      })
      const waits = simulatePool(model, { paths: 5, seed, horizonSeconds: 1e4 })
      const all = [...model.waiting.keys()].map((index) => waits.contact(index))
      for (const [index, wait] of [...all, waits.probe(0)].entries()) {
        expect(wait.p10Seconds).toBeLessThanOrEqual(wait.p50Seconds)
        expect(wait.p50Seconds).toBeLessThanOrEqual(wait.p90Seconds)
        if (index > 0) for (const key of ['p10Seconds', 'p50Seconds', 'p90Seconds', 'meanSeconds'] as const) expect(wait[key]).toBeGreaterThanOrEqual(all[index - 1]![key])
      }
    }), { numRuns: 60 })
  })

  it('[WF25] is the same whatever its slices, and for the same seed only', () => {
    const model = pool({ waiting: waiting(20), streams: [{ queue: 0, priority: 1, perSecond: 2, creditSeconds: 0 }] })
    const options = { paths: 50, seed: 9, horizonSeconds: 1e4 }
    const whole = simulatePool(model, options)
    const parts = new PoolSimulation(model, options)
    for (const slice of [1, 13, 2, 40]) parts.roll(slice)
    expect(parts.paths).toBe(50)
    expect(parts.contact(7)).toEqual(whole.contact(7))
    expect(simulatePool(model, { ...options, seed: 10 }).contact(7)).not.toEqual(whole.contact(7))
  })

  it('[WF26] an agent takes only its queues, and the first of all of them', () => {
    const queues = ['a', 'b'].map((queue) => ({ queue, handle: exponentialLaw(1), patience: NEVER }))
    const only = (count: number, takes: readonly number[]): ModelAgent[] => busy(count, { takes })
    const model = pool({ queues, waiting: [...waiting(10, 0, [0]), ...waiting(1, 0, [1])], agents: [...only(5, [1, 0]), ...only(2, [0, 1])] })
    const waits = simulatePool(model, { paths: 4000, seed: 5, horizonSeconds: 1e4, probes: [{ queue: 0, priority: 0 }, { queue: 1, priority: 0 }] })
    expect(waits.probe(0).meanSeconds).toBeCloseTo(11 / 5, 1)
    expect(waits.probe(1).meanSeconds).toBeCloseTo(2 / 2, 1)
    const shared = simulatePool({ ...model, agents: only(7, [1, 1]) }, { paths: 4000, seed: 5, horizonSeconds: 1e4, probes: [{ queue: 1, priority: 0 }] })
    expect(shared.probe(0).meanSeconds).toBeCloseTo(12 / 7, 1)
  })

  it('[WF26] learned shares are drawn once a path: half the agents, half the time', () => {
    const waits = simulatePool(pool({ waiting: waiting(1), agents: [{ takes: [0.5], slots: 1, serving: [], slowness: 1 }] }), { paths: 2000, seed: 2, horizonSeconds: 50 })
    expect(waits.contact(0).meanSeconds).toBeGreaterThan(22)
    expect(waits.contact(0).meanSeconds).toBeLessThan(28)
  })

  it('[WF27] slots, absence, coming and leaving count', () => {
    const mean = (agent: Partial<ModelAgent>): number =>
      simulatePool(pool({ waiting: waiting(1), agents: busy(1, { serving: [], ...agent }) }), { paths: 3000, seed: 4, horizonSeconds: 500 }).contact(0).meanSeconds
    expect(mean({})).toBe(0)
    expect(mean({ comesAtSeconds: 30 })).toBe(30)
    expect(mean({ away: { law: exponentialLaw(20), idleSeconds: 1 } })).toBeCloseTo(20, -1)
    expect(mean({ leavesAtSeconds: 0, serving: [{ queue: 0, ageSeconds: 0 }] })).toBe(500)
    expect(mean({ slots: 3, serving: [{ queue: 0, ageSeconds: 0 }, { queue: 0, ageSeconds: 0 }, { queue: 0, ageSeconds: 0 }] })).toBeCloseTo(1 / 3, 1)
    expect(mean({ slots: 2, serving: [{ queue: 0, ageSeconds: 0 }] })).toBe(0)
    expect(mean({ serving: [{ queue: 0, ageSeconds: 0 }], slowness: 4, gap: exponentialLaw(3) })).toBeCloseTo(7, 0)
  })

  it('[WF27] agents of unknown name come by their rate', () => {
    const waits = simulatePool(pool({ waiting: waiting(1), agents: [], newAgents: { perSecond: 0.1, takes: [1] } }), { paths: 4000, seed: 4, horizonSeconds: 1e4 })
    expect(waits.contact(0).meanSeconds).toBeGreaterThan(9.4)
    expect(waits.contact(0).meanSeconds).toBeLessThan(10.6)
  })

  it('refuses what it cannot roll', () => {
    expect(() => simulatePool(pool(), { paths: 0, seed: 1, horizonSeconds: 10 })).toThrow(/paths: must be at least 1/)
    expect(() => simulatePool(pool(), { paths: 1, seed: 1, horizonSeconds: 0 })).toThrow(/horizonSeconds: must be more than 0/)
  })
})
