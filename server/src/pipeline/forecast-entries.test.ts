import { expect, it } from 'vitest'
import { forecastEntries } from './forecast-entries.ts'

const entriesOf = (...waiting: number[]): number[][] => forecastEntries(waiting.map((one) => ({ pool: one, waiting: one })))

it('[PL10] forecasts of a tick go into one entry until more than 5,000 wait for what it says; a larger pool has its own', () => {
  expect(entriesOf()).toEqual([])
  expect(entriesOf(0, 0, 3)).toEqual([[0, 0, 3]])
  expect(entriesOf(3_000, 2_000, 1, 4_999)).toEqual([[3_000, 2_000], [1, 4_999]])
  expect(entriesOf(4_000, 60_000, 10, 20)).toEqual([[4_000], [60_000], [10, 20]])
})
