import { expect, it } from 'vitest'
import { T0 } from '../contact-center/testing/builders.ts'
import type { LogRecord } from '../event-log/index.ts'
import type { SettledEntry } from './partition-fold.ts'
import { PartitionFold } from './partition-fold.ts'
import { BEGINNING, type Body, eventFact, LogBench, queued } from './testing/log-bench.ts'
import { roundOf } from './testing/round-of.ts'

const CONTACTS = 400

/** Enough in line, answered and ended that each kind of sheet is written: lines, records, the shelf, promises and what was told. */
function crowd(): LogBench {
  const bench = new LogBench(new PartitionFold(BEGINNING)).configure(0, 'acme')
  for (let second = 1; second <= 200; second += 1) {
    const ms = T0 + second * 1000
    const facts = [queued(ms, `c${2 * second}`), queued(ms, `c${2 * second + 1}`, second % 2 === 0 ? 'sales' : 'support')]
    if (second > 30) facts.push(eventFact(ms, { type: 'contact.answered', contact: `c${2 * (second - 30)}`, agent: `a${second % 5}` } as Body))
    if (second > 40) facts.push(eventFact(ms, { type: 'contact.handled', contact: `c${2 * (second - 40)}` } as Body))
    bench.facts(second, 'acme', ...facts)
    if (second % 3 === 0) bench.facts(second, 'acme', { kind: 'receipt', contact: `c${second}`, seq: 1, level: 'served', via: 'test' })
    bench.decide()
  }
  return bench.clock(201)
}

it('[PL4] with sheets of every kind a restored fold is the fold of the whole log', () => {
  const { records, fold: whole } = crowd()
  const kinds = new Set(roundOf(whole).chunks.map(({ name }) => /^acme~([a-z]+)-/.exec(name)?.[1]))
  expect([...kinds].filter((kind) => kind !== undefined).sort()).toEqual(['promises', 'shelf', 'tellings', 'waiting'])
  for (const cut of [70, 260, 420, records.length - 5]) {
    const [before, expected] = [new PartitionFold(BEGINNING), [] as SettledEntry[]]
    const fold = (one: PartitionFold, part: readonly LogRecord[]): void => { for (const record of part) one.fold(record) }
    fold(before, records.slice(0, cut))
    const after = PartitionFold.restore(roundOf(before))
    const left: SettledEntry[] = []
    before.settled = (entry) => expected.push(entry)
    after.settled = (entry) => left.push(entry)
    fold(before, records.slice(cut))
    fold(after, records.slice(cut))
    expect(left).toEqual(expected)
    const [mine, theirs] = [after.centers.get('acme'), whole.centers.get('acme')]
    if (mine === undefined || theirs === undefined) throw new Error('the center is gone')
    for (let i = 0; i < CONTACTS; i += 1) {
      expect(mine.display.figure(`c${i}`, mine.live)).toEqual(theirs.display.figure(`c${i}`, theirs.live))
      expect(mine.live.contact(`c${i}`)).toEqual(theirs.live.contact(`c${i}`))
    }
  }
})
