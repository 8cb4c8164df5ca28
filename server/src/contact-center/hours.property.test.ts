import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Hours } from './facts.ts'
import { isOpen, lastBoundaryMs, nextChangeMs, nextOpeningMs, takesEntries } from './hours.ts'

const ZONES = ['Europe/Brussels', 'America/Havana', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'] as const
const QUARTER_MS = 15 * 60_000
/** So far an answer is looked for by asking about every quarter of an hour. */
const SEEN_QUARTERS = 4 * 24 * 9

const clock = (quarter: number): string => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String(quarter % 4 * 15).padStart(2, '0')}`
const span = fc.tuple(fc.nat({ max: 95 }), fc.integer({ min: 1, max: 96 })).map(([from, to]) => `${clock(from)}-${clock(to)}`)
const day = fc.oneof(fc.constant<string[]>([]), fc.constant<string[]>(['00:00-24:00']), fc.array(span, { maxLength: 2 }))
const hours: fc.Arbitrary<Hours> = fc.record({
  weekly: fc.record({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }, { requiredKeys: [] }),
  lastEntry: fc.nat({ max: 95 }).map(clock),
  exceptions: fc.constant({ '2026-03-29': ['01:00-03:30'], '2026-10-25': [] }),
}, { requiredKeys: ['weekly'] })
/** Around the changes of the clocks of 2026, and in between. */
const instant = fc.integer({ min: Date.UTC(2026, 2, 1) / QUARTER_MS, max: Date.UTC(2026, 10, 8) / QUARTER_MS }).map((quarter) => quarter * QUARTER_MS)

function firstQuarter(fromMs: number, stepMs: number, fits: (atMs: number) => boolean): number | undefined {
  for (let at = fromMs, steps = 0; steps < SEEN_QUARTERS; steps++, at += stepMs) if (fits(at)) return at
  return undefined
}

it('[CC31] the next change, the next opening and the last boundary are the nearest, however often and in whatever order they are asked for', () => {
  fc.assert(fc.property(hours, fc.constantFrom(...ZONES), instant, fc.array(fc.integer({ min: -400, max: 400 }), { maxLength: 3 }), (of, zone, start, beside) => {
    const open = (atMs: number): boolean => isOpen(of, zone, atMs)
    const opens = (atMs: number): boolean => open(atMs) && !open(atMs - 1)
    const turns = (atMs: number): boolean => open(atMs) !== open(atMs - 1)
    const changes = (atMs: number): boolean => turns(atMs) || takesEntries(of, zone, atMs) !== takesEntries(of, zone, atMs - 1)
    for (const at of [start, ...beside.map((quarters) => start + quarters * QUARTER_MS), start]) {
      const seenTo = at + SEEN_QUARTERS * QUARTER_MS
      const within = (atMs: number | undefined): number | undefined => atMs !== undefined && atMs > at - SEEN_QUARTERS * QUARTER_MS && atMs <= seenTo ? atMs : undefined
      expect(within(nextChangeMs(of, zone, at))).toBe(firstQuarter(at + QUARTER_MS, QUARTER_MS, changes))
      expect(within(nextOpeningMs(of, zone, at))).toBe(firstQuarter(at + QUARTER_MS, QUARTER_MS, opens))
      expect(within(lastBoundaryMs(of, zone, at))).toBe(firstQuarter(at, -QUARTER_MS, turns))
    }
  }), { numRuns: 500 })
})
