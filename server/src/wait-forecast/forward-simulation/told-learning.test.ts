import { describe, expect, it } from 'vitest'
import type { ContactView, LiveCenter, Stay } from '../../contact-center/index.ts'
import { liveCenterStub, stubChanges, waitingKeys } from '../testing/live-center-stub.ts'
import { countJoined, newQueueStreams, streamsOf } from './stream-rates.ts'
import { ToldLearning } from './told-learning.ts'

const nobody = liveCenterStub([])
const service = (seconds: number) => ({ contact: 'x', queue: 'a', pool: 'p', channel: 'voice' as const, startedAtMs: 0, endedAtMs: seconds * 1000 })
function serve(learning: ToldLearning, seconds: readonly number[]): void {
  for (const one of seconds) learning.observe(stubChanges({ settledServices: [service(one)] }), nobody, 0)
}

describe('streams of who may go before', () => {
  it('[WF55] are those above the lowest priority and those with a credit', () => {
    const streams = newQueueStreams(0)
    for (let ms = 0; ms < 7200_000; ms += 60_000) for (const [priority, credit] of [[0, 0], [1, 0], [0, 90]] as const) countJoined(streams, priority, credit, ms)
    const found = streamsOf(streams, 3, 0, 7200_000)
    expect(found).toMatchObject([{ queue: 3, priority: 1, creditSeconds: 0 }, { queue: 3, priority: 0, creditSeconds: 90 }])
    for (const { perSecond } of found) expect(perSecond * 60).toBeCloseTo(1, 1)
  })
  it('[WF55] follow a change within half an hour or so, and forget', () => {
    const streams = newQueueStreams(0)
    for (let ms = 0; ms < 7200_000; ms += 60_000) countJoined(streams, 1, 0, ms)
    for (let ms = 7200_000; ms < 9000_000; ms += 10_000) countJoined(streams, 1, 0, ms)
    expect(streamsOf(streams, 0, 0, 9000_000)[0]!.perSecond).toBeGreaterThan(2 / 60)
    expect(streamsOf(streams, 0, 0, 9000_000 + 12 * 3600_000)).toEqual([])
  })
})

describe('handle times of told pools', () => {
  const alternating = Array.from({ length: 3000 }, (_, i) => (i % 2 ? 150 : 250))
  it('[WF56] have a long memory where nothing changes', () => {
    const learning = new ToldLearning()
    serve(learning, alternating)
    expect(learning.handleOf(['a'], { meanSeconds: 203, services: 200 }).meanSeconds).toBeCloseTo(200, 0)
  })
  it('[WF56] are drawn to the recent mean by more than chance', () => {
    const learning = new ToldLearning()
    serve(learning, alternating)
    expect(learning.handleOf(['a'], { meanSeconds: 260, services: 200 }).meanSeconds).toBeGreaterThan(250)
  })
  it('[WF56] tell how far they are from memoryless', () => {
    const learning = new ToldLearning()
    serve(learning, alternating.slice(0, 20))
    expect(learning.handleVariation(['a'])).toBeUndefined()
    serve(learning, alternating)
    expect(learning.handleVariation(['a'])).toBeCloseTo(0.0625, 3)
  })
})

describe('what keeps an agent from the next contact', () => {
  const queued = (startedAtMs: number, endedAtMs: number): Stay => ({ kind: 'queued', queues: ['a'], priority: 0, sinceMs: startedAtMs, startedAtMs, endedAtMs, servedQueue: 'a' })
  const withAgent = (startedAtMs: number, endedAtMs?: number): Stay =>
    ({ kind: 'with-agent', queues: ['a'], agent: 'anna', priority: 0, sinceMs: 0, startedAtMs, ...(endedAtMs !== undefined && { endedAtMs }) })
  const contactView = (id: string, stays: Stay[], phase: ContactView['phase']): ContactView =>
    ({ id, feed: 'f', channel: 'voice', kind: 'customer', phase, stays, clockStartMs: 0, lastEventMs: 0, callbackOffered: false })
  const liveWith = (contact: ContactView): LiveCenter => ({ ...nobody, contact: (id) => (id === contact.id ? contact : undefined) })
  const show = (learning: ToldLearning, contact: ContactView): void => learning.observe(stubChanges({ contacts: new Set([contact.id]) }), liveWith(contact), 0)
  /** Contacts one after the other, each 100 s with anna and 30 s before the next, who came `earlierMs` before its answer. */
  function work(learning: ToldLearning, earlierMs: number): void {
    for (let i = 0; i < 40; i += 1) {
      const answeredMs = i * 130_000
      const stays = [queued(answeredMs - earlierMs, answeredMs), withAgent(answeredMs)]
      show(learning, contactView(`c${i}`, stays, { kind: 'with-agent', agents: ['anna'], answeredAtMs: answeredMs, by: 'human' }))
      show(learning, contactView(`c${i}`, [stays[0]!, withAgent(answeredMs, answeredMs + 100_000)], { kind: 'ended', atMs: answeredMs + 100_000, outcome: 'handled' }))
    }
  }
  it('[WF57] is the time between two services while the second waited', () => {
    const learning = new ToldLearning()
    work(learning, 60_000)
    expect(learning.afterWork.meanSeconds(['a'])).toBeCloseTo(30, 9)
    expect(learning.afterWork.lawOf(['a'])).toBeDefined()
    expect(learning.afterWork.idleSeconds('anna', 39 * 130_000 + 110_000)).toBe(10)
  })
  it('[WF57] is not learned from who came later', () => {
    const learning = new ToldLearning()
    work(learning, 20_000)
    expect(learning.afterWork.meanSeconds(['a'])).toBe(0)
    expect(learning.afterWork.lawOf(['a'])).toBeUndefined()
  })
  it('[WF14] goes on from a snapshot', () => {
    const [one, other] = [new ToldLearning(), new ToldLearning()]
    work(one, 60_000)
    work(other, 60_000)
    const restored = new ToldLearning(JSON.parse(JSON.stringify(one.state())))
    for (const learning of [restored, other]) {
      serve(learning, [10, 20, 30])
      learning.observe(stubChanges({ joined: [{ contact: 'j', queue: 'a', place: 1, priority: 2, atMs: 5 }] }), liveCenterStub([{ id: 'p', queues: [{ id: 'a', waiting: waitingKeys(1, 'j') }] }]), 5)
    }
    expect(restored.state()).toEqual(other.state())
  })
})
