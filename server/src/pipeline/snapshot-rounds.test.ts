import { expect, it } from 'vitest'
import { T0 } from '../contact-center/testing/builders.ts'
import { PartitionFold } from './partition-fold.ts'
import { RoundInProgress } from './round-in-progress.ts'
import { type RoundDeps, SnapshotRounds } from './snapshot-rounds.ts'
import { BEGINNING, type Body, eventFact, LogBench, queued } from './testing/log-bench.ts'
import { roundOf } from './testing/round-of.ts'

const abandoned = (atMs: number, contact: string, id?: string) => eventFact(atMs, { type: 'contact.abandoned', contact } as Body, id)

/** Rounds over a fold whose log only counts them, with a clock by hand. */
function roundsOver(fold: PartitionFold): { rounds: SnapshotRounds; written: number[]; atMs(ms: number): void } {
  let nowMs = 0
  const written: number[] = []
  const log = {
    writeSnapshot: async (_partition: number, position: { seq: number }, chunks: AsyncIterable<unknown>) => {
      for await (const _ of chunks) { /* each is made */ }
      written.push(position.seq)
      return true
    },
    trim: async () => 0,
  } as unknown as RoundDeps['log']
  const node = { partition: 0, fold } as RoundDeps['node']
  const rounds = new SnapshotRounds({ log, node, monotonicMs: () => nowMs, snapshotEveryMs: 60_000, keepLogMs: 0, report: () => undefined })
  return { rounds, written, atMs: (ms) => { nowMs = ms } }
}

it('[PL12] a round is due each minute, and sooner once as much was logged as a restart folds in less than a second', async () => {
  const bench = new LogBench(new PartitionFold(BEGINNING)).configure(0, 'acme')
  const { rounds, written, atMs } = roundsOver(bench.fold)
  const flood = (second: number, facts: number): unknown => bench.facts(second, 'acme', ...Array.from({ length: facts }, (_, i) => queued(0, `c-${second}-${i % 50}`)))
  const looks = async (ms: number): Promise<boolean> => {
    atMs(ms)
    return await rounds.beat()
  }
  expect(await looks(10_000)).toBe(false)
  flood(10, 5_000)
  expect(await looks(10_100)).toBe(true)
  flood(11, 5_000)
  expect(await looks(15_000)).toBe(false)
  expect(await looks(15_100)).toBe(true)
  flood(16, 4_999)
  expect(await looks(75_000)).toBe(false)
  expect(await looks(75_100)).toBe(true)
  expect(await looks(200_000)).toBe(false)
  expect(written).toEqual([2, 3, 4])
})

it('[PL8] of a center that changed, the sheets that did not are kept from the round before', () => {
  const bench = new LogBench(new PartitionFold(BEGINNING)).configure(0, 'acme', 'idle')
  const end = (second: number, count: number): unknown => bench.facts(second, 'acme', ...Array.from({ length: count }, (_, i) => [queued(T0 + second * 1000, `${second}-${i}`), abandoned(T0 + second * 1000, `${second}-${i}`)]).flat())
  end(1, 40)
  end(70, 40)
  bench.clock(140)
  const first = new RoundInProgress(bench.fold, new Map(), new Set())
  const whole = new Map(Array.from(first.chunks(), ({ name, body }) => [name, body]))
  const sheets = [...whole.keys()].filter((name) => name.startsWith('acme~'))
  expect(sheets).toHaveLength(2)

  const changed = new Set<string>()
  bench.fold.beforeTouch = (center) => changed.add(center)
  bench.facts(140, 'acme', abandoned(T0 + 71_000, '70-3', 'again'))
  const second = new RoundInProgress(bench.fold, first.holds, changed)
  bench.fold.beforeTouch = (center) => second.beforeTouch(center)
  const before = roundOf(bench.fold)
  end(140, 3)
  const chunks = new Map(Array.from(second.chunks(), ({ name, body }) => [name, body ?? whole.get(name)]))
  expect(chunks).toEqual(new Map(before.chunks.map(({ name, body }) => [name, body])))
  const third = new RoundInProgress(bench.fold, first.holds, changed)
  expect(Array.from(third.chunks()).filter(({ body }) => body === undefined).map(({ name }) => name)).toEqual(['idle', sheets[0]])
  expect([...second.holds.keys()].sort()).toEqual(['acme', 'idle'])
})
