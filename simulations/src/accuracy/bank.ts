import { bankPoolOf, type JudgedStay, judgeStays, runBacktest, type ToldLine, whatHappened } from '../backtest/index.ts'
import { type BaselineForecast, baselineForecasts, type LearnedSaying } from '../baselines/index.ts'
import { bankEvents } from '../import/index.ts'
import { announcements } from '../product-formulas/index.ts'
import { byBucket, byHour, type Coverage, coverage } from './calibration.ts'
import { type PromiseFigures, promiseFigures } from './promises.ts'
import { type Rival, rivals } from './rivals.ts'
import { localHours, type ScoredRow, scoredRows } from './scored-row.ts'
import { meanOf, meanPinball, rootMeanSquare, winkler } from './scores.ts'

export const BANK_ZONE = 'Asia/Jerusalem'
/** Scored from here on, midnight of 8 February by the bank's clock; before it is learning. */
const FROM_MS = Date.parse('1999-02-08T00:00:00+02:00')
/** The reference scores from seven o'clock, without the internet desk, which is a pool of its own. */
const FROM_HOUR = 7

/** Errors of ours and of the nine-feature regression on the same rows; seconds. */
export interface Duel {
  n: number
  ours: Errors
  regression: Errors
  /** Ratio of RMSE day by day. */
  byDay: { day: string; ratio: number }[]
}
export interface Errors { rmseSeconds: number; maeSeconds: number; biasSeconds: number; pinballSeconds: number; winklerSeconds: number }

export interface BankFigures {
  served: { atQueueing: Duel; whileWaiting: Duel }
  /** With those who hung up, whose virtual wait is imputed. */
  virtual: { atQueueing: Duel; whileWaiting: Duel }
  calibration: { allUpdates: Coverage[]; buckets: Coverage[]; hours: Coverage[] }
  promises: PromiseFigures
  /** At queueing, against virtual waits. */
  rivals: Rival[]
  seconds: number
}

/** The bank's half month with everything on, beside the nine-feature regression over the same events. */
export function runBank(tsv: string): BankFigures {
  const startedMs = performance.now()
  const { events } = bankEvents(tsv)
  const told: ToldLine[] = []
  runBacktest({ events, timeZone: BANK_ZONE, told: (line) => { if (line.at >= FROM_MS) told.push(line) } })
  const seconds = (performance.now() - startedMs) / 1000
  const baselines: BaselineForecast[] = []
  baselineForecasts(events, { poolOf: bankPoolOf, flagQueue: (queue) => queue === 'nw', told: (forecast) => { if (forecast.queuedAtMs >= FROM_MS) baselines.push(forecast) } })
  const hourOf = localHours(BANK_ZONE)
  const stays = whatHappened(events, { poolOf: bankPoolOf })
    .filter((stay) => stay.waitedSeconds > 0 && stay.queuedAtMs >= FROM_MS && stay.queue !== 'in' && hourOf(stay.queuedAtMs) >= FROM_HOUR)
  const judged: JudgedStay[] = judgeStays(told, stays)
  const { rows } = scoredRows(judged, { baselines, timeZone: BANK_ZONE })
  const served = rows.filter(({ stay }) => stay.outcome === 'answered')
  const pair = (of: readonly ScoredRow[], population: Population): BankFigures['served'] =>
    ({ atQueueing: duel(of.filter(({ first }) => first), population), whileWaiting: duel(of.filter(({ first }) => !first), population) })
  return {
    served: pair(served, 'served'), virtual: pair(rows, 'virtual'), promises: promiseFigures(judged),
    calibration: { allUpdates: coverage(rows), buckets: coverage(rows, byBucket), hours: coverage(rows, byHour) },
    rivals: rivals(rows, announcements(events, { poolOf: bankPoolOf }), Infinity), seconds,
  }
}

type Population = 'served' | 'virtual'

function duel(rows: readonly ScoredRow[], population: Population): Duel {
  const mine = (row: ScoredRow): Judged => ({
    error: ((population === 'served' ? row.line.meanIfServedSeconds : row.line.meanSeconds) ?? Number.NaN) - row.trueSeconds, told: row.line, trueSeconds: row.trueSeconds,
  })
  const theirs = ({ baseline }: ScoredRow): Judged[] => {
    if (baseline === undefined) return []
    const told: LearnedSaying = population === 'served' ? baseline.forecast.regressionServed : baseline.forecast.regressionVirtual
    return [{ error: told.meanSeconds - baseline.trueSeconds, told, trueSeconds: baseline.trueSeconds }]
  }
  const both = rows.filter(({ baseline }) => baseline !== undefined)
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: BANK_ZONE })
  const days = new Map<string, ScoredRow[]>()
  for (const row of both) {
    const day = format.format(row.line.at)
    const own = days.get(day)
    if (own === undefined) days.set(day, [row])
    else own.push(row)
  }
  return {
    n: both.length, ours: errorsOf(both.map(mine)), regression: errorsOf(both.flatMap(theirs)),
    byDay: [...days].map(([day, own]) => ({ day, ratio: errorsOf(own.map(mine)).rmseSeconds / errorsOf(own.flatMap(theirs)).rmseSeconds })),
  }
}

interface Judged { error: number; trueSeconds: number; told: { p10Seconds?: number; p50Seconds?: number; p90Seconds?: number } }

const errorsOf = (judged: readonly Judged[]): Errors => ({
  rmseSeconds: rootMeanSquare(judged.map(({ error }) => error)), maeSeconds: meanOf(judged.map(({ error }) => Math.abs(error))), biasSeconds: meanOf(judged.map(({ error }) => error)),
  pinballSeconds: meanOf(judged.map(({ told, trueSeconds }) => meanPinball(told, trueSeconds))), winklerSeconds: meanOf(judged.map(({ told, trueSeconds }) => winkler(told, trueSeconds))),
})
