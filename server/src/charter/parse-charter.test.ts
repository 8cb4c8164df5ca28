import { describe, expect, it } from 'vitest'
import { parseCharter } from './index.ts'

const base = { id: 'own', version: '1', title: { en: 'Own' }, kind: 'promise', standing: 'own', status: 'own' }
const wait = { id: 'wait', type: 'max-wait-each', strength: 'must', clock: { start: 'queue-entered', stop: 'human-answered' }, thresholdSeconds: 60, targetShare: 1, provenance: { basis: 'operator' } }
const faults = (over: object, rule: object = {}): string[] => {
  const result = parseCharter({ ...base, rules: [{ ...wait, ...rule }], ...over })
  return result.ok ? [] : result.faults.map(({ path, message }) => `${path}: ${message}`)
}

describe('parseCharter', () => {
  it('[CH1] takes a whole charter', () => {
    expect(faults({})).toEqual([])
  })

  it('[CH1] gives every fault with its path, all together', () => {
    const found = faults({ kind: 'wish', colour: 'red' }, { thresholdSeconds: -1, targetShare: 90, clock: { start: 'lunch', stop: 'human-answered' } })
    expect(found.map((text) => text.split(':')[0])).toEqual(expect.arrayContaining(['kind', 'colour', 'rules[0].thresholdSeconds', 'rules[0].targetShare', 'rules[0].clock.start']))
    expect(found.join('\n')).toContain('must be a share from 0 to 1, such as 0.9')
  })

  it('[CH1] names an unknown type of rule and an unknown key', () => {
    expect(faults({}, { type: 'be-nice' }).join()).toMatch(/rules\[0\]\.type: is not a known type: one of max-wait-each, share-within/)
    expect(faults({}, { treshold: 3 })).toEqual([expect.stringMatching(/^rules\[0\]\.treshold: is not known here/)])
  })

  it('[CH1] says what is missing and what may stand there', () => {
    expect(faults({ version: undefined, kind: 'wish' })).toEqual(['version: is missing: it must be a string', expect.stringMatching(/^kind: must be one of law, regulator/)])
  })

  it('[CH1] a null needs its reason, and a reason needs its null', () => {
    expect(faults({}, { thresholdSeconds: null })).toEqual([expect.stringMatching(/^rules\[0\]\.thresholdSeconds: is null without a reason/)])
    expect(faults({}, { open: { targetShare: 'why' } })).toEqual([expect.stringMatching(/^rules\[0\]\.open\.targetShare: names a value that is not null/)])
    expect(faults({}, { clock: { start: null, stop: 'human-answered' }, open: { 'clock.start': 'the source does not say' } })).toEqual([])
  })

  it('[CH1] a sourced rule names its sources, and each is known', () => {
    expect(faults({}, { provenance: { basis: 'sourced' } })).toEqual([expect.stringMatching(/^rules\[0\]\.provenance: basis "sourced" needs/)])
    expect(faults({}, { provenance: { basis: 'sourced', sources: ['S4'] } })).toEqual([expect.stringMatching(/^rules\[0\]\.provenance\.sources\[0\]: "S4" is neither/)])
  })

  it('[CH1] rules are named once, and what refers to a rule finds it', () => {
    expect(faults({ rules: [wait, wait] })).toEqual([expect.stringMatching(/^rules\[1\]\.id: "wait" stands twice/)])
    expect(faults({}, { onBreach: [{ do: 'remedy', rule: 'gift' }] })).toEqual([expect.stringMatching(/^rules\[0\]\.onBreach\[0\]\.rule: there is no rule "gift"/)])
    expect(faults({ pointsOfAttention: [{ id: 'p', title: { en: 'P' }, objectives: ['gone'] }] })).toEqual([expect.stringMatching(/^pointsOfAttention\[0\]\.objectives\[0\]: there is no rule "gone"/)])
  })

  it('[CH19] an exemption without a message is a fault', () => {
    expect(faults({}, { exemption: { when: 'exceptional-event', requires: ['cause'] } }).join()).toContain('an exemption without a live message is none')
  })
})
