import { expect, it } from 'vitest'
import { createLogClock } from './log-clock.ts'

function bench(notBeforeMs = 0) {
  let [wallMs, monotonicMs] = [1_000_000, 5_000]
  const now = createLogClock({ wallMs: () => wallMs, monotonicMs: () => monotonicMs, notBeforeMs })
  return { now, pass: (ms: number) => { wallMs += ms; monotonicMs += ms }, set: (ms: number) => { wallMs += ms } }
}

it('is the wall clock\'s, also where that jumps ahead', () => {
  const { now, pass, set } = bench()
  expect(now()).toBe(1_000_000)
  pass(1_234)
  expect(now()).toBe(1_001_234)
  set(3_600_000)
  expect(now()).toBe(4_601_234)
})

it('goes on a tenth slower where the wall clock is set back, until it is met', () => {
  const { now, pass, set } = bench()
  set(-10_000)
  expect(now()).toBe(1_000_000)
  pass(1_000)
  expect(now()).toBe(1_000_900)
  pass(100_000)
  expect(now()).toBe(1_091_000)
  pass(1_000)
  expect(now()).toBe(1_092_000)
})

it('begins where the log ends, though the wall clock was set back meanwhile', () => {
  const { now, pass } = bench(1_060_000)
  expect(now()).toBe(1_060_000)
  pass(10_000)
  expect(now()).toBe(1_069_000)
})
