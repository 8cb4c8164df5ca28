import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareEntryIds, type LogRecord } from '../event-log/index.ts'
import { PartitionFold, type SettledEntry } from '../pipeline/partition-fold.ts'
import { BEGINNING } from '../pipeline/testing/log-bench.ts'
import { EvidenceBench, ms } from './testing/evidence-bench.ts'
import { roundOf } from '../pipeline/testing/round-of.ts'

/** Two hours with contacts told, revised, late and erased, a notice, totals and an outage of ours. */
function busyLog(): { records: LogRecord[]; entries: SettledEntry[] } {
  const bench = new EvidenceBench({ feeds: [{ name: 'acd', alive: { kind: 'heartbeat', intervalSeconds: 120 } }] }).at(1, { type: 'queue.state', queue: 'support', open: true })
  for (let index = 0; index < 12; index++) {
    const second = 10 + index * 300
    const contact = `c-${index}`
    bench.queued(second, contact).queued(second + 1, `d-${index}`).forecast(second + 2, 60, 85)
    if (index % 2 === 0) bench.receipt(second + 3, contact, 'served', { figures: { asOfMs: ms(second + 2), queue: 'support', position: 1, boundSeconds: 120, language: 'fr' } }).receipt(second + 4, contact, 'shown')
    bench.forecast(second + 20, 300, 420).receipt(second + 21, contact, 'received')
    bench.at(second + 40, { type: 'contact.answered', contact, agent: 'ann' }).at(second + 41, { type: 'contact.abandoned', contact: `d-${index}` }).at(second + 50, { type: 'contact.handled', contact, agent: 'ann' })
    bench.silence(second + 50, second + 130)
    if (index === 3) bench.fact(second + 131, { kind: 'erase', contact: 'c-2', by: 'admin' }).at(second + 132, { type: 'center.notice', notice: 'n', text: { nl: 'x' } })
    if (index === 5) bench.fact(second + 131, { kind: 'totals', totals: [{ date: '2026-11-23', offered: 3 }], receivedAtMs: ms(second + 131) })
    bench.receipt(second + 140, contact, 'shown')
    // Every third pause is longer than a minute: an outage.
    if (index % 3 !== 0) bench.silence(second + 140, second + 290)
  }
  bench.silence(3700, 7300)
  return { records: bench.log.records, entries: bench.entries }
}

describe('evidence over a restart', () => {
  it('[LE11] a fold restored anywhere leaves what the other would', () => {
    const { records, entries } = busyLog()
    expect(new Set(entries.flatMap(({ items }) => items.map(({ kind }) => kind)))).toEqual(new Set(['contact', 'hour', 'totals', 'erase']))
    expect(entries.flatMap(({ items }) => items).some((item) => item.kind === 'contact' && item.correction)).toBe(true)
    fc.assert(fc.property(fc.integer({ min: 1, max: records.length - 1 }), (cut) => {
      const before = new PartitionFold(BEGINNING)
      for (const record of records.slice(0, cut)) before.fold(record)
      const after = PartitionFold.restore(roundOf(before))
      const left: SettledEntry[] = []
      after.settled = (entry) => left.push(entry)
      for (const record of records.slice(cut)) after.fold(record)
      expect(left).toEqual(entries.filter(({ log }) => compareEntryIds(log, records[cut]?.id ?? '') >= 0))
    }), { numRuns: 25 })
  })
})
