import { contactEventSchema } from '@queuecast/server/contact-center'
import { describe, expect, it } from 'vitest'
import { feedFaults } from './feed-faults.ts'
import { simulateCenter } from './simulate-center.ts'

const { events } = simulateCenter({
  endSeconds: 3600,
  types: [{
    type: 'a', queue: 'a', channel: 'voice', arrivalsPerHour: [{ fromSeconds: 0, value: 300 }], handle: { law: 'exponential', meanSeconds: 120 },
    patience: { law: 'exponential', meanSeconds: 200 },
  }],
  groups: [{ group: 'g', types: ['a'], staff: [{ fromSeconds: 0, value: 7 }] }],
}, 1, 0)
const ids = (deliveries: readonly { event: { id: string } }[]): string[] => deliveries.map(({ event }) => event.id)

describe('feed faults', () => {
  it('[SC12] A perfect feed gives every event at its time; the same seed gives the same faults', () => {
    expect(feedFaults(events, {}, 1, 0)).toEqual(events.map((event) => ({ receivedAtMs: event.time, event })))
    const faults = { lostShare: 0.1, twiceShare: 0.1, disorder: { share: 0.2, withinSeconds: 5 } }
    expect(feedFaults(events, faults, 3, 0)).toEqual(feedFaults(events, faults, 3, 0))
  })

  it('[SC12] Loss, duplication and delay are of the shares and laws given; events stay as they are', () => {
    const lost = feedFaults(events, { lostShare: 0.2 }, 1, 0)
    expect(lost.length / events.length).toBeGreaterThan(0.75)
    expect(lost.length / events.length).toBeLessThan(0.85)
    const twice = feedFaults(events, { twiceShare: 0.2 }, 1, 0)
    expect(twice.length / events.length).toBeGreaterThan(1.15)
    expect(new Set(ids(twice)).size).toBe(events.length)
    for (const { receivedAtMs, event } of feedFaults(events, { delay: { law: 'constant', seconds: 2 } }, 1, 0)) expect(receivedAtMs).toBe(event.time + 2000)
    for (const { event } of twice) expect(events).toContain(event)
  })

  it('[SC12] Disorder lets events overtake each other, by no more than told', () => {
    const deliveries = feedFaults(events, { disorder: { share: 0.3, withinSeconds: 10 } }, 1, 0)
    expect(ids(deliveries)).not.toEqual(events.map(({ id }) => id))
    expect(ids(deliveries).sort()).toEqual(events.map(({ id }) => id).sort())
    for (const { receivedAtMs, event } of deliveries) expect(receivedAtMs - event.time).toBeLessThanOrEqual(10_000)
  })

  it('[SC12] In an outage nothing arrives; then it is lost, comes late, or a snapshot stands for it', () => {
    const span = { fromSeconds: 1200, toSeconds: 1800 }
    for (const after of ['lost', 'late', 'snapshot'] as const) {
      const deliveries = feedFaults(events, { outages: [{ ...span, after }] }, 1, 0)
      expect(deliveries.filter(({ receivedAtMs }) => receivedAtMs >= 1_200_000 && receivedAtMs < 1_800_000)).toEqual([])
      expect(deliveries.length).toBe(after === 'late' ? events.length : events.filter(({ time }) => time < 1_200_000 || time >= 1_800_000).length + (after === 'snapshot' ? 1 : 0))
    }
  })

  it('[SC12] The snapshot lists who waits and who is served at that instant', () => {
    const snapshot = feedFaults(events, { outages: [{ fromSeconds: 1200, toSeconds: 1800, after: 'snapshot' }] }, 1, 0).find(({ event }) => event.type === 'feed.snapshot')?.event
    expect(contactEventSchema.parse(snapshot)).toEqual(snapshot)
    if (snapshot?.type !== 'feed.snapshot') throw new Error('no snapshot')
    const before = events.filter(({ time }) => time <= 1_800_000)
    const idsOf = (...types: string[]): string[] => before.flatMap((event) => ('contact' in event && event.contact !== undefined && types.includes(event.type) ? [event.contact] : []))
    const gone = new Set(idsOf('contact.answered', 'contact.abandoned'))
    expect(snapshot.queues[0]?.waiting.map(({ contact }) => contact)).toEqual(idsOf('contact.queued').filter((contact) => !gone.has(contact)))
    expect(snapshot.queues[0]?.inService?.length).toBe(idsOf('contact.answered').length - idsOf('contact.handled').length)
  })
})
