import { FAULTS, runFault } from '@queuecast/simulations/faults'
import { describe, expect, it } from 'vitest'
import { redisAvailable } from '../support/redis.ts'

/** The short run; the long one is `npm run faults`, by hand. Another seed is another run: a violation names the one to repeat. */
const SEED = 1

describe('faults, the short run', () => {
  const short = FAULTS.filter((fault) => fault.short === true)
  it.each(short.map((fault) => [fault.name, fault] as const))('%s: every invariant holds', async (name, fault) => {
    if (name.startsWith('redis') && !redisAvailable()) return
    const { runs, skipped } = await runFault(fault, { runs: 1, seed: SEED, scale: 'short' })
    expect(skipped).toBeUndefined()
    expect(runs.flatMap(({ violations }) => violations)).toEqual([])
  }, 240_000)
})
