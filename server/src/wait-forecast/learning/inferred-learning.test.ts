import { describe, expect, it } from 'vitest'
import { seededDraw } from '../forward-simulation/seeded-draw.ts'
import { encodePoolForecast } from '../encode.ts'
import { forecastPool } from '../forecast-pool.ts'
import type { ClassCurve } from '../forecast.ts'
import { levelTwoEvents } from '../testing/level-two-events.ts'
import { RecordedCenter } from '../testing/recorded-center.ts'
import { CenterLearning } from './center-learning.ts'
import { restoreLearning } from './create-learning.ts'

const SETTING = { agents: 5, handleSeconds: 120, arrivalSeconds: 17, patienceSeconds: 400 }

describe('what is inferred', () => {
  const events = levelTwoEvents({ ...SETTING, lastMs: 2 * 3_600_000 }, seededDraw(5))

  it('[WF51] goes on from a snapshot exactly as it would have, and forecasting changes nothing', () => {
    const center = new RecordedCenter(new CenterLearning(), { forecasting: true })
    const half = 150
    for (const event of events.slice(0, half)) center.event(event)
    const snapshot = JSON.stringify(center.learning.snapshot())
    const restored = restoreLearning(JSON.parse(snapshot)) as CenterLearning
    expect(JSON.stringify(restored.snapshot())).toBe(snapshot)
    const at = Math.ceil(center.live.nowMs / 1000) * 1000
    expect(forecastPool(center.live, restored, 'a', at)).toEqual(forecastPool(center.live, center.learning, 'a', at))
    expect(JSON.stringify(center.learning.snapshot())).toBe(snapshot)

    // Both see the same changes from here on.
    const observe = center.learning.observe.bind(center.learning)
    center.learning.observe = (changes, live, nowMs) => { observe(changes, live, nowMs); restored.observe(changes, live, nowMs) }
    const listen = center.learning.listen.bind(center.learning)
    center.learning.listen = (live, nowMs, said) => { listen(live, nowMs, said); restored.listen(live, nowMs, said) }
    for (const event of events.slice(half, half + 150)) center.event(event)
    expect(JSON.stringify(restored.snapshot())).toBe(JSON.stringify(center.learning.snapshot()))
    expect(restored.inferred.correctionOf('a').served.gate.outcomes).toBeGreaterThan(5)
  })

  it('[WF50] makes simulated waits with the means as simulated beside them, near what the setting says', () => {
    const center = new RecordedCenter(new CenterLearning())
    for (const event of events) center.event(event)
    const line = center.live.queue('a')!.line.length
    const forecast = forecastPool(center.live, center.learning, 'a', Math.ceil(center.live.nowMs / 1000) * 1000)
    const curve = forecast.classes[0] as ClassCurve
    expect(curve.knots.every(({ plain }) => plain !== undefined)).toBe(true)
    const joiner = curve.knots.find(({ place }) => place === line + 1)!
    // n + 1 departures at five agents of 123 s, fewer by those who give up.
    const departures = (SETTING.agents / (SETTING.handleSeconds + 3))
    let expected = 0
    for (let i = 0; i <= line; i += 1) expected += 1 / (departures + i / SETTING.patienceSeconds)
    expect(joiner.meanSeconds / expected).toBeGreaterThan(0.6)
    expect(joiner.meanSeconds / expected).toBeLessThan(1.6)
    expect(JSON.stringify(encodePoolForecast(forecast)).length).toBeLessThan(2000)
  })
})
