import { runSoak } from '@queuecast/simulations/soak'
import { expect, it } from 'vitest'
import { redisAvailable } from '../support/redis.ts'

it.skipIf(!redisAvailable())('the soak looks at a real server: heap after collection, handles, silence, errors, and what grew', async () => {
  const told: number[] = []
  const { samples, faults, grown, bytesPerKept, verdict } = await runSoak({
    minutes: 0.4, warmUpMinutes: 0.08, sampleSeconds: 3, eventsPerSecond: 60, customers: 8, burstLives: 120, settleSeconds: 1, onSample: ({ atSeconds }) => told.push(atSeconds),
  })
  expect(told).toEqual(samples.map(({ atSeconds }) => atSeconds))
  expect(samples.filter(({ judged }) => judged).length).toBeGreaterThanOrEqual(4)
  for (const { heapBytes, rssBytes, handles, events } of samples) {
    expect(heapBytes).toBeGreaterThan(1e6)
    expect(rssBytes).toBeGreaterThan(heapBytes)
    expect(handles).toBeGreaterThan(0)
    expect(events).toBeGreaterThan(0)
  }
  expect(samples.at(-1)).toMatchObject({ connected: 8 })
  // A machine with much else to do may count a late answer of Redis; what was sent must have been taken.
  expect(faults.filter((fault) => /not accepted|closed|no connection/.test(fault))).toEqual([])
  expect(grown.length).toBeGreaterThan(0)
  expect(bytesPerKept).toBeGreaterThanOrEqual(0)
  // Half a minute says nothing of growth; only that it is judged.
  expect(Number.isFinite(verdict.heapBytesPerHour)).toBe(true)
}, 240_000)
