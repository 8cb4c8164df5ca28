import type { Interval } from '../evidence.ts'

/** How a wait ended. `lost`: the center ended it without a human (timeout, overflow, voicemail, cut off, callback that expired). */
export type WaitEnd = 'answered' | 'abandoned' | 'lost' | 'refused'

/** One contact under one rule. `atMs` puts it into a window; an exemption counts if it held at some time in `during`. */
export type Case =
  /** The rule does not speak of this contact. */
  | { kind: 'outside' }
  /** In scope, yet rightly not counted (hung up before the promise could be kept or broken, nothing owed yet…). */
  | { kind: 'aside'; atMs: number; reason: AsideReason }
  /** In scope, and something that the rule needs was not told by the center's events. */
  | { kind: 'unmeasured'; atMs: number; reason: UnmeasuredReason }
  | { kind: 'wait'; atMs: number; during: Interval; end: WaitEnd; seconds: number; busy?: boolean }
  | { kind: 'share'; atMs: number; during: Interval; good: boolean; why?: string }

export type AsideReason =
  | 'left-before' | 'nothing-told' | 'answered-at-once' | 'not-owed' | 'cancelled' | 'callback-apart' | 'live-screen' | 'not-possible' | 'short-wait'
export type UnmeasuredReason =
  | 'no-clock' | 'clock-skew' | 'end-unknown' | 'no-language' | 'no-cost' | 'number-class-unknown' | 'no-calendar' | 'transfer-time-unknown'

export const OUTSIDE: Case = { kind: 'outside' }

/** Who is answered within so short a time could not be told anything; ours, no charter's. */
export const AT_ONCE_SECONDS = 10
/** What is owed at once is done within this time: the age up to which a display counts as current. */
export const PROMPT_SECONDS = 15
