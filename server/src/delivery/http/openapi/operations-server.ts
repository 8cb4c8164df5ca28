import type { Operation } from './operation.ts'

export const SERVER_OPERATIONS = [
  {
    id: 'getHealth', method: 'get', path: '/healthz', group: 'Server', who: [], summary: 'Does the process answer?',
    answer: { status: 200, description: 'It does.', media: { 'application/json': 'Health' } }, problems: [], curl: 'curl -sS "$URL/healthz"',
  },
  {
    id: 'getReady', method: 'get', path: '/readyz', group: 'Server', who: [], summary: 'May traffic be sent here?',
    answer: { status: 200, description: 'It may.', media: { 'application/json': 'Readiness' } },
    also: { 503: 'Not now; `why` lists the reasons.' }, problems: [], curl: 'curl -sS "$URL/readyz"',
  },
  {
    id: 'getMetrics', method: 'get', path: '/metrics', group: 'Server', who: [], summary: 'Figures for Prometheus',
    answer: { status: 200, description: 'Prometheus text format.', media: { 'text/plain': 'text' } }, problems: [], curl: 'curl -sS "$URL/metrics"',
  },
  {
    id: 'getOpenApi', method: 'get', path: '/openapi.json', group: 'Server', who: [], summary: 'This description, for machines',
    answer: { status: 200, description: 'OpenAPI 3.1.', media: { 'application/json': 'text' } }, problems: [], curl: 'curl -sS "$URL/openapi.json"',
  },
  {
    id: 'getDocs', method: 'get', path: '/docs', group: 'Server', who: [], summary: 'This description, for people',
    answer: { status: 200, description: 'A page.', media: { 'text/html': 'text' } }, problems: [], curl: 'curl -sS "$URL/docs"',
  },
] as const satisfies readonly Operation[]
