import type { ContactEvent } from '@queuecast/server/contact-center'
import type { Law } from './laws.ts'
import { draw } from './laws.ts'
import { createRandom } from './random.ts'
import type { Span } from './model.ts'
import { snapshotAt } from './snapshot-at.ts'

/** What a feed does to the events of its center; instants in seconds from the start. Shares are of events. */
export interface FeedFaults {
  /** Each event comes so much later. */
  delay?: Law
  lostShare?: number
  /** Sent twice; the second copy comes up to `againWithinSeconds` (default 5) after the first. */
  twiceShare?: number
  againWithinSeconds?: number
  /** Held back by up to `withinSeconds`, so that others overtake it. */
  disorder?: { share: number; withinSeconds: number }
  /** The feed is silent: its events are lost, or come all at once at the end. */
  outages?: readonly (Span & { after: 'lost' | 'late' | 'snapshot' })[]
}

/** An event as it is received. */
export interface Delivery { receivedAtMs: number; event: ContactEvent }

/**
 * What arrives of a center's events over a faulty feed, in the order of receipt. Pure and seeded; events themselves (their
 * ids and times) are never changed. After an outage with `snapshot` the feed tells who waits and who is served.
 */
export function feedFaults(events: readonly ContactEvent[], faults: FeedFaults, seed: number, startMs: number): Delivery[] {
  const random = createRandom(seed)
  const outages = (faults.outages ?? []).map((outage) => ({ ...outage, fromMs: startMs + outage.fromSeconds * 1000, toMs: startMs + outage.toSeconds * 1000 }))
  const deliveries: (Delivery & { order: number })[] = []
  const deliver = (event: ContactEvent, atMs: number): void => {
    const outage = outages.find(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs)
    if (outage === undefined) deliveries.push({ receivedAtMs: Math.round(atMs), event, order: deliveries.length })
    else if (outage.after === 'late') deliveries.push({ receivedAtMs: outage.toMs, event, order: deliveries.length })
  }
  for (const event of events) {
    // The same draws for every event, whatever befalls it: one fault more does not move the others.
    const [lost, twice, again, held, hold] = [random(), random(), random(), random(), random()]
    const seconds = faults.delay === undefined ? 0 : draw(faults.delay, random, 0)
    if (lost < (faults.lostShare ?? 0)) continue
    const heldSeconds = held < (faults.disorder?.share ?? 0) ? hold * (faults.disorder?.withinSeconds ?? 0) : 0
    const atMs = event.time + (seconds + heldSeconds) * 1000
    deliver(event, atMs)
    if (twice < (faults.twiceShare ?? 0)) deliver(event, atMs + again * (faults.againWithinSeconds ?? 5) * 1000)
  }
  for (const { toMs, after } of outages) {
    if (after === 'snapshot') deliveries.push({ receivedAtMs: toMs, event: snapshotAt(events, toMs), order: -1 })
  }
  return deliveries.sort((a, b) => a.receivedAtMs - b.receivedAtMs || a.order - b.order).map(({ receivedAtMs, event }) => ({ receivedAtMs, event }))
}
