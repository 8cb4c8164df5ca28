import type { Channel, ContactState, Revision, RevisionReason, UnknownReason, Wait } from '@queuecast/client-sdk/protocol'
import type { Changes, LiveCenter, ReceiptLevel, StateSheet } from '../contact-center/index.ts'
import type { ForecastInputs, PoolForecast, WaitAtPlace } from '../wait-forecast/index.ts'

/** A bound that was computed for a contact: a deadline, and what it rested on. */
export interface WaitPromise {
  deadlineMs: number
  /** The rounded bound at the moment it was made, seconds. */
  boundSeconds: number
  madeAtMs: number
  inputs: ForecastInputs
  /** Inserts ahead of this contact by priority since the promise was made. */
  insertsAhead: number
  revisions: number
  lastRevision?: { fromSeconds: number; toSeconds: number; reason?: RevisionReason; atMs: number }
  /** A display was served: from now on every computed bound binds. */
  watched: boolean
}

/** What may honestly be said to one contact: a display without words and without log position. */
export interface Figure {
  state: ContactState
  queue?: string
  channel?: Channel
  position?: number
  positionFirm?: boolean
  wait: Wait
  /** The beginning of the window in which an agreed callback comes; `answerBy` is its end. */
  answerFrom?: string
  answerBy?: string
  waitedSeconds?: number
  revision?: Revision
  notice?: { text: Record<string, string>; expectedEndMs?: number }
  asOfMs: number
  freshForSeconds: number
}

/** Raw (unrounded) forecast for a contact at this instant, as scored by the backtest; known even in shadow. */
export type RawForecast = { known: true; wait: WaitAtPlace; boundSeconds: number; position?: number } | { known: false; reason: UnknownReason; position?: number }

/** Whose figure may have changed. */
export interface Touched { contacts: ReadonlySet<string>; queues: ReadonlySet<string> }

/** The fold of curves and promises of one center. Deterministic like the contact center's. */
export interface DisplayFold {
  /** Takes the changes of one fact or tick after the contact center folded it: decides the bounds of who joined. */
  observe(changes: Changes, live: LiveCenter): void
  /** Takes a pool's forecast; ignored unless its tick is newer than the pool's. Moves the bounds of the pool's contacts. */
  forecast(pool: PoolForecast, live: LiveCenter): void
  /** A second of log time: promises that passed are revised, curves that grew old are dropped. */
  tick(secondMs: number, live: LiveCenter): void
  receipt(contact: string, level: ReceiptLevel, live: LiveCenter): void
  figure(contact: string, live: LiveCenter): Figure
  /** The state of that figure alone. */
  state(contact: string, live: LiveCenter): ContactState
  /** For someone who joins this queue now, at its lowest class. */
  figureForJoiner(queue: string, live: LiveCenter): Wait
  raw(contact: string, live: LiveCenter): RawForecast
  /** Why this figure: promise, curve, inputs, rule ids; for `?explain=1`. */
  explain(contact: string, live: LiveCenter): unknown
  /** Pools whose newest curve is older than the limit (ten seconds) while someone waits, or that an entry touched since. */
  poolsDue(secondMs: number, live: LiveCenter): string[]
  /** Contacts and queues whose figure may have changed since the last call (beyond what contact center's Changes say). */
  takeTouched(): Touched
  isWatched(contact: string): boolean
  /** The promise that stands for this contact; never changed in place. */
  promiseOf(contact: string): WaitPromise | undefined
  /** The whole state for whoever writes it down: `json` at once, it shares parts with the state; what is large as sheets beside it. */
  parts(): { json: unknown; sheets: StateSheet[] }
}
export type CreateDisplayFold = () => DisplayFold
/** `sheets`: texts by name. */
export type RestoreDisplayFold = (json: unknown, sheets: ReadonlyMap<string, string>) => DisplayFold
