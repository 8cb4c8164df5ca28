import { cpus, loadavg } from 'node:os'
import { textTable } from '../text-table/index.ts'

/** One line of a bench: flat, so that it is a table row and a JSON object alike. Units stand in the names. */
export type BenchRow = Readonly<Record<string, string | number | boolean>>
/** What a bench gives back: its rows, or an object that holds them. */
export type BenchOutcome = readonly BenchRow[] | { readonly rows: readonly BenchRow[] }

/** A bench's figures with all that is needed to judge and repeat them. */
export interface BenchReport {
  bench: string
  command: string
  at: string
  node: string
  cpu: string
  cores: number
  /** One, five and fifteen minutes, before and after: a figure taken on a busy machine says so. */
  loadBefore: number[]
  loadAfter: number[]
  seconds: number
  rows: readonly BenchRow[]
}

export const loadNow = (): number[] => loadavg().map((load) => Math.round(load * 100) / 100)

/** Runs one bench and describes where it ran. */
export async function runBench(bench: string, command: string, run: () => Promise<BenchOutcome> | BenchOutcome): Promise<BenchReport> {
  const loadBefore = loadNow()
  const begun = performance.now()
  const outcome = await run()
  const rows = 'rows' in outcome ? outcome.rows : outcome
  if (rows.length === 0) throw new Error(`bench ${bench} gave no rows`)
  return {
    bench, command, at: new Date().toISOString(), node: process.version, cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length,
    loadBefore, loadAfter: loadNow(), seconds: Math.round((performance.now() - begun) / 100) / 10, rows,
  }
}

export function benchText(report: BenchReport): string {
  const heads = [...new Set(report.rows.flatMap((row) => Object.keys(row)))]
  const cell = (value: string | number | boolean | undefined): string =>
    value === undefined ? '' : typeof value === 'number' && !Number.isInteger(value) ? String(Number(value.toPrecision(4))) : String(value)
  return [
    `bench ${report.bench}: ${report.command}`,
    `${report.at}, node ${report.node}, ${report.cpu} × ${report.cores}, load ${report.loadBefore.join(' ')} before, ${report.loadAfter.join(' ')} after, ${report.seconds} s`,
    '', textTable(report.rows, heads.map((head) => ({ head, cell: (row) => cell(row[head]) }))), '',
  ].join('\n')
}
