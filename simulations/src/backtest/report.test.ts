import type { ContactEvent } from '@queuecast/server/contact-center'
import { describe, expect, it } from 'vitest'
import { whatHappened } from './happened.ts'
import { reportJson, reportText } from './report-text.ts'
import { accuracyReport } from './report.ts'
import type { ToldLine } from './told.ts'

const S = 1000
const life = (contact: string, queue: string, from: number, to: number, end: 'answered' | 'abandoned' | 'left', since?: number): ContactEvent[] => [
  { id: `q-${contact}`, type: 'contact.queued', contact, queue, time: from * S, ...(since === undefined ? {} : { since: since * S }) },
  end === 'left' ? { id: `z-${contact}`, type: 'contact.left', contact, time: to * S, reason: 'other' } : { id: `z-${contact}`, type: `contact.${end}`, contact, time: to * S },
]
const told = (contact: string, at: number, seconds: number, more: Partial<ToldLine> = {}): ToldLine => ({
  contact, queue: 'a', at: at * S, known: true, meanSeconds: seconds, meanIfServedSeconds: seconds, p10Seconds: seconds / 10, p50Seconds: seconds, p90Seconds: seconds * 2,
  boundSeconds: seconds * 2, ...more,
})

describe('what happened', () => {
  it('an abandoned contact would have started with the first later entrant of its pool, by since', () => {
    const stays = whatHappened([
      ...life('gone', 'a', 100, 130, 'abandoned'),
      ...life('earlier', 'a', 90, 140, 'answered'),
      ...life('credited', 'a', 110, 145, 'answered', 20),
      ...life('other pool', 'b', 120, 131, 'answered'),
      ...life('later', 'a', 120, 150, 'answered'),
    ])
    expect(stays.find((stay) => stay.contact === 'gone')).toMatchObject({ outcome: 'abandoned', waitedSeconds: 30, virtualStartMs: 150 * S })
    const pooled = whatHappened([...life('gone', 'a', 100, 130, 'abandoned'), ...life('other queue', 'b', 120, 131, 'answered')], { poolOf: () => 'one' })
    expect(pooled[0]).toMatchObject({ virtualStartMs: 131 * S })
  })

  it('who was answered at once counts as a later entrant; who started before, or much later, does not', () => {
    const gone = life('gone', 'a', 100, 130, 'abandoned')
    const virtual = (...others: ContactEvent[]) => whatHappened([...gone, ...others]).find((stay) => stay.contact === 'gone')?.virtualStartMs
    expect(virtual(...life('at once', 'a', 135, 135, 'answered'))).toBe(135 * S)
    expect(virtual(...life('before', 'a', 110, 129, 'answered'))).toBeUndefined()
    expect(virtual(...life('much later', 'a', 110, 130 + 1201, 'answered'))).toBeUndefined()
  })

  it('a contact that is queued again has two stays, and an open one ends with the recording', () => {
    const stays = whatHappened([...life('c', 'a', 0, 10, 'left'), { id: 'q2', type: 'contact.queued', contact: 'c', queue: 'b', time: 20 * S }, ...life('d', 'a', 30, 40, 'left')])
    expect(stays.map(({ queue, outcome, waitedSeconds }) => [queue, outcome, waitedSeconds])).toEqual([['a', 'left', 10], ['b', 'open', 20], ['a', 'left', 10]])
  })
})

describe('the accuracy report', () => {
  const happened = whatHappened([...life('s', 'a', 0, 100, 'answered'), ...life('h', 'a', 200, 230, 'abandoned'), ...life('x', 'a', 210, 250, 'answered'), ...life('z', 'a', 300, 300, 'answered')])

  it('scores what was told on joining against the wait that remained', () => {
    const report = accuracyReport([told('s', 0, 80), told('x', 210, 60)], happened)
    const row = report.accuracy.find((one) => one.population === 'served' && one.moment === 'queueing' && one.queue === 'all')
    expect(row).toMatchObject({
      n: 2, unknown: 0, meanTrueSeconds: 70, biasSeconds: 0, maeSeconds: 20, rmseSeconds: 20, underP10: 0, underP50: 0.5, underP90: 1, underBound: 1, boundOverTrue: 2,
    })
    expect(report.stays).toEqual({ all: 3, servedAfterWaiting: 2, abandoned: 1, abandonedImputed: 1 })
  })

  it('counts those who hung up with their virtual wait apart, and by the virtual mean', () => {
    const report = accuracyReport([told('h', 200, 10, { meanSeconds: 50 })], happened)
    expect(report.accuracy.find((row) => row.population === 'virtual' && row.moment === 'queueing' && row.queue === 'a')).toMatchObject({ n: 1, unknown: 2, meanTrueSeconds: 50, maeSeconds: 0 })
    expect(report.unknownReasons).toMatchObject({ 'nothing-told': 4 })
  })

  it('scores all updates at joining and with the first line told at or after each full 30 s, from when it was told', () => {
    const report = accuracyReport([told('s', 0, 100), told('s', 25, 500), told('s', 30, 70), told('s', 31, 0), told('s', 62, 38), told('s', 95, 5)], happened)
    const row = report.accuracy.find((one) => one.population === 'served' && one.moment === 'all')
    // Not the line of 25 at 30 s: that s still waits at 30 s was not known when it was told. Contact x was told nothing at joining.
    expect(row).toMatchObject({ n: 4, unknown: 1, meanTrueSeconds: (100 + 70 + 38 + 5) / 4, maeSeconds: 0 })
  })

  it('a first figure a moment after joining is the one told on joining', () => {
    const report = accuracyReport([{ contact: 's', queue: 'a', at: 0, known: false, reason: 'not-yet' }, told('s', 1, 99)], happened)
    expect(report.accuracy.find((row) => row.population === 'served' && row.moment === 'queueing')).toMatchObject({ n: 1, unknown: 1, maeSeconds: 0 })
  })

  it('a promise is kept when the first bound held, and each larger bound shown later is a revision', () => {
    const report = accuracyReport([told('s', 0, 30), told('s', 20, 20), told('s', 40, 40), told('s', 70, 41), told('x', 210, 30)], happened)
    expect(report.promises.find((row) => row.population === 'served' && row.queue === 'all')).toEqual({
      population: 'served', queue: 'all', contacts: 2, keptShare: 0.5, revisedShare: 0.5, revisions: 1,
    })
  })

  it('scores only from an instant on, and what is included', () => {
    expect(accuracyReport([], happened, { fromMs: 205 * S }).stays.all).toBe(1)
    expect(accuracyReport([], happened, { include: (stay) => stay.contact !== 'h' }).stays.abandoned).toBe(0)
  })

  it('reads as a table and as JSON, also where nothing was told', () => {
    const text = reportText(accuracyReport([told('s', 0, 80)], happened))
    expect(text).toMatch(/scored +when +queue +n +unknown/)
    expect(text).toMatch(/served +queueing +all +1 +1 +100\.0/)
    expect(reportText(accuracyReport([], []))).toMatch(/^0 waited/)
    expect(JSON.parse(reportJson(accuracyReport([], happened)))).toMatchObject({ accuracy: [{ n: 0, rmseSeconds: null }, {}, {}, {}, {}, {}, {}, {}] })
  })
})
