import { expect, it } from 'vitest'
import { configOf, eventFact, LogBench } from './testing/log-bench.ts'
import { T0 } from '../contact-center/testing/builders.ts'

it('[LE28] evidence may be packed from rules 5 on: before, a node of an older version may read it', () => {
  const bench = new LogBench()
  const may: boolean[] = []
  bench.fold.settled = ({ items, mayPack }) => { if (items.some(({ kind }) => kind === 'contact')) may.push(mayPack) }
  const live = (second: number, contact: string): void => {
    bench.queued(second, 'acme', contact).facts(second + 1, 'acme', eventFact(T0 + (second + 1) * 1000, { type: 'contact.abandoned', contact }))
    for (let at = second + 2; at < second + 70; at += 1) bench.clock(at)
  }
  bench.facts(0, 'acme', { kind: 'config', config: configOf('acme', { rules: 4 }) })
  live(1, 'a')
  bench.facts(80, 'acme', { kind: 'config', config: configOf('acme', { rules: 5 }) })
  live(81, 'b')
  expect(may).toEqual([false, true])
})
