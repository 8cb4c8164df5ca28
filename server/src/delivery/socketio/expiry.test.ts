import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { atInstant } from './expiry.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

it.each([0, 500, 119_999, 120_001, 3_600_000, 30 * 86_400_000])('runs once %i ms later, not before', (leftMs) => {
  let runs = 0
  atInstant(Date.now() + leftMs, Date.now, () => { runs += 1 })
  vi.advanceTimersByTime(Math.max(0, leftMs - 1))
  expect(runs).toBe(leftMs === 0 ? 1 : 0)
  vi.advanceTimersByTime(120_000)
  expect(runs).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})

it('what is called off does not run, near or far', () => {
  let runs = 0
  for (const leftMs of [10, 3_600_000]) atInstant(Date.now() + leftMs, Date.now, () => { runs += 1 })()
  vi.advanceTimersByTime(7_200_000)
  expect([runs, vi.getTimerCount()]).toEqual([0, 0])
})
