import { describe, expect, it } from 'vitest'
import { runToEnd } from './create-run.ts'
import type { CenterModel } from './model.ts'
import { dayFigures, type DayFigures } from './testing/day-figures.ts'
import { estimate, type Estimate, ratio } from './testing/estimate.ts'
import { oneQueue, simpleMsk } from './testing/reference-models.ts'

/**
 * Reference outputs of the ContactCenters library (E. Buist and P. L'Ecuyer, Université de Montréal, Apache-2.0;
 * doc/examples/*.res at f5ddb4a): 1,000 independent days each, mean and 95 % confidence interval.
 */
type Published = readonly [mean: number, low: number, high: number]

const LONG = process.env['QUEUECAST_LONG_TESTS'] === '1'
const DAYS = LONG ? 6000 : 500
const TARGET_SECONDS = 20
const TIMEOUT_MS = LONG ? 1_200_000 : 120_000

function days(model: CenterModel): readonly DayFigures[] {
  return Array.from({ length: DAYS }, (_, i) => {
    const day = dayFigures(model, TARGET_SECONDS, 7200)
    runToEnd(model, 1 + i, day)
    return day.figures
  })
}
const column = (figures: readonly DayFigures[], of: (day: DayFigures) => number): number[] => figures.map(of)
const mean = (figures: readonly DayFigures[], of: (day: DayFigures) => number): Estimate => estimate(column(figures, of))

/** Inside the published interval, allowing for the width of our own (in the long version that is hardly any); half a unit of the last printed digit is the table's rounding. */
function expectInside(ours: Estimate, [, low, high]: Published, rounding: number): void {
  expect(ours.mean).toBeGreaterThan(low - ours.half - rounding)
  expect(ours.mean).toBeLessThan(high + ours.half + rounding)
  // Or the test would prove nothing.
  expect(ours.half).toBeLessThan(2 * (high - low) + rounding)
}
const serviceLevel = (figures: readonly DayFigures[]): Estimate =>
  ratio(column(figures, (day) => day.inTarget), column(figures, (day) => day.served + day.abandoned - day.abandonedInTarget))
const speedOfAnswerMinutes = (figures: readonly DayFigures[]): Estimate =>
  ratio(column(figures, (day) => day.waitedServedSumSeconds / 60), column(figures, (day) => day.served))

describe('reference outputs of an independent library', () => {
  it('[SC2] MMC: twelve agents, nobody gives up', () => {
    const figures = days(oneQueue(true))
    expectInside(mean(figures, (day) => day.inTarget), [1816.16, 1812.62, 1819.70], 0)
    expectInside(serviceLevel(figures), [0.902, 0.900, 0.904], 0.0005)
    expectInside(speedOfAnswerMinutes(figures), [0.099, 0.097, 0.102], 0.0005)
    expectInside(mean(figures, (day) => day.busySeconds / (12 * 8 * 3600)), [0.695, 0.694, 0.697], 0.0005)
  }, TIMEOUT_MS)

  it('[SC2] MMCAb: the same, with patience of a minute', () => {
    const figures = days(oneQueue(false))
    expectInside(mean(figures, (day) => day.abandoned), [58.61, 57.66, 59.56], 0)
    expectInside(mean(figures, (day) => day.inTarget), [1906.0, 1903.8, 1908.2], 0.05)
    expectInside(speedOfAnswerMinutes(figures), [0.024, 0.023, 0.024], 0.0005)
  }, TIMEOUT_MS)

  it('[SC2] SimpleMSK: three types, two groups, three periods, busy days and slow ones', () => {
    const figures = days(simpleMsk)
    expectInside(mean(figures, (day) => day.served), [4297.3, 4270.2, 4324.5], 0)
    expectInside(mean(figures, (day) => day.abandoned), [910.3, 876.1, 944.5], 0)
    expectInside(serviceLevel(figures), [0.501, 0.494, 0.509], 0.0005)
    // In target by type and period, printed without intervals: those of 1,000 days of ours stand in.
    const published = [[170.2, 599.3, 15.5], [262.9, 511.6, 34.7], [259.8, 613.7, 24.9]]
    for (const [type, row] of published.entries()) {
      for (const [period, value] of row.entries()) {
        const ours = mean(figures, (day) => day.inTargetBy[type]?.[period] ?? 0)
        const theirHalf = ours.half * Math.sqrt(DAYS / 1000)
        expectInside(ours, [value, value - theirHalf, value + theirHalf], 0.05)
      }
    }
  }, TIMEOUT_MS)
})
