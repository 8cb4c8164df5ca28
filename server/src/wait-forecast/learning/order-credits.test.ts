import { describe, expect, it } from 'vitest'
import { classKey, countServedBefore, creditOf, type OrderCredits } from './order-credits.ts'

describe('order credits', () => {
  it('[WF44] learn that one queue goes before another that came earlier by less than so many seconds', () => {
    const credits: OrderCredits = {}
    // The routing gives queue a 60 s: of a pair whose a came `later` seconds after b, a goes first up to 60.
    for (let i = 0; i < 4000; i += 1) {
      const later = ((i * 37) % 240) - 120
      if (later < 60) countServedBefore(credits, 'a', 'b', later)
      else countServedBefore(credits, 'b', 'a', -later)
    }
    expect(creditOf(credits, 'a') - creditOf(credits, 'b')).toBeGreaterThan(45)
    expect(creditOf(credits, 'a') - creditOf(credits, 'b')).toBeLessThan(75)
  })
  it('[WF44] stay nothing where arrival alone decides, and are bounded', () => {
    const fair: OrderCredits = {}
    for (let i = 0; i < 4000; i += 1) {
      const later = ((i * 37) % 240) - 120
      if (later < 0) countServedBefore(fair, 'a', 'b', later)
      else countServedBefore(fair, 'b', 'a', -later)
    }
    expect(Math.abs(creditOf(fair, 'a') - creditOf(fair, 'b'))).toBeLessThan(12)
    const always: OrderCredits = {}
    for (let i = 0; i < 9000; i += 1) countServedBefore(always, 'a', 'b', 1000)
    expect(always).toEqual({ a: 150, b: -150 })
    countServedBefore(always, 'a', 'a', 5)
    expect(always).toEqual({ a: 150, b: -150 })
  })
  it('[WF44] are kept apart for those whose since is earlier than their joining, and for any name', () => {
    expect(classKey('a', true)).not.toBe(classKey('a', false))
    expect(creditOf({}, 'constructor')).toBe(0)
  })
})
