import { describe, expect, it } from 'vitest'
import { comparePlaces, type LineInstant } from './places.ts'

const line = (atMs: number, ...contacts: string[]): LineInstant => ({ atMs, places: new Map([['support', new Map(contacts.map((contact, i) => [contact, i + 1]))]]) })
const reply = (...contacts: string[]) => ({ askedAtMs: 990, receivedAtMs: 1000, queues: [{ queue: 'support', contacts }] })

describe('comparing places with a QueueStatus reply', () => {
  it('every row, and everyone that only we have, is compared', () => {
    expect(comparePlaces(reply('a', 'b'), line(1000, 'a', 'b'), [])).toEqual({ compared: 2, agreeing: 2, disagreements: [] })
    expect(comparePlaces(reply(), line(1000, 'ghost'), [])).toMatchObject({ compared: 1, agreeing: 0, disagreements: [{ contact: 'ghost', theirs: undefined, ours: 1 }] })
  })

  it('a reply that ran ahead agrees with our line a moment later', () => {
    const { disagreements } = comparePlaces(reply('b'), line(1000, 'a', 'b'), [line(990, 'a', 'b'), line(1011, 'b')])
    expect(disagreements.map(({ contact, explanation }) => [contact, explanation])).toEqual([
      ['b', { kind: 'reply-ran-ahead', byMs: 11 }], ['a', { kind: 'reply-ran-ahead', byMs: 11 }],
    ])
  })

  it('a reply that was read before an event which overtook it agrees with our line a moment earlier', () => {
    const { disagreements } = comparePlaces(reply('a'), line(1000, 'a', 'b'), [line(992, 'a'), line(997, 'a', 'b')])
    expect(disagreements).toMatchObject([{ contact: 'b', explanation: { kind: 'reply-on-its-way', byMs: 8 } }])
  })

  it('what no moment around it shows is not explained', () => {
    expect(comparePlaces(reply('b', 'a'), line(1000, 'a', 'b'), [line(990, 'a', 'b')]).disagreements).toMatchObject([{ explanation: { kind: 'unexplained' } }, { explanation: { kind: 'unexplained' } }])
  })
})
