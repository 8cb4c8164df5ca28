import { describe, expect, it } from 'vitest'
import { at, BRUSSELS, charterOf, entryOf } from '../testing/builders.ts'
import { adopt, appendCharter, charterVersionsAt, openPoints, presetCharter, versionsInForce } from '../index.ts'

const happy = presetCharter('be-happy-customer-2022')
const wait = { id: 'wait', type: 'share-within', clock: { start: 'queue-entered', stop: 'human-answered' }, thresholdSeconds: 60, targetShare: 0.9 }
const charter = charterOf([wait])
const now = { nowMs: at('2026-03-02T10:00:00Z'), timeZone: BRUSSELS }

describe('adoption', () => {
  it('[CH34] the operator completes what is open; it is marked as the operator’s', () => {
    const result = adopt(happy ?? charter, { id: 'be-happy-customer-2022', complete: { 'display-correct': { targetShare: 0.9 } } })
    expect(result.ok && result.adopted.charter.rules[0]).toMatchObject({ targetShare: 0.9, open: {}, provenance: { fields: { targetShare: { basis: 'operator' } } } })
  })

  it('[CH34] what the source says cannot be changed, and unknown rules are faults', () => {
    const belgium = presetCharter('be-2011') ?? charter
    expect(adopt(belgium, { id: 'be-2011', complete: { wait: { thresholdSeconds: 600 } } })).toMatchObject({ ok: false, faults: [{ path: 'complete.wait.thresholdSeconds' }] })
    expect(adopt(belgium, { id: 'be-2011', exceptions: ['gift'] })).toMatchObject({ ok: false, faults: [{ path: 'exceptions.gift' }] })
    expect(adopt(happy ?? charter, { id: 'x', complete: { 'display-correct': { targetShare: 90 } } })).toMatchObject({ ok: false, faults: [{ path: 'rules[0].targetShare' }] })
  })

  it('[CH36] open points say what is not set, assumed, only declared or to be approved', () => {
    const kinds = (id: string) => new Set(openPoints(presetCharter(id) ?? charter).map(({ kind, rule, path }) => `${kind} ${rule}.${path}`))
    expect(kinds('us-ladwp-2017')).toContain('not-set wait.clock.start')
    expect(kinds('be-2011')).toContain('declared menu.maxFirstOptions')
    expect(kinds('be-2011')).toContain('assumed wait.population.callbacks')
    expect(kinds('be-telecom-2022')).toContain('approval wait.provenance')
    expect(openPoints(presetCharter('be-telecom-2022') ?? charter, true).filter(({ kind }) => kind === 'approval')).toEqual([])
  })
})

describe('the book of charters', () => {
  it('[CH35] is only appended to, and nothing begins in the past', () => {
    const first = appendCharter([], { charter, adoption: { id: 'own', effectiveFrom: '2026-03-03' } }, now)
    expect(first).toMatchObject({ ok: true, added: true })
    expect(appendCharter([], { charter, adoption: { id: 'own', effectiveFrom: '2026-03-02' } }, now)).toMatchObject({ ok: false, faults: [{ path: 'effectiveFrom' }] })
    expect(appendCharter([], { charter, adoption: { id: 'own' } }, now)).toMatchObject({ ok: false, faults: [{ path: 'effectiveFrom' }] })
  })

  it('[CH35] the configuration holds the history: versions that hold already, in order', () => {
    expect(appendCharter([], { charter, adoption: { id: 'own', effectiveFrom: '2026-01-01' } }, { ...now, configured: true })).toMatchObject({ ok: true })
    expect(appendCharter([entryOf(charter)], { charter, adoption: { id: 'own', version: '2', effectiveFrom: '2026-02-01' } }, { ...now, configured: true })).toMatchObject({ ok: true, added: true })
    expect(appendCharter([entryOf(charter)], { charter, adoption: { id: 'own', version: '2', effectiveFrom: '2025-02-01' } }, { ...now, configured: true })).toMatchObject({ ok: false, faults: [{ path: 'effectiveFrom' }] })
    expect(appendCharter([entryOf(charter)], { charter, adoption: { id: 'own', exceptions: ['wait'], effectiveFrom: '2026-02-01' } }, { ...now, configured: true })).toMatchObject({ ok: false, faults: [{ path: 'version' }] })
  })

  it('[CH35] the same version again changes nothing; with another content it is refused', () => {
    const book = [entryOf(charter)]
    expect(appendCharter(book, { charter, adoption: book[0]!.adoption }, now)).toMatchObject({ ok: true, added: false })
    expect(appendCharter(book, { charter: { ...charter, note: 'new' }, adoption: { id: 'own', effectiveFrom: '2026-04-01' } }, now)).toMatchObject({ ok: false, faults: [{ path: 'version' }] })
  })

  it('[CH16] a version holds from its first local day until the next begins, and may be ended', () => {
    const versions = versionsInForce([
      entryOf(charter), entryOf(charter, { version: '2', effectiveFrom: '2026-04-01' }), entryOf(charter, { version: '3', effectiveFrom: '2026-05-01', ended: true }),
    ], BRUSSELS)
    expect(versionsInForce([{ charter, adoption: { id: 'own', adheredOn: '2026-02-01' }, recordedAtMs: 0 }], BRUSSELS)[0]?.fromMs).toBe(at('2026-02-01T00:00:00+01:00'))
    const inForceAt = (text: string) => charterVersionsAt(versions, at(text)).map(({ version }) => version)
    expect(inForceAt('2026-03-31T23:59:59+02:00')).toEqual(['1'])
    expect(inForceAt('2026-04-01T00:00:00+02:00')).toEqual(['2'])
    expect(inForceAt('2026-05-01T00:00:00+02:00')).toEqual([])
  })
})
