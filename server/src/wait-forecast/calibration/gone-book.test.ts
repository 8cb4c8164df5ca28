import { describe, expect, it } from 'vitest'
import { newCalibration } from './calibration.ts'
import { GoneBook } from './gone-book.ts'
import { SaidBook } from './said-book.ts'

const key = (contact: string, seconds: number) => ({ contact, sinceMs: seconds * 1000, priority: 0 })
const means = { meanSeconds: 60, meanIfServedSeconds: 60 }
const wait = { p10Seconds: 10, p50Seconds: 50, p90Seconds: 140, ...means }

describe('who gave up', () => {
  it('[WF47] is proven by the first behind it, once', () => {
    const book = new GoneBook<string>()
    book.add({ key: key('c', 10), pool: 'p', leftMs: 20_000, held: 'c' })
    expect(book.provenBy(key('before', 9), 'p', 21_000)).toEqual([])
    expect(new GoneBook(JSON.parse(JSON.stringify(book.state()))).provenBy(key('behind', 11), 'p', 22_000)).toEqual(['c'])
    expect(book.provenBy(key('behind', 11), 'p', 22_000)).toEqual(['c'])
    expect(book.provenBy(key('behind', 12), 'p', 23_000)).toEqual([])
  })
  it('[WF49] has its simulated quantiles judged by that, and others only by how long it stayed', () => {
    for (const plain of [means, undefined]) {
      const [book, calibration] = [new SaidBook(), newCalibration()]
      book.joined('c', 0)
      book.note('c', 'a', 0, { ...wait, ...(plain && { plain }) }, calibration, 0, { key: key('c', 0), pool: 'p' })
      book.gaveUp('c', 5_000)
      const before = structuredClone(calibration.center.log)
      book.proves(key('behind', 1), 'p', 70_000, calibration)
      const [p10, p50, p90] = calibration.center.log.map((log, at) => Math.sign(log - (before[at] ?? 0)))
      // 70 s: longer than p10 and p50, not than p90.
      expect([p10, p50, p90]).toEqual(plain ? [1, 1, -1] : [0, 0, 0])
    }
  })
})
