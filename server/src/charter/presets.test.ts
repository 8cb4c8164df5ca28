import { describe, expect, it } from 'vitest'
import { openPoints, parseCharter, PRESET_DATA, presetCharter, presetIds } from './index.ts'
import type { Provenance } from './schema/fields.ts'
import type { Rule } from './schema/rule-types.ts'

/** Values that a source must back. */
const VALUES = ['thresholdSeconds', 'targetShare', 'maxShare', 'afterSeconds', 'ifExpectedOverSeconds', 'bySeconds', 'deadline', 'maxTransfers', 'transferWithinSeconds', 'maxGapSeconds', 'minGapSeconds',
  'maxAgeSeconds', 'maxMedianRatio', 'withinSeconds', 'maxFirstOptions', 'maxPerMinute', 'everyMonths', 'withinMonths', 'weekly', 'ladder', 'ramp', 'bestShare', 'window', 'clock', 'population', 'exemption', 'advertising'] as const

const originOf = (rule: Rule, field: string): Omit<Provenance, 'fields'> => rule.provenance.fields?.[field] ?? rule.provenance
const preset = (id: string) => presetCharter(id) ?? expect.unreachable(`no preset ${id}`)

describe('presets', () => {
  it.each(presetIds())('[CH2] %s is a valid charter and its name is its id', (id) => {
    const result = parseCharter(PRESET_DATA[id])
    expect(result.ok ? [] : result.faults).toEqual([])
    expect(preset(id).id).toBe(id)
  })

  it.each(presetIds())('[CH3] every value of %s names where it comes from; what is not sourced is null with its reason', (id) => {
    for (const rule of preset(id).rules) {
      for (const field of VALUES) {
        const value = (rule as Record<string, unknown>)[field]
        if (value === undefined || value === null) continue
        const origin = originOf(rule, field)
        const label = `${id} ${rule.id}.${field}`
        // How abandons count, and what makes an exemption hold, may be our reading; it says so.
        const allowed = field === 'population' || field === 'exemption' || field === 'clock' ? ['sourced', 'secondary', 'inference'] : ['sourced', 'secondary']
        if (id === 'template-own' || (rule.provenance.basis === 'missing' && field === 'clock')) continue
        expect(allowed, label).toContain(origin.basis)
        if (origin.basis === 'inference') expect(origin.note, label).toBeTruthy()
        else expect(origin.sources, label).not.toEqual([])
      }
    }
  })

  it('[CH3] no preset rests on memory, and the template promises no number', () => {
    expect(JSON.stringify(PRESET_DATA)).not.toMatch(/"memory"/)
    const numbers = preset('template-own').rules.flatMap((rule) => VALUES.filter((field) => typeof (rule as Record<string, unknown>)[field] === 'number').map((field) => `${rule.id}.${field}`))
    expect(numbers).toEqual([])
  })

  it('[CH4] a charter all of whose values come from secondary sources is a draft', () => {
    for (const id of presetIds()) {
      const { rules, status } = preset(id)
      const valued = rules.filter((rule) => VALUES.some((field) => ((rule as Record<string, unknown>)[field] ?? undefined) !== undefined) && rule.provenance.basis !== 'missing')
      if (valued.length > 0 && valued.every((rule) => rule.provenance.basis === 'secondary')) expect(status, id).toBe('draft')
    }
  })

  it('[CH3] T-Mobile stands without values: no text was found', () => {
    expect(preset('us-tmobile').rules).toEqual([])
  })

  it('[CH3] the Happy Customer Charter invents no number and says which are open', () => {
    const points = openPoints(preset('be-happy-customer-2022'))
    expect(points.filter(({ kind }) => kind === 'not-set').map(({ rule, path }) => `${rule}.${path}`)).toEqual(['display-correct.targetShare', 'say-wait.targetShare'])
  })

  it('[CH5] LADWP has points of attention, each with objectives, and philosophy where it was seen', () => {
    const points = preset('us-ladwp-2017').pointsOfAttention ?? []
    expect(points.map(({ id }) => id)).toEqual(['responsive', 'clear', 'accounts'])
    expect(points[0]).toMatchObject({ philosophy: { en: expect.stringContaining('informed of progress') }, objectives: ['wait', 'email', 'updates'] })
  })

  it('[CH6] Spain stands in both readings', () => {
    const rules = preset('es-ley-10-2025').rules
    expect(rules.find(({ id }) => id === 'wait')).toMatchObject({ type: 'share-within', thresholdSeconds: 180, targetShare: 0.95 })
    expect(rules.find(({ id }) => id === 'wait-mean')).toMatchObject({ type: 'mean-wait', thresholdSeconds: 180, bestShare: 0.95, readingOf: 'wait' })
  })
})
