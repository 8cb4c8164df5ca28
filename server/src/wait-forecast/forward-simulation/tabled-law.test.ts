import { describe, expect, it } from 'vitest'
import { countDuration, durationLaw, newDurationHistogram } from '../learning/duration-histogram.ts'
import { exponentialLaw, NEVER } from '../testing/duration-laws.ts'
import { seededDraw } from './seeded-draw.ts'
import { tabledLaw } from './tabled-law.ts'

const histogram = newDurationHistogram()
const shape = seededDraw(3)
for (let i = 0; i < 800; i += 1) countDuration(histogram, 100 * Math.exp(0.7 * (shape() + shape() + shape() + shape() - 2)))

describe('a tabled law', () => {
  it.each([['exponential', exponentialLaw(200)], ['remembered', durationLaw(histogram, 200)]])('[WF54] draws as the law does: %s', (_name, law) => {
    const tabled = tabledLaw(law)
    const mean = (draw: (u: () => number) => number): number => {
      const random = seededDraw(5)
      let sum = 0
      for (let i = 0; i < 40_000; i += 1) sum += draw(random)
      return sum / 40_000
    }
    expect(mean((u) => tabled.fresh(u)) / mean((u) => law.fresh(u))).toBeCloseTo(1, 2)
    for (const age of [0, 30, 120, 400, 5000]) {
      const residual = tabled.residualAt!(age)
      expect(mean(residual) / mean((u) => law.residual(age, u)), `at ${age}`).toBeCloseTo(1, 1)
    }
    for (const u of [0.001, 0.01, 0.3, 0.77, 0.999]) expect(Math.abs(tabled.fresh(() => u) - law.fresh(() => u)) / 200).toBeLessThan(0.03)
  })
  it('[WF54] keeps what never ends', () => {
    const never = tabledLaw(NEVER)
    expect(never.fresh(() => 0.5)).toBe(Infinity)
    expect(never.residualAt!(100)(() => 0.5)).toBe(Infinity)
    expect(never.stays!(10, 10)).toBe(1)
  })
})
