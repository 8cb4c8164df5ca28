import { describe, expect, it } from 'vitest'
import type { ContactEvent } from '../contact-center/index.ts'
import type { PoolForecast } from './forecast.ts'
import { seededDraw } from './forward-simulation/seeded-draw.ts'
import { CenterLearning } from './learning/center-learning.ts'
import { levelTwoEvents } from './testing/level-two-events.ts'
import { RecordedCenter } from './testing/recorded-center.ts'

const LAST_MS = 5_400_000
const events = levelTwoEvents({ agents: 5, handleSeconds: 90, arrivalSeconds: 15, patienceSeconds: 400, lastMs: LAST_MS }, seededDraw(4))

function forecastOf(told: readonly ContactEvent[], offByMs: number): PoolForecast | undefined {
  const center = new RecordedCenter(new CenterLearning(), { forecasting: true, offByMs })
  for (const event of told) if (event.time <= LAST_MS) center.event(event)
  return center.forecast('a')
}

function meansOf(forecast: PoolForecast | undefined): number[] {
  const curve = forecast?.classes[0]
  if (curve === undefined || 'unknown' in curve) throw new Error('nothing is forecast')
  expect(curve.basedOn).toBe('simulation')
  return curve.knots.map(({ meanSeconds }) => meanSeconds ?? 0)
}

describe('a feed whose clock is off', () => {
  /** Agents tell of themselves, and until when they are there: the pool is of level 3, and simulated for that. */
  const names = [...new Set(events.flatMap((event) => ('agent' in event && event.agent !== undefined ? [event.agent] : [])))]
  const offering = (offByMs: number): ContactEvent[] => names.map((agent, at) => ({ id: `s${at}`, type: 'agent.state', time: 1_800_000 + at, agent, state: 'available', queues: ['a'], until: LAST_MS + 300_000 * at + offByMs }))

  it.each([['inferred', () => events], ['told', (offByMs: number) => [...events, ...offering(offByMs)].sort((a, b) => a.time - b.time)]] as const)('[WF59] agents %s: the forecast is as by a clock that is right', (_what, toldBy) => {
    const right = meansOf(forecastOf(toldBy(0), 0))
    expect(right.length).toBeGreaterThan(2)
    for (const offByMs of [600_000, -600_000]) {
      const means = meansOf(forecastOf(toldBy(offByMs), offByMs))
      // The first ten events are taken as they come, so what is learned of them differs a little.
      expect(means.map((seconds, place) => Math.abs(seconds / (right[place] ?? 0) - 1) < 0.1)).toEqual(right.map(() => true))
    }
  })
})
