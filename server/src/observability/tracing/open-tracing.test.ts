import { expect, it } from 'vitest'
import { openTracing, tracesNotDone, tracesWanted } from './open-tracing.ts'

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }

it.each([
  [{}, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, false],
  [{ OTEL_SERVICE_NAME: 'queuecast' }, false],
  [ENDPOINT, true],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:4318/v1/traces' }, true],
  [{ ...ENDPOINT, OTEL_SDK_DISABLED: 'TRUE' }, false],
  [{ ...ENDPOINT, OTEL_TRACES_EXPORTER: 'none' }, false],
  [{ ...ENDPOINT, OTEL_TRACES_EXPORTER: 'console,otlp' }, true],
])('with %j traces are on: %s', (env, on) => {
  expect(tracesWanted(env)).toBe(on)
})

it('off, there is no recorder', async () => {
  expect(await openTracing({}, () => undefined)).toBeUndefined()
})

it('a protocol that is not spoken is told, with the fix', () => {
  expect(tracesNotDone({ ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' })).toEqual([])
  expect(tracesNotDone({ ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toEqual([expect.stringContaining('4318') as string])
})
