import type { ConnectionNote } from '../feeds/index.ts'
import { shapeOf } from './shape-of.ts'

const REJECTED_KEPT = 100

/** Something that a feed sent and nobody took. `shape` says what it looked like; no text of it is kept. */
export interface RejectedNote { atMs: number; reason: string; shape?: unknown }

/** How the connection of a connected feed stands on this node. */
export interface ConnectionHealth {
  /** `elsewhere`: another node connects this feed, or none does yet. */
  state: 'connected' | 'connecting' | 'down' | 'elsewhere'
  sinceMs: number
  /** Connections tried since this node took the feed. */
  attempts: number
  lastError?: string
  lastErrorAtMs?: number
  nextTryAtMs?: number
  warning?: string
}

/** What a node knows of one feed beside what the log says. */
export class FeedRecord {
  rejected = 0
  connection: ConnectionHealth | undefined
  #notes: RejectedNote[] = []
  readonly #nowMs: () => number

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /** Newest first. */
  get notes(): RejectedNote[] {
    return this.#notes.toReversed()
  }

  reject(reason: string, sample?: unknown): void {
    this.rejected++
    this.#notes.push({ atMs: this.#nowMs(), reason: reason.slice(0, 500), ...(sample === undefined ? {} : { shape: shapeOf(sample) }) })
    if (this.#notes.length > REJECTED_KEPT) this.#notes.shift()
  }

  note(note: ConnectionNote | { state: 'elsewhere' }): void {
    const nowMs = this.#nowMs()
    const before = this.connection
    const { nextTryAtMs: _tried, warning, ...rest } = before ?? { state: note.state, sinceMs: nowMs, attempts: 0 }
    const sinceMs = before?.state === note.state ? before.sinceMs : nowMs
    switch (note.state) {
      case 'connecting':
        // Down until it is up: a try does not begin a new state for whoever looks.
        this.connection = { ...rest, state: before?.state === 'down' ? 'down' : 'connecting', sinceMs: before?.state === 'down' ? before.sinceMs : sinceMs, attempts: rest.attempts + 1 }
        return
      case 'connected': {
        const kept = note.warning ?? (before?.state === 'connected' ? warning : undefined)
        this.connection = { ...rest, state: 'connected', sinceMs, ...(kept === undefined ? {} : { warning: kept }) }
        return
      }
      case 'down':
        this.connection = { ...rest, state: 'down', sinceMs, lastError: note.error, lastErrorAtMs: nowMs, nextTryAtMs: nowMs + note.retryInMs }
        return
      case 'elsewhere':
        this.connection = { ...rest, state: 'elsewhere', sinceMs }
        return
      default: note satisfies never
    }
  }
}
