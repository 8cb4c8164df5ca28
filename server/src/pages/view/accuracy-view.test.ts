import { describe, expect, it } from 'vitest'
import { type DigestCell, type EvidenceDigest, WAIT_EDGES } from '../insight.ts'
import { accuracyByDay, accuracyByHour, queuesIn } from './accuracy-view.ts'
import { usualWaits } from './usual-waits.ts'

const cell = (over: Partial<DigestCell>): DigestCell => ({
  day: '2026-03-02', hour: 9, queue: 'a', offered: 0, answered: 0, abandoned: 0, waits: WAIT_EDGES.map(() => 0).concat(0), bounds: 0, covered: 0, contacts: 0, kept: 0, errors: 0, errorSeconds: 0, absoluteSeconds: 0, squareSeconds: 0, revisions: 0, revised: 0, ...over,
})
const digest = (...cells: DigestCell[]): EvidenceDigest => ({ fromMs: 0, toMs: 1, cells, outages: [], openSeconds: 0, measuredSeconds: 0 })
const waits = (...classes: number[]): number[] => WAIT_EDGES.map((_, at) => classes[at] ?? 0).concat(0)

describe('accuracy over time', () => {
  const all = digest(
    cell({ bounds: 8, covered: 6, contacts: 4, errors: 5, errorSeconds: -50, absoluteSeconds: 100, revised: 1 }), cell({ hour: 11, bounds: 2, covered: 2, contacts: 2 }),
    cell({ day: '2026-03-04', queue: 'b', bounds: 10, covered: 10, contacts: 10, errors: 10, errorSeconds: 100, absoluteSeconds: 100 }),
  )
  it('has a point a day, and a gap where nothing was told', () => {
    expect(accuracyByDay(all, ['2026-03-02', '2026-03-03', '2026-03-04'], undefined)).toEqual([
      { name: '2026-03-02', bounds: 10, contacts: 6, coverage: 0.8, absoluteSeconds: 20, biasSeconds: -10, revisedShare: 1 / 6 }, { name: '2026-03-03', bounds: 0, contacts: 0 },
      { name: '2026-03-04', bounds: 10, contacts: 10, coverage: 1, absoluteSeconds: 10, biasSeconds: 10, revisedShare: 0 },
    ])
  })
  it('by hour, of one queue', () => {
    expect(accuracyByHour(all, 'a').map(({ name, coverage }) => [name, coverage])).toEqual([['9', 0.75], ['10', undefined], ['11', 1]])
    expect(accuracyByHour(digest(), undefined)).toEqual([])
    expect(queuesIn(all)).toEqual(['a', 'b'])
  })
})

describe('usual waits by hour', () => {
  it('never says less than it was, and nothing of an hour with few contacts', () => {
    const usual = usualWaits(digest(cell({ waits: waits(10, 5, 4, 1) }), cell({ day: '2026-03-03', waits: waits(5, 5) }), cell({ hour: 12, waits: waits(19) }), cell({ queue: 'b', waits: waits(90) })), 'a')
    expect(usual).toEqual([{ hour: 9, answered: 30, halfSeconds: 10, nineInTenSeconds: 30 }, { hour: 12, answered: 19 }])
  })
  it('a wait beyond every class is not given a number', () => {
    expect(usualWaits(digest(cell({ waits: WAIT_EDGES.map(() => 0).concat(40) })), 'a')).toEqual([{ hour: 9, answered: 40 }])
  })
})
