import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ContactCenterFold, type ContactEvent, createContactCenter, restoreContactCenter } from './index.ts'
import { CONTACT_IDS, eventsInTime, QUEUE_IDS, shuffled } from './testing/arbitrary-events.ts'
import { centerFacts, T0 } from './testing/builders.ts'
import { naiveLines } from './testing/naive-model.ts'

const LOG_START_MS = T0 + 15 * 60_000
const facts = centerFacts({ queues: [] })

function feed(fold: ContactCenterFold, events: readonly ContactEvent[], from = 0): void {
  events.forEach((event, index) => {
    const ms = LOG_START_MS + (from + index) * 500
    if ((from + index) % 2 === 0) fold.tick(ms)
    fold.apply({ kind: 'event', feed: 'acd', receivedAtMs: event.time + 5, event }, { ms, position: `${ms}-0/0` })
  })
}

const linesOf = (fold: ContactCenterFold): [string, string[]][] =>
  QUEUE_IDS.map((id) => [id, Array.from(fold.queue(id)?.line ?? [], (key) => key.contact)])

const everything = (fold: ContactCenterFold): unknown => ({
  lines: linesOf(fold), contacts: CONTACT_IDS.map((id) => fold.contact(id)), open: fold.openContacts,
  queues: [...fold.queues()].map((queue) => ({ ...queue, line: [...queue.line] })).sort((a, b) => (a.id < b.id ? -1 : 1)),
  pools: [...fold.pools()].sort((a, b) => (a.id < b.id ? -1 : 1)), feeds: fold.feeds(), quarantine: fold.quarantine(),
})

describe('properties of the fold', () => {
  it('[CC4] any interleaving and duplication of the same events gives the line of the naive model', () => {
    fc.assert(fc.property(eventsInTime.chain((events) => fc.tuple(fc.constant(events), shuffled(events))), ([events, mixed]) => {
      const fold = createContactCenter(facts)
      feed(fold, mixed)
      const naive = naiveLines(events)
      expect(linesOf(fold)).toEqual(QUEUE_IDS.map((id) => [id, naive.get(id) ?? []]))
    }), { numRuns: 300 })
  })

  it('[CC4] in whatever order they come, contacts have the same stays, phase and clock', () => {
    fc.assert(fc.property(eventsInTime.chain((events) => fc.tuple(fc.constant(events), shuffled(events))), ([events, mixed]) => {
      const inOrder = createContactCenter(facts)
      const anyOrder = createContactCenter(facts)
      feed(inOrder, events)
      feed(anyOrder, mixed)
      for (const id of CONTACT_IDS) expect(anyOrder.contact(id)).toEqual(inOrder.contact(id))
      expect(anyOrder.openContacts).toBe(inOrder.openContacts)
    }), { numRuns: 200 })
  })

  it('[CC42] a pause long enough to put ended contacts away changes nothing of what comes after', () => {
    fc.assert(fc.property(eventsInTime.chain((events) => fc.tuple(fc.constant(events), shuffled(events))), fc.nat(120), ([events, mixed], cut) => {
      const inOrder = createContactCenter(facts)
      const paused = createContactCenter(facts)
      feed(inOrder, events)
      feed(paused, mixed.slice(0, cut))
      for (let second = 0; second < 240; second += 1) paused.tick(LOG_START_MS + (cut + second * 2) * 500)
      feed(paused, mixed.slice(cut), cut + 480)
      for (const id of CONTACT_IDS) expect(paused.contact(id)).toEqual(inOrder.contact(id))
      expect(linesOf(paused)).toEqual(linesOf(inOrder))
      expect(paused.openContacts).toBe(inOrder.openContacts)
    }), { numRuns: 200 })
  })

  it('[CC2] places are a permutation of 1 to n, and nobody is counted who left', () => {
    fc.assert(fc.property(eventsInTime.chain(shuffled), (events) => {
      const fold = createContactCenter(facts)
      feed(fold, events)
      for (const id of QUEUE_IDS) {
        const line = fold.queue(id)?.line
        const inLine = CONTACT_IDS.flatMap((contact) => fold.place(contact, id) ?? [])
        expect(inLine.sort((a, b) => a - b)).toEqual(Array.from({ length: line?.length ?? 0 }, (_, index) => index + 1))
        for (const key of line ?? []) {
          const phase = fold.contact(key.contact)!.phase
          expect(['waiting', 'connecting']).toContain(phase.kind)
          expect('queues' in phase && phase.queues).toContain(id)
        }
      }
    }), { numRuns: 200 })
  })

  it('[CC30] fold half, snapshot, restore, fold the rest: the same as folding all', () => {
    fc.assert(fc.property(eventsInTime.chain(shuffled), fc.nat(120), (events, cut) => {
      const whole = createContactCenter(facts)
      feed(whole, events.slice(0, cut))
      const half = restoreContactCenter(JSON.parse(JSON.stringify(whole.snapshot())))
      expect(everything(half)).toEqual(everything(whole))
      whole.takeChanges()
      feed(whole, events.slice(cut), cut)
      feed(half, events.slice(cut), cut)
      expect(everything(half)).toEqual(everything(whole))
      for (const fold of [whole, half]) for (let second = 0; second < 4_000; second += 20) fold.tick(LOG_START_MS + 60_000 + second * 1000)
      expect(half.takeChanges()).toEqual(whole.takeChanges())
      expect(half.snapshot()).toEqual(whole.snapshot())
    }), { numRuns: 100 })
  })

  it('[CC45] texts kept since earlier snapshots say what would be written now', () => {
    fc.assert(fc.property(eventsInTime.chain(shuffled), fc.array(fc.nat(120), { maxLength: 12 }), fc.integer({ min: 1, max: 4_000 }), (events, cuts, seconds) => {
      const [written, never] = [createContactCenter(facts), createContactCenter(facts)]
      for (const fold of [written, never]) {
        for (const [at, event] of events.entries()) {
          feed(fold, [event], at)
          if (fold === written && cuts.includes(at)) fold.snapshot()
        }
        for (let second = 0; second < seconds; second += 20) {
          fold.tick(LOG_START_MS + 60_000 + second * 1000)
          if (fold === written && cuts.includes(second / 20)) fold.snapshot()
        }
      }
      expect(written.snapshot()).toEqual(never.snapshot())
    }), { numRuns: 150 })
  })

  it('[CC5] an event that makes the fold throw is set aside and changes nothing else', () => {
    fc.assert(fc.property(eventsInTime, fc.nat(60), fc.constantFrom(...CONTACT_IDS), (events, at, contact) => {
      const good = createContactCenter(facts)
      const hurt = createContactCenter(facts)
      feed(good, events)
      const poison = { type: 'contact.queued', id: 'poison', time: T0 + 1, contact, queue: 'north', queues: 7 } as unknown as ContactEvent
      feed(hurt, [...events.slice(0, at), poison, ...events.slice(at)])
      expect(linesOf(hurt)).toEqual(linesOf(good))
      for (const id of CONTACT_IDS) expect(hurt.contact(id)).toEqual(good.contact(id))
      expect(hurt.quarantine()).toMatchObject([{ reason: 'poison', eventId: 'poison', type: 'contact.queued' }])
    }), { numRuns: 100 })
  })
})
