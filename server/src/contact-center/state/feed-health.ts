import type { Channel, FeedState } from '@queuecast/client-sdk/protocol'
import type { Alive } from '../facts.ts'

export const OFFSET_WINDOW_MS = 5 * 60_000
/** A delay may look like a slow clock, so a feed is only believed to be behind after this many events. */
const TRUSTED_AFTER = 10
/** Further than this from ours is no clock but a replay or a fault: not corrected. */
const LARGEST_OFFSET_MS = 26 * 3_600_000

const SILENCE_SECONDS: Record<Channel, number> = { voice: 300, chat: 300, video: 300, callback: 900, messaging: 900, email: 3_600 }

/** Silence of an events-only feed after which it is stale while a contact of this channel waits. */
export const silenceSeconds = (alive: Alive, channel: Channel): number =>
  (alive.kind === 'events-only' ? alive.maxSilenceSeconds : undefined) ?? SILENCE_SECONDS[channel]

interface OffsetWindow { startMs: number; leastMs: number; count: number }

export interface FeedMemory {
  name: string
  alive: Alive
  /** Log time of the last fact of this feed. */
  heardMs?: number
  lastEventMs?: number
  /** Stale from an outage or silence on, until it speaks. */
  stale: boolean
  accepted: number
  contactEvents: number
  drift: number
  snapshots: number
  current?: OffsetWindow
  previous?: OffsetWindow
}

/** A named source: is it alive, and how far is its clock from ours? */
export class Feed {
  readonly memory: FeedMemory

  constructor(memory: FeedMemory) {
    this.memory = memory
  }

  get state(): FeedState {
    return this.memory.heardMs === undefined ? (this.memory.stale ? 'stale' : 'unknown') : this.memory.stale ? 'stale' : 'live'
  }

  /** The feed spoke; true where it was not live before. */
  heard(nowMs: number, receivedAtMs: number, eventMs: number): boolean {
    const memory = this.memory
    const was = this.state
    memory.heardMs = nowMs
    memory.lastEventMs = Math.max(memory.lastEventMs ?? eventMs, eventMs)
    memory.stale = false
    memory.accepted++
    this.#observeClock(nowMs, receivedAtMs - eventMs)
    return was !== 'live'
  }

  #observeClock(nowMs: number, lagMs: number): void {
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

  /**
   * The feed's clock minus ours: the least of (received − event time) over this and the previous five minutes, negated. An event
   * from the future proves a fast clock at once; a slow one is believed after ten events. Beyond 26 hours it is 0.
   */
  get clockOffsetMs(): number {
    const { current, previous } = this.memory
    if (current === undefined) return 0
    const least = Math.min(current.leastMs, previous?.leastMs ?? Infinity)
    if (Math.abs(least) > LARGEST_OFFSET_MS) return 0
    if (least > 0 && current.count + (previous?.count ?? 0) < TRUSTED_AFTER) return 0
    return least === 0 ? 0 : -least
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
  new Feed({ name, alive, stale: false, accepted: 0, contactEvents: 0, drift: 0, snapshots: 0 })
