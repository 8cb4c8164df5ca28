import { expect, it } from 'vitest'
import { countOutcome, newMeanRatio, ratioOf } from './mean-ratio.ts'

it('[WF21] the mean is corrected by waited over expected seconds, slowly at first', () => {
  const ratio = newMeanRatio()
  expect(ratioOf(ratio)).toBe(1)
  for (let i = 0; i < 20; i += 1) countOutcome(ratio, 130, 100)
  expect(ratioOf(ratio)).toBeLessThan(1.01)
  for (let i = 0; i < 20_000; i += 1) countOutcome(ratio, 130, 100)
  expect(ratioOf(ratio)).toBeGreaterThan(1.24)
  expect(ratioOf(ratio)).toBeLessThan(1.3)
})
