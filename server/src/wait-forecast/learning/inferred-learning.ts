import type { Changes, LiveCenter, OrderKey, PoolView, StayOutcome } from '../../contact-center/index.ts'
import type { CorrectionInputs } from '../correction/features.ts'
import { LabelBook, type LabelBookState } from '../correction/label-book.ts'
import { correctionRow, newPoolCorrection, type PoolCorrection } from '../correction/pool-correction.ts'
import type { WaitAtPlace } from '../forecast.ts'
import { countOwnService } from './agents/agent-memory.ts'
import { InferredAgents, type InferredAgentsState, type StartFromLine } from './agents/inferred-agents.ts'
import { type ClassRate, countClassArrival, quickening } from './class-rates.ts'
import { countDuration, type DurationHistogram, meanOf, newDurationHistogram } from './duration-histogram.ts'
import { type HazardCounts, newHazardCounts } from './hazard-table.ts'
import { held, heldOrNew, mappedOrNew } from './held.ts'
import { isCredited, learnedOrder, type LearnedPlace, softAhead } from './learned-order.ts'
import { classKey, countServedBefore, creditOf, type OrderCredits } from './order-credits.ts'
import { countPatience, PATIENCE } from './patience-hazard.ts'

/** Laws of durations, real routing order and what outcomes taught of simulated means; plain data, safe in JSON. */
export interface InferredState {
  agents: InferredAgentsState
  handles: Record<string, DurationHistogram>
  handle: DurationHistogram
  patiences: Record<string, HazardCounts>
  patience: HazardCounts
  rates: Record<string, ClassRate[]>
  credits: OrderCredits
  corrections: Record<string, PoolCorrection>
  labels: LabelBookState
}

/** Handle time before the first is seen. */
const EXPECTED_HANDLE_SECONDS = 180
const LEAST_WAIT_SECONDS = 0.5
/** Contacts of each other queue that are compared with the one that was taken. */
const MOST_COMPARED = 10
/** Agents that rarely take a queue prove nothing by passing it over. */
const LEAST_TAKES = 0.3

const ANSWERED: ReadonlySet<StayOutcome> = new Set<StayOutcome>(['answered', 'callback-reached'])

const noRates = (): ClassRate[] => []
const noPatience = (): HazardCounts => newHazardCounts(PATIENCE)

/** What forward simulations and their correction rest on, as events show it. Deterministic; part of a center's learning. */
export class InferredLearning {
  readonly agents: InferredAgents
  readonly credits: OrderCredits
  readonly #handles: Map<string, DurationHistogram>
  readonly #handle: DurationHistogram
  readonly #patiences: Map<string, HazardCounts>
  readonly #patience: HazardCounts
  readonly #rates: Map<string, ClassRate[]>
  readonly #corrections: Record<string, PoolCorrection>
  readonly #labels: LabelBook

  constructor(state?: InferredState) {
    this.agents = new InferredAgents(state?.agents)
    this.#handles = new Map(Object.entries(state?.handles ?? {}))
    this.#handle = state?.handle ?? newDurationHistogram()
    this.#patiences = new Map(Object.entries(state?.patiences ?? {}))
    this.#patience = state?.patience ?? newHazardCounts(PATIENCE)
    this.#rates = new Map(Object.entries(state?.rates ?? {}))
    this.credits = state?.credits ?? {}
    this.#corrections = state?.corrections ?? {}
    this.#labels = new LabelBook(state?.labels)
  }

  state(): InferredState {
    return {
      agents: this.agents.state(), handles: Object.fromEntries(this.#handles), handle: this.#handle,
      patiences: Object.fromEntries(this.#patiences), patience: this.#patience, rates: Object.fromEntries(this.#rates), credits: this.credits, corrections: this.#corrections, labels: this.#labels.state(),
    }
  }

  observe(changes: Changes, live: LiveCenter, nowMs: number): void {
    if (changes.outageMs > 0) {
      this.agents.outage(changes.outageMs)
      this.#labels.forgetAll()
    }
    const pools: PoolView[] = []
    for (const id of changes.pools) {
      const pool = live.pool(id)
      if (pool !== undefined && !pool.told) pools.push(pool)
    }
    for (const pool of pools) this.agents.advance(pool, nowMs)
    for (const { contact, queue, priority } of changes.joined) {
      const phase = live.contact(contact)?.phase
      const creditSeconds = phase && 'sinceMs' in phase ? Math.max(0, phase.queuedAtMs - phase.sinceMs) / 1000 : 0
      countClassArrival(mappedOrNew(this.#rates, queue, noRates), priority, creditSeconds, isCredited(contact, live), nowMs)
    }
    this.#observeDepartures(changes, live, nowMs)
    for (const pool of pools) this.agents.settle(pool, nowMs)
    for (const stay of changes.settledStays) {
      const seconds = (stay.endedAtMs - stay.startedAtMs) / 1000
      countPatience(mappedOrNew(this.#patiences, stay.queue, noPatience), seconds, stay.outcome)
      countPatience(this.#patience, seconds, stay.outcome)
    }
    for (const { queue, agent, startedAtMs, endedAtMs } of changes.settledServices) {
      const seconds = (endedAtMs - startedAtMs) / 1000
      if (seconds <= 0) continue
      const memory = agent === undefined ? undefined : this.agents.agent(agent)
      if (memory) countOwnService(memory, seconds / this.handleOf(queue).expectedSeconds)
      countDuration(mappedOrNew(this.#handles, queue, newDurationHistogram), seconds)
      countDuration(this.#handle, seconds)
    }
  }

  /** What is told to a contact as it joins, where it comes of a simulation: kept until its outcome is known. */
  noteJoined(key: OrderKey, queue: string, wait: WaitAtPlace, pool: PoolView, live: LiveCenter, nowMs: number): void {
    const { plain } = wait
    if (plain === undefined) return
    const credited = isCredited(key.contact, live)
    const places = learnedOrder(pool, live, this.credits)
    // The forecast it was told did not know of its own arrival.
    const inputs = this.inputsOf(pool, places, { ...key, queue, credited }, plain.meanIfServedSeconds, nowMs, 1)
    this.#labels.note({ pool: pool.id, key, atMs: nowMs, row: correctionRow(this.correctionOf(pool.id), inputs, plain.meanSeconds) })
  }

  /** What the correction looks at, for who stands (`contact`) or would stand in this queue with this order. */
  inputsOf(
    pool: PoolView, places: readonly LearnedPlace[], one: { contact?: string; queue: string; priority: number; sinceMs: number; credited: boolean },
    plainSeconds: number, nowMs: number, joinedNow = 0,
  ): CorrectionInputs {
    const creditSeconds = creditOf(this.credits, classKey(one.queue, one.credited))
    const { residual, recentWaitSeconds } = this.correctionOf(pool.id)
    return {
      plainSeconds, creditSeconds, credited: one.credited, residual, recentWaitSeconds,
      softAhead: softAhead(places, one.contact, one.priority, one.sinceMs - creditSeconds * 1000),
      quickening: quickening(pool.queues.map((queue) => this.ratesOf(queue)), nowMs, joinedNow),
    }
  }

  /** What outcomes taught of a pool's simulated means. Changes nothing. */
  correctionOf(pool: string): PoolCorrection { return held(this.#corrections, pool) ?? newPoolCorrection() }

  ratesOf(queue: string): readonly ClassRate[] { return this.#rates.get(queue) ?? [] }

  /** The last handle times of a queue, and their mean, shrunk to the center's. */
  handleOf(queue: string): { histogram: DurationHistogram; expectedSeconds: number } {
    const histogram = this.#handles.get(queue) ?? newDurationHistogram()
    return { histogram, expectedSeconds: meanOf(histogram, meanOf(this.#handle, EXPECTED_HANDLE_SECONDS)) }
  }

  patienceOf(queue: string): { queue: HazardCounts | undefined; center: HazardCounts } {
    return { queue: this.#patiences.get(queue), center: this.#patience }
  }

  readonly #teach = (pool: string): PoolCorrection => heldOrNew(this.#corrections, pool, newPoolCorrection)

  #observeDepartures(changes: Changes, live: LiveCenter, nowMs: number): void {
    let answered: Map<string, StartFromLine> | undefined
    const orderOf = (queue: string, { contact, sinceMs }: OrderKey): number => sinceMs - creditOf(this.credits, classKey(queue, isCredited(contact, live))) * 1000
    for (const { contact, queue, pool, priority, waitedSeconds, outcome, atMs } of changes.departed) {
      const stay = live.contact(contact)?.stays.findLast((one) => one.kind === 'queued')
      const key = { priority, sinceMs: stay?.sinceMs ?? atMs - waitedSeconds * 1000, contact }
      if (ANSWERED.has(outcome)) {
        const credited = stay !== undefined && stay.startedAtMs - stay.sinceMs >= 1000
        answered ??= new Map()
        answered.set(contact, { queue, priority, waitedSeconds, orderMs: key.sinceMs - creditOf(this.credits, classKey(queue, credited)) * 1000, orderOf })
        this.#labels.answered(key, pool, atMs, this.#teach)
        if (waitedSeconds >= LEAST_WAIT_SECONDS) this.#learnOrder(key, queue, credited, live)
      } else if (outcome === 'abandoned') this.#labels.gaveUp(contact, atMs)
      else this.#labels.forget(contact)
    }
    for (const contact of changes.contacts) {
      this.agents.contactChanged(contact, live.contact(contact), answered?.get(contact), live, nowMs)
    }
  }

  /** Who of other classes was passed over by this answer, though the agent serves them. */
  #learnOrder(taken: OrderKey, queue: string, credited: boolean, live: LiveCenter): void {
    const phase = live.contact(taken.contact)?.phase
    const agent = phase?.kind === 'with-agent' ? this.agents.agent(phase.agents[0] ?? '') : undefined
    const pool = live.pool(live.queue(queue)?.pool ?? queue)
    if (!agent || !pool || pool.told) return
    for (const other of pool.queues) {
      const takes = held(agent.takes, other)
      if (!takes || takes.taken / takes.chances < LEAST_TAKES) continue
      let compared = 0
      for (const key of live.line(other) ?? []) {
        if ((compared += 1) > MOST_COMPARED) break
        if (key.priority !== taken.priority) continue
        countServedBefore(this.credits, classKey(queue, credited), classKey(other, isCredited(key.contact, live)), (taken.sinceMs - key.sinceMs) / 1000)
      }
    }
  }
}
