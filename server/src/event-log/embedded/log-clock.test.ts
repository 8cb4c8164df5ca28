import { expect, it } from 'vitest'
import { createLogClock } from './log-clock.ts'

function bench(notBeforeMs = 0) {
  let [wallMs, monotonicMs] = [1_000_000, 5_000]
  const now = createLogClock({ wallMs: () => wallMs, monotonicMs: () => monotonicMs, notBeforeMs })
  return { now, pass: (ms: number) => { wallMs += ms; monotonicMs += ms }, set: (ms: number) => { wallMs += ms } }
}

it('is the wall clock\'s where that runs evenly', () => {
  const { now, pass } = bench()
  expect(now()).toBe(1_000_000)
  pass(1_234)
  expect(now()).toBe(1_001_234)
})

it('goes on evenly where the wall clock is set by seconds, and drifts towards it by a tenth', () => {
  for (const setMs of [20_000, -20_000]) {
    const { now, pass, set } = bench()
    now()
    set(setMs)
    expect(now()).toBe(1_000_000)
    pass(1_000)
    expect(now()).toBe(1_001_000 + Math.sign(setMs) * 100)
    pass(200_000)
    expect(now()).toBe(1_201_000 + setMs)
    pass(1_000)
    expect(now()).toBe(1_202_000 + setMs)
  }
})

it('is moved by nothing where the wall clock is off for a moment', () => {
  const { now, pass, set } = bench()
  now()
  set(20_000)
  for (let second = 0; second < 5; second += 1) {
    pass(1_000)
    now()
  }
  set(-20_000)
  pass(10_000)
  expect(now()).toBe(1_015_000)
})

it('follows at once where the wall clock is more than a minute ahead', () => {
  const { now, pass, set } = bench()
  now()
  set(3_600_000)
  pass(10)
  expect(now()).toBe(4_600_010)
})

it('runs a tenth slower also while it is more than a minute ahead of the wall clock', () => {
  const { now, pass, set } = bench()
  now()
  set(-100_000)
  pass(1_000)
  expect(now()).toBe(1_000_900)
})

it('begins where the log ends, though the wall clock was set back meanwhile', () => {
  const { now, pass } = bench(1_020_000)
  expect(now()).toBe(1_020_000)
  pass(10_000)
  expect(now()).toBe(1_029_000)
})
