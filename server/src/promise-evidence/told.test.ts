import { describe, expect, it } from 'vitest'
import { EvidenceBench, ms } from './testing/evidence-bench.ts'

const figures = (second: number, boundSeconds: number, position = 1) => ({ asOfMs: ms(second), queue: 'support', position, boundSeconds, share: 0.9, basedOn: 'queue-length', language: 'nl', sentence: 'Zin.' })
const told = (bench: EvidenceBench, contact = 'a') => bench.contacts.findLast((one) => one.contact === contact)?.told ?? []
const ended = (bench: EvidenceBench, second: number, contact = 'a') => bench.at(second, { type: 'contact.answered', contact, agent: 'ann' })
  .at(second + 1, { type: 'contact.handled', contact, agent: 'ann' }).silence(second + 1, second + 90)

describe('what was told', () => {
  it('[LE4] the first computed bound is kept of every customer, also in shadow, and nothing that nobody saw after it', () => {
    for (const show of ['both', 'shadow'] as const) {
      const bench = new EvidenceBench({ show }).queued(0, 'x').queued(1, 'a').forecast(2, 60, 85)
      for (let second = 3; second < 20; second++) bench.forecast(second, 60 + second, 90 + second)
      ended(bench, 20)
      expect(told(bench)).toMatchObject([{ atMs: ms(2), levelAtMs: {}, via: 'none', position: 2, boundSeconds: 180, deadlineMs: ms(182), ruleIds: ['DP1', 'DP3', 'DP5'] }])
    }
  })

  it('[LE4][LE5] from the first display on, each new promise is kept, with the levels its receipts reached', () => {
    const bench = new EvidenceBench().queued(1, 'a').forecast(2, 60, 90)
    const servedSeq = bench.seq
    bench.receipt(3, 'a', 'served', { figures: figures(2, 120) }).receipt(4, 'a', 'received', { seq: servedSeq }).receipt(5, 'a', 'shown', { seq: servedSeq })
    // The median lies beyond the promise: it must be told.
    bench.forecast(30, 400, 500)
    const revisedSeq = bench.seq
    bench.receipt(31, 'a', 'shown', { seq: servedSeq }).receipt(33, 'a', 'received', { seq: revisedSeq }).receipt(34, 'a', 'received', { seq: revisedSeq + 3 })
    ended(bench, 60)
    expect(told(bench)).toMatchObject([
      { atMs: ms(2), levelAtMs: { served: ms(3), received: ms(4), shown: ms(5) }, via: 'by-shown', position: 1, boundSeconds: 120, deadlineMs: ms(122), text: 'Zin.', language: 'nl' },
      { atMs: ms(30), levelAtMs: { received: ms(33) }, via: 'by-received', boundSeconds: 540, deadlineMs: ms(570), revision: { fromSeconds: 120, toSeconds: 540 }, language: 'nl', text: expect.stringMatching(/9 minuten.+ /) as string, ruleIds: ['DP1', 'DP3', 'DP5', 'DP6', 'DP8'] },
    ])
    expect(told(bench)).toHaveLength(2)
  })

  it('[LE5] what was served is kept as it was served, though the fold went on since', () => {
    const bench = new EvidenceBench().queued(1, 'a').forecast(2, 60, 90)
    const { seq } = bench
    bench.forecast(3, 200, 290).receipt(4, 'a', 'served', { seq, figures: figures(2, 120) }).receipt(5, 'a', 'shown', { seq })
    ended(bench, 20)
    expect(told(bench)).toMatchObject([
      { atMs: ms(2), levelAtMs: {}, boundSeconds: 120 },
      { atMs: ms(2), levelAtMs: { served: ms(4), shown: ms(5) }, boundSeconds: 120, deadlineMs: ms(122) },
      { boundSeconds: 300, deadlineMs: ms(303), levelAtMs: {} },
    ])
  })

  it('[LE5] a display without a number is kept as one, and the bound that comes after it as the next', () => {
    const bench = new EvidenceBench().queued(1, 'a')
    const { seq } = bench
    bench.receipt(2, 'a', 'served', { figures: { asOfMs: ms(1), queue: 'support', position: 1 } }).receipt(2, 'a', 'shown', { seq }).forecast(3, 60, 90).receipt(4, 'a', 'shown')
    ended(bench, 20)
    expect(told(bench)).toMatchObject([{ position: 1, levelAtMs: { served: ms(2), shown: ms(2) } }, { boundSeconds: 120, levelAtMs: { shown: ms(4) } }])
    expect(told(bench)[0]).not.toHaveProperty('boundSeconds')
  })

  it('[LE5] what an IVR showed was played: it counts as shown, by the first receipt, and each repetition is kept', () => {
    const bench = new EvidenceBench().queued(1, 'a').forecast(2, 60, 90).receipt(3, 'a', 'served', { figures: figures(2, 120), via: 'ivr' })
    const { seq } = bench
    bench.receipt(8, 'a', 'shown', { seq, via: 'ivr' }).receipt(9, 'a', 'shown', { seq, via: 'ivr' }).receipt(10, 'a', 'received', { seq })
    // A repetition a minute later, for which two IVRs answer; then nothing that a screen showed is played.
    bench.receipt(68, 'a', 'shown', { seq: seq + 3, via: 'ivr' }).receipt(69, 'a', 'shown', { seq: seq + 3, via: 'ivr' }).receipt(70, 'a', 'shown')
    ended(bench, 90)
    expect(told(bench)).toMatchObject([{ levelAtMs: { served: ms(3), received: ms(10), shown: ms(8), played: ms(8) }, playedAgainAtMs: [ms(68)], via: 'ivr' }])
    expect(told(bench)[0]).not.toHaveProperty('playedSeq')
  })

  it('[LE5] what was shown on a page and then played is both', () => {
    const bench = new EvidenceBench().queued(1, 'a').forecast(2, 60, 90).receipt(3, 'a', 'served', { figures: figures(2, 120) }).receipt(4, 'a', 'shown')
    bench.receipt(9, 'a', 'shown', { via: 'ivr' })
    ended(bench, 20)
    expect(told(bench)).toMatchObject([{ levelAtMs: { shown: ms(4), played: ms(9) }, via: 'ivr' }])
  })

  it('[LE1] a receipt that comes after the contact was settled appends a correction', () => {
    const bench = new EvidenceBench().queued(1, 'a').forecast(2, 60, 90).receipt(3, 'a', 'served', { figures: figures(2, 120) })
    const { seq } = bench
    ended(bench, 20).receipt(120, 'a', 'shown', { seq }).silence(120, 130)
    expect(bench.items.filter((item) => item.kind === 'contact').map((item) => item.correction)).toEqual([false, true])
    expect(told(bench)[0]?.levelAtMs).toEqual({ served: ms(3), shown: ms(120) })
    bench.receipt(140, 'a', 'shown', { seq }).silence(140, 150)
    expect(bench.contacts).toHaveLength(2)
  })

  it('[LE6] counts who was truly answered in between', () => {
    const bench = new EvidenceBench().queued(1, 'x').queued(1.1, 'y').queued(1.2, 'z').queued(1.3, 'a').forecast(2, 60, 90).receipt(3, 'a', 'served', { figures: figures(2, 240, 4) })
    bench.at(4, { type: 'contact.answered', contact: 'x', agent: 'ann' }).at(5, { type: 'contact.abandoned', contact: 'y' }).at(6, { type: 'contact.answered', contact: 'z', agent: 'bo' })
    ended(bench, 8)
    expect(told(bench)).toMatchObject([{ position: 4, servedBefore: 2 }])
    expect(told(bench, 'y')[0]).not.toHaveProperty('servedBefore')
  })

  it('[LE7] keeps the first and the newest of many', () => {
    const bench = new EvidenceBench().queued(0, 'a').forecast(1, 10, 15).receipt(2, 'a', 'served', { figures: figures(1, 60) })
    // Each median lies beyond what was promised before.
    for (let index = 0; index < 60; index++) bench.forecast(3 + index, 100 + index * index * 10, 150 + index * index * 15)
    ended(bench, 100)
    expect(told(bench).length).toBeGreaterThan(5)
    expect(told(bench).length).toBeLessThanOrEqual(24)
    expect(told(bench)[0]).toMatchObject({ boundSeconds: 60, levelAtMs: { served: ms(2) } })
  })

  it('goes on under the contact that follows, and a token without a contact changes nothing', () => {
    const bench = new EvidenceBench().receipt(0, 'a', 'served', { figures: { asOfMs: ms(0) } }).queued(1, 'a').forecast(2, 60, 90)
    bench.at(10, { type: 'contact.queued', contact: 'b', queue: 'support', follows: { contact: 'a' } }).forecast(30, 400, 500).receipt(31, 'a', 'shown')
    ended(bench, 60, 'b')
    expect(told(bench, 'a')).toMatchObject([{ boundSeconds: 120, levelAtMs: {} }])
    expect(told(bench, 'b')).toMatchObject([{ boundSeconds: 540, levelAtMs: { shown: ms(31) } }])
  })
})
