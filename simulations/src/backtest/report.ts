import type { Happened } from './happened.ts'
import { type JudgedStay, judgeStays, type ScoredLine } from './judged-stays.ts'
import type { ToldLine } from './told.ts'

/** `served`: who was answered after waiting. `virtual`: those and who hung up, with the imputed virtual wait. */
export type Population = 'served' | 'virtual'
/** `queueing`: what was told on joining. `all`: that and the first line told at or after each full 30 s of waiting. */
export type Moment = 'queueing' | 'all'

/** One row of the accuracy table. Times in seconds; errors are told minus true; shares are 0 to 1, NaN where n is 0. */
export interface AccuracyRow {
  population: Population
  moment: Moment
  /** A queue, or `all`. */
  queue: string
  /** Lines scored. */
  n: number
  /** Instants at which nothing was known. */
  unknown: number
  meanTrueSeconds: number
  rmseSeconds: number
  maeSeconds: number
  biasSeconds: number
  /** Share of true waits at or under the told quantile. */
  underP10: number
  underP50: number
  underP90: number
  /** Share of true waits at or under the bound that was shown. */
  underBound: number
  /** Mean bound over mean true wait: 1 would be clairvoyant. */
  boundOverTrue: number
}

/** What the told bounds were worth to a contact; one line a queue. */
export interface PromiseRow {
  population: Population
  queue: string
  /** Contacts that were told a bound. */
  contacts: number
  /** Share whose first told bound was kept. */
  keptShare: number
  /** Share that was shown a larger bound than before, at least once. */
  revisedShare: number
  /** Mean number of times that happened. */
  revisions: number
}

export interface AccuracyReport {
  stays: { all: number; servedAfterWaiting: number; abandoned: number; abandonedImputed: number }
  /** Counts of unknown lines by reason, at all moments. */
  unknownReasons: Record<string, number>
  accuracy: AccuracyRow[]
  promises: PromiseRow[]
}

export interface ReportOptions {
  /** Only stays that began at or after this are scored, epoch milliseconds: what was told before it was learning. */
  fromMs?: number
  /** Further stays to leave out. */
  include?: (stay: Happened) => boolean
}

/**
 * Judges what was told against what happened. `served` scores `meanIfServedSeconds` (what it claims to be), `virtual`
 * scores `meanSeconds`; quantiles and the bound speak of the virtual wait in both. Stays that did not wait are left out.
 */
export function accuracyReport(told: Iterable<ToldLine>, happened: readonly Happened[], options: ReportOptions = {}): AccuracyReport {
  const waited = happened.filter((stay) => stay.waitedSeconds > 0 && stay.queuedAtMs >= (options.fromMs ?? 0) && options.include?.(stay) !== false)
  const queues = ['all', ...[...new Set(waited.map((stay) => stay.queue))].sort()]
  const report: AccuracyReport = {
    stays: {
      all: waited.length, servedAfterWaiting: waited.filter((stay) => stay.outcome === 'answered').length,
      abandoned: waited.filter((stay) => stay.outcome === 'abandoned').length,
      abandonedImputed: waited.filter((stay) => stay.outcome === 'abandoned' && stay.virtualStartMs !== undefined).length,
    },
    unknownReasons: {}, accuracy: [], promises: [],
  }
  const judged = judgeStays(told, waited)

  for (const population of ['served', 'virtual'] as const) {
    const members = judged.filter(({ stay }) => population === 'virtual' || stay.outcome === 'answered')
    for (const queue of queues) {
      const ofQueue = members.filter(({ stay }) => queue === 'all' || stay.queue === queue)
      if (ofQueue.length === 0) continue
      for (const moment of ['queueing', 'all'] as const) {
        const scored = ofQueue.flatMap(({ scored }) => (moment === 'all' ? scored : scored.filter(({ first }) => first)))
        report.accuracy.push(accuracyRow(population, moment, queue, scored))
        if (population === 'virtual' && queue === 'all' && moment === 'all') report.unknownReasons = reasonsOf(scored)
      }
      report.promises.push(promiseRow(population, queue, ofQueue))
    }
  }
  return report
}

function accuracyRow(population: Population, moment: Moment, queue: string, scored: readonly ScoredLine[]): AccuracyRow {
  const known = scored.filter(({ line }) => line.known)
  const mean = (value: (one: ScoredLine) => number): number => known.reduce((sum, one) => sum + value(one), 0) / known.length
  const error = ({ line, trueSeconds }: ScoredLine): number =>
    ((population === 'served' ? line.meanIfServedSeconds ?? line.meanSeconds : line.meanSeconds) ?? Number.NaN) - trueSeconds
  const under = (told: (line: ToldLine) => number | undefined): number => mean(({ line, trueSeconds }) => (trueSeconds <= (told(line) ?? Number.NaN) ? 1 : 0))
  return {
    population, moment, queue, n: known.length, unknown: scored.length - known.length,
    meanTrueSeconds: mean((one) => one.trueSeconds),
    rmseSeconds: Math.sqrt(mean((one) => error(one) ** 2)),
    maeSeconds: mean((one) => Math.abs(error(one))),
    biasSeconds: mean(error),
    underP10: under((line) => line.p10Seconds), underP50: under((line) => line.p50Seconds), underP90: under((line) => line.p90Seconds),
    underBound: under((line) => line.boundSeconds),
    boundOverTrue: mean(({ line }) => line.boundSeconds ?? Number.NaN) / mean((one) => one.trueSeconds),
  }
}

function promiseRow(population: Population, queue: string, members: readonly JudgedStay[]): PromiseRow {
  let contacts = 0, kept = 0, revised = 0, revisions = 0
  for (const { stay, lines } of members) {
    const bounds = lines.flatMap((line) => (line.known && line.boundSeconds !== undefined ? [{ at: line.at, boundSeconds: line.boundSeconds }] : []))
    const first = bounds[0]
    if (first === undefined || stay.virtualStartMs === undefined) continue
    contacts++
    if (stay.virtualStartMs <= first.at + first.boundSeconds * 1000) kept++
    const raises = bounds.filter((bound, i) => i > 0 && bound.boundSeconds > (bounds[i - 1]?.boundSeconds ?? 0)).length
    revisions += raises
    if (raises > 0) revised++
  }
  return { population, queue, contacts, keptShare: kept / contacts, revisedShare: revised / contacts, revisions: revisions / contacts }
}

function reasonsOf(scored: readonly ScoredLine[]): Record<string, number> {
  const reasons: Record<string, number> = {}
  for (const { line } of scored) if (!line.known) reasons[line.reason ?? 'none'] = (reasons[line.reason ?? 'none'] ?? 0) + 1
  return reasons
}
