import type { Operation } from './operation.ts'

const KEY_PROBLEMS = ['no-key', 'unknown-key', 'other-center', 'wrong-purpose', 'unknown-center'] as const

export const LEDGER_OPERATIONS = [
  {
    id: 'getLedger', method: 'get', path: '/v1/centers/{center}/ledger', group: 'Evidence', who: ['inspect', 'admin'],
    summary: 'Read the evidence',
    description: 'What each contact was told, how far it got, and what happened; hours that were open and measured; totals; erasures. Oldest first, a row a payload. '
      + 'A contact is in it a minute after its end; a later fact appends a correction.',
    parameters: [
      { name: 'from', in: 'query', description: 'date, RFC 3339 or epoch milliseconds of log time; a day before `to` without it', example: '2026-11-22' },
      { name: 'to', in: 'query', description: 'not included; now without it', example: '2026-11-23' },
      { name: 'contact', in: 'query', description: 'only what is kept of this contact' },
      { name: 'Accept', in: 'header', description: '`application/x-ndjson` or `text/csv` (a row a contact)', example: 'text/csv' },
    ],
    answer: { status: 200, description: 'The evidence.', media: { 'application/x-ndjson': 'LedgerRow', 'text/csv': 'text' } },
    problems: [...KEY_PROBLEMS, 'invalid-field', 'not-acceptable', 'no-ledger'],
    curl: 'curl -sS "$URL/v1/centers/example/ledger" -H "Authorization: Bearer $INSPECT_KEY"',
  },
  {
    id: 'getAccuracy', method: 'get', path: '/v1/centers/{center}/accuracy', group: 'Evidence', who: ['read', 'inspect', 'supervisor', 'admin'],
    summary: 'See how true it was',
    description: 'What was told against what happened, from daily figures that stay when details go. Days are local days of the center, both included.',
    parameters: [
      { name: 'from', in: 'query', description: 'first day; six days before `to` without it', example: '2026-11-01' },
      { name: 'to', in: 'query', description: 'last day; today without it', example: '2026-11-30' },
      { name: 'queue', in: 'query', description: 'one queue; all without it', example: 'support' },
    ],
    answer: { status: 200, description: 'The figures.', media: { 'application/json': 'Accuracy' } },
    problems: [...KEY_PROBLEMS, 'invalid-field', 'no-ledger'],
    curl: 'curl -sS "$URL/v1/centers/example/accuracy" -H "Authorization: Bearer $INSPECT_KEY"',
  },
  {
    id: 'postTotals', method: 'post', path: '/v1/centers/{center}/totals', group: 'Evidence', who: ['feed', 'inspect', 'admin'],
    summary: 'Send the center\'s own daily totals',
    description: 'They stand beside ours with the difference. A day that is sent again is replaced.',
    body: { required: true, media: { 'application/json': 'TotalsRequest' } },
    answer: { status: 202, description: 'The log has them.', media: { 'application/json': 'TotalsAnswer' } },
    problems: [...KEY_PROBLEMS, 'malformed-json', 'invalid-field', 'unsupported-media-type', 'too-large', 'store-unavailable'],
    curl: `curl -sS "$URL/v1/centers/example/totals" -H "Authorization: Bearer $INSPECT_KEY" -H 'Content-Type: application/json' \\
  -d '{"totals":[{"date":"2026-11-22","queue":"support","offered":120,"answered":104,"abandoned":16}]}'`,
  },
  {
    id: 'deleteContact', method: 'delete', path: '/v1/centers/{center}/contacts/{contact}', group: 'Evidence', who: ['admin'],
    summary: 'Erase a contact',
    description: 'Its evidence and its archived events go, on every node; the chain stays whole and notes that something was erased, when, and by which kind of key. '
      + 'Daily figures stay. The live log forgets it within the hours that it keeps anything.',
    answer: { status: 202, description: 'The log has it; it is done within seconds.', media: { 'application/json': 'ErasureAnswer' } },
    problems: [...KEY_PROBLEMS, 'invalid-field', 'store-unavailable'],
    curl: 'curl -sS -X DELETE "$URL/v1/centers/example/contacts/c-17" -H "Authorization: Bearer $ADMIN_KEY"',
  },
] as const satisfies readonly Operation[]
