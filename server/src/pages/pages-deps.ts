import type { Board, Display } from '@queuecast/client-sdk/protocol'
import type { EventFeed } from './event-feed.ts'
import type { PageInsight } from './insight.ts'
import type { PageFeed, PageRejected, PageReplayed } from './feeds-page.ts'
import type { ReplayItem } from './feeds-replay.ts'
import type { ReplayOutcome } from './view/feed-words.ts'
import type { PageSessions } from './sessions.ts'

/** A center as pages need it. */
export interface PageCenter {
  id: string
  name: Readonly<Record<string, string>>
  languages: readonly string[]
  timeZone: string
  /** The center or any of its queues is public. */
  public: boolean
  purpose: 'live' | 'test'
}

/** What pages read of the node's fold; delivery's `DisplaySource` is one. */
export interface PageSource {
  hasCenter(center: string): boolean
  board(center: string, options: { publicOnly: boolean; langs: readonly string[] }): Board | undefined
  display(center: string, contact: string, langs: readonly string[]): Display
}

/** What the pages are handed. */
export interface PagesDeps {
  source: PageSource
  center(id: string): PageCenter | undefined
  /** All centers; the demo shows the first whose purpose is `test`. */
  centers(): Iterable<PageCenter>
  /** A contact token; asked for only where the center's purpose is `test`. */
  mintToken(center: string, contact: string): Promise<{ token: string; expiresAt: string }>
  /** Contacts that wait now, in any order; asked for only where the center's purpose is `test`. */
  waitingContacts(center: string): readonly string[]
  authorizeRead(key: string, center: string): boolean | Promise<boolean>
  /** A supervisor's or an admin's key: opens the page of feeds. */
  authorizeSupervisor?(key: string, center: string): boolean | Promise<boolean>
  /** A key that may see the evidence itself: contacts behind a verdict, and their stories. */
  authorizeInspect?(key: string, center: string): boolean | Promise<boolean>
  /** Charters and the ledger; without it nothing of them is shown. */
  insight?: PageInsight
  feeds?(center: string): readonly PageFeed[]
  /** What of a feed was not taken, newest first. */
  rejected?(center: string, feed: string): readonly PageRejected[]
  /** What came of replays of set-aside events, newest first. */
  replayed?(center: string, feed: string): readonly PageReplayed[]
  /** Replays one item and notes who asked, by the fingerprint of the key that opened the session. */
  replay?(center: string, feed: string, item: ReplayItem, fingerprint: string | undefined): Promise<ReplayOutcome>
  /** Makes and knows the cookie of `/{center}/login`. */
  sessions: PageSessions
  /** A file of the SDK's browser bundles (`queue-status.js`), or undefined where it was not built. */
  sdkFile(name: string): string | undefined
  /** What happens in test centers, for the demo. */
  eventFeed?: EventFeed
  /** The file that holds the feed keys that this server made, as a path to copy into a command; for test centers only, never a key. */
  keysFile?(center: string): string | undefined
  /** Where `build-pages.mjs` wrote the pages' scripts and styles; default `dist/pages/assets` of this package. */
  assetsDirectory?: URL
}
