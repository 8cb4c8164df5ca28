import type { Happened, JudgedStay, ToldLine } from '../backtest/index.ts'
import { type BaselineForecast, bucketOf } from '../baselines/index.ts'
import type { Truth } from '../contact-center/index.ts'

/** One scored instant of one contact: what we told, what the oracle and the baselines said, what was true. */
export interface ScoredRow {
  stay: Happened
  line: ToldLine
  /** On joining; else at a full 30 s of waiting. */
  first: boolean
  /** Contacts ahead, as a bucket. */
  bucket: number
  /** Of the day, local. */
  hour: number
  /** What truly remained when the line was told. */
  trueSeconds: number
  /** What the oracle said at this instant less what then remained; undefined where it said nothing. */
  oracleError?: number
  /** Where the oracle's quantiles lay, and what then remained. */
  oracleRange?: { p10Seconds: number; p90Seconds: number; trueSeconds: number }
  /** What the baselines said at this instant, and what then remained. */
  baseline?: { forecast: BaselineForecast; trueSeconds: number }
}

const EVERY_MS = 30_000
const stayKey = (contact: string, queuedAtMs: number, atMs: number): string => `${contact} ${queuedAtMs} ${Math.round((atMs - queuedAtMs) / EVERY_MS)}`

/** Joins judged stays with the oracle and the baselines by the number of the full 30 s; unknown lines are left out and counted. */
export function scoredRows(judged: readonly JudgedStay[], others: { truth?: readonly Truth[]; baselines?: readonly BaselineForecast[]; timeZone: string }): { rows: ScoredRow[]; unknown: number } {
  const oracle = oracleByInstant(judged, others.truth ?? [])
  const baselines = new Map((others.baselines ?? []).map((one) => [stayKey(one.contact, one.queuedAtMs, one.atMs), one]))
  const hourOf = localHours(others.timeZone)
  const rows: ScoredRow[] = []
  let unknown = 0
  for (const { stay, scored } of judged) {
    const startMs = stay.virtualStartMs ?? stay.leftAtMs
    for (const { line, first, trueSeconds } of scored) {
      if (!line.known) {
        unknown += 1
        continue
      }
      const key = stayKey(stay.contact, stay.queuedAtMs, first ? stay.queuedAtMs : line.at)
      const said = oracle.get(key)
      const baseline = baselines.get(key)
      rows.push({
        stay, line, first, trueSeconds, hour: hourOf(line.at), bucket: bucketOf((line.position ?? 1) - 1),
        ...(said === undefined ? {} : { oracleError: said.meanSeconds - (startMs - said.at) / 1000 }),
        ...(said?.p10Seconds === undefined || said.p90Seconds === undefined ? {} : { oracleRange: { p10Seconds: said.p10Seconds, p90Seconds: said.p90Seconds, trueSeconds: (startMs - said.at) / 1000 } }),
        ...(baseline === undefined ? {} : { baseline: { forecast: baseline, trueSeconds: (startMs - baseline.atMs) / 1000 } }),
      })
    }
  }
  return { rows, unknown }
}

function oracleByInstant(judged: readonly JudgedStay[], truth: readonly Truth[]): Map<string, Truth['oracle'][number]> {
  const firstStay = new Map<string, number>()
  for (const { stay } of judged) if (!firstStay.has(stay.contact)) firstStay.set(stay.contact, stay.queuedAtMs)
  const said = new Map<string, Truth['oracle'][number]>()
  for (const { contact, queuedAtMs, oracle } of truth) {
    const queuedMs = queuedAtMs ?? oracle[0]?.at ?? firstStay.get(contact) ?? 0
    for (const one of oracle) said.set(stayKey(contact, queuedMs, one.at), one)
  }
  return said
}

const QUARTER_HOUR_MS = 900_000

/** The local hour of an instant; offsets change at full quarters of an hour only. */
export function localHours(timeZone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone })
  const known = new Map<number, number>()
  return (ms) => {
    const quarter = Math.floor(ms / QUARTER_HOUR_MS)
    let hour = known.get(quarter)
    if (hour === undefined) known.set(quarter, (hour = Number(format.format(ms))))
    return hour
  }
}
