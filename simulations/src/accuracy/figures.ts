import { fixed, percent } from '../text-table/index.ts'
import { addCoverage, worstGroup } from './calibration.ts'
import { meanOf } from './scores.ts'
import type { Rival } from './rivals.ts'
import type { SettingFigures } from './setting-figures.ts'
import type { Setting } from './settings.ts'

/** One figure of one setting, over its seeds. */
export interface Figure {
  name: string
  target: string
  mean: number
  low: number
  high: number
  /** Undefined where it is reported only. */
  reached: boolean | undefined
  show(value: number): string
  note?: string
}

const ratio = (value: number): string => fixed(value, 3)
const points = (value: number): string => fixed(value, 1)

/** A setting's runs, seed by seed, as the figures of the table. */
export function figuresOf(setting: Setting, runs: readonly SettingFigures[]): Figure[] {
  const figure = (name: string, of: (run: SettingFigures) => number | undefined, target: string, holds: ((mean: number) => boolean) | undefined, show: Figure['show'] = ratio, note?: string): Figure => {
    const values = runs.flatMap((run) => of(run) ?? [])
    const mean = meanOf(values)
    return { name, target, mean, low: Math.min(...values), high: Math.max(...values), reached: holds?.(mean), show, ...(note === undefined ? {} : { note }) }
  }
  const atMost = (limit: number) => (mean: number): boolean => mean <= limit
  const best = { product: bestRival(runs, 'product'), history: bestRival(runs, 'delay history') }
  const rival = (name: string, of: 'ratio' | 'oracleRatio' = 'ratio') => (run: SettingFigures): number | undefined => run.rivals.find((one) => one.name === name)?.[of]
  const share = (level: 'under10' | 'under90') => (run: SettingFigures): number => sumOf(run, level) / sumOf(run, 'n')
  const worst = (run: SettingFigures, of: 'calibration' | 'oracleCalibration'): number | undefined => worstGroup([...run[of].buckets, ...run[of].hours])?.points
  const pooled = (of: 'calibration' | 'oracleCalibration'): { group: string; points: number } | undefined =>
    worstGroup([...addCoverage(runs.map((run) => run[of].buckets)), ...addCoverage(runs.map((run) => run[of].hours))])
  const figures = [
    figure('RMSE at queueing ÷ oracle', (run) => run.atQueueing.ratio, `≤ ${setting.atQueueing}`, atMost(setting.atQueueing)),
    figure('RMSE over all updates ÷ oracle', (run) => run.allUpdates.ratio, `≤ ${setting.allUpdates}`, atMost(setting.allUpdates)),
  ]
  if (setting.absences !== undefined) {
    figures.push(
      figure('… in the first ten minutes after a change', (run) => run.afterChange?.first.ratio, '', undefined),
      figure('… from ten minutes after a change on', (run) => run.afterChange?.later.ratio, '≤ 1.10', atMost(1.1)),
    )
  }
  figures.push(
    figure('RMSE ÷ best product formula', rival(best.product), '< 1', (mean) => mean < 1, ratio, best.product),
    figure('RMSE ÷ best delay-history predictor', rival(best.history), '< 1', (mean) => mean < 1, ratio, best.history),
    figure('… and the oracle ÷ the same', rival(best.history, 'oracleRatio'), '', undefined),
    figure('true waits at or under p90', share('under90'), '88.5–91.5 %', (mean) => mean >= 0.885 && mean <= 0.915, percent),
    figure('true waits at or under p10', share('under10'), '8.5–11.5 %', (mean) => mean >= 0.085 && mean <= 0.115, percent),
    figure('worst group of a run, points off', (run) => worst(run, 'calibration'), '≤ 5', atMost(5), points),
    figure('… and the oracle’s own quantiles', (run) => worst(run, 'oracleCalibration'), '', undefined, points),
    figure('worst group of all runs together, points off', () => pooled('calibration')?.points, '≤ 5', atMost(5), points, pooled('calibration')?.group),
    figure('… and the oracle’s own', () => pooled('oracleCalibration')?.points, '', undefined, points, pooled('oracleCalibration')?.group),
    figure('promises kept', ({ promises }) => promises.kept / promises.promises, '≥ 90 %', (mean) => mean >= 0.9, percent),
    figure('bound ÷ true remaining, median', ({ promises }) => promises.medianBoundOverTrue, '≤ 1.9', atMost(1.9)),
    figure('Winkler ÷ waits tracked by bucket', (run) => run.winklerOverTracked, '≤ 0.97', atMost(0.97)),
    figure('Winkler ÷ nine-feature regression', (run) => run.winklerOverRegression, '', undefined),
    figure('told an upward revision, of those over a minute', ({ promises }) => promises.revised / promises.waitedAMinute, setting.revisionsReported === true ? '' : '≤ 20 %', setting.revisionsReported === true ? undefined : atMost(0.2), percent),
    figure('instants without a forecast', (run) => run.unknown / (run.unknown + run.instants), '', undefined, percent),
  )
  return figures
}

/** Who comes closest to us, on average; who speaks to few is passed over. */
function bestRival(runs: readonly SettingFigures[], kind: Rival['kind']): string {
  const names = new Set(runs.flatMap(({ rivals }) => rivals.filter((rival) => rival.kind === kind).map(({ name }) => name)))
  const scores = [...names].map((name) => {
    const own = runs.flatMap(({ rivals }) => rivals.find((rival) => rival.name === name) ?? [])
    return { name, ratio: meanOf(own.map(({ ratio }) => ratio)), n: own.reduce((sum, { n }) => sum + n, 0) }
  })
  const most = Math.max(...scores.map(({ n }) => n))
  return scores.filter(({ n }) => n >= most / 10).sort((a, b) => b.ratio - a.ratio)[0]?.name ?? ''
}

const sumOf = (run: SettingFigures, of: 'n' | 'under10' | 'under90'): number => run.calibration.allUpdates.reduce((sum, one) => sum + one[of], 0)
