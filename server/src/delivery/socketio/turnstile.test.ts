import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTurnstile, type Turnstile } from './turnstile.ts'

/** Time goes by only while somebody enters; turns come when the test says. */
function turnstile(): { turnstile: Turnstile; come(name: number, tookMs: number): void; turn(): boolean; entered: number[]; nowMs(): number } {
  let now = 0
  const soon: (() => void)[] = []
  const entered: number[] = []
  const made = createTurnstile({ nowMs: () => now, soon: (run) => soon.push(run) })
  return {
    turnstile: made, entered, nowMs: () => now,
    come: (name, tookMs) => made.pass(() => {
      now += tookMs
      entered.push(name)
    }),
    turn() {
      const runs = soon.splice(0)
      for (const run of runs) run()
      return runs.length > 0
    },
  }
}

it('whoever comes alone is let in at once', () => {
  const { come, entered, turn } = turnstile()
  come(1, 1)
  expect(entered).toEqual([1])
  turn()
  expect(turn()).toBe(false)
})

it('all are let in, in order, and no turn is longer than its share and the last who entered', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.double({ min: 0.01, max: 3, noNaN: true }), fc.boolean()), { maxLength: 200 }), (visits) => {
    const { come, turn, entered, turnstile: made, nowMs } = turnstile()
    let turnedAtMs = 0
    for (const [index, [tookMs, thenTurns]] of visits.entries()) {
      come(index, tookMs)
      expect(nowMs() - turnedAtMs).toBeLessThan(4 + 3)
      if (!thenTurns) continue
      turnedAtMs = nowMs()
      turn()
    }
    for (;;) {
      turnedAtMs = nowMs()
      if (!turn()) break
      expect(nowMs() - turnedAtMs).toBeLessThan(4 + 3)
    }
    expect(entered).toEqual(visits.map((_, index) => index))
    expect(made.waiting).toBe(0)
  }), { numRuns: 100 })
})
