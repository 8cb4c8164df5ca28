import { beforeEach, describe, expect, it } from 'vitest'
import { createDisplayFold, restoreDisplayFold } from './display-fold.ts'
import type { DisplayFold, WaitPromise } from './figures.ts'
import { flat, forecastOf, perPlace, steadyInputs, waitOf } from './testing/curves.ts'
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
const promise = (contact = 'c') => (display.explain(contact, center) as { promise?: WaitPromise }).promise
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

describe('promises', () => {
  it('[DP4] binds from the first display served on', () => {
    center.join('c')
    center.pass(1)
    forecast(flat(50, 100))
    center.pass(1)
    forecast(flat(400, 500))
    expect([bound(), promise()?.revisions]).toEqual([540, 0])
    watch()
    expect(display.isWatched('c')).toBe(true)
    center.pass(1)
    forecast(flat(300, 450))
    expect(bound()).toBe(540)
  })

  it('[DP4] a display served before the contact was known counts too', () => {
    watch()
    center.pass(120)
    center.join('c')
    forecast(flat(100, 200))
    expect(promise()).toMatchObject({ watched: true })
  })

  it('[DP6] tells a revision with its reason, [DP22] until a minute after the client has it', () => {
    center.join('c')
    center.pass(1)
    forecast(flat(100, 200))
    watch()
    center.pass(1)
    forecast(flat(300, 400, { inputs: { ...steadyInputs, agents: 5 } }))
    const told = { fromSeconds: 240, toSeconds: 420, reason: 'fewer-agents' }
    expect(figure()).toMatchObject({ wait: { boundSeconds: 420 }, revision: told })
    for (let i = 0; i < 12; i += 1) {
      center.pass(10)
      forecast(flat(200, 380, { inputs: { ...steadyInputs, agents: 5 } }))
    }
    expect(figure().revision).toEqual(told)
    display.receipt('c', 'received', center)
    center.pass(9)
    expect(figure().revision).toEqual(told)
    for (let i = 0; i < 6; i += 1) {
      forecast(flat(100, 380))
      center.pass(10)
    }
    expect(figure()).not.toHaveProperty('revision')
    expect(promise()?.revisions).toBe(1)
  })

  it('[DP22] tells no revision of a bound that nobody was shown', () => {
    center.stub.get('support')!.show = 'shadow'
    center.join('c')
    center.pass(1)
    forecast(flat(100, 200))
    watch()
    center.pass(1)
    forecast(flat(300, 400))
    expect(promise()?.revisions).toBe(1)
    center.stub.get('support')!.show = 'both'
    expect(figure()).toMatchObject({ wait: { boundSeconds: 420 } })
    expect(figure()).not.toHaveProperty('revision')
  })

  it('[DP6] revises a promise that passed from the newest curve, [DP7] or says no-forecast without one', () => {
    center.join('c')
    center.pass(1)
    forecast(flat(20, 50))
    watch()
    for (let second = 0; second < 60; second += 1) {
      center.touchPool()
      center.pass(1)
      if (second < 59) display.forecast(forecastOf(center.nowMs - 1, [flat(20, 50)]), center)
    }
    expect(figure()).toMatchObject({ wait: { boundSeconds: 60 }, revision: { fromSeconds: 60, toSeconds: 60 } })
    expect(promise()?.revisions).toBe(1)
    center.touchPool()
    center.pass(70)
    expect(bound()).toBe('no-forecast')
    expect(promise()?.revisions).toBe(1)
    forecast(flat(20, 50))
    expect(promise()?.revisions).toBe(2)
  })

  it('[DP8] names priority contacts who joined ahead since the promise', () => {
    center.join('c')
    center.pass(1)
    forecast(flat(100, 200))
    watch()
    for (const vip of ['v1', 'v2', 'v3']) center.join(vip, { priority: 3 })
    center.join('behind')
    expect(promise()?.insertsAhead).toBe(3)
    center.pass(1)
    forecast(flat(300, 400))
    expect(figure().revision).toEqual({ fromSeconds: 240, toSeconds: 420, reason: 'priority-contacts' })
  })

  it('[DP9] goes on through a missed ring and another queue', () => {
    center.join('c')
    center.pass(1)
    display.forecast(forecastOf(center.nowMs, [flat(100, 200), flat(50, 230, { queue: 'sales' })]), center)
    watch()
    const before = promise()
    const { phase } = center.contact('c')!
    center.move('c', { ...phase, kind: 'connecting', agent: 'a' } as never)
    expect(figure()).toMatchObject({ state: 'connecting', position: 1 })
    center.move('c', phase)
    expect(promise()).toEqual(before)
    center.join('c', { queues: ['sales'] })
    expect(promise()).toEqual(before)
  })

  it('[DP9] is over when a human answers: a later wait has its own', () => {
    center.join('c')
    center.pass(1)
    forecast(flat(100, 200))
    watch()
    center.answer('c')
    expect(figure()).toMatchObject({ state: 'answered', wait: { known: false } })
    center.pass(1)
    forecast(flat(500, 590))
    center.join('c')
    expect(promise()).toMatchObject({ boundSeconds: 600, revisions: 0, watched: true })
  })

  it('[DP9] goes on in the contact that follows, and the earlier token shows it', () => {
    center.join('old')
    center.pass(1)
    forecast(flat(100, 200))
    watch('old')
    const before = promise('old')
    center.leave('old')
    display.takeTouched()
    center.join('new', { follows: 'old' })
    expect(promise('new')).toEqual(before)
    expect(figure('old')).toEqual(figure('new'))
    expect(display.takeTouched().contacts).toContain('old')
    expect([display.isWatched('old'), display.isWatched('new')]).toEqual([true, true])
  })

  it('[DP9] contacts that follow each other in a circle harm nothing', () => {
    center.join('a', { follows: 'b' })
    center.join('b', { follows: 'a' })
    center.join('c', { follows: 'c' })
    expect(figure('a').state).toBe('waiting')
    expect(figure('c').state).toBe('waiting')
  })

  it('[DP9] an outage of ours moves no promise and makes every curve old', () => {
    center.join('c')
    center.pass(1)
    forecast(flat(100, 200))
    watch()
    const before = promise()
    center.nowMs += 120_000
    display.observe({ contacts: new Set(), queues: new Set(), pools: new Set(), joined: [], departed: [], settledStays: [], settledServices: [], outageMs: 120_000 }, center)
    expect(bound()).toBe('no-forecast')
    expect(promise()).toEqual(before)
    center.pass(1)
    forecast(flat(20, 50))
    // What is left of it is less than a minute more than the newest bound.
    expect(bound()).toBe(120)
  })
})

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
    const restored = restoreDisplayFold(JSON.parse(JSON.stringify(display.snapshot())))
    expect(restored.snapshot()).toEqual(JSON.parse(JSON.stringify(display.snapshot())))
    expect(restored.figure('c', center)).toEqual(display.figure('c', center))
  })

  it('[DP24] refuses a snapshot of a version it does not know', () => {
    expect(() => restoreDisplayFold({ v: 2 })).toThrow(/version 2/)
  })

  it('forgets whom the contact center forgot', () => {
    center.join('c')
    watch()
    watch('never-came')
    center.contacts.delete('c')
    center.stub.get('support')!.line = []
    center.pass(120)
    expect([display.isWatched('c'), display.isWatched('never-came')]).toEqual([false, true])
    center.nowMs += 24 * 3_600_000
    center.pass(1)
    expect(display.isWatched('never-came')).toBe(false)
  })
})
