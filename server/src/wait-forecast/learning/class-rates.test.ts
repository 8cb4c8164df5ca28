import { expect, it } from 'vitest'
import { type ClassRate, countClassArrival, perSecondOf, quickening } from './class-rates.ts'

it('[WF45] arrivals are counted by priority and credit, over five minutes and half an hour', () => {
  const rates: ClassRate[] = []
  for (let second = 0; second < 7200; second += 10) countClassArrival(rates, 0, 0, false, second * 1000)
  for (let second = 0; second < 7200; second += 40) countClassArrival(rates, 0, 90, true, second * 1000)
  expect(rates).toHaveLength(2)
  expect(perSecondOf(rates[0]!, 7_200_000)).toBeCloseTo(0.1, 2)
  expect(rates[1]!.creditSeconds).toBeCloseTo(90, 3)
  expect(quickening([rates], 7_200_000)).toBeCloseTo(1, 1)
  for (let second = 7200; second < 7500; second += 2) countClassArrival(rates, 0, 0, false, second * 1000)
  expect(quickening([rates], 7_500_000)).toBeGreaterThan(1.5)
  expect(quickening([], 0)).toBe(1)
})
