import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AgentStanding } from './agent-standing.ts'
import { Pools } from './pools.ts'

const QUEUES = ['a', 'b', 'c', 'd', 'e', 'f'] as const
const AGENTS = ['an', 'bo', 'cy', 'di'] as const
const standing = fc.record({ queues: fc.subarray([...QUEUES], { minLength: 1 }), told: fc.boolean(), present: fc.boolean() })
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('agent' as const), agent: fc.constantFrom(...AGENTS), standing: fc.option(standing, { nil: undefined }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('queue' as const), queue: fc.constantFrom(...QUEUES) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('refresh' as const) }) },
)

/** Pools that are told all at once, as after a restart. */
function poolsOf(queues: ReadonlySet<string>, standings: ReadonlyMap<string, AgentStanding>): Pools {
  const pools = new Pools()
  for (const queue of queues) pools.addQueue(queue)
  pools.refresh({ mayRestand: () => true, *restood() { yield* standings } }, 0)
  return pools
}

const shown = (pools: Pools): object => ({
  poolOf: QUEUES.map((queue) => pools.poolOf(queue)), ids: [...pools.ids()].sort(),
  each: QUEUES.map((id) => [pools.queuesOf(id), [...pools.agentsOf(id)], [...pools.untoldOf(id)].sort()]),
})

it('[CC33] pools brought up to date by what changed are those that are made of all at once, and say which queues moved', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    const pools = new Pools()
    const queues = new Set<string>()
    const standings = new Map<string, AgentStanding>()
    const changed = new Set<string>()
    let before = new Map<string, string>()
    for (const one of [...steps, { what: 'refresh' as const }]) {
      if (one.what === 'queue') {
        if (!queues.has(one.queue)) pools.addQueue(one.queue)
        queues.add(one.queue)
      } else if (one.what === 'agent') {
        if (one.standing === undefined) standings.delete(one.agent)
        else standings.set(one.agent, one.standing)
        changed.add(one.agent)
      } else {
        const moved = pools.refresh({ mayRestand: () => true, *restood() { for (const agent of changed) yield [agent, standings.get(agent)] } }, 0)
        changed.clear()
        expect(shown(pools)).toEqual(shown(poolsOf(queues, standings)))
        expect(moved).toEqual([...before].filter(([queue, pool]) => pools.poolOf(queue) !== pool).map(([queue]) => queue).sort())
        before = new Map([...queues].map((queue) => [queue, pools.poolOf(queue)]))
      }
    }
  }), { numRuns: 300 })
})
