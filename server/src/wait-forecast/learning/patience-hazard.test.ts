import { expect, it } from 'vitest'
import { newHazardCounts } from './hazard-table.ts'
import { countPatience, PATIENCE, patienceLaw } from './patience-hazard.ts'

it('[WF42] patience is a hazard by time waited; who was served or went on otherwise is censored', () => {
  const [queue, center] = [newHazardCounts(PATIENCE), newHazardCounts(PATIENCE)]
  // One in two of those who wait past 20 s leaves between 20 and 30 s; the others are answered at 100 s.
  for (let i = 0; i < 600; i += 1) {
    countPatience(queue, i % 2 ? 25 : 100, i % 2 ? 'abandoned' : 'answered')
    countPatience(center, i % 2 ? 25 : 100, i % 2 ? 'abandoned' : 'answered')
  }
  const law = patienceLaw(queue, center)
  expect(law.stays?.(0, 20)).toBeGreaterThan(0.98)
  expect(law.stays?.(20, 10)).toBeCloseTo(Math.exp(-10 * (0.5 / 7.5)), 1)
  expect(law.stays?.(30, 60)).toBeGreaterThan(0.97)
})

it('[WF42] a queue that was hardly seen leans on the center', () => {
  const center = newHazardCounts(PATIENCE)
  for (let i = 0; i < 900; i += 1) countPatience(center, 50, i % 3 ? 'answered' : 'abandoned')
  const queue = newHazardCounts(PATIENCE)
  countPatience(queue, 50, 'answered')
  const [own, all] = [patienceLaw(queue, center), patienceLaw(undefined, center)]
  expect(Math.abs((own.stays?.(0, 60) ?? 0) - (all.stays?.(0, 60) ?? 0))).toBeLessThan(0.05)
})
