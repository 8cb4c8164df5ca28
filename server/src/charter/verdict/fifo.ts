import type { ContactEvidence } from '../evidence.ts'
import { humanAnswerMs } from './cases/wait.ts'

/** Waits for late endings: a service lasts no longer than this, so nobody answered earlier is still unsettled. */
const HOLD_MS = 86_400_000

export interface Overtaken { contact: string; atMs: number; overtaken: boolean }

/**
 * Who was overtaken: answered after somebody who joined the same queue later. Evidence comes in the order of settling,
 * answers are looked at in the order in which they were given; so they are held back for a day.
 */
export function createFifoWatch(judge: (one: Overtaken) => void): { add(evidence: ContactEvidence): void; finish(): void } {
  const pending = new Map<string, { contact: string; queuedMs: number; answeredMs: number }[]>()
  const latestJoin = new Map<string, number>()
  let newestMs = -Infinity
  let flushedMs = -Infinity
  const flush = (beforeMs: number): void => {
    for (const [queue, entries] of pending) {
      entries.sort((a, b) => a.answeredMs - b.answeredMs)
      const count = entries.findIndex((entry) => entry.answeredMs >= beforeMs)
      for (const entry of entries.splice(0, count < 0 ? entries.length : count)) {
        const latest = latestJoin.get(queue) ?? -Infinity
        judge({ contact: entry.contact, atMs: entry.queuedMs, overtaken: latest > entry.queuedMs })
        if (entry.queuedMs > latest) latestJoin.set(queue, entry.queuedMs)
      }
    }
  }
  return {
    add(evidence) {
      const answeredMs = humanAnswerMs(evidence)
      const queue = evidence.queues[0]
      const queuedMs = evidence.clocks.queuedAtMs
      if (answeredMs === undefined || queue === undefined || queuedMs === undefined || evidence.queues.length > 1) return
      const entries = pending.get(queue)
      const entry = { contact: evidence.contact, queuedMs, answeredMs }
      if (entries === undefined) pending.set(queue, [entry])
      else entries.push(entry)
      newestMs = Math.max(newestMs, evidence.settledAtMs)
      if (flushedMs === -Infinity) flushedMs = newestMs - HOLD_MS
      if (newestMs - flushedMs > 2 * HOLD_MS) {
        flushedMs = newestMs - HOLD_MS
        flush(flushedMs)
      }
    },
    finish: () => flush(Infinity),
  }
}
