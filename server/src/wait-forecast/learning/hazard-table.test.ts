import { describe, expect, it } from 'vitest'
import { seededDraw } from '../forward-simulation/seeded-draw.ts'
import { hazardLaw } from './hazard-law.ts'
import { addEvent, addExposure, fade, type HazardShape, newHazardCounts, ratesOf } from './hazard-table.ts'

const SHAPE: HazardShape = { edges: [0, 10, 60], priorPerSecond: [0.1, 0.02, 0.001], priorEvents: 2 }

describe('hazard tables', () => {
  it('[WF40] split exposure over their bins and count an event in its own', () => {
    const counts = newHazardCounts(SHAPE)
    addExposure(SHAPE, counts, 5, 100)
    addEvent(SHAPE, counts, 100)
    expect(counts).toEqual({ events: [0, 0, 1], seconds: [5, 50, 40] })
    addExposure(SHAPE, counts, 7, 7)
    expect(counts.seconds).toEqual([5, 50, 40])
  })
  it('[WF40] give the prior before anything was seen, then what was seen, summed over tables', () => {
    expect(ratesOf(SHAPE, [])).toEqual([0.1, 0.02, 0.001])
    const [a, b] = [newHazardCounts(SHAPE), newHazardCounts(SHAPE)]
    addExposure(SHAPE, a, 0, 10)
    addEvent(SHAPE, b, 9.9)
    expect(ratesOf(SHAPE, [a, b])[0]).toBeCloseTo((2 + 1) / (20 + 10), 12)
    for (let i = 0; i < 5000; i += 1) {
      addExposure(SHAPE, a, 0, 10)
      if (i % 2 === 0) addEvent(SHAPE, a, 3)
    }
    expect(ratesOf(SHAPE, [a])[0]).toBeCloseTo(0.05, 3)
  })
  it('[WF40] fade', () => {
    const counts = newHazardCounts(SHAPE)
    addExposure(SHAPE, counts, 0, 20)
    addEvent(SHAPE, counts, 20)
    fade(counts, 0.5)
    expect(counts).toEqual({ events: [0, 0.5, 0], seconds: [5, 5, 0] })
  })
})

describe('the law of a hazard', () => {
  const law = hazardLaw([0, 10, 60], [0.1, 0.02, 0.001])
  it('[WF40] has the mean and the survival that its hazard says', () => {
    const draw = seededDraw(1)
    let past10 = 0, sum = 0
    const n = 20_000
    for (let i = 0; i < n; i += 1) {
      const duration = law.fresh(draw)
      if (duration > 10) past10 += 1
      sum += Math.min(duration, 10)
    }
    expect(past10 / n).toBeCloseTo(Math.exp(-1), 2)
    expect(sum / n).toBeCloseTo((1 - Math.exp(-1)) / 0.1, 1)
    expect(law.stays?.(0, 10)).toBeCloseTo(Math.exp(-1), 12)
    expect(law.stays?.(5, 105)).toBeCloseTo(Math.exp(-0.5 - 1 - 0.05), 12)
  })
  it('[WF40] knows what is left at an age, and that without hazard nothing ends', () => {
    const draw = seededDraw(2)
    let past = 0
    for (let i = 0; i < 20_000; i += 1) if (law.residual(30, draw) > 30) past += 1
    expect(past / 20_000).toBeCloseTo(Math.exp(-0.6), 2)
    expect(hazardLaw([0, 10], [0.1, 0]).residual(20, draw)).toBe(Infinity)
  })
})
