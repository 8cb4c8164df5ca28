import type { LedgerRow } from '../deps.ts'

const COLUMNS = [
  'n', 'index', 'at', 'contact', 'channel', 'queues', 'queuedAt', 'answeredAt', 'answeredBy', 'abandonedAt', 'endedAt', 'outcome', 'bounds',
  'firstToldAt', 'firstBoundSeconds', 'firstDeadline', 'firstPlace', 'via', 'receivedAt', 'shownAt', 'charters', 'correction', 'erased', 'hash',
] as const
export const CSV_HEAD = `${COLUMNS.join(',')}\r\n`

/** One row a contact (RFC 4180); hours, totals and erasures stand in NDJSON only. */
export function csvRow({ n, index, atMs, hash, erased, body }: LedgerRow): string {
  if (erased === true) return row({ n, index, at: time(atMs), erased: 'yes', hash })
  if (body?.kind !== 'contact') return ''
  const { evidence, corrects } = body
  const answer = evidence.answers[0]
  const told = evidence.told.find(({ levelAtMs }) => Object.keys(levelAtMs).length > 0) ?? evidence.told[0]
  return row({
    n, index, at: time(atMs), contact: evidence.contact, channel: evidence.channel, queues: evidence.queues.join(' '), queuedAt: time(evidence.clocks.queuedAtMs),
    answeredAt: time(answer?.atMs), answeredBy: answer?.by, abandonedAt: time(evidence.abandonedAtMs), endedAt: time(evidence.endedAtMs), outcome: evidence.outcome,
    bounds: evidence.told.filter(({ boundSeconds }) => boundSeconds !== undefined).length, firstToldAt: time(told?.atMs), firstBoundSeconds: told?.boundSeconds,
    firstDeadline: time(told?.deadlineMs), firstPlace: told?.position, via: told?.via, receivedAt: time(told?.levelAtMs.received), shownAt: time(told?.levelAtMs.shown),
    charters: evidence.charters.map(({ id, version }) => `${id}@${version}`).join(' '),
    correction: corrects === undefined ? undefined : `${corrects.n}/${corrects.index}`, hash,
  })
}

const time = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : new Date(ms).toISOString())

function row(values: Partial<Record<(typeof COLUMNS)[number], string | number | undefined>>): string {
  return `${COLUMNS.map((column) => cell(values[column])).join(',')}\r\n`
}

/** A text that a spreadsheet would take for a formula gets an apostrophe. */
function cell(value: string | number | undefined): string {
  if (value === undefined) return ''
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
