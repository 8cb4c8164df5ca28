import { beforeEach, describe, expect, it } from 'vitest'
import { type CorrectionRow, newPoolCorrection } from './pool-correction.ts'
import { FEATURES } from './features.ts'
import { LabelBook } from './label-book.ts'

const row: CorrectionRow = { features: Array.from({ length: FEATURES }, () => 0.5), plainSeconds: 60, plainVirtualSeconds: 70, servedSeconds: 50, virtualSeconds: 55 }
const key = (contact: string, seconds: number, priority = 0) => ({ contact, sinceMs: seconds * 1000, priority })

describe('labels', () => {
  let book: LabelBook
  let correction: ReturnType<typeof newPoolCorrection>
  const answered = (contact: string, sinceSeconds: number, atSeconds: number, pool = 'p', priority = 0): void =>
    book.answered(key(contact, sinceSeconds, priority), pool, atSeconds * 1000, () => correction)
  const counts = () => [correction.served.gate.outcomes, correction.virtual.gate.outcomes].map(Math.round)
  beforeEach(() => {
    book = new LabelBook()
    correction = newPoolCorrection()
    book.note({ pool: 'p', key: key('c', 100), atMs: 100_000, row })
  })

  it('[WF47] come with the answer, for both means', () => {
    answered('c', 100, 160)
    expect(counts()).toEqual([1, 1])
    answered('c', 100, 170)
    expect(counts()).toEqual([1, 1])
  })
  it('[WF47] of who gave up come with the first who stood behind it in its pool, and only of the virtual wait', () => {
    book.gaveUp('c', 130_000)
    answered('earlier', 90, 140)
    answered('first', 110, 145, 'p', 1)
    answered('elsewhere', 120, 150, 'q')
    expect(counts()).toEqual([0, 0])
    answered('later', 125, 155)
    expect(counts()).toEqual([0, 1])
    answered('later-still', 126, 156)
    expect(counts()).toEqual([0, 1])
  })
  it('[WF47] never come of an answer twenty minutes later, of another end, or after an outage of ours', () => {
    book.gaveUp('c', 130_000)
    answered('later', 125, 130 + 1201)
    expect(counts()).toEqual([0, 0])
    book.note({ pool: 'p', key: key('d', 100), atMs: 100_000, row })
    book.forget('d')
    answered('d', 100, 160)
    book.note({ pool: 'p', key: key('e', 100), atMs: 100_000, row })
    book.forgetAll()
    answered('e', 100, 160)
    expect(counts()).toEqual([0, 0])
  })
  it('[WF51] goes on from its state', () => {
    book.note({ pool: 'p', key: key('d', 101), atMs: 101_000, row })
    book.gaveUp('c', 130_000)
    book = new LabelBook(JSON.parse(JSON.stringify(book.state())))
    answered('d', 101, 160)
    expect(counts()).toEqual([1, 2])
  })
})
