import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { partitionOf } from './partition.ts'

it('never changes: the log is laid out by it', () => {
  expect(['example', 'acme', 'stad-gent', ''].map((center) => partitionOf(center, 8))).toEqual([4, 2, 7, 3])
})

it('is a partition, and all of them are used', () => {
  fc.assert(fc.property(fc.string(), fc.integer({ min: 1, max: 64 }), (center, partitions) => {
    const partition = partitionOf(center, partitions)
    expect(Number.isInteger(partition) && partition >= 0 && partition < partitions).toBe(true)
  }), { numRuns: 200 })
  const counts = new Map<number, number>()
  for (let index = 0; index < 8_000; index += 1) {
    const partition = partitionOf(`center-${index}`, 8)
    counts.set(partition, (counts.get(partition) ?? 0) + 1)
  }
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150)
  expect(counts.size).toBe(8)
})
