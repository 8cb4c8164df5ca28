import { expect, it } from 'vitest'
import { runFoldSoak } from './fold-soak.ts'

it('the soak of the fold goes through minutes of log time and says what the heap holds and what grew', async () => {
  const told: number[] = []
  const { samples, events, grown, objectsMore } = await runFoldSoak({ hours: 0.1, contactsPerSecond: 2, compareFromHour: 0.05, sampleMinutes: 1, onSample: ({ minute }) => told.push(minute) })
  expect(told).toEqual([1, 2, 3, 4, 5, 6])
  expect(samples.every(({ heapBytes }) => heapBytes > 1e6)).toBe(true)
  // Queued, answered and handled, and two receipts of one in ten; the last five seconds still wait.
  expect(events).toBeGreaterThan(360 * 2 * 3)
  expect(grown.length).toBeGreaterThan(0)
  // Within the hour that contacts are kept all of them are more.
  expect(objectsMore).toBeGreaterThan(0)
}, 120_000)
