import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { displayArbitrary, exampleDisplay, orderArbitrary } from './testing/display-arbitrary.ts'
import { distrust, isFresh, takeDisplay, takeFresh } from './latest-update.ts'
import type { LatestUpdate } from './latest-update.ts'
import { compareOrder } from './protocol/index.ts'

const epoch = '0000000001'
const held = (seq: number, nowMs = 0): LatestUpdate => takeDisplay(undefined, exampleDisplay({ seq }), nowMs)

it('[PR1] keeps the largest of any sequence of displays', () => {
  fc.assert(fc.property(fc.array(displayArbitrary, { minLength: 1, maxLength: 12 }), (displays) => {
    let latest: LatestUpdate | undefined
    for (const display of displays) latest = takeDisplay(latest, display, 0)
    const largest = displays.reduce((a, b) => compareOrder(b, a) >= 0 ? b : a)
    expect(latest?.display).toBe(largest)
  }), { numRuns: 100 })
})

it('[PR1] ignores an older display and takes a newer epoch with a smaller seq', () => {
  const before = held(100)
  expect(takeDisplay(before, exampleDisplay({ seq: 99 }), 5)).toBe(before)
  expect(takeDisplay(before, exampleDisplay({ epoch: '0000000002', seq: 1 }), 5).display.seq).toBe(1)
})

it('[PR1] renews the freshness when the same display comes again', () => {
  expect(takeDisplay(held(100), exampleDisplay({ seq: 100 }), 10_000).freshUntilMs).toBe(25_000)
})

it('[PR2] counts freshness from receipt', () => {
  const latest = held(100, 1_000)
  expect(isFresh(latest, 15_999)).toBe(true)
  expect(isFresh(latest, 16_000)).toBe(false)
  expect(isFresh(takeDisplay(undefined, exampleDisplay({ freshForSeconds: 0 }), 0), 0)).toBe(false)
})

it('[PR3] renews by a fresh frame of the same connection, and from then on older displays are older than the frame', () => {
  const latest = held(100)
  const renewed = takeFresh(latest, { epoch, seq: 120, freshForSeconds: 15 }, latest.display, 14_000)!
  expect(renewed).toMatchObject({ display: latest.display, freshUntilMs: 29_000 })
  expect(takeDisplay(renewed, exampleDisplay({ seq: 110 }), 14_500)).toBe(renewed)
})

it('[PR3] holds what the frame speaks of, even when that display had lost to another node', () => {
  const latest = held(100)
  const lost = exampleDisplay({ seq: 90, position: 4 })
  expect(takeDisplay(latest, lost, 1)).toBe(latest)
  expect(takeFresh(latest, { epoch, seq: 101, freshForSeconds: 15 }, lost, 2)).toMatchObject({ display: lost, order: { epoch, seq: 101 } })
})

it('[PR3] ignores a fresh frame that is older than what is held, or has no display before it', () => {
  const latest = held(100)
  expect(takeFresh(latest, { epoch, seq: 99, freshForSeconds: 15 }, exampleDisplay({ seq: 90 }), 2)).toBe(latest)
  expect(takeFresh(latest, { epoch, seq: 200, freshForSeconds: 15 }, undefined, 2)).toBe(latest)
  expect(takeFresh(undefined, { epoch, seq: 200, freshForSeconds: 15 }, undefined, 2)).toBeUndefined()
})

it('[PR1] never goes back, whatever comes', () => {
  const frame = fc.oneof(displayArbitrary.map((display) => ({ display })), orderArbitrary.map((order) => ({ fresh: { ...order, freshForSeconds: 15 } })))
  fc.assert(fc.property(fc.array(frame, { maxLength: 20 }), (frames) => {
    let latest: LatestUpdate | undefined
    let last: LatestUpdate['display'] | undefined
    for (const next of frames) {
      const before = latest
      if ('display' in next) {
        last = next.display
        latest = takeDisplay(latest, next.display, 0)
      } else latest = takeFresh(latest, next.fresh, last, 0)
      if (before !== undefined) expect(compareOrder(latest!.order, before.order)).toBeGreaterThanOrEqual(0)
    }
  }), { numRuns: 200 })
})

it('[PR4] shortens freshness when there is doubt, and never lengthens it', () => {
  expect(distrust(held(1), 2_000).freshUntilMs).toBe(2_000)
  expect(distrust(held(1), 20_000).freshUntilMs).toBe(15_000)
})
