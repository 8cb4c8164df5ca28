import { beforeEach, describe, expect, it } from 'vitest'
import { createDisplayFold } from './display-fold.ts'
import type { DisplayFold } from './figures.ts'
import { flat, forecastOf } from './testing/curves.ts'
import { StubCenter } from './testing/stub-center.ts'

let display: DisplayFold
let center: StubCenter
beforeEach(() => {
  display = createDisplayFold()
  center = new StubCenter(display, ['support', 'sales'])
  center.pass(1)
  display.forecast(forecastOf(center.nowMs, [flat(130, 215), flat(400, 500, { queue: 'sales' })]), center)
})
const figure = (contact = 'c') => {
  const shown = display.figure(contact, center)
  // Whoever asks for the state alone is told the same.
  expect(display.state(contact, center)).toBe(shown.state)
  return shown
}
const support = () => center.stub.get('support')!

describe('contactFigure', () => {
  it('says place, bound and freshness of who waits', () => {
    center.join('c')
    center.nowMs += 2500
    expect(figure()).toEqual({
      state: 'waiting', queue: 'support', channel: 'voice', position: 1, positionFirm: true, waitedSeconds: 2,
      wait: { known: true, boundSeconds: 240, share: 0.9, p10Seconds: 130 / 3, p50Seconds: 130, p90Seconds: 215, basedOn: 'queue-length' },
      asOfMs: center.nowMs, freshForSeconds: 15,
    })
  })

  it.each([
    ['off', undefined, 'off'], ['shadow', undefined, 'shadow'], ['place', 1, 'off'], ['wait', undefined, 240], ['both', 1, 240],
  ] as const)('[DP14] show mode %s', (show, position, wait) => {
    center.join('c')
    support().show = show
    const shown = figure()
    expect([shown.position, shown.wait.known ? shown.wait.boundSeconds : shown.wait.reason]).toEqual([position, wait])
    expect(display.raw('c', center)).toMatchObject({ known: true, boundSeconds: 240, position: 1, wait: { p90Seconds: 215 } })
    const joiner = display.figureForJoiner('support', center)
    expect(joiner.known ? joiner.boundSeconds : joiner.reason).toBe(wait)
  })

  it('[DP14] of several queues the strictest decides', () => {
    center.join('c', { queues: ['sales', 'support'] })
    support().show = 'shadow'
    expect(figure().wait).toEqual({ known: false, reason: 'shadow' })
  })

  it('[DP15] closed queues are closing where those who wait are served, closed where they are turned away', () => {
    center.join('c')
    support().open = false
    expect(figure()).toMatchObject({ state: 'closing', position: 1, wait: { known: true } })
    expect(display.figureForJoiner('support', center)).toEqual({ known: false, reason: 'closed' })
    support().atClose = 'turn-away'
    expect(figure()).toMatchObject({ state: 'closed', wait: { known: false, reason: 'closed' } })
    expect(figure()).not.toHaveProperty('position')
  })

  it('[DP15] follows the phases of a contact', () => {
    center.join('c')
    const waiting = center.contact('c')!.phase as Extract<ReturnType<typeof center.contact> & object, object>['phase'] & { kind: 'waiting' }
    center.move('c', { ...waiting, kind: 'connecting', agent: 'a' })
    expect(figure()).toMatchObject({ state: 'connecting', position: 1 })
    center.move('c', { ...waiting, kind: 'paused', pausedAtMs: center.nowMs })
    expect(figure()).toMatchObject({ state: 'paused', wait: { known: false } })
    expect(figure()).not.toHaveProperty('position')
    center.join('c')
    center.move('c', { ...waiting, kind: 'callback', mode: 'keeps-place' })
    expect(figure()).toMatchObject({ state: 'callback', position: 1, wait: { known: true } })
    center.move('c', { ...waiting, kind: 'callback', mode: 'scheduled', fromMs: center.nowMs + 3_600_000, toMs: Date.UTC(2030, 0, 1, 9) })
    expect(figure()).toMatchObject({ state: 'callback', answerFrom: new Date(center.nowMs + 3_600_000).toISOString(), answerBy: '2030-01-01T09:00:00.000Z', wait: { known: false } })
    center.answer('c')
    expect(figure()).toMatchObject({ state: 'answered', queue: 'support' })
    center.leave('c')
    expect(figure().state).toBe('answered')
    center.join('d')
    center.leave('d')
    expect(figure('d')).toMatchObject({ state: 'left', wait: { known: false } })
  })

  it('[DP16] displays customers only', () => {
    center.join('c', { view: { kind: 'consult' } })
    for (const contact of ['c', 'nobody']) {
      expect(figure(contact)).toEqual({ state: 'unknown', wait: { known: false, reason: 'unknown-contact' }, asOfMs: center.nowMs, freshForSeconds: 15 })
      expect(display.raw(contact, center)).toEqual({ known: false, reason: 'unknown-contact' })
    }
  })

  it('[DP17] a stale feed leaves no number, and claims no ring', () => {
    center.join('c')
    const { phase } = center.contact('c')!
    for (const feedState of ['stale', 'unknown'] as const) {
      support().feedState = feedState
      expect(figure()).toMatchObject({ state: 'waiting', wait: { known: false, reason: 'stale-feed' } })
      expect(figure()).not.toHaveProperty('position')
      expect(display.figureForJoiner('support', center)).toEqual({ known: false, reason: 'stale-feed' })
    }
    center.move('c', { ...phase, kind: 'connecting', agent: 'a' } as never)
    expect(figure().state).toBe('waiting')
  })

  it('[DP18] a place that may rise is not firm; in several queues there is none', () => {
    center.join('c')
    support().mixedPriorities = true
    expect(figure()).toMatchObject({ position: 1, positionFirm: false })
    center.join('m', { queues: ['support', 'sales'] })
    expect(figure('m').positionFirm).toBe(false)
    expect(figure('m')).not.toHaveProperty('position')
  })

  it('[DP19] corrects the time waited by the clock of the feed and never goes below zero', () => {
    center.join('c')
    center.offsetMs = 5000
    expect(figure().waitedSeconds).toBe(5)
    center.offsetMs = -60_000
    expect(figure().waitedSeconds).toBe(0)
  })

  it('[DP20] messaging and e-mail with a long wait carry a time, rounded up to a quarter hour', () => {
    center.join('c', { queues: ['sales'], view: { channel: 'email' } })
    expect(figure()).not.toHaveProperty('answerBy')
    center.pass(1)
    display.forecast(forecastOf(center.nowMs, [flat(130), flat(5000, 7000, { queue: 'sales' })]), center)
    const { answerBy } = figure()
    const aheadMs = Date.parse(answerBy!) - center.nowMs
    expect(Date.parse(answerBy!) % 900_000).toBe(0)
    expect(aheadMs).toBeGreaterThanOrEqual(7200_000)
    expect(aheadMs).toBeLessThan(7200_000 + 900_000)
    center.join('v', { queues: ['sales'] })
    expect(figure('v')).not.toHaveProperty('answerBy')
  })

  it('[DP21] shows the newest notice of its queues to whoever waits', () => {
    center.join('c')
    const ends = center.nowMs + 3_600_000
    center.noticeList = [
      { notice: 'n1', text: { en: 'old' }, endsAtMs: ends },
      { notice: 'n2', queues: ['support'], text: { en: 'new' }, endsAtMs: ends + 1, expectedEndMs: ends },
      { notice: 'n3', queues: ['sales'], text: { en: 'other' }, endsAtMs: ends + 9 },
    ]
    expect(figure().notice).toEqual({ text: { en: 'new' }, expectedEndMs: ends })
    center.answer('c')
    expect(figure()).not.toHaveProperty('notice')
  })
})
