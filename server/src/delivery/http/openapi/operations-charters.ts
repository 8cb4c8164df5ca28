import type { Operation } from './operation.ts'

const KEY_PROBLEMS = ['no-key', 'unknown-key', 'other-center', 'wrong-purpose', 'unknown-center'] as const

export const CHARTER_OPERATIONS = [
  {
    id: 'getCharters', method: 'get', path: '/v1/centers/{center}/charters', group: 'Evidence', who: ['read', 'inspect', 'supervisor', 'admin'],
    summary: 'See what was promised',
    description: 'Every version of every charter that the center adheres to: what each rule asks, where it comes from, what is open; and the names of the charters that are shipped.',
    answer: { status: 200, description: 'The charters.', media: { 'application/json': 'Charters' } },
    problems: [...KEY_PROBLEMS, 'no-ledger'],
    curl: 'curl -sS "$URL/v1/centers/example/charters" -H "Authorization: Bearer $INSPECT_KEY"',
  },
  {
    id: 'getVerdicts', method: 'get', path: '/v1/centers/{center}/verdicts', group: 'Evidence', who: ['read', 'inspect', 'supervisor', 'admin'],
    summary: 'See whether it was kept',
    description: 'Each rule in each whole window that meets the period: met, at-risk, breached, exempt, not-measurable or not-set, with n, the figure, its interval, what other formulas give, '
      + 'what was exempt or left out, corrections by late events, the outlook of an unfinished window, and some of the contacts behind a miss. The center\'s own totals stand beside ours.',
    parameters: [
      { name: 'from', in: 'query', description: 'local date, or an RFC 3339 instant; the first of the month of `to` without it', example: '2026-11-01' },
      { name: 'to', in: 'query', description: 'local date (included), or an RFC 3339 instant; now without it', example: '2026-11-30' },
    ],
    answer: { status: 200, description: 'The verdicts.', media: { 'application/json': 'Verdicts' } },
    problems: [...KEY_PROBLEMS, 'invalid-field', 'no-ledger'],
    curl: 'curl -sS "$URL/v1/centers/example/verdicts" -H "Authorization: Bearer $INSPECT_KEY"',
  },
  {
    id: 'putCharters', method: 'put', path: '/v1/centers/{center}/charters', group: 'Evidence', who: ['admin'],
    summary: 'Adhere to a charter, or to a new version of one',
    description: 'From a day after today on. Versions are only ever added: a window is judged by the version that was in force then. The same again changes nothing (200).',
    body: { required: true, media: { 'application/json': 'PutCharters' } },
    answer: { status: 201, description: 'The book as it stands now.', media: { 'application/json': 'Charters' } },
    also: { 200: 'It stood there already.' },
    problems: [...KEY_PROBLEMS, 'malformed-json', 'invalid-field', 'charter-refused', 'too-large', 'no-ledger', 'store-unavailable'],
    curl: 'curl -sS -X PUT "$URL/v1/centers/example/charters" -H "Authorization: Bearer $ADMIN_KEY" -H "Content-Type: application/json" -d \'{"adoption":{"id":"be-2011","effectiveFrom":"2030-01-01"}}\'',
  },
] as const satisfies readonly Operation[]
