import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayArbitrary, exampleDisplay } from '../testing/display-arbitrary.ts'
import { readBoard, readDisplay, readFresh, readRefused, readTold } from './read.ts'

const readers = { readBoard, readDisplay, readFresh, readRefused, readTold }
const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('reading', () => {
  it('gives back each display of this version unchanged', () => {
    fc.assert(fc.property(displayArbitrary, (display) => {
      expect(readDisplay(overTheWire(display))).toStrictEqual(overTheWire(display))
    }), { numRuns: 200 })
  })

  it('[PR5] ignores unknown fields', () => {
    const newer = { ...exampleDisplay(), colour: 'blue', text: { ...exampleDisplay().text, video: {} } }
    expect(readDisplay(newer)).toStrictEqual(exampleDisplay())
    expect(readFresh({ epoch: '0000000001', seq: 2, freshForSeconds: 15, more: 1 })).toStrictEqual({ epoch: '0000000001', seq: 2, freshForSeconds: 15 })
  })

  it('[PR6] never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }), (value) => {
      for (const read of Object.values(readers)) expect(() => read(value)).not.toThrow()
    }), { numRuns: 300 })
    const trap = new Proxy({}, { get: () => { throw new Error('trap') }, has: () => { throw new Error('trap') } })
    for (const read of Object.values(readers)) expect(read(trap)).toBeUndefined()
  })

  it('[PR6] drops a display of which any needed part is missing or of the wrong type', () => {
    fc.assert(fc.property(fc.constantFrom('v', 'center', 'contact', 'wait', 'duties', 'text', 'asOf', 'freshForSeconds', 'epoch', 'seq'), fc.constantFrom(undefined, null, {}, true, -1), (field, value) => {
      expect(readDisplay({ ...exampleDisplay(), [field]: value })).toBeUndefined()
    }), { numRuns: 60 })
    for (const epoch of ['1', '00000000001', '000000000x', '١٢٣٤٥٦٧٨٩٠']) expect(readDisplay({ ...exampleDisplay(), epoch })).toBeUndefined()
    for (const seq of [1.5, Number.NaN, 2 ** 60]) expect(readFresh({ epoch: '0000000001', seq, freshForSeconds: 1 })).toBeUndefined()
  })

  it('[PR7] has a stand-in for each code that is newer than itself', () => {
    const { channel: _channel, revision: _revision, ...plain } = exampleDisplay()
    const newer = { ...plain, state: 'teleported', channel: 'hologram', revision: { fromSeconds: 1, toSeconds: 2, reason: 'moon' }, wait: { ...plain.wait, basedOn: 'oracle' } }
    expect(readDisplay(newer)).toStrictEqual({ ...plain, state: 'unknown', revision: { fromSeconds: 1, toSeconds: 2 }, wait: { ...plain.wait, basedOn: 'other' } })
    expect(readDisplay({ ...plain, wait: { known: false, reason: 'fog' } })?.wait).toStrictEqual({ known: false, reason: 'not-estimable' })
  })

  it('[PR9] keeps whether a refusal is final when its code is new', () => {
    expect(readRefused({ code: 'tired', retry: false })?.retry).toBe(false)
    expect(readRefused({ code: 'tired', retry: true, after: 3 })).toMatchObject({ retry: true, after: 3 })
    expect(readRefused({ code: 'expired' })).toBeUndefined()
  })

  it('[PR10] drops a display of another version', () => {
    expect(readDisplay({ ...exampleDisplay(), v: 2 })).toBeUndefined()
  })
})
