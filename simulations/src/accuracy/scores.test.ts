import { describe, expect, it } from 'vitest'
import type { Happened, JudgedStay, ToldLine } from '../backtest/index.ts'
import { addCoverage, coverage, worstGroup } from './calibration.ts'
import { promiseFigures } from './promises.ts'
import { scoredRows } from './scored-row.ts'
import { meanPinball, medianOf, winkler } from './scores.ts'

const told = { p10Seconds: 10, p50Seconds: 50, p90Seconds: 90 }
const stay = (virtualSeconds: number): Happened => ({
  contact: 'c', queue: 'q', queuedAtMs: 0, sinceMs: 0, outcome: 'answered', leftAtMs: virtualSeconds * 1000, waitedSeconds: virtualSeconds, virtualStartMs: virtualSeconds * 1000,
})
const line = (at: number, boundSeconds: number, more: Partial<ToldLine> = {}): ToldLine =>
  ({ contact: 'c', queue: 'q', at: at * 1000, known: true, position: 2, meanSeconds: 60, ...told, boundSeconds, ...more })
const judged = (virtualSeconds: number, ...lines: ToldLine[]): JudgedStay => ({
  stay: stay(virtualSeconds), lines, scored: lines.map((one, i) => ({ first: i === 0, line: one, trueSeconds: virtualSeconds - one.at / 1000 })),
})

describe('scores', () => {
  it('pinball and Winkler by hand', () => {
    expect(meanPinball(told, 60)).toBeCloseTo((0.1 * 50 + 0.5 * 10 + 0.1 * 30) / 3)
    expect(winkler(told, 60)).toBe(80)
    expect(winkler(told, 95)).toBe(80 + 50)
    expect(winkler(told, 4)).toBe(80 + 60)
    expect(medianOf([3, 1, 2])).toBe(2)
    expect(medianOf([1, 2])).toBe(1.5)
  })

  it('coverage counts in groups, adds runs and names the worst with enough cases', () => {
    const { rows } = scoredRows([judged(9, line(0, 60)), judged(80, line(0, 60)), judged(200, line(0, 60))], { timeZone: 'UTC' })
    const [all] = coverage(rows)
    expect(all).toEqual({ group: 'all', n: 3, under10: 1, under50: 1, under90: 2 })
    const many = { group: 'all', n: 300, under10: 60, under50: 150, under90: 270 }
    const few = { group: 'rare', n: 299, under10: 200, under50: 200, under90: 200 }
    expect(worstGroup([many, few])?.group).toBe('all')
    expect(worstGroup([many, few])?.points).toBeCloseTo(10)
    expect(addCoverage([[many, few], [many]])).toEqual([{ group: 'all', n: 600, under10: 120, under50: 300, under90: 540 }, few])
    expect(worstGroup([])).toBeUndefined()
  })

  it('a promise is the first bound and each larger one; smaller ones are the same promise', () => {
    const figures = promiseFigures([judged(100, line(0, 60), line(20, 40), line(50, 120)), judged(30, line(0, 60))])
    expect(figures).toMatchObject({ promises: 3, kept: 2, waitedAMinute: 1, revised: 1 })
    expect(figures.medianBoundOverTrue).toBeCloseTo(medianOf([60 / 100, 40 / 80]))
  })

  it('joins oracle and rows by the full 30 s, also of a later stay', () => {
    const truth = [{ contact: 'c', virtualWaitSeconds: 100, oracle: [{ at: 0, meanSeconds: 90 }, { at: 30_001, meanSeconds: 75 }] }]
    const { rows, unknown } = scoredRows([judged(100, line(0, 60), line(30, 60), line(60, 60, { known: false }))], { timeZone: 'UTC', truth })
    expect(unknown).toBe(1)
    expect(rows.map(({ oracleError }) => oracleError)).toEqual([-10, 75 - 69.999])
  })
})
