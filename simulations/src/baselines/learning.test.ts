import { describe, expect, it } from 'vitest'
import { createRandom, exponential } from '../contact-center/index.ts'
import { RatioTracker } from './ratio-tracker.ts'
import { RecursiveLeastSquares } from './recursive-least-squares.ts'

describe('recursive least squares', () => {
  it('finds the weights, and stays stable over many labels with forgetting', () => {
    const random = createRandom(5)
    const regression = new RecursiveLeastSquares([0, 0, 0], { forgetting: 0.9995 })
    for (let i = 0; i < 40_000; i++) {
      const x = [1, random() * 3, random()]
      regression.learn(x, 4 + 20 * (x[1] ?? 0) - 7 * (x[2] ?? 0) + exponential(random, 10) - 10)
    }
    expect(regression.weights[0]).toBeCloseTo(4, -0.5)
    expect(regression.weights[1]).toBeCloseTo(20, -0.5)
    expect(regression.weights[2]).toBeCloseTo(-7, -0.7)
  })
})

describe('ratio tracker', () => {
  it('finds the quantiles of the ratio, each bucket its own', () => {
    const random = createRandom(6)
    const tracker = new RatioTracker()
    let under = 0
    const n = 20_000
    for (let i = 0; i < n; i++) {
      const wait = exponential(random, 30)
      if (wait <= tracker.quantiles(0, 60).p90Seconds) under += 1
      tracker.learn(0, 60, wait)
    }
    expect(under / n).toBeGreaterThan(0.885)
    expect(under / n).toBeLessThan(0.915)
    const { p10Seconds, p50Seconds, p90Seconds } = tracker.quantiles(0, 60)
    expect(p10Seconds).toBeLessThan(p50Seconds)
    expect(p50Seconds).toBeLessThan(p90Seconds)
    expect(tracker.quantiles(9, 60)).toEqual({ p10Seconds: 15, p50Seconds: 51, p90Seconds: 126 })
  })
})
