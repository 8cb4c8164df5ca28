import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { T0 } from '../contact-center/testing/builders.ts'
import type { LogRecord } from '../event-log/index.ts'
import { createDisplaySource } from './display-source.ts'
import { PartitionFold } from './partition-fold.ts'
import type { PartitionNode } from './partition-node.ts'
import { BEGINNING, type Body, eventFact, LogBench } from './testing/log-bench.ts'
import { roundOf } from './testing/round-of.ts'

const CENTERS = ['acme', 'beta']
const CONTACTS = ['a', 'b', 'c', 'd']
const center = fc.constantFrom(...CENTERS)
const contact = fc.constantFrom(...CONTACTS)
const queue = fc.constantFrom('north', 'south')
const agent = fc.constantFrom('ann', 'bob')
const body = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('contact.queued'), contact, queue, priority: fc.constantFrom(0, 0, 3) }, { requiredKeys: ['type', 'contact', 'queue'] }) },
  fc.record({ type: fc.constant('contact.queued'), contact, queue, queues: fc.constant(['north', 'south']) }),
  { weight: 2, arbitrary: fc.record({ type: fc.constant('contact.answered'), contact, agent }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('contact.handled'), contact, agent }) },
  fc.record({ type: fc.constantFrom('contact.abandoned', 'contact.ringing', 'contact.paused', 'contact.resumed'), contact, agent }),
  fc.record({ type: fc.constant('agent.state'), agent, state: fc.constantFrom('available', 'signed-out', 'not-ready'), queues: fc.constant(['north']) }),
  fc.record({ type: fc.constant('contact.queued'), contact: fc.constantFrom('f', 'g'), queue, follows: fc.record({ contact }) }),
)
type Step = { kind: 'event'; center: string; body: object; lateMs: number } | { kind: 'receipt'; center: string; contact: string } | { kind: 'silence'; seconds: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('event' as const), center, body, lateMs: fc.constantFrom(0, 0, 0, 1500, 20_000) }) },
  fc.record({ kind: fc.constant('receipt' as const), center, contact }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('silence' as const), seconds: fc.constantFrom(0, 1, 1, 2, 7, 15, 61, 130, 400) }) },
)

/** The log of a day with a leader: the clock each second or not, and its forecast after each tick. */
function history(steps: readonly Step[]): LogBench {
  const bench = new LogBench().configure(0, ...CENTERS)
  let ms = T0
  let ticked = bench.fold.lastTickMs
  for (const [index, one] of steps.entries()) {
    ms += 130
    if (one.kind === 'silence') bench.clock(((ms += one.seconds * 1000) - T0) / 1000)
    else if (one.kind === 'receipt') bench.facts((ms - T0) / 1000, one.center, { kind: 'receipt', contact: one.contact, seq: 1, level: 'served', via: 'test' })
    else bench.facts((ms - T0) / 1000, one.center, eventFact(ms - one.lateMs, one.body as Body, `e${index}`))
    if (bench.fold.lastTickMs !== ticked) bench.decide()
    ticked = bench.fold.lastTickMs
  }
  return bench
}

function foldAll(fold: PartitionFold, records: readonly LogRecord[]): PartitionFold {
  for (const record of records) fold.fold(record)
  return fold
}
/** Everything anyone could see of it. */
function shown(fold: PartitionFold): unknown {
  const source = createDisplaySource({ nodeOf: () => ({ fold, caughtUp: true, foldedAtMs: 0 }) as unknown as PartitionNode, monotonicMs: () => 0, served: () => undefined })
  return CENTERS.map((id) => ({
    board: source.board(id, { publicOnly: false, langs: ['en'] }),
    contacts: [...CONTACTS, 'f', 'g', 'nobody'].map((one) => [source.display(id, one, ['nl']), source.explain(id, one)]),
  }))
}

describe('restart', () => {
  it('[PL4] a fold restored anywhere and continued is the fold of the whole log: displays, (epoch, seq), snapshots', () => {
    fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), fc.nat(), (steps, at) => {
      const { records, fold: whole } = history(steps)
      expect(whole.broken).toEqual([])
      const cut = at % (records.length + 1)
      const before = foldAll(new PartitionFold(BEGINNING), records.slice(0, cut))
      const after = foldAll(PartitionFold.restore(roundOf(before)), records.slice(cut))
      expect(after.position).toEqual(whole.position)
      expect(shown(after)).toEqual(shown(whole))
      expect(roundOf(after)).toEqual(roundOf(whole))
    }), { numRuns: 150 })
  })

  it('[PL4] asking which pools are due and reading displays changes nothing; what is due is what a walk over all centers finds', () => {
    fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
      const { records, fold: whole } = history(steps)
      const quiet = new PartitionFold(BEGINNING)
      for (const record of records) {
        quiet.fold(record)
        shown(quiet)
        const secondMs = quiet.lastTickMs ?? 0
        const all = [...quiet.centers].flatMap(([id, one]) => one.display.poolsDue(secondMs, one.live).map((pool) => `${id} ${pool}`))
        expect(quiet.poolsDue().flatMap((due) => due.pools.map((pool) => `${due.center} ${pool}`)).sort()).toEqual(all.sort())
      }
      expect(roundOf(quiet)).toEqual(roundOf(whole))
    }), { numRuns: 60 })
  })
})
