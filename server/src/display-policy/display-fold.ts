import type { ContactState, Wait } from '@queuecast/client-sdk/protocol'
import type { Changes, ContactView, LiveCenter, QueueView, ReceiptLevel, StateSheet } from '../contact-center/index.ts'
import type { PoolForecast } from '../wait-forecast/index.ts'
import { roundUpBound } from './bound-steps.ts'
import { contactFigure } from './contact-figure.ts'
import { anyStale, contactState, figureState, takesMore, turnsAway } from './contact-state.ts'
import { CurveBook, type CurveBookSnapshot } from './curve-book.ts'
import { explainFigure } from './explain-figure.ts'
import type { CreateDisplayFold, DisplayFold, Figure, RawForecast, RestoreDisplayFold, Touched, WaitPromise } from './figures.ts'
import { PromiseBook, type PromiseBookSnapshot } from './promise-book.ts'
import { inLine, readClassOf, readForContact, readForJoiner, type InLine, type Place, type Reading } from './reading.ts'
import { showGate } from './show-gate.ts'
import { asKnown, boundNow, unknownWait } from './shown-wait.ts'

const UNSEEN_EVERY_MS = 60_000
/** A token may be served before its contact's first event; what was noted for it lives as long as the token. */
const UNSEEN_KEPT_MS = 24 * 3_600_000

const NOBODY: ReadonlySet<string> = new Set<string>()
const NOTHING: Touched = { contacts: NOBODY, queues: NOBODY }

interface DisplaySnapshot { v: 1; curves: CurveBookSnapshot; promises: PromiseBookSnapshot; sweptAtMs: number; touched: { contacts: string[]; queues: string[] } }

class CenterDisplay implements DisplayFold {
  #curves = new CurveBook()
  #promises = new PromiseBook()
  #sweptAtMs = 0
  #contacts = new Set<string>()
  #queues = new Set<string>()

  static restore(kept: DisplaySnapshot, sheets: ReadonlyMap<string, string>): CenterDisplay {
    const display = new CenterDisplay()
    display.#curves = CurveBook.restore(kept.curves)
    display.#promises = new PromiseBook(kept.promises, sheets)
    display.#sweptAtMs = kept.sweptAtMs
    display.#contacts = new Set(kept.touched.contacts)
    display.#queues = new Set(kept.touched.queues)
    return display
  }

  observe(changes: Changes, live: LiveCenter): void {
    for (const pool of changes.pools) this.#curves.touch(pool, live.nowMs)
    if (changes.outageMs > 0) this.#curves.overtakeAll(live.nowMs)
    for (const { queue, priority } of changes.joined) this.#promises.inserts.joined(queue, priority)
    const joined = changes.joined.length === 0 ? NOBODY : new Set(changes.joined.map(({ contact }) => contact))
    for (const contact of changes.contacts) this.#contactChanged(contact, joined.has(contact), live)
    for (const contact of joined) if (!changes.contacts.has(contact)) this.#contactChanged(contact, true, live)
    for (const { view } of changes.settledContacts) this.#promises.release(view.id)
    for (const contact of changes.forgotten) this.#promises.forget(contact)
  }

  forecast(pool: PoolForecast, live: LiveCenter): void {
    const before = live.pool(pool.pool)?.queues.map((queue) => this.#joinerShown(queue, live))
    if (!this.#curves.accept(pool)) return
    const queues = live.pool(pool.pool)?.queues ?? []
    queues.forEach((queue, index) => {
      if (before?.[index] !== this.#joinerShown(queue, live)) this.#queues.add(queue)
      const view = live.queue(queue)
      if (view?.feedState === 'live') this.#renew(view, queues, live)
    })
  }

  tick(secondMs: number, live: LiveCenter): void {
    for (const pool of this.#curves.age(secondMs, live)) {
      for (const queue of live.pool(pool)?.queues ?? []) this.#queues.add(queue)
    }
    for (const contact of this.#promises.wakeUp(secondMs)) {
      const view = live.contact(contact)
      if (view === undefined || !inLine(view.phase)) continue
      this.#touch(contact)
      const deadlineMs = this.#promises.get(contact)?.promise?.deadlineMs
      if (deadlineMs !== undefined && deadlineMs <= secondMs) this.#decide(view, live)
    }
    if (secondMs - this.#sweptAtMs < UNSEEN_EVERY_MS) return
    this.#sweptAtMs = secondMs
    this.#promises.forgetUnseen((contact) => live.knows(contact), secondMs - UNSEEN_KEPT_MS)
  }

  receipt(contact: string, level: ReceiptLevel, live: LiveCenter): void {
    const view = live.contact(contact)
    const current = view?.id ?? this.#promises.resolve(contact)
    const visible = view !== undefined && inLine(view.phase) && showGate(view.phase.queues, live).wait
    this.#promises.watch(current, live.nowMs, visible, view !== undefined)
    if (level !== 'served') this.#promises.told(current, live.nowMs)
  }

  figure(contact: string, live: LiveCenter): Figure {
    return contactFigure(contact, { curves: this.#curves, promises: this.#promises }, live)
  }

  state(contact: string, live: LiveCenter): ContactState {
    return figureState(live.contact(contact), live)
  }

  figureForJoiner(queue: string, live: LiveCenter): Wait {
    const view = live.queue(queue)
    if (view === undefined) return unknownWait('not-yet')
    const gate = showGate([queue], live)
    if (!gate.wait) return unknownWait(gate.reason ?? 'off')
    if (!takesMore(view)) return unknownWait('closed')
    const reading = readForJoiner(this.#curves, queue, live)
    return reading.known ? asKnown(reading, roundUpBound(reading.wait.p90Seconds)) : unknownWait(reading.reason)
  }

  raw(contact: string, live: LiveCenter): RawForecast {
    const view = live.contact(contact)
    if (view === undefined || view.kind !== 'customer') return { known: false, reason: 'unknown-contact' }
    const { phase } = view
    if (!isCountingDown(phase)) return { known: false, reason: 'not-estimable' }
    const [queue] = phase.queues
    const place = queue === undefined || phase.queues.length > 1 ? undefined : live.place(view.id, queue)
    const position = place === undefined ? {} : { position: place }
    if (contactState(view, live) === 'closed') return { known: false, reason: 'closed', ...position }
    if (anyStale(phase.queues, live)) return { known: false, reason: 'stale-feed', ...position }
    const reading = readForContact(this.#curves, view.id, phase, live)
    if (!reading.known) return { known: false, reason: reading.reason, ...position }
    const bound = boundNow(this.#promises.get(view.id)?.promise, live.nowMs)
    return typeof bound === 'number' ? { known: true, wait: reading.wait, boundSeconds: bound, ...position } : { known: false, reason: bound, ...position }
  }

  explain(contact: string, live: LiveCenter): unknown {
    return explainFigure(contact, { curves: this.#curves, promises: this.#promises }, live)
  }

  poolsDue(secondMs: number, live: LiveCenter): string[] {
    return this.#curves.due(secondMs, live)
  }

  takeTouched(): Touched {
    if (this.#contacts.size === 0 && this.#queues.size === 0) return NOTHING
    const touched = { contacts: this.#contacts, queues: this.#queues }
    this.#contacts = new Set()
    this.#queues = new Set()
    return touched
  }

  isWatched(contact: string): boolean {
    return this.#promises.get(this.#promises.resolve(contact))?.watched === true
  }

  promiseOf(contact: string): WaitPromise | undefined {
    return this.#promises.get(contact)?.promise
  }

  parts(): { json: DisplaySnapshot; sheets: StateSheet[] } {
    const { json: promises, sheets } = this.#promises.parts()
    const touched = { contacts: [...this.#contacts], queues: [...this.#queues] }
    return { json: { v: 1, curves: this.#curves.snapshot(), promises, sweptAtMs: this.#sweptAtMs, touched }, sheets }
  }

  #contactChanged(contact: string, joined: boolean, live: LiveCenter): void {
    const view = live.contact(contact)
    if (view === undefined) return
    const { id, phase, follows } = view
    if (follows !== undefined && live.contact(follows)?.id === id) this.#promises.follow(id, follows, live.nowMs)
    for (const earlier of this.#promises.earlierThan(id)) this.#contacts.add(earlier)
    if (endsPromise(phase)) this.#promises.fulfil(id)
    if (!inLine(phase)) return
    if (joined && phase.queues.length > 1) for (const queue of phase.queues) this.#curves.forgetRow(live.queue(queue)?.pool ?? queue, id)
    const promise = this.#promises.get(id)?.promise
    if (joined || promise === undefined || promise.deadlineMs <= live.nowMs) this.#decide(view, live)
  }

  /** The bounds of everyone in a queue's line, by a new curve. What is the same for all of them is looked up once. */
  #renew(queue: QueueView, pool: readonly string[], live: LiveCenter): void {
    if (this.#curves.overtaken(queue.pool, live.nowMs)) return
    const visible = showGate([queue.id], live).wait
    const closed = turnsAway(queue)
    let place = 0
    for (const { contact, priority } of queue.line) {
      place += 1
      if (live.waitsSimply(contact)) {
        if (!closed) this.#take(contact, { queues: [queue.id], priority }, readClassOf(this.#curves, queue.id, priority, place), visible, live)
        continue
      }
      const view = live.contact(contact)
      if (view === undefined || !inLine(view.phase)) continue
      const { queues } = view.phase
      if (queues.length === 1) {
        if (!closed && mayBePromised(view)) this.#take(view.id, view.phase, readClassOf(this.#curves, queue.id, priority, place), visible, live)
        continue
      }
      // Who waits in several queues of the pool is looked at once, from the first of them.
      if (queues.find((one) => pool.includes(one)) === queue.id) this.#decide(view, live)
    }
  }

  /** Takes the newest reading as this contact's bound, where it is one that may be told something. */
  #decide(view: ContactView, live: LiveCenter): void {
    const { phase } = view
    if (!inLine(phase) || !mayBePromised(view) || contactState(view, live) === 'closed' || anyStale(phase.queues, live)) return
    this.#take(view.id, phase, readForContact(this.#curves, view.id, phase, live), showGate(phase.queues, live).wait, live)
  }

  #take(contact: string, place: Place, reading: Reading, visible: boolean, live: LiveCenter): void {
    if (reading.known && this.#promises.decide(contact, place, reading, live.nowMs, visible) !== 'kept') this.#touch(contact)
  }

  #touch(contact: string): void {
    this.#contacts.add(contact)
    for (const earlier of this.#promises.earlierThan(contact)) this.#contacts.add(earlier)
  }

  /** What a board shows of a queue's wait, to compare. */
  #joinerShown(queue: string, live: LiveCenter): string {
    const wait = this.figureForJoiner(queue, live)
    return wait.known ? String(wait.boundSeconds) : wait.reason
  }
}

const isCountingDown = (phase: ContactView['phase']): phase is InLine =>
  phase.kind === 'waiting' || phase.kind === 'connecting' || (phase.kind === 'callback' && phase.mode === 'keeps-place')

/** A ring is the promise being kept; only its failure gives a new bound. */
const mayBePromised = ({ kind, phase }: ContactView): boolean => kind === 'customer' && isCountingDown(phase) && phase.kind !== 'connecting'

/** A human took it, it is parked, or another time was agreed: whatever is promised after that is a new promise (DP9). */
const endsPromise = (phase: ContactView['phase']): boolean =>
  (phase.kind === 'with-agent' && phase.by === 'human') || phase.kind === 'paused' || (phase.kind === 'callback' && phase.mode === 'scheduled')

/** An empty display fold for one center. */
export const createDisplayFold: CreateDisplayFold = () => new CenterDisplay()

/** A fold that goes on exactly as the one whose `parts()` these are. Throws where a newer version wrote it. */
export const restoreDisplayFold: RestoreDisplayFold = (json, sheets) => {
  const kept = json as DisplaySnapshot
  if (kept.v !== 1) throw new Error(`the display snapshot has version ${String(kept.v)}; this version reads 1: fold from an older round`)
  return CenterDisplay.restore(kept, sheets)
}
