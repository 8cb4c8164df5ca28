import type { Announcement } from '../product-formulas/index.ts'
import { fixed, type TableColumn, textTable } from '../text-table/index.ts'
import type { Happened } from './happened.ts'
import type { AccuracyReport, Population } from './report.ts'

/** How far one announced wait, at queueing, was from the true one. Seconds; errors are announced minus true. */
export interface ComparisonRow { population: Population; product: string; n: number; silent: number; rmseSeconds: number; maeSeconds: number; biasSeconds: number }

/** The name of our own row. */
export const OURS = 'Queuecast'

/** Scores what products would have announced on joining beside what `report` says of ours, best first; each on those it announced to. */
export function compareProducts(announced: Iterable<Announcement>, happened: readonly Happened[], report: AccuracyReport, fromMs = 0): ComparisonRow[] {
  const byStay = new Map<string, Map<string, number | undefined>>()
  for (const { contact, atMs, product, seconds } of announced) {
    const key = `${contact} ${atMs}`
    const products = byStay.get(key)
    if (products) products.set(product, seconds)
    else byStay.set(key, new Map([[product, seconds]]))
  }
  const judged = happened.filter((stay) => stay.waitedSeconds > 0 && stay.queuedAtMs >= fromMs && stay.virtualStartMs !== undefined)
  return (['served', 'virtual'] as const).flatMap((population) => {
    const errors = new Map<string, (number | undefined)[]>()
    for (const stay of judged) {
      if (population === 'served' && stay.outcome !== 'answered') continue
      const trueSeconds = ((stay.virtualStartMs ?? stay.leftAtMs) - stay.queuedAtMs) / 1000
      for (const [product, seconds] of byStay.get(`${stay.contact} ${stay.queuedAtMs}`) ?? []) {
        const error = seconds === undefined ? undefined : seconds - trueSeconds
        const known = errors.get(product)
        if (known) known.push(error)
        else errors.set(product, [error])
      }
    }
    const rows = [...errors].map(([product, all]) => rowOf(population, product, all))
    const ours = report.accuracy.find((row) => row.population === population && row.moment === 'queueing' && row.queue === 'all')
    if (ours) {
      const { n, unknown: silent, rmseSeconds, maeSeconds, biasSeconds } = ours
      rows.push({ population, product: OURS, n, silent, rmseSeconds, maeSeconds, biasSeconds })
    }
    return rows.sort((a, b) => (Number.isFinite(a.rmseSeconds) ? a.rmseSeconds : Infinity) - (Number.isFinite(b.rmseSeconds) ? b.rmseSeconds : Infinity))
  })
}

function rowOf(population: Population, product: string, all: readonly (number | undefined)[]): ComparisonRow {
  const errors = all.filter((error) => error !== undefined)
  const mean = (value: (error: number) => number): number => errors.reduce((sum, error) => sum + value(error), 0) / errors.length
  return {
    population, product, n: errors.length, silent: all.length - errors.length,
    rmseSeconds: Math.sqrt(mean((error) => error ** 2)), maeSeconds: mean(Math.abs), biasSeconds: mean((error) => error),
  }
}

const COLUMNS: TableColumn<ComparisonRow>[] = [
  { head: 'scored', cell: (row) => row.population },
  { head: 'announced by', cell: (row) => row.product },
  { head: 'n', cell: (row) => row.n },
  { head: 'silent', cell: (row) => row.silent },
  { head: 'RMSE', cell: (row) => fixed(row.rmseSeconds, 1) },
  { head: 'MAE', cell: (row) => fixed(row.maeSeconds, 1) },
  { head: 'bias', cell: (row) => fixed(row.biasSeconds, 1) },
]

/** The comparison as plain text. */
export const comparisonText = (rows: readonly ComparisonRow[]): string => `\nAnnounced on joining, by product formulas re-implemented from what is published:\n\n${textTable(rows, COLUMNS)}\n`
