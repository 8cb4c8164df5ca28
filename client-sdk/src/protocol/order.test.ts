import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { orderArbitrary } from '../testing/display-arbitrary.ts'
import { compareOrder } from './order.ts'

it('[PR1] compares the epoch first, then the seq', () => {
  expect(compareOrder({ epoch: '0000000002', seq: 0 }, { epoch: '0000000001', seq: 99 })).toBeGreaterThan(0)
  expect(compareOrder({ epoch: '0000000010', seq: 0 }, { epoch: '0000000009', seq: 0 })).toBeGreaterThan(0)
  expect(compareOrder({ epoch: '0000000001', seq: 9 }, { epoch: '0000000001', seq: 10 })).toBeLessThan(0)
})

it('[PR1] is a total order', () => {
  fc.assert(fc.property(orderArbitrary, orderArbitrary, orderArbitrary, (a, b, c) => {
    expect(Math.sign(compareOrder(a, b)) + Math.sign(compareOrder(b, a))).toBe(0)
    if (compareOrder(a, b) <= 0 && compareOrder(b, c) <= 0) expect(compareOrder(a, c)).toBeLessThanOrEqual(0)
    if (compareOrder(a, b) === 0) expect(a).toEqual(b)
  }), { numRuns: 200 })
})
