import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Told } from './telling.ts'
import { tellingFromText, tellingText } from './telling-text.ts'

const ms = fc.integer({ min: 0, max: 4e12 })
const told: fc.Arbitrary<Told> = fc.record({
  atMs: ms, seq: fc.nat(), promiseMadeAtMs: ms, answeredUntil: fc.nat(), levelAtMs: fc.dictionary(fc.constantFrom('served', 'received', 'shown', 'played'), ms, { noNullPrototype: true }),
  via: fc.constantFrom('none', 'socketio', 'ivr'),
  queue: fc.string(), position: fc.nat(), positionFirm: fc.boolean(), boundSeconds: fc.nat(), deadlineMs: ms, share: fc.constant(0.9), p50Seconds: fc.double({ min: 0, max: 9999, noNaN: true }),
  p90Seconds: fc.nat(), text: fc.string(), language: fc.constantFrom('nl', 'fr'), notices: fc.array(fc.string()), servedBefore: fc.nat(),
  revision: fc.record({ fromSeconds: fc.nat(), toSeconds: fc.nat() }), playedAgainAtMs: fc.array(ms), playedSeq: fc.nat(),
}, { requiredKeys: ['atMs', 'seq', 'promiseMadeAtMs', 'answeredUntil', 'levelAtMs', 'via'], noNullPrototype: true })

describe('what was told as text', () => {
  it('[LE27] gives back what it was made of', () => {
    fc.assert(fc.property(fc.array(told, { maxLength: 5 }), fc.option(fc.nat({ max: 5 }), { nil: undefined }), (items, watchedFrom) => {
      const again = tellingFromText(tellingText({ items, watchedFrom }))
      expect(again.items).toEqual(items)
      expect(again.watchedFrom).toBe(watchedFrom)
    }))
  })
})
