import { describe, expect, it } from 'vitest'
import { seededDraw } from '../forward-simulation/seeded-draw.ts'
import { countDuration, durationLaw, meanOf, newDurationHistogram } from './duration-histogram.ts'

const meanDrawn = (one: () => number, n = 20_000): number => {
  let sum = 0
  for (let i = 0; i < n; i += 1) sum += one()
  return sum / n
}

describe('durations', () => {
  it('[WF41] are exponential with the expected mean before the first', () => {
    const law = durationLaw(newDurationHistogram(), 180)
    const draw = seededDraw(1)
    expect(meanDrawn(() => law.fresh(draw)) / 180).toBeCloseTo(1, 1)
    expect(meanDrawn(() => law.residual(400, draw)) / 180).toBeCloseTo(1, 1)
  })
  it('[WF41] are then as the last ones were, also at an age', () => {
    const histogram = newDurationHistogram()
    for (let i = 0; i < 3000; i += 1) countDuration(histogram, i % 2 ? 40 : 300)
    expect(meanOf(histogram, 1000)).toBeLessThan(200)
    const law = durationLaw(histogram, 180)
    const draw = seededDraw(2)
    expect(Math.abs(meanDrawn(() => law.fresh(draw)) - 165)).toBeLessThan(12)
    // Past the short ones only the long ones are left, to the width of a bin.
    expect(meanDrawn(() => law.residual(100, draw))).toBeGreaterThan(170)
    expect(meanDrawn(() => law.residual(100, draw))).toBeLessThan(230)
  })
  it('[WF41] never end in the past, and those out of range stand in the last bin', () => {
    const histogram = newDurationHistogram()
    for (const seconds of [0.2, 1, 5, 1e7, 3, 900]) countDuration(histogram, seconds)
    const law = durationLaw(histogram, 60)
    const draw = seededDraw(3)
    for (let i = 0; i < 2000; i += 1) {
      const left = law.residual(i, draw)
      expect(left >= 0 && Number.isFinite(left)).toBe(true)
    }
  })
})
