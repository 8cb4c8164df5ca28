import type { FeedHealth } from '@queuecast/client-sdk/protocol'
import type { CenterState } from './center-state.ts'

/** Health of each feed, by name. `unknownFields` is counted where events are parsed, not here. */
export function feedHealth(center: CenterState): FeedHealth[] {
  return [...center.feeds.values()].sort((a, b) => (a.memory.name < b.memory.name ? -1 : 1)).map((feed) => {
    const { name, alive, lastEventMs, heardMs, accepted, drift, sinceMs } = feed.memory
    const { lagMs } = feed
    const counts = center.quarantine.countOf(name)
    return {
      feed: name, state: feed.state, alive: alive.kind, clockOffsetSeconds: feed.clockOffsetMs / 1000, accepted, tooLate: counts.tooLate, quarantined: counts.other,
      unknownFields: 0, drift, ...(lastEventMs === undefined ? {} : { lastEventAt: new Date(lastEventMs).toISOString() }),
      ...(sinceMs === undefined ? {} : { since: new Date(sinceMs).toISOString() }), ...(lagMs === undefined ? {} : { lagSeconds: lagMs / 1000 }),
      ...(heardMs === undefined ? {} : { silentForSeconds: Math.max(0, center.nowMs - heardMs) / 1000 }),
    }
  })
}
