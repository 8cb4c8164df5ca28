import { describe, expect, it } from 'vitest'
import { at, BRUSSELS } from '../testing/builders.ts'
import { dueMs } from './deadline.ts'
import { intersection, lengthMs, stretchIndex, union } from './intervals.ts'
import { dayBoundaries, workCalendar } from './local-days.ts'
import { windowsOf } from './windows.ts'

const calendar = workCalendar(BRUSSELS, { holidays: 'BE' })
const iso = (ms: number | undefined): string => new Date(ms ?? Number.NaN).toISOString()

describe('working days', () => {
  it.each([
    ['a weekday', '2026-03-04T16:30:00+01:00', 1, '2026-03-05T23:00:00.000Z'],
    ['over the weekend', '2026-03-06T16:30:00+01:00', 1, '2026-03-09T23:00:00.000Z'],
    ['over the clock change and Easter Monday', '2026-04-03T12:00:00+02:00', 1, '2026-04-07T22:00:00.000Z'],
    ['left on a Saturday', '2026-03-28T12:00:00+01:00', 1, '2026-03-30T22:00:00.000Z'],
    ['five working days over Labour Day', '2026-04-29T12:00:00+02:00', 5, '2026-05-07T22:00:00.000Z'],
  ])('[CH26] the end of the n-th working day: %s', (_name, from, days, expected) => {
    expect(iso(dueMs({ kind: 'working-days', days }, at(from), calendar))).toBe(expected)
  })

  it('[CH26] 24 hours or the next working day, whichever is later', () => {
    expect(iso(dueMs({ kind: 'seconds-or-next-working-day', seconds: 86_400 }, at('2026-03-06T12:00:00+01:00'), calendar))).toBe('2026-03-09T23:00:00.000Z')
  })

  it('[CH26] left late before closing: from the next opening (three hours, Israel)', () => {
    const open = { weekly: { mon: ['09:00-18:00'], tue: ['09:00-18:00'] } }
    const rule = { kind: 'seconds-or-after-opening', seconds: 10_800, lateSecondsBeforeClose: 7200, secondsAfterOpening: 10_800 } as const
    const withHours = { ...calendar, open }
    expect(iso(dueMs(rule, at('2026-03-02T15:59:00+01:00'), withHours))).toBe('2026-03-02T17:59:00.000Z')
    expect(iso(dueMs(rule, at('2026-03-02T16:30:00+01:00'), withHours))).toBe('2026-03-03T11:00:00.000Z')
    expect(dueMs(rule, at('2026-03-02T16:30:00+01:00'), calendar)).toBeUndefined()
  })
})

describe('windows', () => {
  const period = { fromMs: at('2026-03-10T00:00:00+01:00'), toMs: at('2026-04-02T00:00:00+02:00') }
  it('[CH15] are whole calendar units of the center’s zone', () => {
    expect(windowsOf({ unit: 'month' }, period, BRUSSELS).map(({ label, fromMs, toMs }) => [label, iso(fromMs), iso(toMs)])).toEqual([
      ['2026-03', '2026-02-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z'], ['2026-04', '2026-03-31T22:00:00.000Z', '2026-04-30T22:00:00.000Z'],
    ])
    expect(windowsOf({ unit: 'quarter' }, period, BRUSSELS).map(({ label }) => label)).toEqual(['2026-Q1', '2026-Q2'])
    expect(windowsOf({ unit: 'day' }, { fromMs: at('2026-03-29T00:00:00+01:00'), toMs: at('2026-03-30T00:00:00+02:00') }, BRUSSELS).map(({ fromMs, toMs }) => toMs - fromMs)).toEqual([23 * 3_600_000])
  })
  it('[CH15] none: the period; rolling: the days before its end', () => {
    expect(windowsOf(undefined, period, BRUSSELS)).toMatchObject([period])
    expect(windowsOf({ unit: 'rolling', days: 30 }, period, BRUSSELS)).toMatchObject([{ fromMs: at('2026-03-03T00:00:00+01:00'), toMs: period.toMs }])
  })
  it('[CH17] a quorum looks back over as many windows as it needs', () => {
    expect(windowsOf({ unit: 'month', quorum: { of: 12, atLeast: 10 } }, { fromMs: period.fromMs, toMs: at('2026-03-20T00:00:00Z') }, BRUSSELS).map(({ label }) => label).at(0)).toBe('2025-04')
  })
})

describe('intervals', () => {
  it('[CH18] are merged and met without overlap', () => {
    const merged = union([{ fromMs: 5, toMs: 9 }, { fromMs: 0, toMs: 4 }, { fromMs: 3, toMs: 6 }, { fromMs: 20, toMs: 20 }])
    expect(merged).toEqual([{ fromMs: 0, toMs: 9 }])
    expect(lengthMs(intersection(merged, [{ fromMs: 2, toMs: 3 }, { fromMs: 8, toMs: 12 }]))).toBe(2)
  })
  it('[CH15] an instant is found in its day', () => {
    const days = dayBoundaries(at('2026-03-28T00:00:00+01:00'), at('2026-03-31T00:00:00+02:00'), BRUSSELS)
    expect(days).toHaveLength(4)
    expect([days[0]! - 1, days[0]!, days[2]! - 1, days[2]!, days[3]!].map((instant) => stretchIndex(days, instant))).toEqual([-1, 0, 1, 2, -1])
  })
})
