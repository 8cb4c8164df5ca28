import { describe, expect, it } from 'vitest'
import { DELAY_HISTORY } from './delay-history.ts'
import type { BaselineMoment } from './moment.ts'
import { queueLength, queueLengthMarkov, queueLengthServed } from './queue-length.ts'

const moment = (more: Partial<BaselineMoment> = {}): BaselineMoment => ({
  ahead: 3, aheadInQueue: 3, lastWaits: [60, 90, 120], lastFound: 5, headWaited: 80, meanAtSameLength: 75,
  inLine: [{ waited: 80, found: 4, now: 0 }, { waited: 10, found: 2, now: 1 }, { waited: 5, found: 2, now: 2 }],
  poolLastWaits: [60, 90, 120], poolHeadWaited: 80, runningMean: 70, arrivalsPerSecond: 0.05, startsPerSecond: 0.04, slots: 10, perSlotPerSecond: 0.005, leavesPerSecond: 0.001, ...more,
})
const said = (name: string, more: Partial<BaselineMoment> = {}): number | undefined => DELAY_HISTORY.get(name)?.(moment(more))

describe('delay-history predictors', () => {
  it('follow the reference, section 1.2', () => {
    expect(said('LES')).toBe(120)
    expect(said('HOL')).toBe(80)
    expect(said('HOL refined')).toBeCloseTo((0.05 * 80 + 2) / 0.05)
    expect(said('Avg-LES10')).toBe(90)
    expect(said('AvgC-LES')).toBe(75)
    // Stretched to full waits: 80·5/4 and 10·3/1; the third has not moved yet.
    expect(said('E-LES')).toBeCloseTo((120 + 100 + 30) / 3)
    expect(said('P-LES')).toBeCloseTo((120 * 4) / 6)
    expect(said('P-LES', { aheadInQueue: 40 })).toBe(360)
  })

  it('fall back where the line is empty or nothing was seen', () => {
    expect(said('HOL', { headWaited: undefined })).toBe(120)
    expect(said('AvgC-LES', { meanAtSameLength: undefined })).toBe(120)
    for (const name of DELAY_HISTORY.keys()) expect(said(name, { lastWaits: [], headWaited: undefined, meanAtSameLength: undefined, inLine: [] })).toBeUndefined()
  })
})

describe('queue-length predictors', () => {
  it('agree with the reference\'s constants (section 2.6)', () => {
    const at = (ahead: number, slots: number) => moment({ ahead, slots, perSlotPerSecond: 1, leavesPerSecond: 1 })
    expect(queueLength(at(5, 10))).toBeCloseTo(0.6, 7)
    expect(queueLengthMarkov(at(5, 10))).toBeCloseTo(0.4892607, 7)
    expect(queueLengthServed(at(5, 10))).toBeCloseTo(0.4517607, 7)
    expect(queueLengthMarkov(at(40, 100))).toBeCloseTo(0.3450477, 7)
    expect(queueLength(moment({ perSlotPerSecond: undefined }))).toBeUndefined()
  })
})
