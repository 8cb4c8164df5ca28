import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeDisplay } from '../testing/memory-source.ts'
import { shownKey } from './shown-key.ts'

const base = makeDisplay({ center: 'acme', contact: 'c-1' })

it('[HB2] the time waited, instants, freshness, log position and unrounded quantiles change nothing', () => {
  fc.assert(fc.property(fc.nat(), fc.nat(), fc.double({ noNaN: true }), (seq, waitedSeconds, quantile) => {
    const wait = { known: true as const, boundSeconds: 240, share: 0.9, p10Seconds: quantile, p50Seconds: quantile, p90Seconds: quantile, basedOn: 'queue-length' as const }
    const later = { ...base, wait, seq, waitedSeconds, asOf: `t${seq}`, staleAfter: `t${seq}`, freshForSeconds: seq, epoch: `${seq}` }
    expect(shownKey(later)).toBe(shownKey(base))
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
})
