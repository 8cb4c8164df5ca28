import { type Changes, type LiveCenter, type PoolView, RULES_WITH_BOTH_STEPS, rulesOf, type StayOutcome } from '../../contact-center/index.ts'
import { calibrationOf, type CalibrationState, newCalibration, outcomesOf } from '../calibration/calibration.ts'
import type { WaitAtPlace } from '../forecast.ts'
import { SaidBook, type SaidBookState } from '../calibration/said-book.ts'
import type { Learning, WhatIsSaid } from '../forecaster-contract.ts'
import { ToldLearning, type ToldState } from '../forward-simulation/told-learning.ts'
import { InferredLearning, type InferredState } from './inferred-learning.ts'
import { keyOf } from './learned-order.ts'
import { type Arrivals, countArrival, rateAbove } from './arrivals.ts'
import { countService, handleOf, type HandleTimes } from './handle-times.ts'
import { countStay, leaveRateOf, type Patience } from './patience.ts'
import { countPickUp, expectPickUp, type PickUp, pickUpSecondsOf, seenPickUpSecondsOf } from './pick-up.ts'
import { SeveralQueues } from './several-queues.ts'
import { advanceThroughput, countDeparture, LEAST_WAIT_SECONDS, newThroughput, type Throughput, throughputOf } from './throughput.ts'

/** What was learned of one queue. Everything is kept by queue, and summed over a pool's queues, so that pools may merge and split. */
interface QueueLearned { throughput: Throughput; handle: HandleTimes; patience: Patience; arrivals: Arrivals[] }

/** The whole state; plain data, safe in JSON. */
export interface LearningState { v: 1; queues: Record<string, QueueLearned>; center: HandleTimes; pickUp: PickUp; severalQueues: [contact: string, queues: readonly string[]][]; calibration?: CalibrationState; said?: SaidBookState; saidGone?: ReturnType<SaidBook['gone']>; judgedMs?: number; inferred?: InferredState; told?: ToldState }

/** What predictors ask of a pool. */
export interface PoolLearned {
  handle: ReturnType<typeof handleOf>
  throughput: ReturnType<typeof throughputOf>
  leaveRatePerSecond: number
}

const NOBODY: ReadonlySet<string> = new Set<string>()
const ANSWERED: ReadonlySet<StayOutcome> = new Set<StayOutcome>(['answered', 'callback-reached'])

/** What a feed brings that was away, or that delivers an hour at once, says nothing of how fast the line moves now. */
const LATE_MS = 120_000

/** Departures are told in log time; older rules corrected them once more, so a feed two minutes ahead taught nothing. */
function isLate({ contact, atMs }: Changes['departed'][number], live: LiveCenter, nowMs: number): boolean {
  const feed = rulesOf(live.config) < RULES_WITH_BOTH_STEPS ? live.contact(contact)?.feed : undefined
  return nowMs - (atMs - (feed === undefined ? 0 : live.clockOffsetMs(feed))) > LATE_MS
}

/** The learning of one center (see the contract). Deterministic; keeps no reference to what it is shown. */
export class CenterLearning implements Learning {
  readonly #queues: Map<string, QueueLearned>
  readonly #center: HandleTimes
  readonly #pickUp: PickUp
  readonly #several = new SeveralQueues()
  readonly #calibration: CalibrationState
  readonly #said: SaidBook
  #judgedMs: number
  /** What forward simulations and their correction rest on. */
  readonly inferred: InferredLearning
  /** What simulations of pools whose agents are told rest on besides. */
  readonly told: ToldLearning

  constructor(state?: LearningState) {
    this.#queues = new Map(Object.entries(state?.queues ?? {}))
    this.#center = state?.center ?? { services: 0, seconds: 0 }
    this.#pickUp = state?.pickUp ?? { contacts: 0, seconds: 0, pending: [] }
    this.#calibration = state?.calibration ?? newCalibration()
    this.#said = new SaidBook(state?.said, state?.saidGone)
    this.#judgedMs = state?.judgedMs ?? 0
    this.inferred = new InferredLearning(state?.inferred)
    this.told = new ToldLearning(state?.told)
    for (const [contact, queues] of state?.severalQueues ?? []) this.#several.note(contact, queues)
  }

  observe(changes: Changes, live: LiveCenter, nowMs: number): void {
    if (changes.outageMs > 0) this.#said.forgetAll()
    if (changes.outageMs > 0) for (const learned of this.#queues.values()) learned.throughput.atMs += changes.outageMs
    for (const id of changes.pools) {
      const pool = live.pool(id)
      if (pool) this.#advancePool(pool, nowMs)
    }
    this.inferred.observe(changes, live, nowMs)
    this.told.observe(changes, live, nowMs)
    const gone = changes.joined.length > 0 && changes.departed.length > 0 ? new Set(changes.departed.map(({ contact }) => contact)) : NOBODY
    for (const joined of changes.joined) {
      countArrival(this.#queue(joined.queue, nowMs).arrivals, joined.priority, nowMs)
      if (this.#findsFreeAgent(joined, gone, live)) expectPickUp(this.#pickUp, joined.contact)
      else this.#said.joined(joined.contact, nowMs)
    }
    for (const departed of changes.departed) {
      const answered = ANSWERED.has(departed.outcome)
      if (answered && departed.waitedSeconds >= LEAST_WAIT_SECONDS && !isLate(departed, live, nowMs)) countDeparture(this.#queue(departed.queue, nowMs).throughput)
      countPickUp(this.#pickUp, departed.contact, departed.waitedSeconds, answered)
      if (answered) {
        this.#said.answered(departed.contact, departed.atMs, this.#calibration, this.#leaveRate)
        this.#said.proves(keyOf(departed, live), departed.pool, departed.atMs, this.#calibration)
      } else if (departed.outcome === 'abandoned') this.#said.gaveUp(departed.contact, departed.atMs)
      else this.#said.forget(departed.contact)
    }
    for (const stay of changes.settledStays) {
      countStay(this.#queue(stay.queue, nowMs).patience, (stay.endedAtMs - stay.startedAtMs) / 1000, stay.outcome)
    }
    for (const service of changes.settledServices) {
      const seconds = (service.endedAtMs - service.startedAtMs) / 1000
      if (seconds <= 0) continue
      countService(this.#queue(service.queue, nowMs).handle, seconds)
      countService(this.#center, seconds)
    }
    for (const id of changes.contacts) this.#noteSeveralQueues(id, live)
  }

  listen(live: LiveCenter, nowMs: number, said: WhatIsSaid): void {
    const secondMs = Math.floor(nowMs / 1000) * 1000
    const isNewSecond = secondMs !== this.#judgedMs
    this.#judgedMs = secondMs
    // All who wait are looked at once a second at most; between, only who just joined.
    if (isNewSecond) this.#said.judgeLonger(nowMs, this.#calibration, this.#leaveRate)
    for (const contact of isNewSecond ? this.#said.due(nowMs) : this.#said.newcomers()) {
      const phase = live.contact(contact)?.phase
      const queue = phase?.kind === 'waiting' && phase.queues.length === 1 ? phase.queues[0] : undefined
      const wait = queue === undefined ? undefined : said(contact)
      if (phase?.kind !== 'waiting' || queue === undefined || wait === undefined) {
        this.#said.noteLater(contact, nowMs)
        continue
      }
      const pool = live.pool(live.queue(queue)?.pool ?? queue)
      const key = { priority: phase.priority, sinceMs: phase.sinceMs, contact }
      const ahead = (pool?.queues ?? [queue]).reduce((sum, id) => sum + (live.line(id)?.placeOf(key) ?? 1) - 1, 0)
      if (pool && this.#said.isNew(contact)) this.inferred.noteJoined(key, queue, wait, pool, live, nowMs)
      this.#said.note(contact, queue, ahead, wait, this.#calibration, nowMs, pool && { key, pool: pool.id })
    }
  }

  /** Makes structural waits in this queue, with so many ahead in its pool, true by what was learned of told ones. */
  calibrationOf(queue: string): (wait: WaitAtPlace, ahead: number) => WaitAtPlace { return calibrationOf(this.#calibration, queue) }

  /** Outcomes that the ranges of a queue were calibrated by. */
  calibrationOutcomes(queue: string): number { return outcomesOf(this.#calibration, queue) }

  /** What was learned of these queues together, at this instant. */
  ofPool(queues: readonly string[], nowMs: number): PoolLearned {
    const learned = queues.flatMap((queue) => this.#queues.get(queue) ?? [])
    return {
      handle: handleOf(learned.map((one) => one.handle), this.#center),
      throughput: throughputOf(learned.map((one) => one.throughput), nowMs),
      leaveRatePerSecond: leaveRateOf(learned.map((one) => one.patience)),
    }
  }

  /** Arrivals per second into these queues of priorities above this one. */
  overtakersPerSecond(queues: readonly string[], priority: number, nowMs: number): number {
    return queues.reduce((sum, queue) => sum + rateAbove(this.#queues.get(queue)?.arrivals ?? [], priority, nowMs), 0)
  }

  /** The lowest priority seen in a queue; 0 before the first. */
  lowestPriority(queue: string): number {
    const arrivals = this.#queues.get(queue)?.arrivals ?? []
    return arrivals.length === 0 ? 0 : Math.min(...arrivals.map((one) => one.priority))
  }

  get pickUpSeconds(): number { return pickUpSecondsOf(this.#pickUp) }
  get seenPickUpSeconds(): number { return seenPickUpSecondsOf(this.#pickUp) }

  /** Contacts that wait in two or more of these queues. */
  inSeveral(queues: readonly string[]): string[] { return this.#several.within(queues) }

  snapshot(): LearningState {
    return JSON.parse(JSON.stringify(this.toJSON())) as LearningState
  }

  toJSON(): LearningState {
    return {
      v: 1, queues: Object.fromEntries(this.#queues), center: this.#center, pickUp: this.#pickUp, severalQueues: this.#several.entries(),
      calibration: this.#calibration, said: this.#said.state(), saidGone: this.#said.gone(), judgedMs: this.#judgedMs,
      inferred: this.inferred.state(), told: this.told.state(),
    }
  }

  readonly #leaveRate = (queue: string): number => leaveRateOf([this.#queues.get(queue)?.patience ?? { losses: 0, waitedSeconds: 0 }])

  #queue(id: string, nowMs: number, pool: readonly Throughput[] = []): QueueLearned {
    const known = this.#queues.get(id)
    if (known) return known
    const learned: QueueLearned = {
      throughput: newThroughput(nowMs, pool), handle: { services: 0, seconds: 0 }, patience: { losses: 0, waitedSeconds: 0 }, arrivals: [],
    }
    this.#queues.set(id, learned)
    return learned
  }

  #advancePool(pool: PoolView, nowMs: number): void {
    const nonEmpty = pool.waiting > 0
    const known: Throughput[] = []
    for (const queue of pool.queues) {
      const throughput = this.#queues.get(queue)?.throughput
      if (!throughput) continue
      advanceThroughput(throughput, nowMs)
      throughput.nonEmpty = nonEmpty
      known.push(throughput)
    }
    if (known.length === pool.queues.length) return
    for (const queue of pool.queues) if (!this.#queues.has(queue)) this.#queue(queue, nowMs, known).throughput.nonEmpty = nonEmpty
  }

  #findsFreeAgent(joined: Changes['joined'][number], gone: ReadonlySet<string>, live: LiveCenter): boolean {
    const queue = live.queue(joined.queue)
    if (!queue || queue.feedLevel < 3) return false
    if (gone.has(joined.contact)) return true
    const pool = live.pool(queue.pool)
    return pool !== undefined && pool.waiting <= pool.agentCount && pool.freeSlots(joined.queue) >= pool.waiting
  }

  #noteSeveralQueues(id: string, live: LiveCenter): void {
    const phase = live.contact(id)?.phase
    this.#several.note(id, phase !== undefined && 'queues' in phase ? phase.queues : [])
  }
}
