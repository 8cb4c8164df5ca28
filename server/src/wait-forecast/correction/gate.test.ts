import { describe, expect, it } from 'vitest'
import { seededDraw } from '../forward-simulation/seeded-draw.ts'
import { countGate, newGate, shareOf } from './gate.ts'

describe('the gate', () => {
  it('[WF48] is closed at first, and where the plain forecast is exact', () => {
    const gate = newGate()
    expect(shareOf(gate)).toBe(0)
    const draw = seededDraw(1)
    for (let i = 0; i < 3000; i += 1) countGate(gate, 60, 60 + 60 * (draw() - 0.5), 60 - 60 * Math.log(draw()) - 60)
    expect(shareOf(gate)).toBeLessThan(0.35)
  })
  it('[WF48] opens where the correction is right, and goes half way where half the step is', () => {
    const [right, half] = [newGate(), newGate()]
    for (let i = 0; i < 3000; i += 1) {
      const noise = ((i * 37) % 41) - 20
      countGate(right, 90, 60, 60 + noise)
      countGate(half, 90, 60, 75 + noise)
    }
    expect(shareOf(right)).toBeGreaterThan(0.88)
    expect(shareOf(half)).toBeCloseTo(0.5, 1)
  })
  it('[WF48] closes again when the correction turns wrong', () => {
    const gate = newGate()
    for (let i = 0; i < 1000; i += 1) countGate(gate, 90, 60, 60)
    for (let i = 0; i < 1000; i += 1) countGate(gate, 90, 60, 95)
    expect(shareOf(gate)).toBeLessThan(0.1)
  })
})
