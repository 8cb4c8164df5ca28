import { describe, expect, it } from 'vitest'
import { EvidenceBench, ms } from './testing/evidence-bench.ts'

describe('duties that begin while someone waits', () => {
  it('[LE5] are kept once, with how far their display got', () => {
    const duties = [{ kind: 'offer-callback', charter: 'be-2011', rule: 'callback-offer' }]
    const bench = new EvidenceBench().queued(1, 'a').forecast(2, 80, 115)
    bench.receipt(3, 'a', 'served', { figures: { asOfMs: ms(2), queue: 'support', position: 1, boundSeconds: 120 } }).receipt(4, 'a', 'shown').silence(4, 150)
    const offered = { asOfMs: ms(150), queue: 'support', position: 1, language: 'nl', sentence: 'Zin.', duties }
    bench.receipt(151, 'a', 'served', { figures: offered }).receipt(152, 'a', 'shown').receipt(153, 'a', 'served', { figures: offered })
    bench.at(170, { type: 'contact.answered', contact: 'a', agent: 'ann' }).at(180, { type: 'contact.handled', contact: 'a', agent: 'ann' }).silence(180, 300)
    expect(bench.contacts).toHaveLength(1)
    const withDuties = bench.contacts[0]!.told.filter((told) => told.duties !== undefined)
    expect(withDuties).toMatchObject([{ atMs: ms(150), levelAtMs: { served: ms(151), shown: ms(152) }, duties, text: 'Zin.', language: 'nl' }])
    expect(withDuties[0]).not.toHaveProperty('boundSeconds')
  })
})
