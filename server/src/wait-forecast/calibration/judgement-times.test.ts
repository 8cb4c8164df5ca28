import { array, assert, constantFrom, integer, nat, property, record, type Arbitrary } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newCalibration } from './calibration.ts'
import { JudgementTimes } from './judgement-times.ts'
import { SaidBook } from './said-book.ts'

const wait = (mean: number) => ({ p10Seconds: mean * 0.1, p50Seconds: mean * 0.7, p90Seconds: mean * 2.3, meanSeconds: mean, meanIfServedSeconds: mean })
const LEAVE_RATE = (): number => 1 / 400

interface Step { contact: number; does: 'notes' | 'answered' | 'leaves' | 'nothing'; mean: number; ahead: number; queue: string; seconds: number }
const steps: Arbitrary<Step[]> = array(record({
  contact: nat(30), does: constantFrom('notes', 'notes', 'answered', 'leaves', 'nothing'), mean: integer({ min: 2, max: 200 }), ahead: nat(9),
  queue: constantFrom('a', 'b'), seconds: integer({ min: 1, max: 40 }),
} as const), { minLength: 50, maxLength: 400 })

/** The same doings; a book that is restored each time reads through all it holds. */
function lived(doings: readonly Step[], restored: boolean) {
  const state = newCalibration()
  let book = new SaidBook()
  let nowMs = 0
  for (const { contact, does, mean, ahead, queue, seconds } of doings) {
    nowMs += seconds * 1000
    if (restored) book = new SaidBook(JSON.parse(JSON.stringify(book.state())) as ReturnType<SaidBook['state']>)
    book.judgeLonger(nowMs, state, LEAVE_RATE)
    const id = `c${contact}`
    if (does === 'answered') book.answered(id, nowMs, state, LEAVE_RATE)
    if (does === 'leaves') book.forget(id)
    if (does !== 'notes') continue
    if (!book.state().some(([known]) => known === id)) book.joined(id, nowMs)
    book.note(id, queue, ahead, wait(mean), state, nowMs)
  }
  return { state, said: book.state() }
}

describe('when what was said is judged', () => {
  it('[WF20] judging what can be due gives what reading through everything gives', () => {
    assert(property(steps, (doings) => { expect(lived(doings, false)).toEqual(lived(doings, true)) }), { numRuns: 60 })
  })

  it('[WF20] holds no more places than there were rows at once, however many come and go', () => {
    let nowMs = 0
    const times = new JudgementTimes<{ atMs: number }>(({ atMs }) => ({ queue: 'a', ahead: 0, atMs, told: [10, 20, 30], held: [0, 0, 0], open: [0, 1, 2] }))
    const state = newCalibration()
    for (nowMs = 0; nowMs < 5_000_000; nowMs += 1000) {
      times.add({ atMs: nowMs })
      for (const one of times.due(nowMs, state, () => true)) if (nowMs - one.atMs < 10_000) times.again(one)
    }
    expect(times.places).toBeLessThan(20)
  })

  it('[WF20] a line that waits is not read through each second', () => {
    const row = { queue: 'a', ahead: 0, atMs: 0, told: [600, 4200, 14_000] as [number, number, number], held: [0, 0, 0] as [number, number, number], open: [0, 1, 2] as (0 | 1 | 2)[] }
    const times = new JudgementTimes<number>(() => row)
    const state = newCalibration()
    for (let one = 0; one < 500; one += 1) times.add(one)
    const looks = (untilMs: number, fromMs: number): number => {
      let looked = 0
      for (let nowMs = fromMs; nowMs <= untilMs; nowMs += 1000) {
        const due = times.due(nowMs, state, () => true)
        looked += due.length
        for (const one of due) times.again(one)
      }
      return looked
    }
    expect(looks(0, 0)).toBe(500)
    expect(looks(500_000, 1000)).toBe(0)
    // What it would take to be passed at the factor it had: looked at again, and no sooner than a little before.
    state.center.log[0] = Math.log(0.5)
    expect(looks(280_000, 280_000)).toBe(0)
    expect(looks(310_000, 310_000)).toBe(500)
  })
})
