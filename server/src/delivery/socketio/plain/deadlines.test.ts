import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Deadlines } from './deadlines.ts'

beforeEach(() => { vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }) })
afterEach(() => { vi.useRealTimers() })

it('each thing comes due its time after it was added last, in order, and once', () => {
  const due: [string, number][] = []
  const begunMs = performance.now()
  const deadlines = new Deadlines<string>(1_000, (item) => due.push([item, Math.round(performance.now() - begunMs)]))
  deadlines.add('a')
  vi.advanceTimersByTime(300)
  deadlines.add('b')
  deadlines.add('c')
  vi.advanceTimersByTime(300)
  deadlines.add('a')
  deadlines.delete('c')
  expect([deadlines.has('a'), deadlines.has('c')]).toEqual([true, false])
  vi.advanceTimersByTime(5_000)
  expect(due).toEqual([['b', 1_300], ['a', 1_600]])
  expect(vi.getTimerCount()).toBe(0)
})

it('what is added by one that came due has its whole time again', () => {
  let rounds = 0
  const deadlines: Deadlines<object> = new Deadlines(100, (item) => {
    rounds += 1
    deadlines.add(item)
  })
  deadlines.add({})
  vi.advanceTimersByTime(1_050)
  expect(rounds).toBe(10)
  deadlines.close()
  vi.advanceTimersByTime(1_000)
  expect(rounds).toBe(10)
})
