import { createHash } from 'node:crypto'
import { type Alive, type CenterFacts, FOLD_RULES } from '../contact-center/index.ts'
import type { CenterConfig, FeedConfig } from './center-config.ts'

/** A feed's heartbeat where it declares none. */
const DEFAULT_INTERVAL_SECONDS = 10

/** What of a center's configuration enters the log: everything the fold reads, and nothing secret. */
export function centerFacts(center: CenterConfig): CenterFacts {
  const declared = new Map(center.feeds.map((feed) => [feed.name, aliveOf(feed)]))
  // Whoever holds a feed key may push; without a declaration it promises only its events.
  for (const name of Object.keys(center.keys.feed)) if (!declared.has(name)) declared.set(name, { kind: 'events-only' })
  return {
    id: center.id,
    generation: center.generation,
    name: center.name,
    languages: center.languages,
    timeZone: center.timeZone,
    show: center.show,
    public: center.public,
    purpose: center.purpose,
    queues: center.queues,
    feeds: [...declared].map(([name, alive]) => ({ name, alive })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(center.expirySeconds === undefined ? {} : { expirySeconds: center.expirySeconds }),
    rules: FOLD_RULES,
  }
}

/** SHA-256 over the facts with sorted keys: equal on every node whose file says the same. */
export function hashOfCenter(center: CenterConfig): string {
  return createHash('sha256').update(sortedJson(centerFacts(center))).digest('hex')
}

function aliveOf(feed: FeedConfig): Alive {
  switch (feed.alive) {
    case 'heartbeat': case 'poll':
      return { kind: feed.alive, intervalSeconds: feed.intervalSeconds ?? DEFAULT_INTERVAL_SECONDS }
    case 'events-only': case undefined:
      return feed.maxSilenceSeconds === undefined ? { kind: 'events-only' } : { kind: 'events-only', maxSilenceSeconds: feed.maxSilenceSeconds }
    default:
      return feed.alive satisfies never
  }
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner)
}
