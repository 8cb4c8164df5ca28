import { expect, it } from 'vitest'
import { looksLikeSleep } from './sleep.ts'

it('sees a sleep on either clock, and none in a throttled tab or a wall clock set back', () => {
  expect(looksLikeSleep({ monotonicMs: 3_600_000, wallMs: 3_600_000 })).toBe(true)
  expect(looksLikeSleep({ monotonicMs: 5_000, wallMs: 3_600_000 })).toBe(true)
  expect(looksLikeSleep({ monotonicMs: 60_000, wallMs: 60_000 })).toBe(false)
  expect(looksLikeSleep({ monotonicMs: 5_000, wallMs: -3_600_000 })).toBe(false)
})
