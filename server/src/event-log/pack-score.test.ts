import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { packScore } from './pack-score.ts'

const priority = fc.integer({ min: -2047, max: 2047 })
const since = fc.integer({ min: 0, max: 2 ** 42 - 1 })

it('orders by priority downwards, then by since upwards, exactly', () => {
  fc.assert(fc.property(priority, since, priority, since, (priorityA, sinceA, priorityB, sinceB) => {
    const expected = Math.sign(priorityB - priorityA || sinceA - sinceB)
    expect(Math.sign(packScore(priorityA, sinceA) - packScore(priorityB, sinceB))).toBe(expected)
  }), { numRuns: 500 })
})

it('tells neighbours apart at the limits', () => {
  for (const edge of [-2047, 2047]) {
    expect(packScore(edge, 2 ** 42 - 1) - packScore(edge, 2 ** 42 - 2)).toBe(1)
    expect(Number.isSafeInteger(packScore(edge, 2 ** 42 - 1)) || Math.abs(packScore(edge, 2 ** 42 - 1)) <= 2 ** 53).toBe(true)
  }
})

it('cuts what is beyond the limits, and stays in order', () => {
  expect(packScore(1_000_000, 5)).toBe(packScore(2047, 5))
  expect(packScore(-1_000_000, 5)).toBe(packScore(-2047, 5))
  expect(packScore(0, -5)).toBe(packScore(0, 0))
  expect(packScore(0, 1.9)).toBe(packScore(0, 1))
})
