import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KeptEvidence, KeptTold } from '../../promise-evidence/index.ts'
import { evidenceOf } from '../testing/evidence-of.ts'
import { accuracyOf } from './accuracy.ts'
import { contribution, hourContribution, localDay } from './contribution.ts'

const DAY_MS = 86_400_000
const T0 = Date.parse('2026-11-22T10:00:00Z')
const at = (second: number): number => T0 + second * 1000
const told = (second: number, boundSeconds: number, levels: KeptTold['levelAtMs'], more: Partial<KeptTold> = {}): KeptTold =>
  ({ atMs: at(second), levelAtMs: levels, via: 'test', ruleIds: [], boundSeconds, deadlineMs: at(second + boundSeconds), ...more })
const shown = { served: 1, shown: 2 }
const answered = (second: number): Partial<KeptEvidence> => ({ answers: [{ atMs: at(second), by: 'human' }], endedAtMs: at(second + 60) })
const accuracy = (...evidence: KeptEvidence[]) => accuracyOf(
  evidence.flatMap((one) => contribution(one, 'Europe/Brussels')).map(({ day, field, value }) => ({ day, field, value })), { from: '2026-11-01', to: '2026-11-30' })

describe('daily figures', () => {
  it('[LE13] kept share, coverage, errors and tightness of what was told', () => {
    const figures = accuracy(
      evidenceOf('a', { ...answered(100), told: [told(0, 120, shown), told(40, 60, shown)] }),
      evidenceOf('b', { ...answered(300), told: [told(0, 240, shown), told(240, 120, shown, { revision: { fromSeconds: 60, toSeconds: 120 } })] }),
    )
    expect(figures.told).toMatchObject({
      n: 2, keptShare: 0.5, bounds: 4, coverage: 0.75, meanAbsoluteErrorSeconds: (20 + 0 + 60 + 60) / 4, biasSeconds: (20 + 0 - 60 + 60) / 4,
      rootMeanSquareErrorSeconds: Math.sqrt((400 + 0 + 3600 + 3600) / 4), tightness: 540 / 520, revisions: 1, revised: 1, unknownOutcome: 0,
    })
    expect(figures.served.n + figures.computed.n).toBe(0)
    expect(figures.contacts).toMatchObject({ offered: 2, answered: 2, meanWaitSeconds: 200 })
  })

  it('[LE13] who left before the deadline says nothing; who waited beyond it and left was not kept', () => {
    const left = (second: number): Partial<KeptEvidence> => ({ abandonedAtMs: at(second), endedAtMs: at(second) })
    const figures = accuracy(evidenceOf('a', { ...left(60), told: [told(0, 120, shown)] }), evidenceOf('b', { ...left(200), told: [told(0, 120, shown)] }))
    expect(figures.told).toMatchObject({ n: 1, keptShare: 0, bounds: 1, coverage: 0, unknownOutcome: 1 })
    expect(figures.told).not.toHaveProperty('meanAbsoluteErrorSeconds')
    expect(figures.contacts).toMatchObject({ offered: 2, abandoned: 2 })
  })

  it('[LE13] a bot\'s answer keeps no promise; a callback that reached does', () => {
    const bot = evidenceOf('a', { answers: [{ atMs: at(30), by: 'bot' }, { atMs: at(200), by: 'human' }], endedAtMs: at(300), told: [told(0, 120, shown)] })
    const callback = evidenceOf('b', { callback: { attempts: [], reachedAtMs: at(100) }, endedAtMs: at(300), told: [told(0, 120, shown)] })
    expect(accuracy(bot).told).toMatchObject({ n: 1, keptShare: 0 })
    expect(accuracy(callback).told).toMatchObject({ n: 1, keptShare: 1 })
  })

  it('[LE14] told, only served, and only computed are never mixed', () => {
    const figures = accuracy(
      evidenceOf('a', { ...answered(100), told: [told(0, 60, {}), told(10, 120, { served: 1 }), told(50, 60, shown)] }),
      evidenceOf('b', { ...answered(100), told: [told(0, 60, {}), told(10, 120, { served: 1 }), told(50, 20, {})] }),
      evidenceOf('c', { ...answered(100), told: [told(0, 60, {}), told(10, 240, {})] }),
    )
    expect([figures.told, figures.served, figures.computed].map(({ n, bounds, coverage }) => [n, bounds, coverage])).toEqual([[1, 1, 1], [1, 2, 0.5], [1, 1, 0]])
  })

  it('[LE6] places told against people truly served before', () => {
    const place = (position: number, servedBefore: number) => told(0, 120, shown, { position, servedBefore })
    const figures = accuracy(evidenceOf('a', { ...answered(100), told: [place(3, 2)] }), evidenceOf('b', { ...answered(100), told: [place(5, 2)] }), evidenceOf('c', { ...answered(100), told: [place(1, 1)] }))
    expect(figures.told.places).toEqual({ n: 3, exactShare: 1 / 3, meanAbsoluteError: 1, bias: 1 / 3 })
  })

  it('[LE12] customers only, on the local day on which they came, in their first queue; who went on is counted there', () => {
    const late = evidenceOf('a', { clocks: { queuedAtMs: Date.parse('2026-11-22T23:30:00Z') }, queues: ['first', 'second'] })
    expect(contribution(late, 'Europe/Brussels')).toEqual([
      { day: '2026-11-23', field: 'first|offered', how: 'add', value: 1 }, { day: '2026-11-23', field: 'first|otherwise', how: 'add', value: 1 },
    ])
    expect(contribution(evidenceOf('b', { kind: 'test' }), 'UTC')).toEqual([])
    expect(contribution(evidenceOf('c', { followedBy: 'd' }), 'UTC')).toEqual([])
    expect(localDay(Date.parse('2026-03-29T00:30:00Z'), 'Europe/Brussels')).toBe('2026-03-29')
  })

  it('[LE12] the day is the calendar\'s in whatever order instants come, with days of 23 and 25 hours and one that Samoa left out', () => {
    const instants = fc.oneof(...['2026-03-29', '2026-10-25', '2011-12-30'].map((day) => fc.integer({ min: Date.parse(day) - 2 * DAY_MS, max: Date.parse(day) + 2 * DAY_MS })))
    fc.assert(fc.property(fc.array(fc.tuple(instants, fc.constantFrom('Europe/Brussels', 'Pacific/Apia', 'UTC')), { minLength: 2, maxLength: 12 }), (asked) => {
      for (const [ms, timeZone] of asked) expect(localDay(ms, timeZone)).toBe(new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(ms))
    }))
    expect(localDay(0, 'No/Where')).toBe('1970-01-01')
  })

  it('an empty range has counts of nothing and no shares', () => {
    expect(accuracyOf([], { from: '2026-11-01', to: '2026-11-02', queue: 'x' })).toMatchObject({ queue: 'x', told: { n: 0, bounds: 0, places: { n: 0 } }, measured: { openSeconds: 0 }, totals: [] })
    expect(accuracyOf([], { from: '2026-11-01', to: '2026-11-02' }).told).not.toHaveProperty('keptShare')
  })

  it('[LE8] measured seconds stand beside open ones', () => {
    const facts = {
      fromMs: at(0), toMs: at(3600), notices: [], outages: [],
      measured: [{ queue: 'support', channel: 'voice' as const, open: [{ fromMs: at(0), toMs: at(1000) }], measured: [{ fromMs: at(0), toMs: at(200) }, { fromMs: at(300), toMs: at(1000) }] }],
    }
    expect(accuracyOf(hourContribution({ kind: 'hour', facts }, 'UTC').map(({ day, field, value }) => ({ day, field, value })), { from: '2026-11-22', to: '2026-11-22' }).measured)
      .toEqual({ openSeconds: 1000, measuredSeconds: 900, share: 0.9 })
  })
})
