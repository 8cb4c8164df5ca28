import type { Channel } from '@queuecast/client-sdk/protocol'
import type { CenterFacts, QueueFacts, ShowMode } from '../facts.ts'
import { isOpen, lastBoundaryMs, nextChangeMs, nextOpeningMs, takesEntries } from '../hours.ts'
import { Line } from '../structures/line.ts'
import { Sheet } from '../structures/sheet.ts'
import type { QueueView } from '../view.ts'
import type { Written } from './last-writer.ts'

const RECENT_ANSWERED = 20
/** Two priorities seen within this make a place less than firm. */
const MIXED_MS = 60 * 60_000

export interface QueueMemory {
  id: string
  channel?: Written<Channel>
  /** What `queue.state` said last. */
  told?: Written<{ open: boolean; reopensAtMs?: number }>
  /** A supervisor's mode, which stands until a newer configuration names the queue. */
  show?: ShowMode
  /** Priority → log time when last seen. */
  priorities: [number, number][]
  /** Feed → log time when it last said something of this queue. */
  fedBy: [string, number][]
  answered: { atMs: number; waitedSeconds: number; priority: number }[]
  sawHandled: boolean
  sawAgents: boolean
}
interface Openness { open: boolean; closing: boolean; reopensAtMs?: number; untilMs: number }

/** One queue as the fold keeps it. */
export class QueueRecord {
  readonly memory: QueueMemory
  readonly line = new Line()
  /** Of those that rest in its line. */
  readonly sheet = new Sheet()
  facts: QueueFacts | undefined
  /** Its view, and the step in which it was made. */
  view: QueueView | undefined
  viewStep = 0
  #openness: Openness | undefined
  #priorities: Map<number, number>
  #fedBy: Map<string, number>

  constructor(memory: QueueMemory) {
    this.memory = memory
    this.#priorities = new Map(memory.priorities)
    this.#fedBy = new Map(memory.fedBy)
  }

  get id(): string {
    return this.memory.id
  }

  get channel(): Channel {
    return this.facts?.channel ?? this.memory.channel?.value ?? 'voice'
  }

  configure(facts: QueueFacts | undefined): void {
    this.facts = facts
    this.#openness = undefined
  }

  tell(told: NonNullable<QueueMemory['told']>): void {
    this.memory.told = told
    this.#openness = undefined
  }

  sawPriority(priority: number, nowMs: number): void {
    this.#priorities.set(priority, nowMs)
    if (this.#priorities.size <= 8) return
    for (const [other, lastMs] of this.#priorities) if (lastMs + MIXED_MS <= nowMs) this.#priorities.delete(other)
  }

  /** Puts back when priorities were seen, after the line was filled again. */
  restorePriorities(priorities: [number, number][]): void {
    this.#priorities = new Map(priorities)
  }

  mixedPriorities(nowMs: number): boolean {
    if (this.line.mixed) return true
    let seen = 0
    for (const lastMs of this.#priorities.values()) if (lastMs + MIXED_MS > nowMs) seen++
    return seen > 1
  }

  sawFeed(feed: string, nowMs: number): void {
    this.#fedBy.set(feed, nowMs)
  }

  get feeds(): ReadonlyMap<string, number> {
    return this.#fedBy
  }

  answered(departure: { atMs: number; waitedSeconds: number; priority: number }): void {
    // A new array each time: readers may hold the one they were given.
    this.memory.answered = this.memory.answered.slice(1 - RECENT_ANSWERED).concat(departure)
  }

  /** Open or not: the later of what the feed told and the last boundary of the configured hours wins. Kept until it can change. */
  openness(config: CenterFacts, nowMs: number): Openness {
    if (this.#openness === undefined || nowMs >= this.#openness.untilMs) this.#openness = this.#judgeOpen(config, nowMs)
    return this.#openness
  }

  #judgeOpen(config: CenterFacts, nowMs: number): Openness {
    const hours = this.facts?.hours
    const zone = config.timeZone
    const told = this.memory.told
    const untilMs = hours === undefined ? Infinity : (nextChangeMs(hours, zone, nowMs) ?? Infinity)
    const boundaryMs = hours === undefined ? undefined : (lastBoundaryMs(hours, zone, nowMs) ?? -Infinity)
    if (told !== undefined && (boundaryMs === undefined || told.timeMs > boundaryMs)) {
      const reopensAtMs = told.value.reopensAtMs
      if (told.value.open) return { open: true, closing: hours !== undefined && isOpen(hours, zone, nowMs) && !takesEntries(hours, zone, nowMs), untilMs }
      if (reopensAtMs === undefined || nowMs < reopensAtMs) {
        const reopens = reopensAtMs ?? (hours === undefined ? undefined : nextOpeningMs(hours, zone, nowMs))
        return { open: false, closing: false, untilMs: Math.min(untilMs, reopensAtMs ?? Infinity), ...(reopens === undefined ? {} : { reopensAtMs: reopens }) }
      }
    }
    if (hours === undefined || isOpen(hours, zone, nowMs)) return { open: true, closing: hours !== undefined && !takesEntries(hours, zone, nowMs), untilMs }
    const reopens = nextOpeningMs(hours, zone, nowMs)
    return { open: false, closing: false, untilMs, ...(reopens === undefined ? {} : { reopensAtMs: reopens }) }
  }

  toJson(): QueueMemory {
    return { ...this.memory, priorities: [...this.#priorities], fedBy: [...this.#fedBy] }
  }
}

export const newQueue = (id: string): QueueRecord =>
  new QueueRecord({ id, priorities: [], fedBy: [], answered: [], sawHandled: false, sawAgents: false })
