import type { SpanRecorder } from './span-recorder.ts'

/** The standard variables that say whether traces are wanted; how they are sent is read by OpenTelemetry itself. */
export type TracingEnvironment = Readonly<Record<string, string | undefined>>

const PROTOCOL = 'http/json'

/** Off unless an address to send to is set, and where OpenTelemetry's own switches say so. */
export function tracesWanted(env: TracingEnvironment): boolean {
  const endpoint = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? ''
  const exporters = (env['OTEL_TRACES_EXPORTER'] ?? 'otlp').split(',').map((name) => name.trim())
  return endpoint.trim() !== '' && env['OTEL_SDK_DISABLED']?.trim().toLowerCase() !== 'true' && exporters.includes('otlp')
}

/** What was asked for and is not done; empty where all is. */
export function tracesNotDone(env: TracingEnvironment): string[] {
  const protocol = env['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] ?? env['OTEL_EXPORTER_OTLP_PROTOCOL'] ?? PROTOCOL
  return protocol === PROTOCOL ? [] : [`traces are sent as ${PROTOCOL}, not as OTEL_EXPORTER_OTLP_PROTOCOL=${protocol}; let the collector listen for OTLP over HTTP (port 4318)`]
}

/** Loads OpenTelemetry only where it is wanted: without it not even its modules are read. */
export async function openTracing(env: TracingEnvironment, warn: (message: string) => void): Promise<SpanRecorder | undefined> {
  if (!tracesWanted(env)) return undefined
  for (const message of tracesNotDone(env)) warn(message)
  const { createOtlpRecorder } = await import('./otlp-recorder.ts')
  return createOtlpRecorder(warn)
}
