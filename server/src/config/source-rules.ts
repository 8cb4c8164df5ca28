import type { FeedEntry } from './config-file-schema.ts'

/** What the kinds of sources that the server connects to ask of a feed's entry, by `source`. The feeds say it; the pipeline hands it over. */
export type SourceRules = Readonly<Record<string, {
  /** How a feed promises life where its entry does not say. */
  alive: 'heartbeat' | 'poll' | 'events-only'
  /** Ids of callers or agents are unique within one server only. */
  countsAlike?: true
  check(feed: FeedEntry): readonly { field: string; problem: string; fix?: string }[]
}>>
