import { describe, expect, it } from 'vitest'
import { at, BRUSSELS, charterOf, entryOf } from '../testing/builders.ts'
import { checkCharter, listCharters, PRESET_DATA, presetCharter, presetIds, putCharter, readPeriod } from '../index.ts'

const now = { nowMs: at('2026-03-02T10:00:00Z'), timeZone: BRUSSELS }
const own = charterOf([{ id: 'wait', type: 'mean-wait', clock: { start: 'queue-entered', stop: 'human-answered' }, thresholdSeconds: 60 }])

describe('charters over HTTP, without HTTP', () => {
  it('[CH38] a shipped charter is taken on by its name', () => {
    const result = putCharter([], { adoption: { id: 'be-2011', adheredOn: '2026-02-01', effectiveFrom: '2026-04-01' } }, now)
    expect(result).toMatchObject({ status: 201, book: [{ charter: { id: 'be-2011' }, recordedAtMs: now.nowMs }], listed: { charters: [{ id: 'be-2011', inForce: false, effectiveFrom: '2026-03-31T22:00:00.000Z', adheredOn: '2026-02-01' }] } })
  })
  it('[CH38] one’s own is sent; the same again is 200; backwards is 409; faults are 400 with their paths', () => {
    const body = { adoption: { id: 'own', effectiveFrom: '2026-04-01' }, charter: own }
    const first = putCharter([], body, now)
    expect(first.status).toBe(201)
    expect(putCharter('book' in first ? first.book : [], body, now).status).toBe(200)
    expect(putCharter([], { ...body, adoption: { id: 'own', effectiveFrom: '2026-01-01' } }, now)).toMatchObject({ status: 409, faults: [{ path: 'effectiveFrom' }] })
    expect(putCharter([], { ...body, charter: { ...own, kind: 'wish' } }, now)).toMatchObject({ status: 400, faults: [{ path: 'charter.kind' }] })
    expect(putCharter([], { adoption: { id: 'nobody' } }, now)).toMatchObject({ status: 400, faults: [{ path: 'adoption.id' }] })
    expect(putCharter([], { adoption: { id: 'own', colour: 1 }, charter: own }, now).status).toBe(400)
  })
  it('[CH38] the list says what each rule asks, where it comes from and what is open', () => {
    const { charters, presets } = listCharters([entryOf(presetCharter('us-ladwp-2017') ?? own)], now)
    expect(presets).toContain('be-2011')
    expect(charters[0]).toMatchObject({ inForce: true, draft: false, pointsOfAttention: [{ id: 'responsive' }, {}, {}], rules: expect.arrayContaining([expect.objectContaining({ id: 'wait', says: 'the mean wait is at most 180 s, counted from (open)' })]) })
    expect(charters[0]?.open).toEqual(expect.arrayContaining([expect.objectContaining({ rule: 'wait', path: 'window', kind: 'not-set' })]))
  })
  it('[CH38] the period: local dates, instants, this month', () => {
    expect(readPeriod({ from: '2026-03-01', to: '2026-03-31' }, now)).toEqual({ ok: true, period: { fromMs: at('2026-03-01T00:00:00+01:00'), toMs: at('2026-04-01T00:00:00+02:00') } })
    expect(readPeriod({}, now)).toEqual({ ok: true, period: { fromMs: at('2026-03-01T00:00:00+01:00'), toMs: now.nowMs } })
    expect(readPeriod({ from: 'yesterday' }, now)).toMatchObject({ ok: false, faults: [{ path: 'from' }] })
    expect(readPeriod({ from: '2026-03-05' }, now)).toMatchObject({ ok: false })
    expect(readPeriod({ from: '2010-01-01' }, now)).toMatchObject({ ok: false })
  })
})

describe('checkCharter', () => {
  it.each(presetIds())('[CH39] says what every rule of %s asks, and what is open', (id) => {
    const { ok, lines } = checkCharter(PRESET_DATA[id])
    expect(ok).toBe(true)
    expect(lines.join('\n')).not.toMatch(/undefined|NaN|: $/m)
  })
  it('[CH39] says every fault with its path', () => {
    expect(checkCharter({ ...own, kind: 'wish', version: 3 })).toEqual({ ok: false, lines: ['2 faults:', expect.stringMatching(/^ {2}version: /), expect.stringMatching(/^ {2}kind: /)] })
  })
})
