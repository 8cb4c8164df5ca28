import { array, assert, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventHeap } from './event-heap.ts'

describe('future events', () => {
  it('[SC1] come earliest first, and in the order they were put in where two are at one instant', () => {
    assert(property(array(record({ at: integer({ min: 0, max: 20 }), pops: integer({ min: 0, max: 2 }) }), { maxLength: 60 }), (steps) => {
      const heap = new EventHeap<number>()
      let kept: { at: number; i: number }[] = []
      for (const [i, { at, pops }] of steps.entries()) {
        heap.push(at, i)
        kept.push({ at, i })
        for (let p = 0; p < pops; p++) {
          kept = kept.sort((a, b) => a.at - b.at || a.i - b.i)
          expect(heap.nextSeconds).toBe(kept[0]?.at ?? Infinity)
          expect(heap.pop()).toBe(kept.shift()?.i)
        }
        expect(heap.size).toBe(kept.length)
      }
    }), { numRuns: 200 })
  })

  it('[SC1] never come at Infinity; an instant that is none is an error', () => {
    const heap = new EventHeap<string>()
    heap.push(Infinity, 'never')
    expect(heap.pop()).toBeUndefined()
    expect(() => heap.push(Number.NaN, 'x')).toThrow('NaN')
  })
})
