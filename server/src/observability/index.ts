export { createMetrics, type Metrics } from './metrics.ts'
export { createLogger, type Logger, type LoggerOptions, type LogFields, type LogLevel } from './logger.ts'
export { openTracing, tracesNotDone, tracesWanted, type TracingEnvironment } from './tracing/open-tracing.ts'
export type { OpenSpan, SpanAttributes, SpanKind, SpanRecorder, SpanStart } from './tracing/span-recorder.ts'
