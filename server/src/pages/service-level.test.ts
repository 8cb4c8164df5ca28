import { expect, it } from 'vitest'
import { type DigestCell, WAIT_EDGES } from './insight.ts'
import { serviceLevels } from './service-level.ts'

const cell = (queue: string, answered: number, abandoned: number, soon: number): DigestCell => ({
  day: '2026-11-22', hour: 9, queue, offered: answered + abandoned, answered, abandoned, waits: [soon, 0, answered - soon, ...WAIT_EDGES.slice(2).map(() => 0)],
  bounds: 0, covered: 0, contacts: 0, kept: 0, errors: 0, errorSeconds: 0, absoluteSeconds: 0, squareSeconds: 0, revisions: 0, revised: 0,
})

it('is the share answered within 20 seconds of all who were answered or hung up, over the hours of the day, where enough came', () => {
  const cells = [cell('a', 20, 10, 12), cell('a', 10, 0, 12 - 6), cell('b', 10, 2, 10)]
  expect([...serviceLevels({ fromMs: 0, toMs: 1, cells, outages: [], openSeconds: 0, measuredSeconds: 0 })]).toEqual([['a', 18 / 40]])
})
