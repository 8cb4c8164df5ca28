import type { Changes, LiveCenter } from '../../contact-center/index.ts'
import { AfterWork, type AfterWorkState } from './after-work.ts'
import { mappedOrNew } from '../learning/held.ts'
import { countJoined, newQueueStreams, type QueueStreams } from './stream-rates.ts'

/** Sums over the services of a queue, the older ones forgotten. */
export interface HandleMoments { services: number; seconds: number; squares: number }
export interface ToldState { streams: Record<string, QueueStreams>; handles: Record<string, HandleMoments>; afterWork: AfterWorkState }

const KEPT_PER_SERVICE = 0.9995
/** Fewer say nothing of a law. */
const FEWEST_SERVICES = 60
/** Services that the recent mean rests on. */
const RECENT_SERVICES = 400
/** A difference of less than the root of this many standard errors is taken for chance. */
const CHANCE_TIMES = 2

/**
 * What simulations of pools whose agents are told rest on besides handle times and patience: who joins with which priority
 * and credit, and whether handle times are memoryless. Deterministic; part of a center's learning.
 */
export class ToldLearning {
  readonly afterWork: AfterWork
  readonly #streams: Map<string, QueueStreams>
  readonly #handles: Map<string, HandleMoments>

  constructor(state?: ToldState) {
    this.afterWork = new AfterWork(state?.afterWork)
    this.#streams = new Map(Object.entries(state?.streams ?? {}))
    this.#handles = new Map(Object.entries(state?.handles ?? {}))
  }

  state(): ToldState { return { streams: Object.fromEntries(this.#streams), handles: Object.fromEntries(this.#handles), afterWork: this.afterWork.state() } }

  observe(changes: Changes, live: LiveCenter, nowMs: number): void {
    for (const { contact, queue, priority } of changes.joined) {
      const phase = live.contact(contact)?.phase
      const creditSeconds = phase && 'sinceMs' in phase ? Math.max(0, phase.queuedAtMs - phase.sinceMs) / 1000 : 0
      countJoined(mappedOrNew(this.#streams, queue, () => newQueueStreams(nowMs)), priority, creditSeconds, nowMs)
    }
    this.afterWork.observe(changes, live)
    for (const { queue, startedAtMs, endedAtMs } of changes.settledServices) {
      const seconds = (endedAtMs - startedAtMs) / 1000
      if (seconds <= 0) continue
      const moments = mappedOrNew(this.#handles, queue, () => ({ services: 0, seconds: 0, squares: 0 }))
      moments.services = moments.services * KEPT_PER_SERVICE + 1
      moments.seconds = moments.seconds * KEPT_PER_SERVICE + seconds
      moments.squares = moments.squares * KEPT_PER_SERVICE + seconds * seconds
    }
  }

  streamsInto(queue: string): QueueStreams | undefined { return this.#streams.get(queue) }

  /**
   * Mean handle time over these queues from a long memory, drawn to the recent mean as far as the two differ by more than
   * chance would have it (positive-part James–Stein): exact where nothing changes, quick where something does.
   */
  handleOf(queues: readonly string[], recent: { meanSeconds: number; services: number }): { meanSeconds: number; services: number } {
    const { services, seconds, squares } = this.#momentsOf(queues)
    if (services < FEWEST_SERVICES || services <= recent.services) return recent
    const mean = seconds / services
    const chance = Math.max(0, squares / services - mean * mean) / Math.min(services, RECENT_SERVICES)
    const step = recent.meanSeconds - mean
    const drawn = Math.max(0, 1 - (CHANCE_TIMES * chance) / Math.max(step * step, 1e-9))
    return { meanSeconds: mean + drawn * step, services }
  }

  /** Squared coefficient of variation of handle times over these queues: 1 where memoryless. Undefined where too few were seen. */
  handleVariation(queues: readonly string[]): number | undefined {
    const { services, seconds, squares } = this.#momentsOf(queues)
    return services < FEWEST_SERVICES || seconds <= 0 ? undefined : (squares * services) / (seconds * seconds) - 1
  }

  #momentsOf(queues: readonly string[]): HandleMoments {
    let services = 0, seconds = 0, squares = 0
    for (const queue of queues) {
      const moments = this.#handles.get(queue)
      services += moments?.services ?? 0
      seconds += moments?.seconds ?? 0
      squares += moments?.squares ?? 0
    }
    return { services, seconds, squares }
  }
}

