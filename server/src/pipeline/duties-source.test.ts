import { displaySchema, type Display } from '@queuecast/client-sdk/protocol'
import { describe, expect, it } from 'vitest'
import type { CenterConfig } from '../config/index.ts'
import { type ContactEvent, createContactCenter } from '../contact-center/index.ts'
import { createMemorySource } from '../delivery/testing/memory-source.ts'
import { createDutiesSource } from './duties-source.ts'

const T = Date.parse('2026-11-23T09:00:00Z')
const facts = {
  id: 'acme', generation: 1, name: {}, languages: ['nl'], timeZone: 'Europe/Brussels', show: 'both' as const, public: false, purpose: 'live' as const, feeds: [],
  queues: [{ id: 'support', channel: 'voice' as const, entryMeans: 'menuChoice' as const, callback: { available: true } }],
}
const waiting: Display = {
  v: 1, center: 'acme', queue: 'support', contact: 'c-1', channel: 'voice', state: 'waiting', position: 3, wait: { known: false, reason: 'too-little-data' }, duties: [],
  text: { lang: 'nl', sentence: 'U bent nummer 3.' }, asOf: new Date(T).toISOString(), staleAfter: new Date(T + 15_000).toISOString(), freshForSeconds: 15, epoch: '0000000001', seq: 1,
}

function setUp(charters: unknown[] = [{ id: 'be-2011', effectiveFrom: '2026-01-01' }], shown: Display = waiting, offByMs = 0) {
  const live = createContactCenter(facts)
  const tell = (event: ContactEvent): void => live.apply({ kind: 'event', feed: 'acd', receivedAtMs: T, event }, { ms: T, position: `${T}-0/0` })
  for (let i = 0; i < 12; i += 1) tell({ type: 'feed.heartbeat', id: `h${i}`, time: T + offByMs })
  tell({ type: 'contact.queued', id: 'e1', time: T + offByMs, contact: 'c-1', queue: 'support', channel: 'voice' })
  const noted: string[] = []
  const inner = { ...createMemorySource(['acme']), display: () => shown, served: (_center: string, _contact: string, { duties }: Display, via: string) => { noted.push(`${via} ${duties.length}`) } }
  const config = { ...facts, charters } as unknown as CenterConfig
  const { source, due } = createDutiesSource({ source: inner, center: () => config, live: () => live })
  return { live, due, noted, source, display: () => source.display('acme', 'c-1', ['nl']) }
}

describe('displays with duties', () => {
  it('[CH32] offer a callback when two and a half minutes have passed, and say so at that moment', () => {
    const { live, due, display } = setUp()
    expect(display().duties).toEqual([])
    live.tick(T + 149_000)
    expect(due()).toEqual([])
    live.tick(T + 150_000)
    expect(due()).toEqual([{ center: 'acme', contacts: new Set(['c-1']), queues: new Set() }])
    expect(displaySchema.parse(display())).toMatchObject({
      duties: [{ kind: 'offer-callback', charter: 'be-2011', rule: 'callback-offer' }], text: { sentence: 'U bent nummer 3.', offer: 'U kunt er ook voor kiezen om teruggebeld te worden.' },
    })
    expect(due()).toEqual([])
  })
  it.each([120_000, -120_000])('[CH32] by our clock, also where the feed\'s is off by %i ms', (offByMs) => {
    const { live, display } = setUp(undefined, waiting, offByMs)
    live.tick(T + 149_000)
    expect(display().duties).toEqual([])
    live.tick(T + 150_000)
    expect(display().duties).toMatchObject([{ kind: 'offer-callback' }])
  })
  it('[CH25] an offer that comes after the first display is noted once, so that it is evidence', () => {
    const { live, noted, source, display } = setUp()
    source.served('acme', 'c-1', display(), 'sse')
    live.tick(T + 150_000)
    display()
    display()
    expect(noted).toEqual(['sse 0', 'offer 1'])
  })
  it('are as they were without charters, and where nothing is told', () => {
    expect(setUp([]).display()).toBe(waiting)
    const hidden: Display = { ...waiting, wait: { known: false, reason: 'shadow' } }
    const { live, display } = setUp(undefined, hidden)
    live.tick(T + 200_000)
    expect(display()).toBe(hidden)
  })
})
