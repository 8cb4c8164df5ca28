import { BUCKETS } from '../baselines/index.ts'
import type { ScoredRow } from './scored-row.ts'

/** How many true waits lay at or under the told quantiles, in one group of instants. Counts, so that runs can be added. */
export interface Coverage { group: string; n: number; under10: number; under50: number; under90: number }

/** In smaller groups a share is mostly chance. */
export const LEAST_CASES = 300

/** What is judged of a row: the true wait and the quantiles told of it. */
type Judged = { trueSeconds: number; p10Seconds?: number; p50Seconds?: number; p90Seconds?: number }
const ours = ({ trueSeconds, line }: ScoredRow): Judged => ({ ...line, trueSeconds })

/** Shares under our quantiles by group; or under those of who `judged` takes from a row, rows without it left out. */
export function coverage(rows: readonly ScoredRow[], groupOf: (row: ScoredRow) => string = () => 'all', judged: (row: ScoredRow) => Judged | undefined = ours): Coverage[] {
  const groups = new Map<string, Coverage>()
  for (const row of rows) {
    const told = judged(row)
    if (told === undefined) continue
    const group = groupOf(row)
    let counts = groups.get(group)
    if (counts === undefined) groups.set(group, (counts = { group, n: 0, under10: 0, under50: 0, under90: 0 }))
    counts.n += 1
    if (told.trueSeconds <= (told.p10Seconds ?? Number.NaN)) counts.under10 += 1
    if (told.trueSeconds <= (told.p50Seconds ?? Number.NaN)) counts.under50 += 1
    if (told.trueSeconds <= (told.p90Seconds ?? Number.NaN)) counts.under90 += 1
  }
  return [...groups.values()].sort((a, b) => (a.group < b.group ? -1 : 1))
}

export const byBucket = (row: ScoredRow): string => `ahead ${BUCKETS[row.bucket] ?? '?'}`
export const byHour = (row: ScoredRow): string => `${String(row.hour).padStart(2, '0')} h`

/** The largest departure of a group's shares from 10 % and 90 %, among groups with enough cases; undefined where none has. */
export function worstGroup(groups: readonly Coverage[]): { group: string; points: number } | undefined {
  let worst: { group: string; points: number } | undefined
  for (const { group, n, under10, under90 } of groups) {
    if (n < LEAST_CASES) continue
    const points = 100 * Math.max(Math.abs(under10 / n - 0.1), Math.abs(under90 / n - 0.9))
    if (worst === undefined || points > worst.points) worst = { group, points }
  }
  return worst
}

/** Adds the counts of several runs, group by group. */
export function addCoverage(runs: readonly (readonly Coverage[])[]): Coverage[] {
  const sums = new Map<string, Coverage>()
  for (const one of runs.flat()) {
    const sum = sums.get(one.group)
    if (sum === undefined) sums.set(one.group, { ...one })
    else {
      sum.n += one.n
      sum.under10 += one.under10
      sum.under50 += one.under50
      sum.under90 += one.under90
    }
  }
  return [...sums.values()].sort((a, b) => (a.group < b.group ? -1 : 1))
}
