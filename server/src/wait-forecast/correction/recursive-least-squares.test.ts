import { describe, expect, it } from 'vitest'
import { seededDraw } from '../forward-simulation/seeded-draw.ts'
import { learnRow, newLeastSquares, predict } from './recursive-least-squares.ts'

describe('recursive least squares', () => {
  it('[WF46] find the weights, starting from the given ones', () => {
    const squares = newLeastSquares([0, 48, 0], 0.1)
    expect(predict(squares, [1, 2, 3])).toBe(96)
    const draw = seededDraw(7)
    for (let i = 0; i < 3000; i += 1) {
      const features = [1, draw(), draw() * 2]
      learnRow(squares, features, 5 + 30 * (features[1] ?? 0) - 4 * (features[2] ?? 0) + draw() - 0.5)
    }
    for (const [at, weight] of [5, 30, -4].entries()) expect(Math.abs((squares.weights[at] ?? 0) - weight)).toBeLessThan(1)
  })
  it('[WF46] stay sound over 40,000 rows that say nearly the same, and their covariance stays symmetric', () => {
    const squares = newLeastSquares([0, 48, 0], 0.1)
    const draw = seededDraw(9)
    for (let i = 0; i < 40_000; i += 1) {
      const wait = 1 + draw() * 0.001
      learnRow(squares, [1, wait, 2 * wait], 60 * wait)
    }
    expect(predict(squares, [1, 1, 2])).toBeCloseTo(60, 0)
    for (let row = 0; row < 3; row += 1) {
      expect(squares.covariance[row * 4]).toBeGreaterThanOrEqual(0)
      for (let column = 0; column < 3; column += 1) expect(squares.covariance[row * 3 + column]).toBe(squares.covariance[column * 3 + row])
    }
  })
  it('[WF46] learn nothing from what is no number', () => {
    const squares = newLeastSquares([1, 1], 0.1)
    const before = structuredClone(squares)
    learnRow(squares, [1, Number.NaN], 3)
    learnRow(squares, [1, 1], Infinity)
    expect(squares).toEqual(before)
  })
})
