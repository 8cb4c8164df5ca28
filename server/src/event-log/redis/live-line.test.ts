import { expect, it } from 'vitest'
import type { PublishedQueue } from '../port.ts'
import type { Command } from './connection.ts'
import { LiveLine } from './live-line.ts'

const queue = (index: number, waiting = 3): PublishedQueue => ({
  center: 'acme', queue: `q-${index}`, figures: { waiting: String(waiting) }, line: Array.from({ length: waiting }, (_, place) => ({ contact: `c-${index}-${place}`, score: place })),
})

/** A Redis that takes everything and remembers how it was told. */
function openLine(): { line: LiveLine; exchanges: (readonly Command[])[]; nowMs: number; during?: () => void } {
  const exchanges: (readonly Command[])[] = []
  const bench: ReturnType<typeof openLine> = { line: undefined as never, exchanges, nowMs: 0 }
  const sendAll = async (commands: readonly Command[]): Promise<unknown[]> => {
    exchanges.push(commands)
    await Promise.resolve()
    bench.during?.()
    return commands.map(() => 1)
  }
  bench.line = new LiveLine({ sendAll } as never, 0, () => bench.nowMs)
  return bench
}

it('a thousand queues, and what keeps them from expiring, are not a thousand exchanges', async () => {
  const { line, exchanges, ...bench } = openLine()
  const publish = (): Promise<void> => line.publish(Array.from({ length: 1_000 }, (_, index) => queue(index)))
  await publish()
  expect(exchanges.length).toBeLessThan(50)
  expect(exchanges.flat().filter(([name]) => name === 'RENAME')).toHaveLength(1_000)
  exchanges.length = 0
  await publish()
  expect(new Set(exchanges.flat().map(([name]) => name))).toEqual(new Set(['PEXPIRE']))
  exchanges.length = 0
  bench.nowMs += 60_000
  await line.refresh()
  expect(exchanges.length).toBeLessThan(20)
  expect(exchanges.flat()).toHaveLength(2_000)
})

it('a queue is asked for when its turn comes, and none is written any more once another node publishes', async () => {
  const bench = openLine()
  let asked = 0
  function* queues(): Generator<PublishedQueue> {
    for (; asked < 1_000; asked += 1) yield queue(asked)
  }
  bench.during = () => bench.line.forget()
  await bench.line.publish(queues())
  expect([bench.exchanges.length, asked]).toEqual([1, 28])
  delete bench.during
  bench.exchanges.length = 0
  // What was written before is not known any more: it is written whole.
  await bench.line.publish([queue(0)])
  expect(bench.exchanges.flat().map(([name]) => name)).toContain('RENAME')
})
