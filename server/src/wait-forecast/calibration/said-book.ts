import type { OrderKey } from '../../contact-center/index.ts'
import type { WaitAtPlace } from '../forecast.ts'
import { type CalibrationState, countMean, effectsOf, factorsOf, meanFactorOf } from './calibration.ts'
import { type Gone, GoneBook } from './gone-book.ts'
import { JudgementTimes, NEVER_BEFORE } from './judgement-times.ts'
import { type LogFactors, trackQuantile } from './quantile-tracker.ts'

/** What was said to a contact at one instant, until its outcome is known. Plain data. */
export interface Said {
  queue: string
  ahead: number
  atMs: number
  /** p10, p50 and p90, seconds, as told. */
  told: [p10: number, p50: number, p90: number]
  /** The log factors they held. */
  held: LogFactors
  /** Mean if served without its factor, seconds; absent where a correction of its own learns from the outcome. */
  structuralSeconds?: number
  /** The outcome of who gives up is taken from those behind; else those who stay count for them. */
  imputed?: true
  /** Quantiles not yet judged, by index. */
  open: (0 | 1 | 2)[]
}
/** A contact that waits: what was said to it, and when to note the next. */
interface Listener { rows: Said[]; nextMs: number; key?: OrderKey; pool?: string }

/** A row and whose it is; `order` is that of a plain reading of all listeners. */
interface Watched { listener: Listener; contact: string; order: number; row: Said }

export type SaidBookState = [contact: string, listener: Listener][]

const EVERY_MS = 30_000
const AGAIN_MS = 2_000
/** A waiting contact has at most about so many rows open: long waits are noted more rarely. */
const ROWS_IN_P90 = 6
/**
 * Who waits on and on while others are answered, as one whose end was lost, would be noted each half minute until it expires, after a
 * month where it is a message: 26 MB, and each of them written into each snapshot. An hour's wait has twenty rows or so.
 */
const MOST_ROWS = 60
/** So many who wait teach enough; past it cost and snapshots would grow with the line. Who is left out depends on no outcome. */
const MOST_LISTENERS = 2_000
/** Censoring counts those who stay for those who left; beyond this a single outcome would shake the factors. */
const LARGEST_WEIGHT = 4
const LEAST_WAIT_SECONDS = 0.5
/** With so few who wait, outcomes come soon after what was said and a factor does not overshoot. */
const FEW_LISTENERS = 100

/**
 * What was said to those who wait, judged as outcomes come. Each told quantile is judged once: as *longer* when the
 * contact has waited past it (answered or not), as *not longer* when it was answered before. Who gave up before it says
 * nothing of it; those who stayed count for them by the inverse of the probability of staying so long.
 */
export class SaidBook {
  readonly #listeners: Map<string, Listener>
  /** Follow from the listeners: when their rows are to be judged, and in which order those of one instant. */
  readonly #times = new JudgementTimes<Watched>(({ row }) => row)
  readonly #orders = new Map<string, number>()
  #joins = 0

  readonly #gone: GoneBook<Said[]>
  #newcomers: string[] = []

  constructor(state: SaidBookState = [], gone: readonly Gone<Said[]>[] = []) {
    this.#listeners = new Map(state)
    this.#gone = new GoneBook(gone)
    for (const [contact, listener] of this.#listeners) {
      this.#orders.set(contact, this.#joins++)
      for (const row of listener.rows) this.#watch(contact, listener, row)
    }
  }

  joined(contact: string, nowMs: number): void {
    if (this.#listeners.size >= MOST_LISTENERS) return
    if (!this.#listeners.has(contact)) this.#orders.set(contact, this.#joins++)
    this.#listeners.set(contact, { rows: [], nextMs: nowMs })
    this.#newcomers.push(contact)
  }

  forget(contact: string): void {
    this.#listeners.delete(contact)
    this.#orders.delete(contact)
  }
  forgetAll(): void {
    this.#listeners.clear()
    this.#orders.clear()
    this.#times.clear()
    this.#gone.forgetAll()
  }

  /** It gave up: quantiles not passed by then wait for what those behind it prove. */
  gaveUp(contact: string, atMs: number): void {
    const listener = this.#listeners.get(contact)
    this.forget(contact)
    const rows = listener?.rows.filter(({ imputed, open }) => imputed && open.length > 0) ?? []
    if (listener?.key && listener.pool !== undefined && rows.length > 0) this.#gone.add({ key: listener.key, pool: listener.pool, leftMs: atMs, held: rows })
  }

  /** Somebody was answered, from a line or at once: what that proves of those who gave up before it. */
  proves(key: OrderKey, pool: string, atMs: number, calibration: CalibrationState): void {
    for (const row of this.#gone.provenBy(key, pool, atMs).flat()) judgeOutcome(row, atMs, calibration, 0, 1)
  }

  /** Contacts to which what is said now is to be noted. */
  due(nowMs: number): string[] {
    const due: string[] = []
    for (const [contact, { nextMs }] of this.#listeners) if (nextMs <= nowMs) due.push(contact)
    this.#newcomers = []
    return due
  }

  /** Those who joined since the last call of this or of `due`. */
  newcomers(): string[] {
    const newcomers = this.#newcomers
    if (newcomers.length > 0) this.#newcomers = []
    return newcomers
  }

  /** Nothing could be noted of this contact now. */
  noteLater(contact: string, nowMs: number): void {
    const listener = this.#listeners.get(contact)
    if (listener) listener.nextMs = nowMs + AGAIN_MS
  }

  /** It listens, and nothing was noted of it yet. */
  isNew(contact: string): boolean { return this.#listeners.get(contact)?.rows.length === 0 }

  note(contact: string, queue: string, ahead: number, wait: WaitAtPlace, calibration: CalibrationState, nowMs: number, stands?: { key: OrderKey; pool: string }): void {
    const listener = this.#listeners.get(contact)
    if (!listener) return
    if (wait.plain && stands) {
      listener.key = stands.key
      listener.pool = stands.pool
    }
    listener.nextMs = nowMs + Math.max(EVERY_MS, (wait.p90Seconds * 1000) / ROWS_IN_P90)
    if (!hasRoom(listener.rows)) return
    const told: Said['told'] = [short(wait.p10Seconds), short(wait.p50Seconds), short(wait.p90Seconds)]
    const row: Said = { queue, ahead, atMs: nowMs, told, held: factorsOf(calibration, queue, ahead), open: [0, 1, 2] }
    if (wait.plain) row.imputed = true
    else row.structuralSeconds = short(wait.meanIfServedSeconds / meanFactorOf(calibration, queue))
    listener.rows.push(row)
    this.#watch(contact, listener, row)
  }

  /** Judges as longer every told quantile that its contact has waited past by now. */
  judgeLonger(nowMs: number, calibration: CalibrationState, leaveRate: (queue: string) => number): void {
    const due = this.#times.due(nowMs, calibration, ({ contact, listener, row }) => row.open.length > 0 && this.#listeners.get(contact) === listener)
    // In the order of a plain reading: each judgement moves what the next one is judged by.
    due.sort((a, b) => a.order - b.order || a.row.atMs - b.row.atMs)
    const follows = this.#follows()
    for (const one of due) {
      judgePassed(one.row, nowMs, calibration, leaveRate(one.row.queue), follows)
      if (one.row.open.length > 0) this.#times.again(one)
    }
  }

  /** The contact was answered: what it had not waited past was not longer. */
  answered(contact: string, atMs: number, calibration: CalibrationState, leaveRate: (queue: string) => number): void {
    const listener = this.#listeners.get(contact)
    if (!listener) return
    const follows = this.#follows()
    this.forget(contact)
    for (const row of listener.rows) {
      const seconds = (atMs - row.atMs) / 1000
      if (row === listener.rows[0] && seconds < LEAST_WAIT_SECONDS) return
      const rate = leaveRate(row.queue)
      if (row.structuralSeconds !== undefined) countMean(calibration, row.queue, seconds, row.structuralSeconds)
      judgeOutcome(row, atMs, calibration, rate, follows)
    }
  }

  state(): SaidBookState { return [...this.#listeners] }
  gone(): Gone<Said[]>[] { return this.#gone.state() }

  /**
   * By what share of its factor's way since then a told quantile is moved before it is judged: not at all as a rule, so that
   * it is what was told that comes true; nearly whole in long lines, where so many outcomes are outstanding that the factor
   * would go on for long after it is right.
   */
  #follows(): number { return Math.max(0, 1 - FEW_LISTENERS / Math.max(1, this.#listeners.size)) }

  #watch(contact: string, listener: Listener, row: Said): void { this.#times.add({ contact, listener, row, order: this.#orders.get(contact) ?? 0 }) }
}

/** Makes room for one more where it can: the oldest that is judged goes. */
function hasRoom(rows: Said[]): boolean {
  if (rows.length < MOST_ROWS) return true
  const judged = rows.findIndex(({ open }) => open.length === 0)
  if (judged !== -1) rows.splice(judged, 1)
  return judged !== -1
}

/** The wait ended, or would have: what it had not passed was not longer. */
function judgeOutcome(row: Said, atMs: number, calibration: CalibrationState, leaveRate: number, follows: number): void {
  judgePassed(row, atMs, calibration, leaveRate, follows)
  const weight = row.imputed ? 1 : stayWeight((atMs - row.atMs) / 1000, leaveRate)
  for (const [effect, gain] of effectsOf(calibration, row.queue, row.ahead)) {
    for (const quantile of row.open) trackQuantile(effect, quantile, false, weight, gain)
    effect.outcomes += 1
  }
}

function judgePassed(row: Said, nowMs: number, calibration: CalibrationState, leaveRate: number, follows: number): void {
  if (row.open.length === 0) return
  const seconds = (nowMs - row.atMs) / 1000
  const first = row.open[0]
  // The lowest open quantile is passed first: most rows are done here.
  if (first === undefined || seconds <= row.told[first] * NEVER_BEFORE) return
  const factors = factorsOf(calibration, row.queue, row.ahead)
  row.open = row.open.filter((quantile) => {
    const now = row.told[quantile] * Math.exp((row.imputed ? 1 : follows) * (factors[quantile] - row.held[quantile]))
    if (seconds <= now) return true
    for (const [effect, gain] of effectsOf(calibration, row.queue, row.ahead)) trackQuantile(effect, quantile, true, row.imputed ? 1 : stayWeight(now, leaveRate), gain)
    return false
  })
}

const stayWeight = (seconds: number, leaveRate: number): number => Math.min(LARGEST_WEIGHT, Math.exp(seconds * leaveRate))

/** Four digits are enough to judge by, and snapshots stay small. */
const short = (seconds: number): number => Number(seconds.toPrecision(4))
