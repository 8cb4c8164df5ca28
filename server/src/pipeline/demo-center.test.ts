import { beforeAll, describe, expect, it } from 'vitest'
import type { DemoFrame } from '../pages/demo-simulation/demo-frame.ts'
import { createDemoCenter, type DemoCenter } from './demo-center.ts'

const START_MS = Date.UTC(2026, 0, 5, 8)
const minutes = (center: DemoCenter, count: number): DemoFrame => {
  center.advance(center.nowMs + count * 60_000, count > 10 ? 4 : 1)
  return center.frame()
}

describe('the simulated center of the demo', () => {
  let center: DemoCenter
  let frame: DemoFrame
  beforeAll(() => {
    center = createDemoCenter(11, START_MS)
    frame = minutes(center, 60)
  })

  it('has two live queues and follows one caller in each language, in their words', () => {
    expect(frame.board.queues.map(({ queue, feed, wait }) => [queue, feed, wait.known])).toEqual([['phone', 'live', true], ['chat', 'live', true]])
    expect(frame.callers.map(({ lang, display }) => [lang, display.text.lang])).toEqual([['nl', 'nl'], ['fr', 'fr'], ['en', 'en']])
  })

  it('keeps its word more often than the usual formulas do', () => {
    const longer = (speaker: keyof DemoFrame['scores']): number => frame.scores[speaker].longerShare ?? 1
    expect(frame.scores.queuecast.told).toBeGreaterThan(15)
    expect(longer('queuecast')).toBeLessThan(0.2)
    for (const formula of ['last-wait', 'running-average'] as const) expect(longer(formula)).toBeGreaterThan(longer('queuecast'))
  })

  it('leaves nobody standing in line who is not there', () => {
    for (const { longestWaitSeconds } of frame.board.queues) expect(longestWaitSeconds ?? 0).toBeLessThan(1800)
  })

  it('says nothing it does not know while its feed is cut off, and goes on when it is back', () => {
    center.connect(false)
    const cut = minutes(center, 2)
    expect(cut.board.feeds.map(({ state }) => state)).toEqual(['stale'])
    expect(cut.board.queues.every(({ wait }) => !wait.known)).toBe(true)
    for (const { display, over } of cut.callers) if (!over) expect(display.wait).toEqual({ known: false, reason: 'stale-feed' })
    center.connect(true)
    const back = minutes(center, 3)
    expect(back.board.feeds.map(({ state }) => state)).toEqual(['live'])
    expect(back.board.queues.some(({ wait }) => wait.known)).toBe(true)
  })

  it('takes on and sends home agents', () => {
    center.set({ perHour: 118, agents: 12 })
    expect(minutes(center, 1).board.queues[0]?.staffed).toBe(12)
    center.set({ perHour: 118, agents: 5 })
    expect(minutes(center, 15).board.queues[0]?.staffed).toBe(5)
  })

  it('is the same again for the same seed', () => {
    expect(minutes(createDemoCenter(3, START_MS), 5)).toEqual(minutes(createDemoCenter(3, START_MS), 5))
  })
})
