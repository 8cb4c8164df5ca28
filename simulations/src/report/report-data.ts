import type { ContactEvent } from '@queuecast/server/contact-center'
import { scoredRows, type ScoredRow } from '../accuracy/index.ts'
import { type Happened, type JudgedStay, judgeStays, type ToldLine } from '../backtest/index.ts'
import type { Truth } from '../contact-center/index.ts'
import type { Announcement } from '../product-formulas/index.ts'

/** All that the report is made of; one run of a backtest. */
export interface ReportInput {
  /** What was replayed, as its reader knows it. */
  title: string
  timeZone: string
  events: readonly ContactEvent[]
  told: Iterable<ToldLine>
  happened: readonly Happened[]
  announced: readonly Announcement[]
  truth?: readonly Truth[]
  /** What came before is learning, epoch milliseconds. */
  fromMs?: number
}

export interface ReportData extends Omit<ReportInput, 'told'> {
  judged: readonly JudgedStay[]
  rows: readonly ScoredRow[]
  /** Scored instants at which nothing was known. */
  unknown: number
  /** Waited, but when they would have been served is not known. */
  unjudged: number
}

/** Joins everything once, for all sections. */
export function reportData({ told, ...input }: ReportInput): ReportData {
  const waited = input.happened.filter((stay) => stay.waitedSeconds > 0 && stay.queuedAtMs >= (input.fromMs ?? 0))
  const judged = judgeStays(told, waited)
  const { rows, unknown } = scoredRows(judged, { timeZone: input.timeZone, ...(input.truth === undefined ? {} : { truth: input.truth }) })
  return { ...input, judged, rows, unknown, unjudged: waited.length - judged.length }
}
