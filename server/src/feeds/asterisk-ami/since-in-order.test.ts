import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sinceInOrder } from './since-in-order.ts'

const known = (...instants: number[]) => instants.map((sinceMs) => ({ sinceMs, known: true }))

describe('instants that give an order', () => {
  it('[AM8] a missed caller is fitted in before the known one behind it', () => {
    expect(sinceInOrder([{ sinceMs: 75, known: false }, ...known(10, 20)])).toEqual([9, 10, 20])
    expect(sinceInOrder([...known(10), { sinceMs: 5, known: false }, ...known(20)])).toEqual([10, 11, 20])
    expect(sinceInOrder([...known(10), { sinceMs: 15, known: false }])).toEqual([10, 15])
  })
  it('[AM8] of a caller who was moved and those who were not, the moved one changes', () => {
    expect(sinceInOrder(known(30, 10, 20))).toEqual([9, 10, 20])
    expect(sinceInOrder(known(20, 30, 10, 40))).toEqual([20, 30, 31, 40])
  })
  it('[AM8] the order is always strict, and an order that already is stays', () => {
    const row = fc.record({ sinceMs: fc.integer({ min: 0, max: 50 }), known: fc.boolean() })
    fc.assert(fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const fitted = sinceInOrder(rows)
      for (const [i, since] of fitted.entries()) if (i > 0) expect(since).toBeGreaterThan(fitted[i - 1]!)
      expect(sinceInOrder(fitted.map((sinceMs) => ({ sinceMs, known: true })))).toEqual(fitted)
    }), { numRuns: 200 })
  })
})
