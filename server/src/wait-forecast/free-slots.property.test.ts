import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { restoreContactCenter } from '../contact-center/index.ts'
import { Bench } from '../contact-center/testing/builders.ts'
import { staffingOf } from './staffing.ts'

const contact = fc.integer({ min: 0, max: 7 }).map((n) => `c${n}`)
const agent = fc.integer({ min: 0, max: 4 }).map((n) => `g${n}`)
const queue = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const step = fc.oneof(
  fc.record({ what: fc.constant('queued' as const), contact, queue }),
  fc.record({ what: fc.constantFrom('answered' as const, 'ringing' as const, 'handled' as const), contact, agent }),
  fc.record({
    what: fc.constant('state' as const), agent, state: fc.constantFrom('available' as const, 'ringing' as const, 'on-contact' as const, 'after-contact-work' as const, 'not-ready' as const, 'signed-out' as const),
    queues: fc.option(fc.array(queue, { maxLength: 3 }), { nil: undefined }), capacity: fc.option(fc.nat(3), { nil: undefined }), feed: fc.constantFrom('acd', 'wfm'),
  }),
  fc.record({ what: fc.constant('restart' as const) }),
  // What was seen lately counts for half an hour, as a skill for seven days.
  fc.record({ what: fc.constant('passes' as const), seconds: fc.constantFrom(700, 1_801, 7 * 86_400) }),
)

const poolsOf = ({ fold }: Bench): unknown => [...fold.pools()].map(({ id, queues, agents }) => [id, queues, agents.map((one) => one.id)]).sort()

it('[WF5][CC33] free slots that are counted as agents change are those that a look at all agents of the pool finds; pools are those that a restart finds', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    let bench = new Bench()
    let second = 0
    for (const one of steps) {
      second += 1
      switch (one.what) {
        case 'queued': bench.queue(one.contact, second, { queue: one.queue }); break
        case 'state':
          bench.at(second, {
            type: 'agent.state', agent: one.agent, state: one.state, ...(one.queues === undefined ? {} : { queues: one.queues }), ...(one.capacity === undefined ? {} : { capacity: one.capacity }),
          }, { feed: one.feed })
          break
        case 'restart': bench = new Bench(restoreContactCenter(structuredClone(bench.fold.snapshot())), bench); break
        case 'passes': bench.tick(second += one.seconds); break
        default: bench.at(second, { type: `contact.${one.what}`, contact: one.contact, agent: one.agent })
      }
      expect(poolsOf(bench)).toEqual(poolsOf(new Bench(restoreContactCenter(bench.fold.snapshot()))))
      for (const pool of bench.fold.pools()) {
        expect([pool.id, pool.agentCount]).toEqual([pool.id, pool.agents.length])
        for (const id of pool.queues) expect([id, pool.freeSlots(id)]).toEqual([id, staffingOf(pool, id).freeSlots])
      }
    }
  }), { numRuns: 100 })
})
