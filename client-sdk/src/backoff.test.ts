import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { backoffMs, RETRY_LIMITS } from './backoff.ts'

it('stays within the doubled bound and the cap, for any number of failures', () => {
  fc.assert(fc.property(fc.nat({ max: 1_000_000 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (failures, random) => {
    const wait = backoffMs(failures, random)
    expect(wait).toBeGreaterThanOrEqual(0)
    expect(wait).toBeLessThanOrEqual(Math.min(RETRY_LIMITS.capMs, RETRY_LIMITS.baseMs * 2 ** failures))
  }), { numRuns: 200 })
})

it('doubles, and uses the whole range', () => {
  expect([0, 1, 2, 20].map((failures) => backoffMs(failures, 0.5))).toEqual([250, 500, 1_000, 15_000])
  expect(backoffMs(5, 0)).toBe(0)
})
