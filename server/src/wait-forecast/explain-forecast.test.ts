import { describe, expect, it } from 'vitest'
import { explainForecast } from './explain-forecast.ts'
import { CenterLearning } from './learning/center-learning.ts'
import { liveCenterStub, stubAgent, stubChanges } from './testing/live-center-stub.ts'

describe('what a forecast rests on', () => {
  const live = liveCenterStub([{ id: 'p', agents: [stubAgent('x', { capacity: 2 })], queues: [{ id: 'a', feedLevel: 3 }] }], 3600_000)
  const learning = new CenterLearning()
  for (let i = 0; i < 100; i += 1) {
    learning.observe(stubChanges({ settledServices: [{ contact: 'x', queue: 'a', pool: 'p', channel: 'voice', startedAtMs: 0, endedAtMs: i % 2 ? 50_000 : 150_000 }] }), live, 0)
    learning.observe(stubChanges({ joined: [{ contact: 'x', queue: 'a', place: 1, priority: i % 2, atMs: i * 30_000 }] }), live, i * 30_000)
  }
  it('[WF58] says why it is simulated, the inputs, and how much data stands behind them', () => {
    expect(explainForecast(live, learning, 'a')).toMatchObject({
      queue: 'a', pool: 'p', feedLevel: 3, simulatedFor: 'concurrency', agents: 1, slots: 2, freeSlots: 2, overtaking: [{ priority: 1, creditSeconds: 0 }],
    })
    const handle = explainForecast(live, learning, 'a')?.handle
    expect(handle?.meanSeconds).toBeCloseTo(100, 0)
    expect(handle?.services).toBeGreaterThan(70)
    expect(handle?.squaredVariation).toBeCloseTo(0.25, 1)
  })
  it('[WF58] says what stands behind it where agents are inferred', () => {
    const { live: center, learning: learned } = untold()
    expect(explainForecast(center, learned, 'a')).toMatchObject({ feedLevel: 2, inferred: { agents: 0, outcomes: 0, correctionShare: 0 }, calibrationOutcomes: 0 })
    expect(explainForecast(live, learning, 'a')).not.toHaveProperty('inferred')
  })
  it('[WF58] nothing of a queue that is not there', () => expect(explainForecast(live, learning, 'nowhere')).toBeUndefined())
})

function untold() {
  return { live: liveCenterStub([{ id: 'p', queues: [{ id: 'a', feedLevel: 2 }] }], 0), learning: new CenterLearning() }
}
