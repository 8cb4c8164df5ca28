import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { trackSteps, TRACK_STEPS } from './place-track.ts'

it('shows the customer as far from the front as people stand before', () => {
  expect(trackSteps(3).map((step) => step[0]).join('')).toBe('dddddddyaa')
  expect(trackSteps(1).at(-1)).toBe('you')
  expect(trackSteps(250)).toEqual(trackSteps(TRACK_STEPS))
  expect(trackSteps(0)).toEqual(Array.from({ length: TRACK_STEPS }, () => 'done'))
})

it('never goes back while the place moves forward, and depends on the place alone', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 500 }), (place) => {
    const behind = (steps: readonly string[]): number => steps.filter((step) => step === 'done').length
    expect(behind(trackSteps(place))).toBeGreaterThanOrEqual(behind(trackSteps(place + 1)))
    expect(trackSteps(place)).toHaveLength(TRACK_STEPS)
    expect(trackSteps(place).filter((step) => step === 'you')).toHaveLength(place === 0 ? 0 : 1)
  }), { numRuns: 100 })
})
