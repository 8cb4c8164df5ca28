import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, call, judge, march } from '../testing/builders.ts'
import { byDaysInterval, meanInterval, t975, wider, wilson } from './interval-of.ts'

const DAY = 86_400_000
const share = { id: 'wait', type: 'share-within', clock: { start: 'queue-entered', stop: 'human-answered' }, thresholdSeconds: 60, targetShare: 0.9, window: { unit: 'month' } }
/** `perDay` contacts a day, of which `late` waited too long. */
const days = (count: number, perDay: number, late: (day: number) => number) => Array.from({ length: count }, (_, day) =>
  Array.from({ length: perDay }, (_, index) => call(march.fromMs + day * DAY + 36_000_000 + index * 1000, index < late(day) ? 100 : 5))).flat()
const nowMs = march.fromMs + 20 * DAY

describe('[CH21] an unfinished window', () => {
  it("[CH21] on course is met so far, with the arithmetic (March loses an hour)", () => {
    const verdict = judge(share, days(20, 100, (day) => day % 3), { nowMs })
    expect(verdict).toMatchObject({ status: 'met', window: { complete: false }, outlook: { daysDone: 20, expectedRest: expect.closeTo(1100 - 100 / 24, 6) } })
    expect(verdict.outlook?.probability).toBeGreaterThan(0.99)
    expect(verdict.outlook?.text).toContain('target ≥ 90.00 %')
  })

  it('[CH21] kept so far, but not by how the last days went, is at risk', () => {
    const verdict = judge(share, days(20, 100, (day) => (day < 10 ? 0 : 18)), { nowMs })
    expect(verdict.value).toBeGreaterThan(0.9)
    expect(verdict.status).toBe('at-risk')
    const { outlook } = verdict
    // By hand: 18 % late in ten of the last fourteen days with cases.
    expect(outlook?.recentValue).toBeCloseTo(1 - (10 * 18) / 1400, 10)
    expect(outlook?.projectedValue).toBeCloseTo((1820 + (1 - 180 / 1400) * (outlook?.expectedRest ?? 0)) / (2000 + (outlook?.expectedRest ?? 0)), 10)
  })

  it('[CH21] below the target so far is at risk while it can still be made, and says what the rest needs', () => {
    const verdict = judge(share, days(20, 100, () => 12), { nowMs })
    expect(verdict.status).toBe('at-risk')
    expect(verdict.outlook?.neededInRest).toBeGreaterThan(0.9)
  })

  it('[CH21] one miss of an "each" cannot be made good', () => {
    expect(judge({ ...share, type: 'max-wait-each', targetShare: 1 }, days(20, 10, (day) => (day === 3 ? 1 : 0)), { nowMs })).toMatchObject({ status: 'breached', window: { complete: false } })
  })

  it('[CH21] a window that has not begun is not measurable', () => {
    expect(judge(share, [], { nowMs: march.fromMs - 1 })).toMatchObject({ status: 'not-measurable', reason: 'not-begun' })
  })

  it('[CH21] the same contacts after the window’s end are judged for good', () => {
    expect(judge(share, days(20, 100, () => 12), { nowMs: at('2026-04-01T00:00:00+02:00') })).toMatchObject({ status: 'breached', window: { complete: true } })
  })
})

describe('[CH24] intervals', () => {
  it('[CH24] Wilson as in the literature (Newcombe 1998, 81 of 263; 0 of 20)', () => {
    expect(wilson({ numerator: 81, denominator: 263 })).toMatchObject({ low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4) })
    expect(wilson({ numerator: 0, denominator: 20 })).toMatchObject({ low: 0, high: expect.closeTo(0.1611, 4) })
    expect(wilson({ numerator: 0, denominator: 0 })).toBeUndefined()
  })
  it.each([[4, 2.776], [9, 2.262], [30, 2.042], [120, 1.98]])('[CH24] t with %d degrees of freedom is %d', (degrees, value) => {
    expect(Math.abs(t975(degrees) / value - 1)).toBeLessThan(0.003)
  })
  it('[CH24] a mean of 10, 12, 14 is 12 ± 4.97', () => {
    expect(meanInterval(36, 440, 3)).toMatchObject({ low: expect.closeTo(7.03, 2), high: expect.closeTo(16.97, 2) })
    expect(meanInterval(5, 25, 1)).toBeUndefined()
  })
  it('[CH24] days that differ more than chance make the interval wider', () => {
    const alike = Array.from({ length: 20 }, () => ({ numerator: 90, denominator: 100 }))
    const unlike = Array.from({ length: 20 }, (_, day) => ({ numerator: day % 2 === 0 ? 100 : 80, denominator: 100 }))
    const alone = wilson({ numerator: 1800, denominator: 2000 })
    expect(wider(alone, byDaysInterval(alike, 'share'))?.method).toBe('wilson')
    expect(wider(alone, byDaysInterval(unlike, 'share'))?.method).toBe('t-by-days')
    expect(byDaysInterval(alike.slice(0, 9), 'share')).toBeUndefined()
  })
  it('[CH24] the figure lies in its interval', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
      const numerator = Math.round(part * n)
      const interval = wilson({ numerator, denominator: n })
      expect(interval!.low).toBeLessThanOrEqual(numerator / n)
      expect(interval!.high).toBeGreaterThanOrEqual(numerator / n)
    }), { numRuns: 200 })
  })
})
