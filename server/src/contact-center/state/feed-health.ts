import type { Channel, FeedState } from '@queuecast/client-sdk/protocol'
import type { Alive } from '../facts.ts'
import { type ClockStep, observeStep, STEP_MS, STEP_SEEN_MS, type StepMemory, stepsOf } from './clock-steps.ts'

export const OFFSET_WINDOW_MS = 5 * 60_000
/** A delay may look like a slow clock, so a feed is only believed to be behind after this many events. */
const TRUSTED_AFTER = 10
/** A clock that is fast shows in most of the newest events; a single event from the future is a fault of its own. */
const NEWEST = 15
/** Fewer events than this prove nothing about a clock that is ahead by more than a minute. */
const FEWEST_AHEAD = 3
const SLIGHTLY_AHEAD_MS = 60_000
/** No time zone is further from UTC than 14 hours: what lies further from ours is a replay (of yesterday) or a fault, and no clock. */
const LARGEST_OFFSET_MS = 15 * 3_600_000

const SILENCE_SECONDS: Record<Channel, number> = { voice: 300, chat: 300, video: 300, callback: 900, messaging: 900, email: 3_600 }

/** Silence of an events-only feed after which it is stale while a contact of this channel waits. */
export const silenceSeconds = (alive: Alive, channel: Channel): number =>
  (alive.kind === 'events-only' ? alive.maxSilenceSeconds : undefined) ?? SILENCE_SECONDS[channel]

/** By rules 3. */
const KEPT_STEPS = 4

/** Which settings of its clock are noticed by this event: none by what tells of long ago, one or both by the rules of the fold. */
export type NoticedSteps = 'none' | 'back' | 'both'

interface OffsetWindow { startMs: number; leastMs: number; count: number }

export interface FeedMemory extends StepMemory {
  name: string
  alive: Alive
  /** Log time of the last fact of this feed. */
  heardMs?: number
  lastEventMs?: number
  /** Stale from an outage or silence on, until it speaks. */
  stale: boolean
  /** Log time since when it is live or stale; absent in older snapshots. */
  sinceMs?: number
  accepted: number
  contactEvents: number
  drift: number
  snapshots: number
  current?: OffsetWindow
  previous?: OffsetWindow
  /** Received minus event time of the newest events, oldest first. */
  lagsMs: number[]
  /** By rules 3: events in a row that look as if the clock had been set back. */
  back?: { sinceMs: number; leastMs: number; mostMs: number; count: number; offsetMs: number; latestMs: number }
}

/** A named source: is it alive, and how far is its clock from ours? */
export class Feed {
  readonly memory: FeedMemory
  /** Of its deadline. */
  readonly key: string

  constructor(memory: FeedMemory) {
    this.memory = memory
    this.key = `f:${memory.name}`
  }

  get state(): FeedState {
    return this.memory.heardMs === undefined ? (this.memory.stale ? 'stale' : 'unknown') : this.memory.stale ? 'stale' : 'live'
  }

  /**
   * The feed spoke; true where it was not live before. What it says of more than `staleAfterMs` ago is no sign of life: a feed
   * that repeats yesterday knows nothing of today.
   */
  heard(nowMs: number, receivedAtMs: number, eventMs: number, { staleAfterMs, notices }: { staleAfterMs: number; notices: NoticedSteps }): boolean {
    const memory = this.memory
    const was = this.state
    const lagMs = receivedAtMs - eventMs
    memory.accepted++
    if (notices === 'both') this.#observeBoth(nowMs, lagMs, eventMs)
    else this.#observeClock(nowMs, lagMs)
    if (notices === 'back') this.#observeBack(nowMs, lagMs, eventMs)
    memory.lastEventMs = Math.max(memory.lastEventMs ?? eventMs, eventMs)
    if (eventMs - this.clockOffsetMs < nowMs - staleAfterMs) return false
    memory.heardMs = nowMs
    memory.stale = false
    if (was !== 'live') memory.sinceMs = nowMs
    return was !== 'live'
  }

  /** Nothing was heard for too long, or we could not have heard it. */
  fellSilent(nowMs: number): void {
    if (!this.memory.stale) this.memory.sinceMs = nowMs
    this.memory.stale = true
  }

  /** How late the newest events came, received minus own time: the middle of up to fifteen; undefined before the first. */
  get lagMs(): number | undefined {
    return this.memory.lagsMs.length === 0 ? undefined : middle(this.memory.lagsMs)
  }

  #observeClock(nowMs: number, lagMs: number): void {
    const memory = this.memory
    memory.lagsMs.push(lagMs)
    if (memory.lagsMs.length > NEWEST) memory.lagsMs.shift()
    // Only what is behind: an event from the future must not hide how slow the clock is, nor how fast.
    this.#observeDelay(nowMs, Math.max(0, lagMs))
  }

  #observeDelay(nowMs: number, lagMs: number): void {
    const memory = this.memory
    const current = memory.current
    if (current === undefined || nowMs >= current.startMs + OFFSET_WINDOW_MS) {
      if (current !== undefined && nowMs < current.startMs + 2 * OFFSET_WINDOW_MS) memory.previous = current
      else delete memory.previous
      memory.current = { startMs: nowMs, leastMs: lagMs, count: 1 }
      return
    }
    current.leastMs = Math.min(current.leastMs, lagMs)
    current.count++
  }

  /** Both ways, and its learning anew where it is sure. Taken for set where it was not, that stands until the next event in time. */
  #observeBoth(nowMs: number, lagMs: number, toldMs: number): void {
    const memory = this.memory
    const { clockOffsetMs: offsetMs } = this
    this.#observeClock(nowMs, lagMs)
    if (Math.abs(lagMs) > LARGEST_OFFSET_MS) return
    const steady = (): boolean => Math.abs(middle(memory.lagsMs.slice(0, -1)) + offsetMs) <= STEP_MS
    const seen = observeStep(memory, { nowMs, lagMs, toldMs, latestMs: memory.lastEventMs, offsetMs, steady })
    if (seen === undefined) return
    memory.current = { startMs: nowMs, leastMs: Math.max(0, seen.leastMs), count: seen.count }
    delete memory.previous
    memory.lagsMs = memory.lagsMs.slice(-seen.count)
    memory.lastEventMs = toldMs
  }

  /** What rules 3 notice: a clock that is in time or behind, set back. */
  #observeBack(nowMs: number, lagMs: number, eventMs: number): void {
    const memory = this.memory
    const { current, previous, back } = memory
    const leastMs = Math.min(current?.leastMs ?? Infinity, previous?.leastMs ?? Infinity)
    if (lagMs < leastMs + STEP_MS || lagMs > LARGEST_OFFSET_MS) delete memory.back
    else if (back !== undefined) {
      back.leastMs = Math.min(back.leastMs, lagMs)
      back.mostMs = Math.max(back.mostMs, lagMs)
      back.count++
      if (back.mostMs > back.leastMs + STEP_MS) delete memory.back
    } else if (memory.lastEventMs !== undefined && eventMs <= memory.lastEventMs - STEP_MS) {
      memory.back = { sinceMs: nowMs, leastMs: lagMs, mostMs: lagMs, count: 1, offsetMs: this.clockOffsetMs, latestMs: memory.lastEventMs }
    }
    if (memory.back === undefined || memory.back.count < TRUSTED_AFTER || nowMs < memory.back.sinceMs + STEP_SEEN_MS) return
    const { count, offsetMs, latestMs } = memory.back
    // What both clocks can have told is taken as the new one's: who has just joined is not said to have waited.
    memory.steps = [...(memory.steps ?? []).slice(1 - KEPT_STEPS), { sinceMs: memory.back.sinceMs, offsetMs, newOffsetMs: -memory.back.leastMs, upToMs: latestMs - (memory.back.leastMs + offsetMs), latestMs }]
    memory.current = { startMs: nowMs, leastMs: memory.back.leastMs, count }
    delete memory.previous
    delete memory.back
  }

  /**
   * The feed's clock minus ours. Ahead: the median of the newest fifteen lags, negated, where it lies in the future; more than a
   * minute only from three events on. Else behind: the least lag of this and the previous five minutes, or since it was set back,
   * negated, after ten events. Beyond 15 hours it is 0.
   */
  get clockOffsetMs(): number {
    const { current, previous, lagsMs } = this.memory
    const ahead = -median(lagsMs)
    if (ahead > 0) return ahead > LARGEST_OFFSET_MS || (ahead > SLIGHTLY_AHEAD_MS && lagsMs.length < FEWEST_AHEAD) ? 0 : ahead
    if (current === undefined || current.count + (previous?.count ?? 0) < TRUSTED_AFTER) return 0
    const least = Math.min(current.leastMs, previous?.leastMs ?? Infinity)
    return least > LARGEST_OFFSET_MS || least === 0 ? 0 : -least
  }

  /** The same of the clock by which it told an instant of its own. */
  clockOffsetOfMs(ofMs: number): number {
    return this.clockSteps.find(({ upToMs }) => ofMs <= upToMs)?.offsetMs ?? this.clockOffsetMs
  }

  /** What was told by another clock than the one that goes now, oldest first. */
  get clockSteps(): readonly ClockStep[] {
    return stepsOf(this.memory)
  }

  /** When silence makes it stale, given the channels of its contacts that wait now; undefined where silence means nothing. */
  staleAtMs(waiting: Iterable<Channel>): number | undefined {
    const { alive, heardMs } = this.memory
    if (heardMs === undefined || this.memory.stale) return undefined
    switch (alive.kind) {
      case 'heartbeat':
      case 'poll': return heardMs + 3_000 * alive.intervalSeconds
      case 'events-only': {
        let seconds = Infinity
        for (const channel of waiting) seconds = Math.min(seconds, silenceSeconds(alive, channel))
        return seconds === Infinity ? undefined : heardMs + 1_000 * seconds
      }
      default: return alive satisfies never
    }
  }
}

export const newFeed = (name: string, alive: Alive = { kind: 'events-only' }): Feed =>
  new Feed({ name, alive, stale: false, accepted: 0, contactEvents: 0, drift: 0, snapshots: 0, lagsMs: [] })

/** The middle of a few numbers, the later one of two; 0 of none. */
const middle = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

/** The same, and 0 without sorting where none is negative. */
const median = (numbers: readonly number[]): number => (numbers.some((number) => number < 0) ? middle(numbers) : 0)
