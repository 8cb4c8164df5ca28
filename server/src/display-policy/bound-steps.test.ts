import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundUpBound, stepBelow } from './bound-steps.ts'

const minutes = (n: number): number => n * 60

describe('roundUpBound', () => {
  it.each([
    [-5, 1], [0, 1], [1, 1], [60, 1], [60.001, 2], [61, 2], [120, 2], [239, 4], [240, 4], [241, 5], [600, 10], [601, 15], [900, 15], [901, 20],
    [1200, 20], [1201, 25], [1500, 25], [1501, 30], [1801, 40], [2401, 50], [3001, 60], [3600, 60], [3601, 90], [5401, 120], [7201, 150],
  ])('[DP1] %s s is said as %s min', (seconds, said) => {
    expect(roundUpBound(seconds)).toBe(minutes(said))
  })

  it('[DP1] rounds up, is its own fixed point and never grows as the time left shrinks', () => {
    const seconds = fc.double({ min: 0, max: 200_000, noNaN: true })
    fc.assert(fc.property(seconds, seconds, (a, b) => {
      const bound = roundUpBound(a)
      expect(bound).toBeGreaterThanOrEqual(a)
      expect(roundUpBound(bound)).toBe(bound)
      expect(roundUpBound(Math.min(a, b))).toBeLessThanOrEqual(roundUpBound(Math.max(a, b)))
      expect(roundUpBound(stepBelow(bound) + 0.001)).toBe(bound)
      expect(stepBelow(bound)).toBeLessThan(Math.max(a, 60))
    }))
  })
})
