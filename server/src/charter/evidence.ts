import type { BasedOn, Channel, RevisionReason } from '@queuecast/client-sdk/protocol'
import type { ContactKind, StayOutcome } from '../contact-center/index.ts'

/**
 * What the promise ledger keeps of each contact and of the time around it, and what verdicts are computed from.
 * JSON-safe: instants are epoch milliseconds of the center's corrected time, nothing is `undefined` on disk.
 */

/** A stretch of time, epoch milliseconds; the end is not included. */
export interface Interval { fromMs: number; toMs: number }

/** One stay in a line or with an agent, without the agent's name: no per-agent figures are kept. */
export interface StayEvidence {
  kind: 'queued' | 'with-agent'
  queues: readonly string[]
  priority?: number
  /** Order key of the line, moved by credits and kept places. */
  sinceMs?: number
  startedAtMs: number
  endedAtMs?: number
  outcome?: StayOutcome
  servedQueue?: string
  /** Who it was with, where it was no human. */
  by?: 'bot' | 'recording'
}

/** The customer's own clocks, as the center's events told them; never moved by credits, transfers or callbacks. */
export interface ContactClocks {
  dialledAtMs?: number
  connectedAtMs?: number
  choseAtMs?: number
  humanAskedAtMs?: number
  /** First time in a line (or the time it was refused by one). */
  queuedAtMs?: number
}

export interface AnswerEvidence { atMs: number; by: 'human' | 'bot' | 'recording'; queue?: string }
export interface TransferEvidence {
  atMs: number
  by: 'agent' | 'rule'
  to: 'agent' | 'queue' | 'external'
  kind: 'blind' | 'warm' | 'consult' | 'conference'
  queue?: string
  /** When a human was there after it. */
  answeredAtMs?: number
}
export interface LeftEvidence { atMs: number; reason: 'timeout' | 'overflow' | 'voicemail' | 'exit-key' | 'no-agents' | 'disconnected-by-system' | 'other' }
export interface RefusedEvidence { atMs: number; queue: string; reason: 'full' | 'closed' | 'no-agents' | 'busy' }
/** A message that came in or went out (messaging, e-mail), or parking. */
export interface ReplyEvidence { atMs: number; by: 'human' | 'bot' | 'customer' }

/** The life of a callback. Offered is not accepted, accepted is not reached. */
export interface CallbackEvidence {
  offeredAtMs?: number
  acceptedAtMs?: number
  mode?: 'keeps-place' | 'scheduled'
  /** The window that was agreed. */
  window?: Interval
  /** The deadline that the center told. */
  dueByMs?: number
  attempts: readonly { atMs: number; outcome?: 'no-answer' | 'busy' | 'failed' }[]
  reachedAtMs?: number
  cancelledAtMs?: number
  expiredAtMs?: number
}

export type ToldLevel = 'served' | 'received' | 'shown' | 'played'

/** One thing that was told to the contact. Only `received`, `shown` and `played` count as told; `served` is counted apart. */
export interface ToldEvidence {
  /** As of when the figure was true. */
  atMs: number
  /** When each level was reached, as far as it was. */
  levelAtMs: Partial<Record<ToldLevel, number>>
  /** When the same was played to the end again, after `levelAtMs.played`. */
  playedAgainAtMs?: readonly number[]
  /** The way it went: `socketio`, `sse`, `polling`, `ivr`, `element`… */
  via: string
  queue?: string
  position?: number
  positionFirm?: boolean
  /** The bound of the remaining wait that was told, and the deadline it stands for. */
  boundSeconds?: number
  deadlineMs?: number
  /** The share for which the bound was meant to hold, such as 0.9. */
  share?: number
  basedOn?: BasedOn
  revision?: { fromSeconds: number; toSeconds: number; reason?: RevisionReason }
  /** Ids of the exceptional-event messages in it. */
  notices?: readonly string[]
  duties?: readonly { kind: string; charter: string; rule: string }[]
  /** Ids of the display and charter rules it rests on (`DP3`, `CH7`…). */
  ruleIds: readonly string[]
  text?: string
  language?: string
  epoch?: string
  seq?: number
}

/** What the wait cost the customer, as configured for its queue at that time. */
export interface CostEvidence { perMinute?: number; currency?: string; freeWhileWaiting?: boolean }

/** A version of a charter that applied to a contact; `fromMs`: since when that version was in force. */
export interface AppliedCharter { id: string; version: string; fromMs: number }

/** All that is kept of one contact. */
export interface ContactEvidence {
  center: string
  /** Pseudonymous. */
  contact: string
  feed?: string
  /** The earlier contact whose token, clock and promise went on in this one. */
  follows?: string
  /** The later contact in which this one went on: judged there, not here. */
  followedBy?: string
  channel: Channel
  kind: ContactKind
  language?: string
  skills?: readonly string[]
  /** Every queue it stood in, in order of entry, each once. */
  queues: readonly string[]
  stays: readonly StayEvidence[]
  clocks: ContactClocks
  /** Every answer, by whomever, in order of time. */
  answers: readonly AnswerEvidence[]
  abandonedAtMs?: number
  left: readonly LeftEvidence[]
  refused: readonly RefusedEvidence[]
  transfers: readonly TransferEvidence[]
  callback?: CallbackEvidence
  replies: readonly ReplyEvidence[]
  told: readonly ToldEvidence[]
  cost?: CostEvidence
  /** Charter versions in force when its wait began, as they were known when it was settled; empty where none was, or where that was not kept yet. */
  charters: readonly AppliedCharter[]
  /** It was known that none was in force. */
  noCharter?: true
  endedAtMs?: number
  /** How it ended, where it did. */
  outcome?: StayOutcome
  /** Log time at which it was settled. */
  settledAtMs: number
  /** In a correction: what stood before it. Both stand in the stream, the older first; the verdict takes it out again and gives the date, `settledAtMs`. */
  corrects?: ContactEvidence
}

/** What was open and what was measured of one queue in a stretch of time. Intervals are sorted and do not overlap. */
export interface MeasuredMinutes {
  queue: string
  channel: Channel
  open: readonly Interval[]
  /** Our service folded events and the queue's feed was live. */
  measured: readonly Interval[]
}

/** An exceptional-event message that was live. */
export interface NoticeInterval extends Interval {
  notice: string
  /** The queues it is for; all of the center where absent. */
  queues?: readonly string[]
  /** Languages of its text. */
  languages: readonly string[]
  cause?: string
  expectedEndMs?: number
}

/** A stretch in which something was not measured or not told, and why. */
export interface OutageInterval extends Interval {
  what: 'own' | 'feed' | 'display'
  feed?: string
  queues?: readonly string[]
}

/** The center's own totals of one local day (`POST /totals`), to stand beside ours. */
export interface CenterTotals {
  /** Local day, `YYYY-MM-DD`. */
  date: string
  queue?: string
  offered?: number
  answered?: number
  abandoned?: number
  receivedAtMs?: number
}

/** Everything around the contacts that a verdict over a window needs. */
export interface WindowFacts {
  measured: readonly MeasuredMinutes[]
  notices: readonly NoticeInterval[]
  outages: readonly OutageInterval[]
  totals?: readonly CenterTotals[]
  /** When the evidence begins: of what came before it can never be said that it was kept. */
  beganMs?: number
}
