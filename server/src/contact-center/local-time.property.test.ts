import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { isoDate, localDay, localInstant, weekdayOf } from './local-time.ts'

/** Whole hours, halves and quarters; clock changes by night, at midnight, by half an hour, and none. */
const ZONES = ['Europe/Brussels', 'America/Sao_Paulo', 'Africa/Cairo', 'America/Havana', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Santiago', 'UTC'] as const
const formats = new Map(ZONES.map((zone) => [zone, new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })]))
const shown = (zone: (typeof ZONES)[number], atMs: number): Record<string, string> => Object.fromEntries(formats.get(zone)?.formatToParts(atMs).map(({ type, value }) => [type, value]) ?? [])
const instant = fc.integer({ min: Date.UTC(2012, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 }).map((minutes) => minutes * 60_000)

it('[CC31] the local day is the one that the zone’s calendars show, however often and in whatever order it is asked for', () => {
  fc.assert(fc.property(fc.constantFrom(...ZONES), instant, fc.integer({ min: -2_000, max: 2_000 }), (zone, atMs, beside) => {
    for (const each of [atMs, atMs + beside * 60_000, atMs]) {
      const { year, month, day, weekday } = shown(zone, each)
      expect(isoDate(localDay(zone, each))).toBe(`${year}-${month}-${day}`)
      expect(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][weekdayOf(localDay(zone, each))]).toBe(weekday)
    }
  }), { numRuns: 500 })
})

it('[CC31] the instant of a local time is one at which the clocks show it, where they ever do', () => {
  fc.assert(fc.property(fc.constantFrom(...ZONES), instant, (zone, atMs) => {
    const { hour, minute } = shown(zone, atMs)
    const found = localInstant(zone, localDay(zone, atMs), Number(hour) * 60 + Number(minute))
    expect(shown(zone, found)).toEqual(shown(zone, atMs))
  }), { numRuns: 500 })
})
