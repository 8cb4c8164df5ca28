import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FORMULAS, serviceLevel } from './service-level.ts'

/** Reference, section 4.2: answered 1000 of which 860 within T, abandoned 60 of which 20 within T and 10 within five seconds. */
const VECTOR = { answered: 1000, answeredWithin: 860, abandoned: 60, abandonedWithin: 20, abandonedShort: 10, lost: 0 }

const counts = fc.record({ answered: fc.nat(1000), answeredWithin: fc.nat(1000), abandoned: fc.nat(300), abandonedWithin: fc.nat(300), abandonedShort: fc.nat(300), lost: fc.nat(50) })
  .map(({ answered, answeredWithin, abandoned, abandonedWithin, abandonedShort, lost }) => {
    const within = Math.min(abandoned, abandonedWithin)
    return { answered, answeredWithin: Math.min(answered, answeredWithin), abandoned, abandonedWithin: within, abandonedShort: Math.min(within, abandonedShort), lost }
  })
const value = (formula: (typeof FORMULAS)[number], of: Parameters<typeof serviceLevel>[1]): number => {
  const { numerator, denominator } = serviceLevel(formula, of)
  return denominator === 0 ? Number.NaN : numerator / denominator
}

describe('service level', () => {
  it.each([['sl_f1', 880, 1060, 83.02], ['sl_f2', 860, 1000, 86], ['sl_f3', 860, 1060, 81.13], ['sl_f4', 860, 1040, 82.69], ['sl_f5', 870, 1060, 82.08]] as const)(
    '[CH10] %s gives %d/%d on the shared test vector', (formula, numerator, denominator, percent) => {
      expect(serviceLevel(formula, VECTOR)).toEqual({ numerator, denominator })
      expect(Math.round(value(formula, VECTOR) * 10_000) / 100).toBe(percent)
    })

  it('[CH10] an abandon never improves sl_f3 and sl_f4, and a late one improves none', () => {
    fc.assert(fc.property(counts, fc.boolean(), (before, late) => {
      const after = { ...before, abandoned: before.abandoned + 1, abandonedWithin: before.abandonedWithin + (late ? 0 : 1) }
      for (const formula of late ? FORMULAS : (['sl_f3', 'sl_f4'] as const)) {
        if (!Number.isNaN(value(formula, before))) expect(value(formula, after)).toBeLessThanOrEqual(value(formula, before))
      }
    }), { numRuns: 200 })
  })

  it('[CH11] whoever the center let go without a human improves no formula', () => {
    fc.assert(fc.property(counts, (before) => {
      for (const formula of FORMULAS) if (!Number.isNaN(value(formula, before))) expect(value(formula, { ...before, lost: before.lost + 1 })).toBeLessThanOrEqual(value(formula, before))
    }), { numRuns: 200 })
  })
})
