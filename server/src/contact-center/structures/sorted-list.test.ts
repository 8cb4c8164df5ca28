import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Deadlines } from './deadlines.ts'
import { Line } from './line.ts'
import { SortedList } from './sorted-list.ts'

describe('sorted list', () => {
  it('[CC1] agrees with a plain sorted array over thousands of inserts and removals', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 3 })), { minLength: 3_000, maxLength: 5_000 }), (steps) => {
      const list = new SortedList<number>((a, b) => a - b)
      const plain = new Set<number>()
      for (const [value, what] of steps) {
        if (what > 0) expect(list.add(value)).toBe(!plain.has(value) && Boolean(plain.add(value)))
        else expect(list.remove(value)).toBe(plain.delete(value))
      }
      const sorted = [...plain].sort((a, b) => a - b)
      expect([...list]).toEqual(sorted)
      expect(list.size).toBe(sorted.length)
      sorted.forEach((value, index) => {
        expect(list.rank(value)).toBe(index)
        expect(list.at(index)).toBe(value)
      })
      expect(list.at(sorted.length)).toBeUndefined()
    }), { numRuns: 10 })
  })

  it('[CC1] keeps its ranks while it grows over many chunks and shrinks again', () => {
    const list = new SortedList<number>((a, b) => a - b)
    for (let value = 20_000; value > 0; value--) list.add(value)
    expect([list.rank(1), list.rank(10_000), list.rank(20_000), list.rank(99_999)]).toEqual([0, 9_999, 19_999, 20_000])
    for (let value = 1; value <= 20_000; value++) if (value % 100 !== 0) list.remove(value)
    expect([...list].length).toBe(200)
    expect(list.rank(10_000)).toBe(99)
    expect(list.has(10_000)).toBe(true)
    expect(list.has(10_001)).toBe(false)
  })

  it('[CC1] tells the place that someone who is not in the line would take', () => {
    const line = new Line()
    line.insert({ priority: 0, sinceMs: 10, contact: 'a' })
    line.insert({ priority: 0, sinceMs: 30, contact: 'b' })
    expect(line.placeOf({ priority: 0, sinceMs: 20, contact: 'x' })).toBe(2)
    expect(line.placeOf({ priority: 9, sinceMs: 99, contact: 'x' })).toBe(1)
    expect(line.at(0)).toBeUndefined()
  })
})

describe('deadlines', () => {
  it('[CC24] come due in the order of time, then key, and each key has one', () => {
    const deadlines = new Deadlines()
    deadlines.set('b', 10)
    deadlines.set('a', 10)
    deadlines.set('c', 5)
    deadlines.set('c', 20)
    expect(deadlines.nextMs).toBe(10)
    expect([deadlines.takeDue(15), deadlines.takeDue(15), deadlines.takeDue(15)]).toEqual(['a', 'b', undefined])
    expect(deadlines.toJson()).toEqual([['c', 20]])
  })

  it('[CC24] agree with a plain sorted list while keys are set, moved, dropped and taken', () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: undefined }))
    fc.assert(fc.property(fc.array(step, { minLength: 2_000, maxLength: 4_000 }), (steps) => {
      const deadlines = new Deadlines()
      const plain = new Map<string, number>()
      for (const [key, dueMs] of steps) {
        deadlines.set(`k${key}`, dueMs)
        if (dueMs === undefined) plain.delete(`k${key}`)
        else plain.set(`k${key}`, dueMs)
      }
      const sorted = [...plain].sort(([a, dueA], [b, dueB]) => dueA - dueB || (a < b ? -1 : 1))
      expect(deadlines.toJson()).toEqual(sorted)
      expect(Deadlines.fromJson(deadlines.toJson()).toJson()).toEqual(sorted)
      const taken = []
      for (let key = deadlines.takeDue(500); key !== undefined; key = deadlines.takeDue(500)) taken.push(key)
      expect(taken).toEqual(sorted.flatMap(([key, dueMs]) => (dueMs <= 500 ? [key] : [])))
    }), { numRuns: 10 })
  })
})
