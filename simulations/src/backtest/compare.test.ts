import { expect, it } from 'vitest'
import { compareProducts, comparisonText, OURS } from './compare.ts'
import type { Happened } from './happened.ts'
import { accuracyReport } from './report.ts'

const stay = (contact: string, queuedSeconds: number, virtualSeconds: number, outcome: 'answered' | 'abandoned' = 'answered'): Happened => ({
  contact, queue: 'a', queuedAtMs: queuedSeconds * 1000, sinceMs: queuedSeconds * 1000, outcome, leftAtMs: (queuedSeconds + 10) * 1000, waitedSeconds: 10,
  virtualStartMs: (queuedSeconds + virtualSeconds) * 1000,
})

it('scores each product on those it announced to, beside ours, best first', () => {
  const happened = [stay('one', 0, 10), stay('two', 100, 30), stay('gone', 200, 60, 'abandoned')]
  const announced = [
    { contact: 'one', atMs: 0, product: 'P', seconds: 13 }, { contact: 'two', atMs: 100_000, product: 'P', seconds: 26 },
    { contact: 'gone', atMs: 200_000, product: 'P', seconds: undefined }, { contact: 'two', atMs: 999, product: 'P', seconds: 0 },
  ]
  const told = [{ contact: 'one', queue: 'a', at: 0, known: true, meanSeconds: 12, meanIfServedSeconds: 11, p10Seconds: 1, p50Seconds: 9, p90Seconds: 30, boundSeconds: 30 }]
  const rows = compareProducts(announced, happened, accuracyReport(told, happened))
  expect(rows.filter((row) => row.population === 'served')).toEqual([
    { population: 'served', product: OURS, n: 1, silent: 1, rmseSeconds: 1, maeSeconds: 1, biasSeconds: 1 },
    { population: 'served', product: 'P', n: 2, silent: 0, rmseSeconds: Math.sqrt(12.5), maeSeconds: 3.5, biasSeconds: -0.5 },
  ])
  expect(rows.find((row) => row.population === 'virtual' && row.product === 'P')).toMatchObject({ n: 2, silent: 1 })
  expect(comparisonText(rows)).toMatch(/served +P +2 +0 +3\.5 +3\.5 +-0\.5/)
  expect(compareProducts(announced, happened, accuracyReport(told, happened), 50_000).find((row) => row.product === 'P')).toMatchObject({ n: 1 })
})
