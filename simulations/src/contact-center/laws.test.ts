import { describe, expect, it } from 'vitest'
import { draw, drawResidual, type Law } from './laws.ts'
import { createRandom, gammaOfMeanOne } from './random.ts'
import { estimate } from './testing/estimate.ts'

const N = 40_000
const many = (of: () => number): number[] => Array.from({ length: N }, of)
function expectMean(values: readonly number[], exact: number): void {
  const { mean, half } = estimate(values)
  expect(Math.abs(mean - exact)).toBeLessThan(2 * half)
}

const hazard: Law = { law: 'hazard', perHour: [{ fromSeconds: 0, value: 60 }, { fromSeconds: 30, value: 12 }] }
/** Mean of the piecewise exponential above: ∫ S. */
const HAZARD_MEAN = 60 * (1 - Math.exp(-0.5)) + Math.exp(-0.5) * 300

const LAWS: readonly [Law, mean: number, cv2: number | undefined][] = [
  [{ law: 'constant', seconds: 7 }, 7, undefined],
  [{ law: 'exponential', meanSeconds: 100 }, 100, 1],
  [{ law: 'lognormal', meanSeconds: 100, cv: 0.8 }, 100, 0.64],
  [{ law: 'erlang', meanSeconds: 100, phases: 4 }, 100, 0.25],
  [{ law: 'hyperexponential', branches: [{ share: 0.25, meanSeconds: 20 }, { share: 0.75, meanSeconds: 120 }] }, 95, (2 * (0.25 * 400 + 0.75 * 14_400)) / 9025 - 1],
  [{ law: 'empirical', seconds: [10, 20, 60] }, 30, (4100 / 3) / 900 - 1],
  [hazard, HAZARD_MEAN, undefined],
]

describe('laws', () => {
  it.each(LAWS)('[SC5] %j has its mean and spread', (law, mean, cv2) => {
    const random = createRandom(11)
    const values = many(() => draw(law, random, 0))
    if (law.law === 'constant') expect(values[0]).toBe(mean)
    else expectMean(values, mean)
    if (cv2 !== undefined) expectMean(values.map((value) => (value - mean) ** 2), cv2 * mean * mean)
  })

  it('[SC5] never never ends; a by-time law is that of its beginning', () => {
    const random = createRandom(12)
    expect(draw({ law: 'never' }, random, 0)).toBe(Infinity)
    const law: Law = { law: 'by-time', steps: [{ fromSeconds: 0, law: { law: 'constant', seconds: 1 } }, { fromSeconds: 60, law: { law: 'constant', seconds: 2 } }] }
    expect([draw(law, random, 59), draw(law, random, 60)]).toEqual([1, 2])
  })

  it.each(LAWS)('[SC6] What is left of %j after an age is what longer draws have left', (law) => {
    const random = createRandom(13)
    const age = law.law === 'constant' ? 3 : 15
    const longer = many(() => draw(law, random, 0)).filter((value) => value > age).map((value) => value - age)
    const left = many(() => drawResidual(law, random, 0, age))
    const a = estimate(longer)
    const b = estimate(left)
    expect(Math.abs(a.mean - b.mean)).toBeLessThanOrEqual(1.5 * Math.hypot(a.half, b.half))
  })

  it('[SC5] Busyness has mean one and variance one over its shape', () => {
    const random = createRandom(14)
    const values = many(() => gammaOfMeanOne(random, 28.7))
    expectMean(values, 1)
    expectMean(values.map((value) => (value - 1) ** 2), 1 / 28.7)
  })
})
