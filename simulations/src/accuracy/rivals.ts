import { DELAY_HISTORY } from '../baselines/index.ts'
import type { Announcement } from '../product-formulas/index.ts'
import { rootMeanSquare } from './scores.ts'
import type { ScoredRow } from './scored-row.ts'

/** Our error at queueing over another's, on the contacts to whom both spoke; and the oracle's, which nobody can go below. */
export interface Rival { name: string; kind: 'product' | 'delay history' | 'other'; n: number; rmseSeconds: number; ratio: number; oracleRatio: number }

/** Compares at queueing with each product formula and each baseline that speaks then. */
export function rivals(rows: readonly ScoredRow[], announced: Iterable<Announcement>, copies: number): Rival[] {
  const pairs = new Map<string, { kind: Rival['kind']; ours: number[]; theirs: number[]; oracles: number[] }>()
  const add = (name: string, kind: Rival['kind'], row: ScoredRow, error: number): void => {
    let pair = pairs.get(name)
    if (pair === undefined) pairs.set(name, (pair = { kind, ours: [], theirs: [], oracles: [] }))
    pair.ours.push((row.line.meanSeconds ?? Number.NaN) - row.trueSeconds)
    pair.theirs.push(error)
    pair.oracles.push(row.oracleError ?? Number.NaN)
  }
  const atQueueing = new Map<string, ScoredRow>()
  for (const row of rows) {
    if (!row.first) continue
    atQueueing.set(`${row.stay.contact} ${row.stay.queuedAtMs}`, row)
    if (row.baseline === undefined) continue
    const { forecast, trueSeconds } = row.baseline
    for (const [name, seconds] of forecast.means) if (seconds !== undefined) add(name, DELAY_HISTORY.has(name) ? 'delay history' : 'other', row, seconds - trueSeconds)
    add('RLS9', 'other', row, forecast.regressionVirtual.meanSeconds - trueSeconds)
  }
  for (const { contact, atMs, product, seconds } of announced) {
    const row = atQueueing.get(`${contact} ${atMs}`)
    if (row === undefined || seconds === undefined) continue
    add(product, 'product', row, seconds - ((row.stay.virtualStartMs ?? row.stay.leftAtMs) - atMs) / 1000)
  }
  return [...pairs].map(([name, { kind, ours, theirs, oracles }]) => ({
    name, kind, n: ours.length, rmseSeconds: rootMeanSquare(theirs), ratio: rootMeanSquare(ours) / rootMeanSquare(theirs),
    oracleRatio: rootMeanSquare(oracles) / Math.sqrt(1 + 1 / copies) / rootMeanSquare(theirs),
  })).sort((a, b) => b.ratio - a.ratio)
}
