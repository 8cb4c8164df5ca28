import { beforeEach, describe, expect, it } from 'vitest'
import { createDisplayFold, restoreDisplayFold } from './display-fold.ts'
import type { DisplayFold } from './figures.ts'
import { flat, forecastOf } from './testing/curves.ts'
import { noChanges, StubCenter } from './testing/stub-center.ts'
import { restarted } from './testing/restarted.ts'

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

describe('the fold', () => {
  it('[DP23] names who is shown another figure by a forecast or by time alone, and nobody else', () => {
    center.join('c')
    center.join('d')
    center.pass(1)
    forecast(flat(100, 200))
    watch()
    watch('d')
    display.takeTouched()
    center.pass(1)
    forecast(flat(100, 190))
    expect(display.takeTouched()).toEqual({ contacts: new Set(), queues: new Set() })
    for (let shown = 240; shown > 60; shown -= 60) {
      for (let i = 0; i < 60; i += 1) {
        const before = bound()
        center.pass(1)
        forecast(flat(1, 190))
        expect(display.takeTouched().contacts).toEqual(new Set(before === bound() ? [] : ['c', 'd']))
      }
    }
  })

  it('[DP24] goes on from a snapshot exactly as before', () => {
    center.join('c')
    center.join('v', { priority: 2 })
    center.pass(1)
    forecast(flat(100, 200))
    watch()
    center.pass(3)
    const restored = restarted(display)
    expect(restored.parts().json).toEqual(JSON.parse(JSON.stringify(display.parts().json)))
    expect(restored.figure('c', center)).toEqual(display.figure('c', center))
  })

  it('[DP24] refuses a snapshot of a version it does not know', () => {
    expect(() => restoreDisplayFold({ v: 2 }, new Map())).toThrow(/version 2/)
  })

  it('[DP9] forgets whom the contact center forgot, and after a day tokens of those who never came', () => {
    center.join('c')
    watch()
    watch('never-came')
    center.contacts.delete('c')
    center.stub.get('support')!.line = []
    center.pass(120)
    expect(display.isWatched('c')).toBe(true)
    display.observe({ ...noChanges(), forgotten: ['c'] }, center)
    expect([display.isWatched('c'), display.isWatched('never-came')]).toEqual([false, true])
    center.nowMs += 24 * 3_600_000
    center.pass(1)
    expect(display.isWatched('never-came')).toBe(false)
  })
})
