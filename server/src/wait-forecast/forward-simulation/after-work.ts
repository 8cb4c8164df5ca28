import type { Changes, ContactView, LiveCenter } from '../../contact-center/index.ts'
import { countDuration, durationLaw, type DurationHistogram, newDurationHistogram } from '../learning/duration-histogram.ts'
import { held, heldOrNew } from '../learning/held.ts'
import type { DurationLaw } from './pool-model.ts'
import { tabledLaw } from './tabled-law.ts'

/** When each agent's last service ended, and by queue how long agents then took while somebody waited. Plain data. */
export interface AfterWorkState { ends: [agent: string, atMs: number][]; gaps: Record<string, DurationHistogram> }

/** Longer is a rest, and told as one. */
const LONGEST_SECONDS = 900
const FEWEST_GAPS = 20
const MOST_AGENTS = 5_000

/**
 * The time between two services of an agent, from those where the second contact waited already when the first left:
 * after-contact work, ringing, and whatever else keeps an agent from who waits.
 */
export class AfterWork {
  readonly #ends: Map<string, number>
  readonly #gaps: Record<string, DurationHistogram>

  constructor(state?: AfterWorkState) {
    this.#ends = new Map(state?.ends)
    this.#gaps = state?.gaps ?? {}
  }

  state(): AfterWorkState { return { ends: [...this.#ends], gaps: this.#gaps } }

  observe(changes: Changes, live: LiveCenter): void {
    for (const id of changes.contacts) {
      const contact = live.contact(id)
      if (!contact) continue
      this.#ended(contact)
      this.#began(contact)
    }
  }

  #ended({ stays }: ContactView): void {
    const stay = stays.at(-1)?.kind === 'with-agent' ? stays.at(-1) : stays.at(-2)
    if (stay?.kind !== 'with-agent' || stay.agent === undefined || stay.endedAtMs === undefined) return
    const known = this.#ends.get(stay.agent)
    if (known !== undefined && known >= stay.endedAtMs) return
    this.#ends.delete(stay.agent)
    this.#ends.set(stay.agent, stay.endedAtMs)
    for (const oldest of this.#ends.keys()) {
      if (this.#ends.size <= MOST_AGENTS) break
      this.#ends.delete(oldest)
    }
  }

  /** An answer counts once: the agent's end is used up by it. */
  #began({ phase, stays }: ContactView): void {
    if (phase.kind !== 'with-agent') return
    const agent = phase.agents[0]
    const endedMs = agent === undefined ? undefined : this.#ends.get(agent)
    const waited = stays.findLast(({ kind }) => kind === 'queued')
    const queue = waited?.servedQueue ?? waited?.queues[0]
    if (agent === undefined || endedMs === undefined || queue === undefined || waited === undefined || phase.answeredAtMs < endedMs) return
    this.#ends.delete(agent)
    const seconds = (phase.answeredAtMs - endedMs) / 1000
    if (waited.startedAtMs <= endedMs && seconds <= LONGEST_SECONDS) countDuration(heldOrNew(this.#gaps, queue, newDurationHistogram), seconds)
  }

  /** How long ago this agent's last service ended, where none has begun since. */
  idleSeconds(agent: string, nowMs: number): number | undefined {
    const endedMs = this.#ends.get(agent)
    return endedMs === undefined ? undefined : Math.max(0, nowMs - endedMs) / 1000
  }

  /** Mean time between two services over these queues; 0 where too few were seen. */
  meanSeconds(queues: readonly string[]): number {
    let samples = 0, seconds = 0
    for (const queue of queues) {
      const gaps = held(this.#gaps, queue)
      samples += gaps?.samples ?? 0
      seconds += gaps?.seconds ?? 0
    }
    return samples < FEWEST_GAPS ? 0 : seconds / samples
  }

  /** Its law, by the queue where most was seen; undefined where it is no more than a second. */
  lawOf(queues: readonly string[]): DurationLaw | undefined {
    const mean = this.meanSeconds(queues)
    if (mean < 1) return undefined
    const most = queues.map((queue) => held(this.#gaps, queue)).reduce((a, b) => ((b?.samples ?? 0) > (a?.samples ?? 0) ? b : a))
    return most && tabledLaw(durationLaw(most, mean))
  }
}
