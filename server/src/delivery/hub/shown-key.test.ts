import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeDisplay } from '../testing/memory-source.ts'
import { shownKey } from './shown-key.ts'
import { showsTheSame } from './shows-the-same.ts'

const base = makeDisplay({ center: 'acme', contact: 'c-1' })

it('[HB2] the time waited, instants, freshness, log position and unrounded quantiles change nothing', () => {
  fc.assert(fc.property(fc.nat(), fc.nat(), fc.double({ noNaN: true }), (seq, waitedSeconds, quantile) => {
    const wait = { known: true as const, boundSeconds: 240, share: 0.9, p10Seconds: quantile, p50Seconds: quantile, p90Seconds: quantile, basedOn: 'queue-length' as const }
    const later = { ...base, wait, seq, waitedSeconds, asOf: `t${seq}`, staleAfter: `t${seq}`, freshForSeconds: seq, epoch: `${seq}` }
    expect(shownKey(later)).toBe(shownKey(base))
    expect(showsTheSame(later, base)).toBe(true)
  }), { numRuns: 50 })
})

it.each([
  ['place', { position: 2 }],
  ['state', { state: 'connecting' as const }],
  ['whether the place is firm', { positionFirm: false }],
  ['bound', { wait: { known: true as const, boundSeconds: 300, share: 0.9, p10Seconds: 60, p50Seconds: 130, p90Seconds: 215, basedOn: 'queue-length' as const } }],
  ['reason why it is unknown', { wait: { known: false as const, reason: 'stale-feed' as const } }],
  ['revision', { revision: { fromSeconds: 180, toSeconds: 240 } }],
  ['notice', { notice: { text: 'A power cut.' } }],
  ['sentence', { text: { lang: 'nl', sentence: 'U bent aan de beurt.' } }],
  ['duty', { duties: [{ kind: 'offer-callback', charter: 'be-2011', rule: 'callback-offer' }] }],
])('[HB1] another %s is a change', (_what, change) => {
  expect(shownKey({ ...base, ...change })).not.toBe(shownKey(base))
  expect(showsTheSame({ ...base, ...change }, base)).toBe(false)
  expect(showsTheSame(base, { ...base, ...change })).toBe(false)
  expect(showsTheSame({ ...base, ...change }, structuredClone({ ...base, ...change }))).toBe(true)
})

const duty = fc.record({ kind: fc.constantFrom('a', 'b'), charter: fc.constantFrom('x', 'y'), rule: fc.constantFrom('r', 's') })
const change = fc.record({
  queue: fc.constantFrom('q', 'r', undefined), channel: fc.constantFrom('voice' as const, 'chat' as const), state: fc.constantFrom('waiting' as const, 'closing' as const),
  position: fc.constantFrom(1, 2, undefined), positionFirm: fc.constantFrom(true, undefined), answerFrom: fc.constantFrom('f', undefined), answerBy: fc.constantFrom('t', undefined),
  revision: fc.constantFrom({ fromSeconds: 60, toSeconds: 120 }, { fromSeconds: 60, toSeconds: 120, reason: 'event' as const }, undefined),
  notice: fc.constantFrom({ text: 'n' }, { text: 'n', expectedEnd: 'e' }, undefined), duties: fc.array(duty, { maxLength: 2 }),
  text: fc.record({ lang: fc.constantFrom('en', 'nl'), sentence: fc.constantFrom('s', 't'), offer: fc.constantFrom('o', undefined) }),
  wait: fc.constantFrom(base.wait, { known: false as const, reason: 'off' as const }, { known: false as const, reason: 'not-yet' as const }),
})

it('[HB1] what is compared with the display sent last is what its key tells', () => {
  fc.assert(fc.property(change, change, fc.boolean(), (one, other, alike) => {
    const [a, b] = [{ ...base, ...one }, { ...base, ...(alike ? structuredClone(one) : other) }]
    expect(showsTheSame(a, b)).toBe(shownKey(a) === shownKey(b))
  }), { numRuns: 300 })
})
