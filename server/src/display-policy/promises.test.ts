import { beforeEach, describe, expect, it } from 'vitest'
import { createDisplayFold } from './display-fold.ts'
import type { DisplayFold, WaitPromise } from './figures.ts'
import { flat, forecastOf, steadyInputs } from './testing/curves.ts'
import { noChanges, StubCenter } from './testing/stub-center.ts'

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

  it('[DP7] shows no number that is not a promise', () => {
    center.stub.get('support')!.feedState = 'stale'
    center.join('c')
    center.pass(1)
    forecast(flat(20, 50))
    center.stub.get('support')!.feedState = 'live'
    expect(bound()).toBe('not-yet')
    watch()
    center.pass(1)
    forecast(flat(100, 200))
    expect([bound(), promise()?.revisions]).toEqual([240, 0])
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
    display.observe({ ...noChanges(), forgotten: ['old'] }, center)
    expect(display.isWatched('old')).toBe(true)
    display.observe({ ...noChanges(), forgotten: ['new'] }, center)
    expect([display.isWatched('old'), display.isWatched('new')]).toEqual([false, false])
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
    display.observe({ ...noChanges(), outageMs: 120_000 }, center)
    expect(bound()).toBe('no-forecast')
    expect(promise()).toEqual(before)
    center.pass(1)
    forecast(flat(20, 50))
    // What is left of it is less than a minute more than the newest bound.
    expect(bound()).toBe(120)
  })
})
