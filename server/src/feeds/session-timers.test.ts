import { expect, it } from 'vitest'
import { createSessionTimers } from './session-timers.ts'

/** Time that moves by hand. */
function handClock() {
  const due: { atMs: number; work: () => void }[] = []
  let nowMs = 0
  return {
    after(delayMs: number, work: () => void) {
      const one = { atMs: nowMs + delayMs, work }
      due.push(one)
      return () => { if (due.includes(one)) due.splice(due.indexOf(one), 1) }
    },
    move(ms: number) {
      const endMs = nowMs + ms
      for (;;) {
        const next = due.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0]
        if (next === undefined) break
        due.splice(due.indexOf(next), 1)
        nowMs = next.atMs
        next.work()
      }
      nowMs = endMs
    },
    pending: () => due.length,
  }
}

it('runs once or again and again, and nothing after the end, not even what its own work starts', () => {
  const clock = handClock()
  const timers = createSessionTimers(clock)
  const seen: string[] = []
  timers.after(10, () => seen.push('once'))
  timers.every(20, () => seen.push('again'))
  clock.move(45)
  expect(seen).toEqual(['once', 'again', 'again'])
  timers.every(5, () => timers.end())
  clock.move(100)
  timers.after(1, () => seen.push('late'))
  clock.move(100)
  expect(seen).toEqual(['once', 'again', 'again'])
  expect(clock.pending()).toBe(0)
})
