import type { SpanRecorder } from '../../observability/index.ts'
import { createFoldTracing, type FoldTracing } from './fold-tracing.ts'
import { createIngestTracing, type IngestTracing } from './ingest-tracing.ts'
import { createScreenTracing, type ScreenTracing } from './screen-tracing.ts'

/**
 * Traces from event to screen. The context travels beside the facts in their log entry, so a trace goes on at whichever
 * node folds them; the pure rooms know nothing of it, since every time is taken around them.
 */
export interface TraceDesk { ingest: IngestTracing; fold: FoldTracing; screen: ScreenTracing }

export interface TraceDeskDeps {
  recorder: SpanRecorder
  /** Epoch milliseconds that never go back. */
  nowMs(): number
  queuesOf(center: string, contact: string): readonly string[]
}

export function openTraceDesk({ recorder, nowMs, queuesOf }: TraceDeskDeps): TraceDesk {
  const screen = createScreenTracing(recorder, nowMs, queuesOf)
  return {
    screen, ingest: createIngestTracing(recorder, nowMs),
    fold: createFoldTracing(recorder, nowMs, { traced: screen.await, forecast: screen.forecast }),
  }
}
