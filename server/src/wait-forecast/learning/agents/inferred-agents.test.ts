import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactEvent } from '../../../contact-center/index.ts'
import { learnedOrder } from '../learned-order.ts'
import { CenterLearning } from '../center-learning.ts'
import { inferredPoolModel } from '../inferred-pool-model.ts'
import { RecordedCenter } from '../../testing/recorded-center.ts'
import { slownessOf } from './agent-memory.ts'

let ids = 0
const nextId = (): string => `e${String((ids += 1)).padStart(6, '0')}`
const queued = (contact: string, seconds: number, queue = 'a', sinceSeconds?: number): ContactEvent =>
  ({ id: nextId(), type: 'contact.queued', time: seconds * 1000, contact, queue, channel: 'voice', ...(sinceSeconds === undefined ? {} : { since: sinceSeconds * 1000 }) })
const answered = (contact: string, seconds: number, agent: string): ContactEvent =>
  ({ id: nextId(), type: 'contact.answered', time: seconds * 1000, contact, agent })
const handled = (contact: string, seconds: number, agent: string): ContactEvent =>
  ({ id: nextId(), type: 'contact.handled', time: seconds * 1000, contact, agent })
const feed = (events: ContactEvent[]): RecordedCenter => {
  const center = new RecordedCenter(new CenterLearning())
  for (const event of events) center.event(event)
  return center
}
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

describe('agents whom no feed tells', () => {
  it('[WF43] idle in a table while someone waits, and not while nobody does', () => {
    const center = feed([
      queued('x', 100), answered('x', 100, 'ann'), queued('y', 110), handled('x', 160, 'ann'), // ann idles from 160 while y waits …
      answered('y', 190, 'ann'), // … 30 s, and takes it
      handled('y', 250, 'ann'), queued('z', 400), answered('z', 420, 'ann'), // 150 s with nobody, then 20 s with z
    ])
    const { spell, lull } = center.learning.inferred.agents.tablesOf(['a'])
    expect(sum(spell[0]!.seconds)).toBeCloseTo(30, 6)
    expect(sum(spell[0]!.events)).toBe(1)
    expect(sum(lull[0]!.seconds)).toBeCloseTo(20, 6)
    expect(sum(lull[0]!.events)).toBe(1)
  })
  it('[WF43] are serving, or idle since their last service, or after ninety minutes not expected back', () => {
    const center = feed([
      queued('x', 0), answered('x', 0, 'ann'), queued('y', 1), answered('y', 1, 'bob'), queued('v', 2), answered('v', 2, 'cas'),
      handled('y', 60, 'bob'), handled('v', 61, 'cas'), queued('w', 5000), answered('w', 5000, 'cas'), handled('w', 5060, 'cas'),
    ])
    const { live, learning } = center
    center.upTo(5_470_000)
    const pool = live.pool('a')!
    const model = inferredPoolModel(pool, live, learning.inferred, learnedOrder(pool, live, {}), 5_470_000)
    expect(model.agents.map(({ serving, away }) => [serving.length, away?.idleSeconds])).toEqual([[1, undefined], [0, 410]])
  })
  it('[WF43][WF14] what was done for a pool at this instant already is not done again, and is the same as if it were', () => {
    const step = fc.record({ afterMs: fc.constantFrom(0, 0, 0, 1, 700, 20_000), what: fc.constantFrom('queued', 'queued', 'answered', 'answered', 'handled', 'abandoned'), contact: fc.nat(9), agent: fc.nat(3), queue: fc.constantFrom('a', 'b', 'c') })
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const [whole, anew] = [new RecordedCenter(new CenterLearning()), new RecordedCenter(new CenterLearning())]
      let time = 1_000
      for (const [index, { afterMs, what, contact, agent, queue }] of steps.entries()) {
        time += afterMs
        const one = { id: `s${String(index).padStart(3, '0')}`, time, contact: `c${contact}` }
        const event = (what === 'queued' ? { ...one, type: 'contact.queued', queue } : what === 'abandoned' ? { ...one, type: 'contact.abandoned' } : { ...one, type: `contact.${what}`, agent: `g${agent}` }) as ContactEvent
        whole.event(event)
        anew.event(event)
        // A learning that was restored knows of nothing that it did already.
        anew.learning = new CenterLearning(structuredClone(anew.learning.snapshot()))
        expect(anew.learning.snapshot().inferred).toEqual(whole.learning.snapshot().inferred)
      }
    }), { numRuns: 100 })
  })
  it('[WF43] a queue that comes into a pool where people wait is of that spell at once', () => {
    const { learning } = feed([
      queued('x', 100), queued('y', 101), queued('v', 102, 'b'), answered('v', 102, 'ann'), handled('v', 110, 'ann'), answered('x', 120, 'ann'),
    ])
    const { queues } = learning.inferred.agents.state()
    expect(queues.map(([id, { nonEmpty }]) => [id, nonEmpty])).toEqual([['a', true], ['b', true]])
  })
  it('[WF43] who come after long absence, or for the first time, count as new by hour', () => {
    const center = feed([queued('x', 7200), answered('x', 7200, 'ann')])
    const { agents } = center.learning.inferred
    expect(agents.newPerSecond(['a'], 7_300_000)).toBeCloseTo(1.3 / 3600, 9)
    expect(agents.newPerSecond(['a'], 11_000_000)).toBeCloseTo(0.3 / 3600, 9)
  })
  it('[WF43] are slower or faster than others', () => {
    const events: ContactEvent[] = []
    for (let i = 0; i < 60; i += 1) {
      const at = i * 1000
      events.push(queued(`x${i}`, at), answered(`x${i}`, at, 'slow'), queued(`y${i}`, at + 1), answered(`y${i}`, at + 1, 'fast'))
      events.push(handled(`x${i}`, at + 400, 'slow'), handled(`y${i}`, at + 101, 'fast'))
    }
    const { agents } = feed(events).learning.inferred
    expect(slownessOf(agents.agent('slow')!)).toBeGreaterThan(1.3)
    expect(slownessOf(agents.agent('fast')!)).toBeLessThan(0.7)
  })
  it('[WF43] serve what they are seen to take, and rarely what they pass over though it came first', () => {
    const events: ContactEvent[] = [queued('b0', 0, 'b'), answered('b0', 0, 'bob'), handled('b0', 10, 'bob'), queued('j', 11), answered('j', 11, 'bob'), handled('j', 12, 'bob')]
    let at = 20
    events.push(queued('waits', at, 'b'))
    for (let i = 0; i < 30; i += 1) {
      at += 200
      events.push(queued(`x${i}`, at), answered(`x${i}`, at + 5, 'ann'), handled(`x${i}`, at + 100, 'ann'))
    }
    const { agents } = feed(events).learning.inferred
    const ann = agents.agent('ann')!
    expect(ann.takes['a']!.taken / ann.takes['a']!.chances).toBeGreaterThan(0.9)
    expect(ann.takes['b']!.taken / ann.takes['b']!.chances).toBe(0)
  })
})
