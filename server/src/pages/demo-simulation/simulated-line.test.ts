import { describe, expect, it } from 'vitest'
import type { ContactEvent } from '../../contact-center/index.ts'
import { createRandom } from './random.ts'
import { createSimulatedLine, type LineModel } from './simulated-line.ts'
import { createScoreBook } from './score-book.ts'
import { createFormulaBook } from './usual-formulas.ts'

const MODEL: LineModel = { queue: 'phone', channel: 'voice', handleSeconds: 240, patienceSeconds: 600, languages: ['nl', 'fr'] }
const BUSY = { perHour: 150, agents: 8 }

describe('a simulated line', () => {
  const line = createSimulatedLine(MODEL, createRandom(1), 0)
  const events: ContactEvent[] = []
  for (let second = 1; second <= 7200; second += 1) events.push(...line.advance(second * 1000, BUSY))

  it('is in order by time and, within a millisecond, by id', () => {
    const keys = events.map(({ time, id }) => `${String(time).padStart(12, '0')} ${id}`)
    expect(keys).toEqual(keys.toSorted())
  })

  it('serves first come first served, never with more than its agents, and loses nobody', () => {
    const waiting: string[] = []
    let busy = 0
    for (const event of events) {
      if (event.type === 'contact.queued') waiting.push(event.contact)
      if (event.type === 'contact.answered') {
        expect(waiting.shift()).toBe(event.contact)
        busy += 1
      }
      if (event.type === 'contact.abandoned') waiting.splice(waiting.indexOf(event.contact), 1)
      if (event.type === 'contact.handled') busy -= 1
      expect(busy).toBeLessThanOrEqual(BUSY.agents)
    }
    const count = (type: string): number => events.filter((event) => event.type === type).length
    expect(count('contact.queued')).toBe(count('contact.answered') + count('contact.abandoned') + waiting.length)
    expect(count('contact.abandoned')).toBeGreaterThan(0)
  })
})

it('usual formulas say what their names say', () => {
  const book = createFormulaBook()
  expect(book.sayTo(3, 2, 0)).toEqual({ 'place-times-handle': undefined, 'last-wait': undefined, 'running-average': undefined })
  const event = (type: 'contact.queued' | 'contact.answered' | 'contact.handled', contact: string, seconds: number): ContactEvent =>
    ({ id: `${contact}-${type}`, type, contact, time: seconds * 1000, ...(type === 'contact.queued' ? { queue: 'phone' } : {}) } as ContactEvent)
  for (const one of [event('contact.queued', 'a', 0), event('contact.answered', 'a', 60), event('contact.queued', 'b', 30), event('contact.answered', 'b', 150), event('contact.handled', 'a', 260)]) book.observe(one)
  expect(book.sayTo(3, 2, 300_000)).toEqual({ 'place-times-handle': 300, 'last-wait': 120, 'running-average': 90 })
  expect(book.sayTo(3, 2, 4_000_000)['running-average']).toBeUndefined()
})

it('scores what was said on joining against what came of it', () => {
  const book = createScoreBook()
  book.said('a', { 'queuecast': 240, 'last-wait': 60 })
  book.said('b', { queuecast: 240 })
  book.said('c', { queuecast: 240 })
  book.answered('a', 120)
  book.answered('b', 300)
  book.gone('c')
  expect(book.scoreOf('queuecast')).toEqual({ told: 2, longerShare: 0.5, saidSeconds: 240, waitedSeconds: 210 })
  expect(book.scoreOf('last-wait')).toEqual({ told: 1, longerShare: 1, saidSeconds: 60, waitedSeconds: 120 })
  expect(book.scoreOf('running-average')).toEqual({ told: 0 })
})
