import { type ContactEvent, contactEventSchema } from '@queuecast/server/contact-center'
import { describe, expect, it } from 'vitest'
import { runBacktest, type ToldLine } from '../backtest/index.ts'
import { type Scenario, SCENARIOS } from './index.ts'
import { runScenario } from './run-scenario.ts'
import { wrongPlaces } from './testing/wrong-places.ts'

const LONG = process.env['QUEUECAST_LONG_TESTS'] === '1'
const ENOUGH_LINES = LONG ? 200_000 : 8000

/** With fewer at the start, so that thousands of displays are not told thousands of times. */
const smaller = (scenario: Scenario): Scenario => ({
  ...scenario,
  model: { ...scenario.model, types: scenario.model.types.map((type) => (type.atStart === undefined ? type : { ...type, atStart: Math.min(type.atStart, 300) })) },
})

describe('scenarios', () => {
  it('[SC13] have names of their own and one sentence each', () => {
    expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length)
    for (const { name, shows } of SCENARIOS) {
      expect(name).toMatch(/^[a-z-]+$/)
      expect(shows).toMatch(/^[A-Z].*[^.]\.$/)
    }
  })

  it.each(SCENARIOS)('[SC13] $name: valid events, folded without quarantine, places as in the true line', (scenario) => {
    const { events, truth, faultless } = runScenario(LONG ? scenario : smaller(scenario), 7)
    expect(events.length).toBeGreaterThan(50)
    expect(truth.length).toBeGreaterThan(20)
    for (const event of events) expect(contactEventSchema.parse(event)).toEqual(event)

    // Long days are cut: smoke, not accuracy.
    const sorted = [...events].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1)).slice(0, 4000)
    const part: ContactEvent[] = []
    const told: ToldLine[] = []
    const summary = runBacktest({
      events: (function* () {
        for (const event of sorted) {
          if (told.length > ENOUGH_LINES) return
          part.push(event)
          yield event
        }
      })(),
      timeZone: scenario.timeZone, told: (line) => told.push(line),
    })
    expect(summary).toMatchObject({ events: part.length, quarantined: 0 })
    expect(told.length).toBeGreaterThan(10)
    if (faultless) expect(wrongPlaces(part, told)).toEqual([])
  }, LONG ? 1_200_000 : 120_000)
})
