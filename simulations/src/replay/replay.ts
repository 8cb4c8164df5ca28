import { setTimeout as sleep } from 'node:timers/promises'
import type { ContactEvent } from '@queuecast/server/contact-center'
import { postBatch, type Target } from './post-batch.ts'
import { shiftEvent, type Shift } from './shift.ts'

export interface ReplayOptions extends Target {
  /** Recorded events in any order. */
  events: readonly ContactEvent[]
  /** 1 is as it happened, 20 is twenty times as fast. */
  speed?: number
  /** Before every event and contact id, so that runs do not meet; one is made from the time unless given. */
  prefix?: string
  /** Stops the replay cleanly: the batch under way ends, the summary says `stopped`. */
  signal?: AbortSignal
  /** Called after each batch. */
  onProgress?: (progress: ReplaySummary) => void
  onRetry?: (why: string, waitMs: number) => void
  /** How long one batch is tried while the server is away, milliseconds; ten minutes unless given. */
  giveUpAfterMs?: number
}

export interface ReplaySummary {
  prefix: string
  events: number
  sent: number
  accepted: number
  rejected: number
  /** Number of rejected events by what the server said. */
  reasons: Record<string, number>
  batches: number
  retries: number
  /** How far the newest sent event was behind its moment, milliseconds. */
  behindMs: number
  stopped: boolean
}

/** Events due within this of one another travel in one batch. */
const GATHER_MS = 25
const BATCH_EVENTS = 500

/**
 * Feeds a recorded center to a running server as if it happened now: the first event falls on this moment. Batches go one
 * after the other, so the order is kept; a server that is slow or away delays the events, never drops one. Resolves when
 * all are acknowledged or the signal stops it; rejects with RefusedByServer on a final no.
 */
export async function replay(options: ReplayOptions): Promise<ReplaySummary> {
  const events = [...options.events].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
  const nowMs = Date.now()
  const shift: Shift = { recordedMs: events[0]?.time ?? nowMs, nowMs, speed: options.speed ?? 1, prefix: options.prefix ?? `r${nowMs.toString(36)}-` }
  const summary: ReplaySummary = {
    prefix: shift.prefix, events: events.length, sent: 0, accepted: 0, rejected: 0, reasons: {}, batches: 0, retries: 0, behindMs: 0, stopped: false,
  }
  const post = { signal: options.signal, giveUpAfterMs: options.giveUpAfterMs ?? 600_000, onRetry: options.onRetry }
  const dueAtMs = (event: ContactEvent): number => nowMs + (event.time - shift.recordedMs) / shift.speed
  try {
    while (summary.sent < events.length) {
      options.signal?.throwIfAborted()
      const first = events[summary.sent]
      if (first === undefined) break
      const waitMs = dueAtMs(first) + GATHER_MS - Date.now()
      if (waitMs > 0) await sleep(waitMs, undefined, options.signal === undefined ? {} : { signal: options.signal })
      const batch: ContactEvent[] = []
      for (let i = summary.sent; i < events.length && batch.length < BATCH_EVENTS; i++) {
        const event = events[i]
        if (event === undefined || dueAtMs(event) > Date.now()) break
        batch.push(shiftEvent(event, shift))
      }
      if (batch.length === 0) continue
      const answer = await postBatch(options, batch, post)
      summary.sent += batch.length
      summary.accepted += answer.accepted
      summary.retries += answer.retries
      summary.rejected += answer.rejected.length
      for (const { reason } of answer.rejected) summary.reasons[reason] = (summary.reasons[reason] ?? 0) + 1
      summary.batches++
      summary.behindMs = Math.max(0, Date.now() - (batch.at(-1)?.time ?? 0))
      options.onProgress?.({ ...summary })
    }
  } catch (error) {
    if (options.signal?.aborted !== true) throw error
    summary.stopped = true
  }
  return summary
}
