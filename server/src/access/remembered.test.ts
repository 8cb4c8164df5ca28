import { describe, expect, it } from 'vitest'
import { Remembered } from './remembered.ts'

const MINUTE_MS = 60_000
const limits = { most: 3, milliseconds: 30 * MINUTE_MS }

describe('what is remembered', () => {
  it('is found until nobody asked for it for the time given', () => {
    const seen = new Remembered<number>(limits)
    seen.set('a', 1, 0)
    seen.set('b', 2, 0)
    expect(seen.get('a', 29 * MINUTE_MS)).toBe(1)
    expect(seen.get('a', 31 * MINUTE_MS)).toBe(1)
    expect(seen.size).toBe(2)
    expect([seen.get('a', 62 * MINUTE_MS), seen.get('b', 62 * MINUTE_MS)]).toEqual([1, undefined])
    expect(seen.size).toBe(1)
  })

  it('is all gone after twice that time without a question', () => {
    const seen = new Remembered<number>(limits)
    seen.set('a', 1, 0)
    expect(seen.get('a', 61 * MINUTE_MS)).toBeUndefined()
    expect(seen.size).toBe(0)
  })

  it('is at least the newest of as many as may be, and never more than twice that', () => {
    const seen = new Remembered<number>(limits)
    for (let i = 0; i < 100; i += 1) {
      seen.set(`k-${i}`, i, i)
      expect(seen.size).toBeLessThanOrEqual(2 * limits.most)
      for (let newest = Math.max(0, i - limits.most + 1); newest < i; newest += 1) expect(seen.get(`k-${newest}`, i)).toBe(newest)
    }
  })
})
