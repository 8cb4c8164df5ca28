import type { Interval } from '../evidence.ts'
import type { Formula, Strength } from '../schema/fields.ts'
import type { RuleType } from '../schema/rule-types.ts'
import type { FigureInterval } from './interval-of.ts'
import type { Outlook } from './outlook.ts'

/** A missing measurement is never `met`. `at-risk` is only for windows that are not over. */
export type VerdictStatus = 'met' | 'at-risk' | 'breached' | 'exempt' | 'not-measurable' | 'not-set'

export type VerdictReason =
  /** not-set: the source leaves a value open · the operator does not take the rule on. */
  | 'open-value' | 'excepted'
  /** not-measurable */
  | 'declared' | 'no-measured-time' | 'measured-too-little' | 'events-missing' | 'no-cases' | 'not-begun' | 'before-ledger'
  /** exempt */
  | 'all-cases-exempt' | 'all-time-exempt' | 'grace'
  /** breached */
  | 'callback-not-configured' | 'too-few-answered'

export interface Figure { value: number; n: number }

/** How one rule of one version of a charter was kept in one window (or in the part of it in which the version and the ramp's step held). */
export interface Verdict extends Interval {
  charter: string
  version: string
  rule: string
  type: RuleType
  strength: Strength
  /** Rests on secondary sources and was not approved by the operator: gives no label. */
  draft: boolean
  window: { label: string; fromMs: number; toMs: number; complete: boolean }
  status: VerdictStatus
  reason?: VerdictReason
  /** What is open, with the reasons of the source. */
  open: { path: string; text: string }[]
  unit?: 'share' | 'seconds'
  direction?: 'at-least' | 'at-most'
  target?: number
  thresholdSeconds?: number
  formula?: Formula
  /** The figure that is compared with the target, with all corrections in it. */
  value?: number
  n: number
  interval?: FigureInterval
  /** What the five service-level formulas give on the same contacts. */
  formulas?: Partial<Record<Formula, number>>
  /** Mean-like rules: the mean over everybody's wait, also of those who were never answered. */
  meanOfAllSeconds?: number
  counts: { answered: number; answeredWithin: number; abandoned: number; abandonedWithin: number; lost: number; busy: number; kept: number; notKept: number }
  /** Cases that an exemption took out, and the value with them counted. */
  exempt: { cases: number; shareOfOpenTime?: number; valueWithThem?: number }
  measuredShareOfOpenTime?: number
  outageSeconds: number
  aside: Record<string, number>
  unmeasured: Record<string, number>
  reasonsOfMisses: Record<string, number>
  /** Corrections by late events, by the local date on which they came; `valueBefore` is what stood without any. */
  corrections: { date: string; contacts: number; n: number }[]
  valueBefore?: number
  outlook?: Outlook
  notes: string[]
  /** Some of the contacts behind a missed rule (pseudonymous), at most a hundred. */
  contacts: string[]
  /** A rule of another charter, in force in the same window and scope, that asks at least as much: keeping it keeps this one. */
  stricter?: { charter: string; rule: string }
  quorum?: { of: number; atLeast: number; met: number; breached: number; undecided: number }
}

/** Ours against the center's own totals of a day. */
export interface TotalsDifference { date: string; queue?: string; field: 'offered' | 'answered' | 'abandoned'; ours: number; theirs: number; difference: number }

export interface VerdictReport {
  fromMs: number
  toMs: number
  nowMs: number
  verdicts: Verdict[]
  totals: TotalsDifference[]
  /** Days for which the center sent totals, so that no difference is not mistaken for no comparison. */
  totalsDays: number
  /** When the evidence begins; nothing before it is judged. */
  beganMs?: number
  /** Contacts whose evidence names other versions than the book of charters has for their time: the history of charters was changed afterwards. */
  otherCharters: number
}
