import { describe, expect, it } from 'vitest'
import { extrapolatedWait, headOfLineWait, lastToEnterServiceWait, meanAtSameLength, meanOfLastWaits, proportionalWait, refinedHeadOfLineWait } from './index.ts'

const started = [40, 60, 0, 90, 120].map((waitedSeconds, foundAhead) => ({ waitedSeconds, foundAhead }))

describe('predictors from past waits', () => {
  it('[WF36] last to enter service, and the head of the line where there is one', () => {
    expect(lastToEnterServiceWait({ started })).toBe(120)
    expect(headOfLineWait({ started })).toBe(120)
    expect(headOfLineWait({ started, headWaitedSeconds: 75 })).toBe(75)
  })

  it('[WF36] refined head of line counts those who came behind it, and two departures more', () => {
    expect(refinedHeadOfLineWait({ headWaitedSeconds: 100, arrivalsPerSecond: 0.09, servicePerSecond: 0.1 })).toBeCloseTo(110, 12)
    expect(refinedHeadOfLineWait({ arrivalsPerSecond: 0.09, servicePerSecond: 0.1 })).toBe(10)
  })

  it('[WF36] means of the last waits and of those that found as many', () => {
    expect(meanOfLastWaits({ started })).toBe(62)
    expect(meanOfLastWaits({ started }, 2)).toBe(105)
    expect(meanOfLastWaits({ started: [] })).toBeUndefined()
    expect(meanAtSameLength({ ahead: 4, started: [...started, { waitedSeconds: 80, foundAhead: 4 }] })).toBe(100)
    expect(meanAtSameLength({ ahead: 9, started })).toBeUndefined()
  })

  it('[WF36] extrapolates who is under way, each by the share of its way that it has gone', () => {
    // Both half way, after 60 s and 40 s: 120 s and 80 s, each weighted by a half, and the last's 120 s by one.
    const line = [{ waitedSeconds: 60, foundAhead: 1 }, { waitedSeconds: 40, foundAhead: 3 }]
    const shares = [1 / 2, 2 / 4]
    expect(extrapolatedWait({ started, line })).toBeCloseTo((120 + 120 * shares[0]! + 80 * shares[1]!) / (1 + shares[0]! + shares[1]!), 12)
    expect(extrapolatedWait({ started, line: [] })).toBe(120)
    expect(extrapolatedWait({ line: [{ waitedSeconds: 40, foundAhead: 0 }] })).toBeUndefined()
  })

  it('[WF36] scales the last wait by the length of the line, at most threefold either way', () => {
    const last = [{ waitedSeconds: 60, foundAhead: 5 }]
    expect(proportionalWait({ ahead: 8, started: last })).toBe(90)
    expect(proportionalWait({ ahead: 99, started: last })).toBe(180)
    expect(proportionalWait({ ahead: 0, started: last })).toBe(20)
  })
})
