import type { JudgedStay } from '../backtest/index.ts'
import type { Announcement } from '../product-formulas/index.ts'
import { byBucket, byHour, type Coverage, coverage } from './calibration.ts'
import { type PromiseFigures, promiseFigures } from './promises.ts'
import { type Rival, rivals } from './rivals.ts'
import { meanPinball, meanOf, rootMeanSquare, winkler } from './scores.ts'
import type { ScoredRow } from './scored-row.ts'
import type { Setting } from './settings.ts'

/** Errors on the instants at which the oracle spoke too. Seconds. */
export interface AgainstOracle { n: number; rmseSeconds: number; oracleRmseSeconds: number; ratio: number }

/** All that one run of one setting came to. */
export interface SettingFigures {
  scenario: string
  seed: number
  contacts: number
  instants: number
  unknown: number
  meanTrueSeconds: number
  atQueueing: AgainstOracle & { maeSeconds: number; biasSeconds: number }
  allUpdates: AgainstOracle & { maeSeconds: number; biasSeconds: number }
  /** Around each change of staffing: the first ten minutes after it, and from then to the next. */
  afterChange?: { first: AgainstOracle; later: AgainstOracle }
  calibration: { atQueueing: Coverage[]; allUpdates: Coverage[]; buckets: Coverage[]; hours: Coverage[] }
  /** The oracle's own quantiles in the same groups: what chance alone makes of so many cases. */
  oracleCalibration: { buckets: Coverage[]; hours: Coverage[] }
  pinballSeconds: number
  winklerSeconds: number
  /** Winkler scores over those of quantiles of waits tracked by contacts ahead, and of the regression's. */
  winklerOverTracked: number
  winklerOverRegression: number
  promises: PromiseFigures
  rivals: Rival[]
}

const RECOVERED_MS = 600_000

/** Every figure of one run; `copies` is how many futures the oracle's mean was taken over, Infinity where it was exact. */
export function settingFigures(
  setting: Setting, seed: number, run: { judged: readonly JudgedStay[]; rows: readonly ScoredRow[]; unknown: number; announced: Iterable<Announcement>; startMs: number; copies: number },
): SettingFigures {
  const { rows, judged, copies } = run
  const first = rows.filter((row) => row.first)
  const withBaseline = rows.filter((row) => row.baseline !== undefined)
  const ours = meanOf(withBaseline.map(({ line, trueSeconds }) => winkler(line, trueSeconds)))
  const theirs = (of: 'trackedWaits' | 'regressionVirtual'): number => meanOf(withBaseline.map(({ baseline }) => (baseline === undefined ? Number.NaN : winkler(baseline.forecast[of], baseline.trueSeconds))))
  const changes = (setting.absences ?? []).flatMap(({ fromSeconds, toSeconds }) => [fromSeconds, toSeconds]).map((seconds) => run.startMs + seconds * 1000)
  const sinceChange = (row: ScoredRow): number => row.line.at - Math.max(-Infinity, ...changes.filter((ms) => ms <= row.line.at))
  return {
    scenario: setting.scenario, seed, contacts: judged.length, instants: rows.length, unknown: run.unknown, meanTrueSeconds: meanOf(first.map((row) => row.trueSeconds)),
    atQueueing: { ...againstOracle(first, copies), ...errorsOf(first) }, allUpdates: { ...againstOracle(rows, copies), ...errorsOf(rows) },
    ...(changes.length === 0 ? {} : {
      afterChange: {
        first: againstOracle(rows.filter((row) => sinceChange(row) < RECOVERED_MS), copies),
        later: againstOracle(rows.filter((row) => sinceChange(row) >= RECOVERED_MS && sinceChange(row) < Infinity), copies),
      },
    }),
    calibration: { atQueueing: coverage(first), allUpdates: coverage(rows), buckets: coverage(rows, byBucket), hours: coverage(rows, byHour) },
    oracleCalibration: { buckets: coverage(rows, byBucket, (row) => row.oracleRange), hours: coverage(rows, byHour, (row) => row.oracleRange) },
    pinballSeconds: meanOf(rows.map(({ line, trueSeconds }) => meanPinball(line, trueSeconds))),
    winklerSeconds: meanOf(rows.map(({ line, trueSeconds }) => winkler(line, trueSeconds))),
    winklerOverTracked: ours / theirs('trackedWaits'), winklerOverRegression: ours / theirs('regressionVirtual'),
    promises: promiseFigures(judged), rivals: rivals(rows, run.announced, copies),
  }
}

const errorOf = (row: ScoredRow): number => (row.line.meanSeconds ?? Number.NaN) - row.trueSeconds
const errorsOf = (rows: readonly ScoredRow[]): { maeSeconds: number; biasSeconds: number } =>
  ({ maeSeconds: meanOf(rows.map((row) => Math.abs(errorOf(row)))), biasSeconds: meanOf(rows.map(errorOf)) })

/**
 * Ours over the oracle's. A mean over K simulated futures is off by a K-th of the variance that is left; that is taken out
 * of the oracle's error, so that it is the best possible and not a worse one.
 */
function againstOracle(rows: readonly ScoredRow[], copies: number): AgainstOracle {
  const both = rows.filter((row) => row.oracleError !== undefined)
  const rmseSeconds = rootMeanSquare(both.map(errorOf))
  const oracleRmseSeconds = rootMeanSquare(both.map((row) => row.oracleError ?? Number.NaN)) / Math.sqrt(1 + 1 / copies)
  return { n: both.length, rmseSeconds, oracleRmseSeconds, ratio: rmseSeconds / oracleRmseSeconds }
}
