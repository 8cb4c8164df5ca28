import { describe, expect, it } from 'vitest'
import { abandon, at, call, charterOf, entryOf, inForce, MONDAY_9, report } from './testing/builders.ts'
import { type Adoption, type ContactEvidence, labelFacts, presetCharter, remedyFor, withConfiguredCharters } from './index.ts'

const rules = [
  { id: 'wait', type: 'share-within', clock: { start: 'queue-entered', stop: 'human-answered' }, thresholdSeconds: 60, targetShare: 0.9, window: { unit: 'month' } },
  { id: 'kind', type: 'declared', text: { en: 'We are kind.' } },
]
const now = at('2026-04-10T00:00:00Z')
function label(evidence: ContactEvidence[], adoption: Partial<Adoption> = { adheredOn: '2026-01-01' }, over: Record<string, unknown> = {}, lastDataMs: number | undefined = now) {
  const charter = charterOf(rules, over)
  const full = { effectiveFrom: '2026-01-01', ...adoption }
  const version = inForce(charter, full)[0]!
  return labelFacts(version, report([entryOf(charter, full)], evidence, { nowMs: now }).verdicts, { nowMs: now, lastDataMs })
}

describe('the label', () => {
  it('[CH40] says kept only for what was measured, with n and the period', () => {
    expect(label([call(MONDAY_9, 5)])).toMatchObject({ state: 'kept', named: true, kept: 1, judged: 1, n: 1, fromMs: at('2026-03-01T00:00:00+01:00') })
    expect(label([abandon(MONDAY_9, 90)])).toMatchObject({ state: 'not-kept', kept: 0, judged: 1 })
    expect(label([])).toMatchObject({ state: 'not-measured-yet', n: 0 })
  })
  it('[CH40] names no charter that was not adhered to, is none for a draft, and expires without data', () => {
    expect(label([call(MONDAY_9, 5)], {})).toMatchObject({ named: false })
    expect(label([call(MONDAY_9, 5)], {}, { status: 'draft' })).toMatchObject({ state: 'none', because: 'draft' })
    expect(label([call(MONDAY_9, 5)], { approvedOn: '2026-01-01' }, { status: 'draft' })).toMatchObject({ state: 'kept' })
    expect(label([call(MONDAY_9, 5)], {}, {}, now - 36 * 86_400_000)).toMatchObject({ state: 'expired' })
  })
  it('[CH40] a binding rule with an open value keeps the label back', () => {
    expect(label([call(MONDAY_9, 5)], {}, { rules: [...rules, { id: 'more', type: 'max-abandonment', maxShare: null, open: { maxShare: 'not stated' } }].map((rule) => ({ strength: 'must', provenance: { basis: 'operator' }, ...rule })) })).toMatchObject({ state: 'not-measured-yet', because: 'open-values' })
  })
})

describe('a ladder of remedies', () => {
  it('[CH31] gives what a delay reaches (JetBlue), and nothing where it was not seen', () => {
    const rule = presetCharter('us-jetblue-2007')?.rules.find(({ type }) => type === 'remedy')
    if (rule?.type !== 'remedy') return expect.unreachable()
    expect(remedyFor(rule, 1799)).toBeUndefined()
    expect(remedyFor(rule, 1800)).toMatchObject({ kind: 'voucher', amount: 25, currency: 'USD' })
    expect(remedyFor(rule, 3600)).toMatchObject({ amount: null })
    expect(remedyFor(rule, 20_000)?.text?.['en']).toContain('round trip')
  })
})

describe('the configuration’s charters', () => {
  it('[CH34] begin the book; what stands in it already is left as it is', () => {
    const entries = [{ id: 'be-2011', adheredOn: '2025-12-01', effectiveFrom: '2026-01-01' }]
    const first = withConfiguredCharters([], entries, { nowMs: now, timeZone: 'Europe/Brussels' })
    expect(first).toMatchObject({ faults: [], book: [{ charter: { id: 'be-2011' }, adoption: entries[0] }] })
    expect(withConfiguredCharters(first.book, entries, { nowMs: now + 1, timeZone: 'Europe/Brussels' })).toEqual({ faults: [], book: first.book })
  })
  it('[CH34] has its faults named with their places', () => {
    const { faults } = withConfiguredCharters([], [{ id: 'be-2011', exceptions: ['gift'] }, { id: 'nobody' }], { nowMs: now, timeZone: 'Europe/Brussels' })
    expect(faults.map(({ path }) => path)).toEqual(['[0].exceptions.gift', '[1].id'])
  })
})
