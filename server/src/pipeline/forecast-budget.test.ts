import { describe, expect, it } from 'vitest'
import { ForecastBudget } from './forecast-budget.ts'

describe('the forecast budget', () => {
  it('[PL10] lets simulations do their usual work while a quarter of a core holds', () => {
    const budget = new ForecastBudget()
    for (let second = 0; second < 60; second += 1) {
      expect(budget.effort(second * 1000)).toBe(1)
      budget.spend(240)
    }
  })
  it('[PL10] settles where the work fits into a quarter of a core', () => {
    const budget = new ForecastBudget()
    let spentMs = 0
    for (let second = 0; second < 120; second += 1) {
      for (let pool = 0; pool < 300; pool += 1) {
        const milliseconds = 0.2 + 3 * budget.effort(second * 1000)
        budget.spend(milliseconds)
        if (second >= 20) spentMs += milliseconds
      }
    }
    expect(spentMs / 100_000).toBeLessThan(0.27)
    expect(spentMs / 100_000).toBeGreaterThan(0.2)
  })
})
