import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCurve } from './curve.ts'
import { decodePoolForecast, encodePoolForecast } from './encode.ts'
import type { PoolForecast, WaitAtPlace } from './forecast.ts'
import { codeOfSeconds, LARGEST_CODE, LARGEST_RELATIVE_ERROR, secondsOfCode } from './log-scale.ts'
import { packIntegers, unpackIntegers } from './packed-integers.ts'

const seconds = fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 8e6, noNaN: true }))
const wait = fc.record({ p10Seconds: seconds, p50Seconds: seconds, p90Seconds: seconds, meanSeconds: seconds, meanIfServedSeconds: seconds })
const knots = fc.array(wait, { minLength: 1, maxLength: 20 }).map((waits) => waits.map((one, index) => ({ place: (index + 1) ** 2, ...one })))
const forecast: fc.Arbitrary<PoolForecast> = fc.record({
  center: fc.constant('acme'), pool: fc.constant('support'), tickMs: fc.nat(),
  classes: fc.array(fc.oneof(
    fc.record({ queue: fc.constant('support'), priority: fc.integer(), unknown: fc.constantFrom('closed' as const, 'too-little-data' as const) }),
    fc.record({
      queue: fc.constant('sales'), priority: fc.integer(), basedOn: fc.constantFrom('queue-length' as const, 'throughput' as const),
      inputs: fc.record({ agents: fc.nat(1000), meanHandleSeconds: seconds, ratePerSecond: fc.double({ min: 0, max: 100, noNaN: true }) }), knots,
    })), { maxLength: 4 }),
  contacts: fc.array(fc.record({ contact: fc.constantFrom('c-1', 'c-2'), wait }), { maxLength: 3 }),
})

describe('the form of a forecast in the log', () => {
  it('[WF50] keeps means as simulated, and the knot of who joins with credit; forecasts without them read as before', () => {
    const wait = { p10Seconds: 10, p50Seconds: 50, p90Seconds: 150, meanSeconds: 70, meanIfServedSeconds: 60 }
    const curve = { queue: 'sales', priority: 0, basedOn: 'simulation' as const, inputs: { agents: 3, meanHandleSeconds: 120, ratePerSecond: 0.02 } }
    const plain = { meanSeconds: 90, meanIfServedSeconds: 80 }
    const one = { ...curve, knots: [{ place: 1, ...wait, plain }, { place: 2, ...wait, plain }], credited: { place: 2, ...wait, plain } }
    const decoded = decodePoolForecast(JSON.parse(JSON.stringify(encodePoolForecast({ center: 'c', pool: 'p', tickMs: 1, classes: [one], contacts: [] }))))
    const [back] = decoded.classes
    if (!back || 'unknown' in back) throw new Error('no curve')
    expect(back.knots.map(({ plain: means }) => Math.round(means!.meanSeconds))).toEqual([90, 90])
    expect(Math.round(back.credited!.plain!.meanIfServedSeconds)).toBe(80)
    expect([back.credited!.place, Math.round(back.credited!.p90Seconds)]).toEqual([2, 150])
    expect(Math.round(readCurve(back, 2, true).plain!.meanSeconds)).toBe(90)
    const old = encodePoolForecast({ center: 'c', pool: 'p', tickMs: 1, classes: [{ ...curve, knots: [{ place: 1, ...wait }] }], contacts: [] })
    expect(old.k[0]).toHaveLength(7)
    expect(decodePoolForecast(old).classes[0]).not.toHaveProperty('credited')
  })
  it('[WF15] keeps seconds to 0.014 %, and order', () => {
    expect(LARGEST_RELATIVE_ERROR).toBeLessThan(0.00014)
    fc.assert(fc.property(seconds, seconds, (a, b) => {
      expect(Math.abs(secondsOfCode(codeOfSeconds(a)) - a)).toBeLessThanOrEqual(LARGEST_RELATIVE_ERROR * (a + 0.1) * (1 + 1e-9))
      if (a <= b) expect(codeOfSeconds(a)).toBeLessThanOrEqual(codeOfSeconds(b))
    }))
  })
  it('[WF15] takes nothing and everything', () => {
    expect(secondsOfCode(codeOfSeconds(0))).toBe(0)
    expect(codeOfSeconds(Infinity)).toBe(LARGEST_CODE)
    expect(secondsOfCode(LARGEST_CODE)).toBeGreaterThan(90 * 86_400)
  })
  it('[WF15] packs whole numbers of 18 bits', () => {
    fc.assert(fc.property(fc.array(fc.nat(262_143)), (integers) => { expect(unpackIntegers(packIntegers(integers))).toEqual(integers) }))
    expect(() => unpackIntegers('AA')).toThrow(/multiple of three/)
    expect(() => unpackIntegers('A"A')).toThrow(/unknown character at 1/)
  })
  it('[WF15] goes through JSON and back, and is stable from then on', () => {
    fc.assert(fc.property(forecast, (original) => {
      const decoded = decodePoolForecast(JSON.parse(JSON.stringify(encodePoolForecast(original))))
      expect(decoded.classes.map((one) => [one.queue, one.priority])).toEqual(original.classes.map((one) => [one.queue, one.priority]))
      for (const [index, one] of decoded.classes.entries()) {
        const was = original.classes[index]!
        if ('unknown' in one || 'unknown' in was) { expect(one).toEqual(was); continue }
        for (const [at, knot] of one.knots.entries()) near(knot, was.knots[at]!)
        expect(one.knots.map((knot) => knot.place)).toEqual(was.knots.map((knot) => knot.place))
      }
      for (const [index, row] of decoded.contacts.entries()) near(row.wait, original.contacts[index]!.wait)
      expect(encodePoolForecast(decoded)).toEqual(encodePoolForecast(original))
    }), { numRuns: 60 })
  })
})

function near(found: WaitAtPlace, wanted: WaitAtPlace): void {
  for (const key of ['p10Seconds', 'p50Seconds', 'p90Seconds', 'meanSeconds', 'meanIfServedSeconds'] as const) {
    expect(Math.abs(found[key] - wanted[key])).toBeLessThanOrEqual(LARGEST_RELATIVE_ERROR * (wanted[key] + 0.1) * (1 + 1e-9))
  }
}
