import { expect, it } from 'vitest'
import { shapedWait } from './wait-shape.ts'

it('[WF49] quantiles start as those of a wide law with nobody ahead, and of a narrower one with many', () => {
  const [alone, behindTen] = [shapedWait(100, 0), shapedWait(100, 10)]
  expect(alone.p10Seconds).toBeGreaterThan(10)
  expect(alone.p10Seconds).toBeLessThan(20)
  expect(alone.p90Seconds).toBeGreaterThan(200)
  expect(behindTen.p10Seconds).toBeGreaterThan(35)
  expect(behindTen.p90Seconds).toBeLessThan(180)
  for (const { p10Seconds, p50Seconds, p90Seconds } of [alone, behindTen]) expect(p10Seconds < p50Seconds && p50Seconds < p90Seconds).toBe(true)
})
