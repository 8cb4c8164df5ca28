import { beforeEach, describe, expect, it } from 'vitest'
import { createDisplayFold } from './display-fold.ts'
import type { DisplayFold } from './figures.ts'
import { flat, forecastOf, perPlace, waitOf } from './testing/curves.ts'
import { StubCenter } from './testing/stub-center.ts'

let display: DisplayFold
let center: StubCenter
beforeEach(() => {
  display = createDisplayFold()
  center = new StubCenter(display, ['support', 'sales'])
})
const figure = (contact = 'c') => display.figure(contact, center)
const bound = (contact = 'c') => {
  const { wait } = figure(contact)
  return wait.known ? wait.boundSeconds : wait.reason
}
const forecast = (...classes: Parameters<typeof forecastOf>[1]) => display.forecast(forecastOf(center.nowMs, classes), center)
const watch = (contact = 'c') => display.receipt(contact, 'served', center)

describe('curves', () => {
  it('[DP10] reads the class, else the next lower one, else says not yet', () => {
    center.join('c')
    expect(bound()).toBe('not-yet')
    center.pass(1)
    forecast(flat(50, 100), flat(10, 20, { priority: 5 }), flat(5, 10, { priority: 9 }))
    expect(bound()).toBe(120)
    center.join('vip', { priority: 7 })
    expect(bound('vip')).toBe(60)
    expect(figure('vip').wait).toMatchObject({ p90Seconds: 20 })
    center.join('low', { priority: -1 })
    expect(bound('low')).toBe('not-yet')
  })

  it('[DP10] ignores a forecast whose tick is not newer', () => {
    center.join('c')
    center.pass(1)
    forecast(flat(50, 100))
    display.forecast(forecastOf(center.nowMs, [flat(500)]), center)
    display.forecast(forecastOf(center.nowMs - 1000, [flat(500)]), center)
    expect(bound()).toBe(120)
  })

  it('[DP10] passes on why a class is unknown', () => {
    center.join('c')
    center.pass(1)
    forecast({ queue: 'support', priority: 0, unknown: 'too-little-data' })
    expect(bound()).toBe('too-little-data')
    expect(display.raw('c', center)).toEqual({ known: false, reason: 'too-little-data', position: 1 })
    expect(display.figureForJoiner('support', center)).toEqual({ known: false, reason: 'too-little-data' })
  })

  it('[DP11] says no-forecast five seconds after an entry touched the pool, until a newer curve', () => {
    center.join('c')
    center.pass(1)
    forecast(flat(50, 100))
    center.nowMs += 200
    center.touchPool()
    center.pass(5)
    expect(bound()).toBe(120)
    center.pass(1)
    expect(bound()).toBe('no-forecast')
    expect(display.takeTouched().queues).toContain('support')
    expect(display.figureForJoiner('support', center)).toEqual({ known: false, reason: 'no-forecast' })
    forecast(flat(50, 100))
    expect(bound()).toBe(120)
    expect(display.takeTouched().queues).toContain('support')
  })

  it('[DP11] a forecast covers what was folded before its tick only', () => {
    center.join('c')
    center.pass(1)
    const tickMs = center.nowMs
    center.nowMs += 500
    center.touchPool()
    display.forecast(forecastOf(tickMs, [flat(50)]), center)
    center.pass(6)
    expect(bound()).toBe('no-forecast')
  })

  it('[DP11] a curve of a pool in which someone waits grows old by itself; that of an idle pool does not', () => {
    center.join('c')
    center.pass(1)
    forecast(flat(500))
    center.pass(14)
    expect(figure().wait.known).toBe(true)
    center.pass(1)
    expect(bound()).toBe('no-forecast')
    center.leave('c')
    center.pass(1)
    forecast(flat(50, 100))
    center.pass(3600)
    center.join('d')
    expect(bound('d')).toBe(120)
  })

  it('[DP12] a pool is due when touched since its curve, or every ten seconds while someone waits', () => {
    expect(display.poolsDue(center.nowMs, center)).toEqual([])
    center.join('c')
    expect(display.poolsDue(center.nowMs + 1000, center)).toEqual(['support'])
    center.pass(1)
    forecast(flat(50))
    expect(display.poolsDue(center.nowMs, center)).toEqual([])
    expect(display.poolsDue(center.nowMs + 9000, center)).toEqual([])
    expect(display.poolsDue(center.nowMs + 10_000, center)).toEqual(['support'])
    center.leave('c')
    center.pass(1)
    expect(display.poolsDue(center.nowMs, center)).toEqual(['support'])
    forecast(flat(50))
    expect(display.poolsDue(center.nowMs + 60_000, center)).toEqual([])
  })

  it('[DP13] decides at joining and at each forecast, not when others leave', () => {
    center.pass(1)
    center.join('a')
    forecast(perPlace(80, 115))
    center.join('c')
    watch()
    expect(bound()).toBe(240)
    center.leave('a')
    expect(figure()).toMatchObject({ position: 1, wait: { boundSeconds: 240, p90Seconds: 115 } })
    center.pass(1)
    forecast(perPlace(80, 115))
    expect(bound()).toBe(120)
  })

  it('[DP13] in several queues takes the smallest of them, then its own row', () => {
    center.pass(1)
    display.forecast(forecastOf(center.nowMs, [flat(200, 290), flat(80, 110, { queue: 'sales' })]), center)
    center.join('c', { queues: ['support', 'sales'] })
    expect(bound()).toBe(120)
    center.pass(1)
    display.forecast(forecastOf(center.nowMs, [flat(200, 290), flat(80, 110, { queue: 'sales' })], { contacts: [{ contact: 'c', wait: waitOf(30, 50) }] }), center)
    expect(bound()).toBe(60)
    expect(figure()).not.toHaveProperty('position')
  })
})
