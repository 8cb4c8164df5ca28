import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCurve, risingKnots } from './curve.ts'
import type { ClassCurve, WaitAtPlace } from './forecast.ts'
import { knotPlaces } from './knot-places.ts'

const wait = (seconds: number): WaitAtPlace =>
  ({ p10Seconds: seconds, p50Seconds: 2 * seconds, p90Seconds: 4 * seconds, meanSeconds: 2.5 * seconds, meanIfServedSeconds: 2.2 * seconds })
const curve = (...points: [number, number][]): ClassCurve => ({
  queue: 'q', priority: 0, basedOn: 'queue-length', inputs: { agents: 1, meanHandleSeconds: 1, ratePerSecond: 1 },
  knots: points.map(([place, seconds]) => ({ place, ...wait(seconds) })),
})

describe('reading a curve', () => {
  it('[WF8] is linear between knots', () => {
    expect(readCurve(curve([1, 10], [2, 20], [6, 40]), 4)).toEqual(wait(30))
    expect(readCurve(curve([1, 10], [2, 20], [6, 40]), 2)).toEqual(wait(20))
  })
  it('[WF8] goes on with the last slope', () => expect(readCurve(curve([1, 10], [2, 20], [6, 40]), 10)).toEqual(wait(60)))
  it('[WF8] is the first knot below it', () => {
    expect(readCurve(curve([1, 10], [2, 20]), 0)).toEqual(wait(10))
    expect(readCurve(curve([1, 10]), 7)).toEqual(wait(10))
  })
  it('[WF8] refuses a curve without knots', () => expect(() => readCurve(curve(), 1)).toThrow(/q: has no knots/))
})

describe('knots', () => {
  it('[WF7] reach 1.5 × the line + 10 and name the places given', () => {
    expect(knotPlaces(0, [0, 1])).toEqual([1, 2, 3, 4, 6, 8, 10])
    expect(knotPlaces(10, [10, 11])).toEqual([1, 2, 3, 4, 6, 8, 10, 11, 12, 16, 24, 25])
    expect(knotPlaces(10_000, [10_000, 10_001]).at(-1)).toBe(15_010)
    expect(knotPlaces(10_000, [10_000, 10_001]).length).toBeLessThan(32)
  })
  it('[WF7] rise, each once', () => {
    fc.assert(fc.property(fc.nat(20_000), fc.array(fc.nat(20_000), { maxLength: 5 }), (length, exactly) => {
      const places = knotPlaces(length, [length, length + 1, ...exactly])
      expect(places[0]).toBe(1)
      for (let i = 1; i < places.length; i += 1) expect(places[i]!).toBeGreaterThan(places[i - 1]!)
      expect(places).toContain(length + 1)
    }), { numRuns: 50 })
  })
  it('[WF3] never fall nor cross, whatever is handed in', () => {
    const any = fc.record({
      p10Seconds: fc.nat(100), p50Seconds: fc.nat(100), p90Seconds: fc.nat(100), meanSeconds: fc.nat(100), meanIfServedSeconds: fc.nat(100),
    })
    fc.assert(fc.property(fc.array(any, { minLength: 1, maxLength: 12 }), (waits) => {
      const knots = risingKnots(waits.map((_, index) => index + 1), (place) => waits[place - 1]!)
      for (const [index, knot] of knots.entries()) {
        expect(knot.p10Seconds <= knot.p50Seconds && knot.p50Seconds <= knot.p90Seconds).toBe(true)
        const previous = knots[index - 1]
        if (previous) for (const key of Object.keys(knot) as Exclude<keyof typeof knot, 'plain'>[]) expect(knot[key]).toBeGreaterThanOrEqual(previous[key])
      }
    }), { numRuns: 50 })
  })
})
