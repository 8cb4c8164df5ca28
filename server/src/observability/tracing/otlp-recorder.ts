import { diag, DiagLogLevel, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type SpanContext } from '@opentelemetry/api'
import { parseTraceParent } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import type { SpanRecorder, SpanStart } from './span-recorder.ts'

const KINDS: Record<SpanStart['kind'], SpanKind> = { server: SpanKind.SERVER, producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER, internal: SpanKind.INTERNAL }
/** A collector that is away must not hold up the end of a node. */
const CLOSE_LIMIT_MS = 3_000
/** A collector that is away must not fill the log either. */
const WARN_EVERY_MS = 60_000

/** Sends spans as OTLP over HTTP. Address, headers, sampler and limits are those of the standard `OTEL_…` variables. */
export function createOtlpRecorder(warn: (message: string) => void): SpanRecorder {
  let warnedAtMs = Number.NEGATIVE_INFINITY
  const tell = (message: string): void => {
    if (performance.now() - warnedAtMs < WARN_EVERY_MS) return
    warnedAtMs = performance.now()
    warn(`traces: ${message}`)
  }
  const silent = (): void => undefined
  diag.setLogger({ error: tell, warn: tell, info: silent, debug: silent, verbose: silent }, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true })
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'queuecast' }).merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  })
  const tracer = provider.getTracer('queuecast')
  return {
    begin(name, { kind, parent, startMs, attributes = {} }) {
      const span = tracer.startSpan(name, { kind: KINDS[kind], startTime: startMs, attributes }, contextOf(parent))
      if (!span.isRecording()) return undefined
      return {
        traceparent: traceparentOf(span.spanContext()),
        end(endMs, more = {}, failed = false) {
          span.setAttributes(more)
          if (failed) span.setStatus({ code: SpanStatusCode.ERROR })
          span.end(endMs)
        },
      }
    },
    async close() {
      let timer: NodeJS.Timeout | undefined
      const limit = new Promise<void>((resolve) => { timer = setTimeout(resolve, CLOSE_LIMIT_MS) })
      await Promise.race([provider.shutdown().catch(() => undefined), limit])
      clearTimeout(timer)
    },
  }
}

function contextOf(parent: string | undefined): Context {
  const found = parent === undefined ? null : parseTraceParent(parent)
  return found === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...found, isRemote: true })
}

const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string => `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
