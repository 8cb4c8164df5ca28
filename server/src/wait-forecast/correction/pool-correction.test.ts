import { describe, expect, it } from 'vitest'
import { seededDraw } from '../forward-simulation/seeded-draw.ts'
import type { CorrectionInputs } from './features.ts'
import { corrected, correctionRow, learnServed, learnVirtual, newPoolCorrection } from './pool-correction.ts'

const inputs = (plainSeconds: number, more: Partial<CorrectionInputs> = {}): CorrectionInputs =>
  ({ plainSeconds, softAhead: 1, creditSeconds: 0, credited: false, recentWaitSeconds: 60, quickening: 1, residual: 0, ...more })

describe('corrected means', () => {
  it('[WF49] are the simulated ones before any outcome', () => {
    expect(corrected(newPoolCorrection(), inputs(80), 95)).toEqual({ servedSeconds: 80, virtualSeconds: 95 })
  })
  it('[WF49] learn by how much and for whom the simulation errs; the virtual mean is never told shorter', () => {
    const correction = newPoolCorrection()
    const draw = seededDraw(3)
    for (let i = 0; i < 2500; i += 1) {
      const plain = 20 + 200 * draw()
      const credited = draw() < 0.5
      const truth = 0.7 * plain - (credited ? 10 : 0) + 8
      const row = correctionRow(correction, inputs(plain, { credited }), plain * 1.2)
      learnServed(correction, row, Math.max(1, truth + 30 * (draw() - 0.5)))
    }
    expect(corrected(correction, inputs(100), 120).servedSeconds).toBeCloseTo(78, -1)
    expect(corrected(correction, inputs(100, { credited: true }), 120).servedSeconds).toBeCloseTo(68, -1)
    const { servedSeconds, virtualSeconds } = corrected(correction, inputs(100), 120)
    expect(virtualSeconds).toBeGreaterThanOrEqual(servedSeconds)
    expect(correction.recentWaitSeconds).toBeGreaterThan(30)
  })
  it('[WF49] keep both means apart: who gave up teaches the virtual one alone', () => {
    const correction = newPoolCorrection()
    for (let i = 0; i < 500; i += 1) learnVirtual(correction, correctionRow(correction, inputs(60), 60), 120)
    expect(corrected(correction, inputs(60), 60).servedSeconds).toBe(60)
    expect(corrected(correction, inputs(60), 60).virtualSeconds).toBeGreaterThan(100)
  })
  it('[WF49] are never nothing or less', () => {
    const correction = newPoolCorrection()
    for (let i = 0; i < 500; i += 1) learnServed(correction, correctionRow(correction, inputs(60), 60), 1)
    expect(corrected(correction, inputs(10), 10).servedSeconds).toBeGreaterThanOrEqual(5)
    expect(corrected(correction, inputs(2), 2).servedSeconds).toBeGreaterThanOrEqual(2)
  })
})
