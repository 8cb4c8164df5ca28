import Holidays from 'date-holidays'
import { DateTime } from 'luxon'
import type { Hours } from './facts.ts'
import { isoDate, localDay, localInstant, weekdayOf } from './local-time.ts'

/** One stretch of opening, epoch milliseconds, the end not included; nobody joins from `lastEntryMs` on. */
interface Stretch { startMs: number; endMs: number; lastEntryMs: number }

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
/** How far ahead the next change is looked for: a queue may be closed over long holidays, but not for longer than this. */
const HORIZON_DAYS = 400
/** Beyond it the memo of shared hours begins anew. */
const MOST_SHARED = 1_000

/** What was last answered of some hours, with the instants (the last not included) of which it is the answer. */
interface Answer { fromMs: number; toMs: number; answer: number | undefined }
interface HoursMemo { byDay: Map<number, Stretch[]>; answers: Map<string, Answer> }
type MemoByZone = Map<string, HoursMemo>

// Memos of pure functions: the same configuration, zone and day always give the same stretches.
const memos = new WeakMap<Hours, MemoByZone>()
/** By the hours as text: the queues of a center mostly share theirs, each in an object of its own. */
const memosByText = new Map<string, MemoByZone>()
const closedDays = new Map<string, Set<string>>()

/** Public holidays of a country (`BE`) or region (`BE-VLG`) in a year, as `YYYY-MM-DD`. */
function publicHolidays(code: string, year: number): Set<string> {
  const key = `${code} ${year}`
  let days = closedDays.get(key)
  if (days === undefined) {
    const [country = '', state, region] = code.split('-')
    const calendar = state === undefined ? new Holidays(country) : region === undefined ? new Holidays(country, state) : new Holidays(country, state, region)
    days = new Set()
    for (const holiday of calendar.getHolidays(year)) {
      if (holiday.type !== 'public') continue
      // A holiday may span days; `start` and `end` are instants, `date` is the first local day.
      const spanDays = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / 86_400_000))
      const first = DateTime.fromISO(holiday.date.slice(0, 10), { zone: 'utc' })
      for (let day = 0; day < spanDays; day++) days.add(first.plus({ days: day }).toISODate() ?? '')
    }
    closedDays.set(key, days)
  }
  return days
}

function minutesOf(text: string): number {
  const [hours = '0', minutes = '0'] = text.split(':')
  return Number(hours) * 60 + Number(minutes)
}

function memoOf(hours: Hours, zone: string): HoursMemo {
  let byZone = memos.get(hours)
  if (byZone === undefined) memos.set(hours, (byZone = memoByZone(hours)))
  let memo = byZone.get(zone)
  if (memo === undefined) byZone.set(zone, (memo = { byDay: new Map(), answers: new Map() }))
  return memo
}

function memoByZone(hours: Hours): MemoByZone {
  const text = JSON.stringify(hours)
  let byZone = memosByText.get(text)
  if (byZone === undefined) {
    if (memosByText.size > MOST_SHARED) memosByText.clear()
    memosByText.set(text, (byZone = new Map()))
  }
  return byZone
}

function stretchesOfDay(hours: Hours, zone: string, day: number): Stretch[] {
  const { byDay } = memoOf(hours, zone)
  let stretches = byDay.get(day)
  if (stretches === undefined) {
    if (byDay.size > 2_000) byDay.clear()
    byDay.set(day, (stretches = computeStretches(hours, zone, day)))
  }
  return stretches
}

/** The same question is asked of each queue at each tick, and a center that never closes has its next change far ahead. */
function answered(hours: Hours, zone: string, question: string, atMs: number, ask: () => Answer): number | undefined {
  const { answers } = memoOf(hours, zone)
  const last = answers.get(question)
  if (last !== undefined && last.fromMs <= atMs && atMs < last.toMs) return last.answer
  const found = ask()
  answers.set(question, found)
  return found.answer
}

function computeStretches(hours: Hours, zone: string, day: number): Stretch[] {
  const iso = isoDate(day)
  const exception = hours.exceptions?.[iso]
  const holiday = hours.holidays !== undefined && publicHolidays(hours.holidays, Number(iso.slice(0, 4))).has(iso)
  const weekday = WEEKDAYS[weekdayOf(day)]
  const times = exception ?? (holiday || weekday === undefined ? [] : (hours.weekly[weekday] ?? []))
  return times.map((text) => {
    const [from = '00:00', to = '24:00'] = text.split('-')
    const start = minutesOf(from)
    const end = minutesOf(to) <= start ? minutesOf(to) + 1440 : minutesOf(to)
    const last = hours.lastEntry === undefined ? end : Math.max(start, Math.min(end, minutesOf(hours.lastEntry)))
    return { startMs: localInstant(zone, day, start), endMs: localInstant(zone, day, end), lastEntryMs: localInstant(zone, day, last) }
  }).filter((stretch) => stretch.startMs < stretch.endMs).sort((a, b) => a.startMs - b.startMs)
}

/** The stretch that holds this instant. A stretch past midnight belongs to the day it began. */
function stretchAt(hours: Hours, timeZone: string, atMs: number): Stretch | undefined {
  const today = localDay(timeZone, atMs)
  let found: Stretch | undefined
  for (const day of [today - 1, today]) {
    for (const stretch of stretchesOfDay(hours, timeZone, day)) {
      if (stretch.startMs <= atMs && atMs < stretch.endMs && (found === undefined || stretch.endMs > found.endMs)) found = stretch
    }
  }
  return found
}

/** Whether the hours say open at this instant. */
export function isOpen(hours: Hours, timeZone: string, atMs: number): boolean {
  return stretchAt(hours, timeZone, atMs) !== undefined
}

/** Whether somebody may still join at this instant: open, and the last entry has not passed. */
export function takesEntries(hours: Hours, timeZone: string, atMs: number): boolean {
  const stretch = stretchAt(hours, timeZone, atMs)
  return stretch !== undefined && atMs < stretch.lastEntryMs
}

/** Every boundary of the days around, in time order, walking outwards. */
function* boundaries(hours: Hours, timeZone: string, atMs: number, step: 1 | -1): Generator<number> {
  const today = localDay(timeZone, atMs)
  const edges: number[] = []
  for (let days = -1; days <= HORIZON_DAYS; days++) {
    const day = today + step * days
    const ofDay = stretchesOfDay(hours, timeZone, day)
    edges.push(...ofDay.flatMap((stretch) => [stretch.startMs, stretch.lastEntryMs, stretch.endMs]))
    edges.sort((a, b) => step * (a - b))
    // A stretch past midnight ends within the next day, perhaps after one of that day begins.
    const nextDayMs = localInstant(timeZone, day + 1, 0)
    const unsure = edges.findIndex((edge) => step === 1 ? edge >= nextDayMs : edge < nextDayMs)
    yield* edges.splice(0, unsure === -1 ? edges.length : unsure)
  }
  yield* edges
}

/** The next instant after this one at which the hours open, close or pass their last entry; undefined where none comes within 400 days. */
export function nextChangeMs(hours: Hours, timeZone: string, atMs: number): number | undefined {
  return nextEdgeMs(hours, timeZone, 'change', atMs, (edge) => standing(hours, timeZone, edge) !== standing(hours, timeZone, edge - 1))
}

/** The next instant after this one at which the hours open. */
export function nextOpeningMs(hours: Hours, timeZone: string, atMs: number): number | undefined {
  return nextEdgeMs(hours, timeZone, 'opening', atMs, (edge) => isOpen(hours, timeZone, edge) && !isOpen(hours, timeZone, edge - 1))
}

function nextEdgeMs(hours: Hours, timeZone: string, question: string, atMs: number, fits: (edge: number) => boolean): number | undefined {
  return answered(hours, timeZone, question, atMs, () => {
    for (const edge of boundaries(hours, timeZone, atMs, 1)) {
      if (edge > atMs && fits(edge)) return { fromMs: atMs, toMs: edge, answer: edge }
    }
    return { fromMs: atMs, toMs: Math.floor(atMs) + 1, answer: undefined }
  })
}

/** The last instant at or before this one at which the hours opened or closed. */
export function lastBoundaryMs(hours: Hours, timeZone: string, atMs: number): number | undefined {
  return answered(hours, timeZone, 'boundary', atMs, () => {
    for (const edge of boundaries(hours, timeZone, atMs, -1)) {
      if (edge <= atMs && isOpen(hours, timeZone, edge) !== isOpen(hours, timeZone, edge - 1)) return { fromMs: edge, toMs: Math.floor(atMs) + 1, answer: edge }
    }
    return { fromMs: atMs, toMs: Math.floor(atMs) + 1, answer: undefined }
  })
}

function standing(hours: Hours, timeZone: string, atMs: number): 'open' | 'closing' | 'closed' {
  const stretch = stretchAt(hours, timeZone, atMs)
  return stretch === undefined ? 'closed' : atMs < stretch.lastEntryMs ? 'open' : 'closing'
}
