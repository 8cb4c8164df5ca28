import { describe, expect, it } from 'vitest'
import { calibrationOf, factorsOf, newCalibration } from './calibration.ts'
import { SaidBook } from './said-book.ts'

/** A repeatable uniform number in (0, 1). */
function uniform(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
}
const exponential = (mean: number) => ({ p10Seconds: -mean * Math.log(0.9), p50Seconds: mean * Math.LN2, p90Seconds: mean * Math.LN10, meanSeconds: mean, meanIfServedSeconds: mean })
const ratios = (state: ReturnType<typeof newCalibration>, queue: string, ahead: number): number[] => factorsOf(state, queue, ahead).map(Math.exp)

/** Contacts one after another, told as if waits were exponential with mean 100 s; truly with `trueMean`, giving up at `leaveRate`. */
function live(trueMean: (contact: number) => number, options: { contacts?: number; leaveRate?: number; ahead?: number; queue?: string; state?: ReturnType<typeof newCalibration> } = {}) {
  const { contacts = 6000, leaveRate = 0, ahead = 0, queue = 'a', state = newCalibration() } = options
  const random = uniform(7)
  const book = new SaidBook()
  let nowMs = 0
  for (let i = 0; i < contacts; i += 1) {
    const said = calibrationOf(state, queue)(exponential(100), ahead)
    const waits = -trueMean(i) * Math.log(random())
    const patience = leaveRate > 0 ? -Math.log(random()) / leaveRate : Infinity
    book.joined(`c${i}`, nowMs)
    book.note(`c${i}`, queue, ahead, { ...said, meanIfServedSeconds: 100 }, state, nowMs)
    const endMs = nowMs + Math.min(waits, patience) * 1000
    for (nowMs += 1000; nowMs < endMs; nowMs += 1000) book.judgeLonger(nowMs, state, () => leaveRate)
    if (waits < patience) book.answered(`c${i}`, endMs, state, () => leaveRate)
    else book.forget(`c${i}`)
  }
  return { state, book }
}

describe('calibration', () => {
  it('[WF19] factors are one before anything was seen', () => {
    expect(ratios(newCalibration(), 'a', 3)).toEqual([1, 1, 1])
    expect(calibrationOf(newCalibration(), 'a')(exponential(60), 0)).toEqual(exponential(60))
  })

  it('[WF19] told quantiles come to hold their share of true waits', () => {
    const [p10, p50, p90] = ratios(live(() => 160).state, 'a', 0)
    expect(p10).toBeGreaterThan(1.25)
    expect(p10).toBeLessThan(2)
    expect(p50).toBeGreaterThan(1.4)
    expect(p50).toBeLessThan(1.8)
    expect(p90).toBeGreaterThan(1.4)
    expect(p90).toBeLessThan(1.8)
  })

  it('[WF19] follows a drift', () => {
    const [, p50, p90] = ratios(live((i) => (i < 3000 ? 160 : 70), { contacts: 8000 }).state, 'a', 0)
    expect(p50).toBeLessThan(0.9)
    expect(p90).toBeLessThan(0.9)
  })

  it('[WF20] who gave up is neither a short wait nor a long one', () => {
    // Without weights p90 would fall to 0.66 of the truth: the shorter of two exponential waits has two thirds of the mean.
    const [, p50, p90] = ratios(live(() => 100, { leaveRate: 1 / 200 }).state, 'a', 0)
    expect(p50).toBeGreaterThan(0.88)
    expect(p50).toBeLessThan(1.15)
    expect(p90).toBeGreaterThan(0.85)
    expect(p90).toBeLessThan(1.18)
  })

  it('[WF20] of one that waits for days no more is kept than of one that waits an hour', () => {
    const state = newCalibration()
    const book = new SaidBook()
    book.joined('lost', 0)
    let noted = 0
    for (let nowMs = 0; nowMs < 3 * 86_400_000; nowMs += 10_000) {
      book.judgeLonger(nowMs, state, () => 0)
      if (!book.due(nowMs).includes('lost')) continue
      book.note('lost', 'a', 0, exponential(60), state, nowMs)
      noted += 1
    }
    const rows = book.state()[0]?.[1].rows ?? []
    expect(noted).toBeGreaterThan(8_000)
    expect(rows).toHaveLength(60)
    // Those that are still to be judged are there.
    expect(rows.at(-1)?.atMs).toBeGreaterThan(3 * 86_400_000 - 60_000)
  })

  it('[WF20] while nothing that was said is judged yet, no more than sixty are noted', () => {
    const state = newCalibration()
    const book = new SaidBook()
    book.joined('c', 0)
    for (let i = 0; i < 200; i += 1) book.note('c', 'a', 0, exponential(100_000), state, i * 30_000)
    expect(book.state()[0]?.[1].rows.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 60 }, (_, i) => i * 30_000))
  })

  it('[WF20] who waits past what was told counts at once, answered or not', () => {
    const state = newCalibration()
    const book = new SaidBook()
    book.joined('c', 0)
    book.note('c', 'a', 0, exponential(100), state, 0)
    book.judgeLonger(200_000, state, () => 0)
    expect(factorsOf(state, 'a', 0)[1]).toBeGreaterThan(0)
    expect(factorsOf(state, 'a', 0)[2]).toBe(0)
    const before = factorsOf(state, 'a', 0)
    book.judgeLonger(201_000, state, () => 0)
    expect(factorsOf(state, 'a', 0)).toEqual(before)
    book.judgeLonger(240_000, state, () => 0)
    expect(factorsOf(state, 'a', 0)[2]).toBeGreaterThan(0)
  })

  it('[WF20] who never stood in a line teaches nothing', () => {
    const { state } = live(() => 0.01, { contacts: 50 })
    expect(factorsOf(state, 'a', 0)).toEqual([0, 0, 0])
  })

  it('[WF21] a queue may be called as it likes', () => {
    const state = newCalibration()
    expect(ratios(state, 'constructor', 0)).toEqual([1, 1, 1])
    live(() => 160, { contacts: 200, queue: 'constructor', state })
    expect(ratios(state, 'constructor', 0).every((ratio) => ratio > 0 && Number.isFinite(ratio))).toBe(true)
    expect(calibrationOf(state, 'constructor')(exponential(60), 0).meanSeconds).toBeGreaterThan(0)
  })

  it('[WF21] a queue without outcomes takes the center\'s factor, and one with outcomes its own', () => {
    const { state } = live(() => 200)
    const other = ratios(state, 'b', 0)[1] ?? 0
    expect(other).toBeGreaterThan(1.05)
    expect(other).toBeLessThan(ratios(state, 'a', 0)[1] ?? 0)
  })
})

describe('what was said', () => {
  it('[WF20] is noted at joining and then once in a while, fewer where waits are long', () => {
    const book = new SaidBook()
    const state = newCalibration()
    book.joined('c', 0)
    expect(book.newcomers()).toEqual(['c'])
    expect(book.newcomers()).toEqual([])
    book.note('c', 'a', 0, exponential(10), state, 0)
    expect(book.due(29_999)).toEqual([])
    expect(book.due(30_000)).toEqual(['c'])
    book.note('c', 'a', 0, exponential(10_000), state, 30_000)
    expect(book.due(3_600_000)).toEqual([])
  })

  it('[WF20] so many listen and no more, however long the line', () => {
    const book = new SaidBook()
    for (let i = 0; i < 3000; i += 1) book.joined(`c${i}`, 0)
    expect(book.due(0)).toHaveLength(2000)
  })

  it('[WF14] goes on from its state as if nothing had been between', () => {
    const { state, book } = live(() => 130, { contacts: 40 })
    book.joined('last', 0)
    book.note('last', 'a', 2, exponential(50), state, 0)
    const copy = structuredClone(state)
    const restored = new SaidBook(JSON.parse(JSON.stringify(book.state())) as ReturnType<SaidBook['state']>)
    book.answered('last', 70_000, state, () => 0.01)
    restored.answered('last', 70_000, copy, () => 0.01)
    expect(copy).toEqual(state)
  })
})
