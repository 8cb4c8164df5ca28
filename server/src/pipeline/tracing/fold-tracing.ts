import type { LogRecord } from '../../event-log/index.ts'
import { mayHoldTraces, readTraces } from '../../event-log/index.ts'
import type { OpenSpan, SpanRecorder } from '../../observability/index.ts'

/** One trace as this node folded it: who and what it may move on a screen. */
export interface FoldedTrace {
  /** Of the fold's span. */
  traceparent: string
  partition: number
  center: string
  contacts: readonly string[]
  /** Log position: a display that is true up to here or later shows it. */
  seq: number
  foldedMs: number
}

/** From the log into the fold, on any node. */
export interface FoldTracing {
  /** An entry is about to be folded. */
  entry(partition: number, record: LogRecord): void
  /** All entries read so far are folded, and the screens are told next. */
  folded(partition: number): void
}

/** Of one request; a batch of ten thousand would end on as many screens. */
const MOST_CONTACTS = 20
const FORECAST = /^\{"f":\d+,"kind":"forecast"/

interface Reading { span: OpenSpan; center: string; contacts: string[]; seq: number }

export function createFoldTracing(recorder: SpanRecorder, nowMs: () => number, then: { traced(trace: FoldedTrace): void; forecast(partition: number, body: string, atMs: number): void }): FoldTracing {
  const reading = new Map<number, Reading[]>()
  return {
    entry(partition, { body, id, seq }) {
      if (!mayHoldTraces(body)) {
        if (FORECAST.test(body)) then.forecast(partition, body, nowMs())
        return
      }
      const startMs = nowMs()
      for (const { traceparent, items } of readTraces(body)) {
        const center = centerOf(items[0])
        if (center === undefined) continue
        const span = recorder.begin('fold', {
          kind: 'consumer', parent: traceparent, startMs,
          attributes: { 'queuecast.center': center, 'queuecast.partition': partition, 'queuecast.log_entry': id, 'queuecast.events': items.length },
        })
        if (span === undefined) continue
        const contacts = [...new Set(items.map(contactOf).filter((contact) => contact !== undefined))].slice(0, MOST_CONTACTS)
        reading.set(partition, [...reading.get(partition) ?? [], { span, center, contacts, seq }])
      }
    },
    folded(partition) {
      const done = reading.get(partition)
      if (done === undefined) return
      reading.delete(partition)
      const foldedMs = nowMs()
      for (const { span, ...trace } of done) {
        span.end(foldedMs)
        then.traced({ ...trace, traceparent: span.traceparent, partition, foldedMs })
      }
    },
  }
}

const centerOf = (item: unknown): string | undefined =>
  typeof item === 'object' && item !== null && 'center' in item && typeof item.center === 'string' ? item.center : undefined

/** The contact that an item speaks of. */
function contactOf(item: unknown): string | undefined {
  const { fact } = item as { fact?: { event?: { contact?: unknown } } }
  const contact = fact?.event?.contact
  return typeof contact === 'string' ? contact : undefined
}
