import type { ContactEvent } from '@queuecast/server/contact-center'
import { DateTime } from 'luxon'

/** How many rows of each kind there were; every row is in exactly one of them. */
export interface BankCounts {
  rows: number
  /** Waited in a queue and were served. */
  servedAfterWaiting: number
  servedAtOnce: number
  abandoned: number
  /** To be ignored by the record's own word. */
  phantom: number
  /** Faulty: a time in the voice response unit below zero. */
  negativeVruTime: number
  /** Faulty: left the queue before entering it (two calls over midnight among them). */
  exitBeforeStart: number
  /** Hung up without ever reaching a queue: no contact of any line. */
  hungUpBeforeQueue: number
}

const COLUMNS = [
  'vru+line', 'call_id', 'priority', 'type', 'date', 'vru_entry', 'vru_exit', 'vru_time', 'q_start', 'q_exit', 'q_time', 'outcome',
  'ser_start', 'ser_exit', 'ser_time', 'server',
] as const
type Column = (typeof COLUMNS)[number]
type Row = Record<Column, string>

/** The bank credits a priority-2 caller with this much waiting at the outset. */
const CREDIT_MS = 90_000
const HALF_DAY_SECONDS = 43_200
const DAY_MS = 86_400_000
const QUEUES = new Map([['PS', 'ps'], ['PE', 'pe'], ['NW', 'nw'], ['NE', 'ne'], ['TT', 'tt'], ['IN', 'in']])

/**
 * Order of events that share a second, as the bank's own second had it: ends, then departures, then entries. A call that
 * passes several of them within one second keeps its own order.
 */
type Step = 'a-handled' | 'b-left-line' | 'c-queued' | 'd-left-at-once' | 'e-handled-at-once'

function rowOf(line: string, lineNumber: number): Row {
  const cells = line.split('\t')
  if (cells.length !== COLUMNS.length) {
    throw new Error(`line ${lineNumber}: ${cells.length} columns, but a bank record has ${COLUMNS.length} separated by tabs; is this the bank's file?`)
  }
  return Object.fromEntries(COLUMNS.map((column, i) => [column, cells[i] ?? ''])) as Row
}

function secondsOfDay(row: Row, column: Column, lineNumber: number): number {
  const match = /^(\d{1,2}):(\d\d):(\d\d)$/.exec(row[column])
  if (match === null) throw new Error(`line ${lineNumber}, ${column}: "${row[column]}" is not a time of day such as 9:05:00`)
  return Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3])
}

function seconds(row: Row, column: Column, lineNumber: number): number {
  const value = Number(row[column])
  if (row[column] === '' || !Number.isInteger(value)) throw new Error(`line ${lineNumber}, ${column}: "${row[column]}" is not a whole number of seconds`)
  return value
}

function midnightOf(date: string, lineNumber: number): DateTime {
  const midnight = DateTime.fromFormat(date, 'yyMMdd', { zone: 'Asia/Jerusalem' })
  if (!midnight.isValid) throw new Error(`line ${lineNumber}, date: "${date}" is not a date as yymmdd`)
  return midnight
}

/**
 * The bank's call record as contact events, sorted by (time, id). One queue per type; feed level 2: no agent states, since
 * the record says who was busy and not who was signed in. A queued call is answered at `q_exit`, so that its wait is the
 * record's `q_time`; its service ends at `ser_start + ser_time` (`ser_exit` wraps at midnight).
 */
export function bankEvents(tsv: string): { events: ContactEvent[]; counts: BankCounts } {
  const lines = tsv.split(/\r?\n/)
  const header = lines[0] ?? ''
  if (header.split('\t').join() !== COLUMNS.join()) {
    throw new Error(`line 1: the header must be ${COLUMNS.join(' ')} (tab-separated), but is "${header.slice(0, 200)}"`)
  }
  const counts: BankCounts = {
    rows: 0, servedAfterWaiting: 0, servedAtOnce: 0, abandoned: 0, phantom: 0, negativeVruTime: 0, exitBeforeStart: 0, hungUpBeforeQueue: 0,
  }
  const events: ContactEvent[] = []
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === '') continue
    counts.rows++
    events.push(...callEvents(rowOf(line, index + 1), index + 1, counts))
  }
  events.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
  return { events, counts }
}

function callEvents(row: Row, lineNumber: number, counts: BankCounts): ContactEvent[] {
  const { outcome } = row
  if (outcome === 'PHANTOM') { counts.phantom++; return [] }
  if (outcome !== 'AGENT' && outcome !== 'HANG') throw new Error(`line ${lineNumber}, outcome: "${outcome}" is none of AGENT, HANG, PHANTOM`)
  const queue = QUEUES.get(row.type)
  if (queue === undefined) throw new Error(`line ${lineNumber}, type: "${row.type}" is none of ${[...QUEUES.keys()].join(', ')}`)
  if (seconds(row, 'vru_time', lineNumber) < 0) { counts.negativeVruTime++; return [] }

  const queueStart = secondsOfDay(row, 'q_start', lineNumber)
  const waited = seconds(row, 'q_time', lineNumber)
  const waits = queueStart !== 0 || waited > 0
  if (waits && secondsOfDay(row, 'q_exit', lineNumber) < queueStart) { counts.exitBeforeStart++; return [] }
  if (!waits && outcome === 'HANG') { counts.hungUpBeforeQueue++; return [] }

  const midnight = midnightOf(row.date, lineNumber)
  const entry = secondsOfDay(row, 'vru_entry', lineNumber)
  // Times of day after midnight belong to the next day.
  const instant = (secondOfDay: number): number => {
    const sameDay = midnight.set({ hour: Math.floor(secondOfDay / 3600), minute: Math.floor(secondOfDay / 60) % 60, second: secondOfDay % 60 }).toMillis()
    return secondOfDay < entry - HALF_DAY_SECONDS ? sameDay + DAY_MS : sameDay
  }

  const contact = `call-${String(lineNumber).padStart(6, '0')}`
  const event = (step: Step): { id: string; contact: string } => ({ id: `${step}-${contact}`, contact })
  const queuedAt = instant(waits ? queueStart : secondsOfDay(row, 'vru_exit', lineNumber))
  const leftAt = waits ? queuedAt + (secondsOfDay(row, 'q_exit', lineNumber) - queueStart) * 1000 : queuedAt
  const credit = waits && row.priority === '2' ? { since: queuedAt - CREDIT_MS } : {}
  const events: ContactEvent[] = [{ ...event('c-queued'), type: 'contact.queued', time: queuedAt, queue, channel: 'voice', ...credit }]
  const leaving = event(leftAt > queuedAt ? 'b-left-line' : 'd-left-at-once')
  if (outcome === 'HANG') {
    counts.abandoned++
    return [...events, { ...leaving, type: 'contact.abandoned', time: leftAt }]
  }

  if (waits) counts.servedAfterWaiting++
  else counts.servedAtOnce++
  // The internet desk has positions of its own; the same people sit there at other times, which would make it one pool with the rest.
  const agent = row.server === 'NO_SERVER' ? {} : { agent: row.type === 'IN' ? `internet-${row.server}` : row.server }
  const serviceStart = secondsOfDay(row, 'ser_start', lineNumber)
  const serviceSeconds = Math.max(0, seconds(row, 'ser_time', lineNumber))
  const startedAt = serviceStart === 0 ? leftAt : instant(serviceStart)
  const endedAt = Math.max(leftAt, startedAt + serviceSeconds * 1000)
  events.push({ ...leaving, type: 'contact.answered', time: leftAt, ...agent })
  events.push({ ...event(endedAt > leftAt ? 'a-handled' : 'e-handled-at-once'), type: 'contact.handled', time: endedAt, ...agent, afterWork: 'unknown' })
  return events
}
