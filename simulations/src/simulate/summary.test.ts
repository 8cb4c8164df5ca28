import { expect, it } from 'vitest'
import { runScenario, SCENARIOS } from '../scenarios/index.ts'
import { scenarioSummary } from './summary.ts'

it('tells what came of a scenario, queue by queue', () => {
  const scenario = SCENARIOS.find(({ name }) => name === 'opening-line')
  if (scenario === undefined) throw new Error('opening-line is gone')
  const shares: number[] = []
  const { events, truth } = runScenario(scenario, 1, { onProgress: (share) => shares.push(share) })
  const text = scenarioSummary(events, truth)
  expect(text).toMatch(new RegExp(`^${events.length} events of ${truth.length} contacts`))
  // Thirty stand at the door: the line is never longer, nor is anyone left at the end.
  expect(text).toMatch(/desk +\d+ +\d+ +\d+ +0 +\d+ +\d+ +3\d/)
  expect(shares.length).toBeGreaterThan(10)
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  expect(shares.at(-1)).toBeLessThanOrEqual(1)
})
