import { describe, expect, it } from 'vitest'
import type { Hours } from './index.ts'
import { isOpen, lastBoundaryMs, nextChangeMs, nextOpeningMs, takesEntries } from './hours.ts'

const ZONE = 'Europe/Brussels'
const office: Hours = { weekly: { mon: ['09:00-12:00', '13:00-17:00'], tue: ['09:00-17:00'], fri: ['22:00-02:00'], sun: ['01:00-04:00'] }, lastEntry: '16:45' }
const ms = (iso: string): number => Date.parse(iso)
const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString())

describe('opening hours', () => {
  it('[CC31] follow the center’s own clock, end not included', () => {
    expect(isOpen(office, ZONE, ms('2026-11-23T09:00:00+01:00'))).toBe(true)
    expect(isOpen(office, ZONE, ms('2026-11-23T08:59:59+01:00'))).toBe(false)
    expect(isOpen(office, ZONE, ms('2026-11-23T12:00:00+01:00'))).toBe(false)
    expect(isOpen(office, 'America/New_York', ms('2026-11-23T09:00:00-05:00'))).toBe(true)
  })

  it('[CC31] may go past midnight', () => {
    expect(isOpen(office, ZONE, ms('2026-11-28T01:59:00+01:00'))).toBe(true)
    expect(isOpen(office, ZONE, ms('2026-11-28T02:00:00+01:00'))).toBe(false)
  })

  it('[CC31] know their next change, opening and last boundary', () => {
    expect(iso(nextChangeMs(office, ZONE, ms('2026-11-23T11:00:00+01:00')))).toBe('2026-11-23T11:00:00.000Z')
    expect(iso(nextChangeMs(office, ZONE, ms('2026-11-24T10:00:00+01:00')))).toBe('2026-11-24T15:45:00.000Z')
    expect(iso(nextOpeningMs(office, ZONE, ms('2026-11-24T18:00:00+01:00')))).toBe('2026-11-27T21:00:00.000Z')
    expect(iso(lastBoundaryMs(office, ZONE, ms('2026-11-24T16:50:00+01:00')))).toBe('2026-11-24T08:00:00.000Z')
    expect(nextChangeMs({ weekly: {} }, ZONE, 0)).toBeUndefined()
  })

  it('[CC31] nobody joins after the last entry', () => {
    expect(takesEntries(office, ZONE, ms('2026-11-24T16:44:00+01:00'))).toBe(true)
    expect(takesEntries(office, ZONE, ms('2026-11-24T16:45:00+01:00'))).toBe(false)
  })

  it('[CC31] exceptions win over holidays, holidays over the week', () => {
    const hours: Hours = { weekly: { fri: ['09:00-17:00'], tue: ['09:00-17:00'] }, holidays: 'BE', exceptions: { '2026-12-25': ['10:00-11:00'], '2026-12-22': [] } }
    expect(isOpen(hours, ZONE, ms('2026-12-25T10:30:00+01:00'))).toBe(true)
    expect(isOpen(hours, ZONE, ms('2026-12-25T09:30:00+01:00'))).toBe(false)
    expect(isOpen(hours, ZONE, ms('2026-12-22T10:30:00+01:00'))).toBe(false)
    expect(isOpen(hours, ZONE, ms('2027-01-01T10:30:00+01:00'))).toBe(false)
    expect(isOpen({ weekly: { fri: ['09:00-17:00'] } }, ZONE, ms('2027-01-01T10:30:00+01:00'))).toBe(true)
    expect(isOpen({ weekly: { tue: ['09:00-17:00'] }, holidays: 'DE-BY' }, 'Europe/Berlin', ms('2026-01-06T10:00:00+01:00'))).toBe(false)
    expect(isOpen({ weekly: { tue: ['09:00-17:00'] }, holidays: 'DE' }, 'Europe/Berlin', ms('2026-01-06T10:00:00+01:00'))).toBe(true)
  })

  it('[CC31] both clock changes: the skipped hour is short, the doubled one long', () => {
    const changed = (day: string) => nextChangeMs(office, ZONE, ms(`${day}T00:30:00Z`) - 3_600_000)
    // 29 March 2026, clocks go from 02:00 to 03:00: 01:00-04:00 lasts two hours.
    expect(iso(changed('2026-03-29'))).toBe('2026-03-29T00:00:00.000Z')
    expect(isOpen(office, ZONE, ms('2026-03-29T01:59:00Z'))).toBe(true)
    expect(isOpen(office, ZONE, ms('2026-03-29T02:00:00Z'))).toBe(false)
    // 25 October 2026, clocks go from 03:00 back to 02:00: 01:00-04:00 lasts four hours.
    expect(isOpen(office, ZONE, ms('2026-10-24T23:00:00Z'))).toBe(true)
    expect(isOpen(office, ZONE, ms('2026-10-25T02:59:00Z'))).toBe(true)
    expect(isOpen(office, ZONE, ms('2026-10-25T03:00:00Z'))).toBe(false)
    const skipped: Hours = { weekly: { sun: ['02:30-05:00'] } }
    expect(isOpen(skipped, ZONE, ms('2026-03-29T00:59:00Z'))).toBe(false)
    expect(isOpen(skipped, ZONE, ms('2026-03-29T01:30:00Z'))).toBe(true)
  })
})
