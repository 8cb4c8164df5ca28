import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cumulants } from '../../laws/hypoexponential-cumulants.ts'
import { agedHazardWait, FAMILY, type FamilySituation, fluidQueueLengthWait, hazardWait, markovianServedWait, markovianWait, queueLengthWait, refinedQueueLengthWait, twoClassMoments } from './index.ts'

const rate = fc.double({ min: 1e-4, max: 50, noNaN: true })
const leave = fc.double({ min: 0, max: 2, noNaN: true })
const places = fc.integer({ min: 0, max: 300 })
const relative = (a: number, b: number): number => Math.abs(a / b - 1)

describe('the family as a whole', () => {
  const waits = fc.array(fc.record({ waitedSeconds: fc.double({ min: 0, max: 1e5, noNaN: true }), foundAhead: fc.integer({ min: 0, max: 50 }) }), { maxLength: 12 })
  const hazard = fc.double({ min: 0, max: 1, noNaN: true })
  const situations: fc.Arbitrary<FamilySituation> = fc.record({
    ahead: fc.integer({ min: 0, max: 60 }),
    servicePerSecond: fc.oneof(rate, fc.constant(0)), leavePerSecond: leave,
    arrivalsPerSecond: fc.oneof(rate, fc.constant(0)), overtakersPerSecond: rate,
    leaveHazard: hazard.map((h) => () => h), leftShare: hazard.map((h) => (seconds: number) => 1 - Math.exp(-h * seconds)),
    schedule: fc.array(fc.record({ fromSeconds: fc.double({ min: -1, max: 20, noNaN: true }), servicePerSecond: fc.oneof(rate, fc.constant(0)), takenAtOnce: fc.integer({ min: 0, max: 5 }) }), { maxLength: 4 })
      .map((steps) => steps.toSorted((a, b) => a.fromSeconds - b.fromSeconds)),
    started: waits, headWaitedSeconds: fc.double({ min: 0, max: 1e4, noNaN: true }), line: waits,
  }, { requiredKeys: ['ahead'] })

  it('[WF30] each says seconds that are finite and never negative, or nothing', () => {
    fc.assert(fc.property(situations, (situation) => {
      for (const { name, predict } of FAMILY) {
        const seconds = predict(situation)
        if (seconds !== undefined) expect(seconds >= 0 && seconds < Infinity, `${name} says ${seconds}`).toBe(true)
      }
    }), { numRuns: 300 })
  })

  it('[WF30] says nothing where what it needs is not known', () => {
    expect(FAMILY.filter(({ predict }) => predict({ ahead: 3 }) !== undefined)).toEqual([])
    expect(new Set(FAMILY.map(({ name }) => name)).size).toBe(FAMILY.length)
  })
})

describe('queue length', () => {
  it('[WF31] gives the reference values', () => {
    expect(queueLengthWait({ ahead: 5, servicePerSecond: 10 })).toBeCloseTo(0.6, 12)
    expect(fluidQueueLengthWait({ ahead: 40, servicePerSecond: 100, leavePerSecond: 1 })).toBeCloseTo(0.3435897, 7)
    expect(markovianWait({ ahead: 5, servicePerSecond: 10, leavePerSecond: 1 })).toBeCloseTo(0.4892607, 7)
    expect(markovianServedWait({ ahead: 5, servicePerSecond: 10, leavePerSecond: 1 })).toBeCloseTo(0.4517607, 7)
    expect(markovianWait({ ahead: 40, servicePerSecond: 100, leavePerSecond: 1 })).toBeCloseTo(0.3450477, 7)
  })

  it('[WF31] orders served-only, virtual and plain, and lets the liquid run out before the last contact', () => {
    fc.assert(fc.property(places, rate, leave, (ahead, servicePerSecond, leavePerSecond) => {
      const situation = { ahead, servicePerSecond, leavePerSecond }
      const [plain, virtual, served, fluid] = [queueLengthWait(situation)!, markovianWait(situation)!, markovianServedWait(situation)!, fluidQueueLengthWait(situation)!]
      const rounding = 1 + 1e-9
      expect(served).toBeLessThanOrEqual(virtual * rounding)
      expect(virtual).toBeLessThanOrEqual(plain * rounding)
      expect(fluid).toBeLessThanOrEqual(virtual * rounding)
    }), { numRuns: 100 })
  })

  it('[WF31] rises with the place and goes over into the plain formula as nobody leaves', () => {
    fc.assert(fc.property(places, rate, leave, (ahead, servicePerSecond, leavePerSecond) => {
      for (const predict of [queueLengthWait, fluidQueueLengthWait, markovianWait, markovianServedWait]) {
        expect(predict({ ahead: ahead + 1, servicePerSecond, leavePerSecond })!).toBeGreaterThan(predict({ ahead, servicePerSecond, leavePerSecond })!)
        for (const tiny of [0, 1e-15]) expect(relative(predict({ ahead, servicePerSecond, leavePerSecond: tiny })!, (ahead + 1) / servicePerSecond)).toBeLessThan(1e-6)
      }
    }), { numRuns: 100 })
  })

  it('[WF32] by hazards is QLm where the hazard does not change with age', () => {
    fc.assert(fc.property(places, rate, leave, rate, (ahead, servicePerSecond, leavePerSecond, arrivalsPerSecond) => {
      const want = markovianWait({ ahead, servicePerSecond, leavePerSecond })!
      const line = Array.from({ length: ahead }, (_, i) => ({ waitedSeconds: 3 * (ahead - i), foundAhead: ahead }))
      const leaveHazard = (): number => leavePerSecond
      expect(relative(hazardWait({ ahead, servicePerSecond, arrivalsPerSecond, leaveHazard })!, want)).toBeLessThan(1e-5)
      expect(relative(agedHazardWait({ ahead, servicePerSecond, leaveHazard, line })!, want)).toBeLessThan(1e-5)
    }), { numRuns: 50 })
  })

  it('[WF32] by hazards is shorter where those who have waited long leave sooner, longer where they stay', () => {
    const line = Array.from({ length: 40 }, (_, i) => ({ waitedSeconds: 0.4 - i / 100, foundAhead: 40 }))
    const at = (leaveHazard: (age: number) => number): number => agedHazardWait({ ahead: 40, servicePerSecond: 100, leaveHazard, line })!
    expect(at((age) => (age > 0.3 ? 3 : 0))).toBeLessThan(at(() => 0))
    expect(at((age) => (age < 0.3 ? 1 : 0))).toBeGreaterThan(at(() => 1))
  })

  it('[WF32] refined by the overloaded fluid: with exponential patience β = ln ρ/(ρ − 1), and plain without overload', () => {
    for (const load of [1.001, 1.2, 1.4, 3]) {
      const seconds = refinedQueueLengthWait({ ahead: 9, servicePerSecond: 100, arrivalsPerSecond: 100 * load, leftShare: (t) => -Math.expm1(-t) })!
      expect(relative(seconds, (0.1 * Math.log(load)) / (load - 1))).toBeLessThan(1e-7)
    }
    expect(refinedQueueLengthWait({ ahead: 9, servicePerSecond: 100, arrivalsPerSecond: 90, leftShare: () => 0.5 })).toBe(0.1)
    expect(refinedQueueLengthWait({ ahead: 9, servicePerSecond: 100, arrivalsPerSecond: 200, leftShare: (t) => 0.3 * -Math.expm1(-t) })).toBeUndefined()
  })
})

describe('two classes', () => {
  it('[WF35] gives the reference values', () => {
    const without = twoClassMoments({ ahead: 4, servicePerSecond: 10, overtakersPerSecond: 6 })!
    expect(without.meanSeconds).toBeCloseTo(1.25, 9)
    expect(without.varianceSeconds2).toBeCloseTo(1.25, 9)
    const leaving = twoClassMoments({ ahead: 4, servicePerSecond: 10, overtakersPerSecond: 6, leavePerSecond: 1 })!
    expect(leaving.meanSeconds).toBeCloseTo(0.7707429, 7)
    expect(leaving.varianceSeconds2).toBeCloseTo(0.2800558, 7)
  })

  it('[WF35] is QLm where nobody overtakes, the busy-period formula where nobody leaves, and rises in all three', () => {
    fc.assert(fc.property(places, fc.double({ min: 0.01, max: 10, noNaN: true }), leave, fc.double({ min: 0, max: 0.95, noNaN: true }), (ahead, servicePerSecond, leavePerSecond, load) => {
      const overtakersPerSecond = load * servicePerSecond
      const alone = twoClassMoments({ ahead, servicePerSecond, leavePerSecond })!
      expect(relative(alone.meanSeconds, cumulants(servicePerSecond, leavePerSecond, ahead).mean)).toBeLessThan(1e-5)
      expect(relative(alone.varianceSeconds2, cumulants(servicePerSecond, leavePerSecond, ahead).variance)).toBeLessThan(1e-5)
      for (const tiny of [0, 1e-14]) {
        const stays = twoClassMoments({ ahead, servicePerSecond, overtakersPerSecond, leavePerSecond: tiny })!
        const spare = servicePerSecond - overtakersPerSecond
        expect(relative(stays.meanSeconds, (ahead + 1) / spare)).toBeLessThan(1e-6)
        expect(relative(stays.varianceSeconds2, ((ahead + 1) * (servicePerSecond + overtakersPerSecond)) / spare ** 3)).toBeLessThan(1e-6)
      }
      const here = twoClassMoments({ ahead, servicePerSecond, leavePerSecond, overtakersPerSecond })!
      expect(here.meanSeconds).toBeGreaterThanOrEqual(alone.meanSeconds * (1 - 1e-9))
      expect(twoClassMoments({ ahead: ahead + 1, servicePerSecond, leavePerSecond, overtakersPerSecond })!.meanSeconds).toBeGreaterThan(here.meanSeconds)
    }), { numRuns: 60 })
  })

  it('[WF35] is unknown where those who overtake take all service and nobody leaves, known where they leave', () => {
    expect(twoClassMoments({ ahead: 0, servicePerSecond: 10, overtakersPerSecond: 10 })).toBeUndefined()
    expect(twoClassMoments({ ahead: 0, servicePerSecond: 10, overtakersPerSecond: 12, leavePerSecond: 1 })!.meanSeconds).toBeGreaterThan(0.1)
  })
})
