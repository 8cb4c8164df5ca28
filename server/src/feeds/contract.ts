import type { Alive, ContactEvent } from '../contact-center/index.ts'

/**
 * One entry of `feeds` of the configuration, secrets revealed. A connector reads the settings it knows; which it needs
 * it says by its `check`, so that a start fails with words and not at the first connection.
 */
export interface FeedSettings {
  name: string
  source: string
  intervalSeconds?: number | undefined
  host?: string | undefined
  port?: number | undefined
  tls?: boolean | undefined
  /** PEM text of the authorities that are trusted instead of the system's. */
  ca?: string | undefined
  /** The name that the server's certificate must carry, where it is not `host`. */
  servername?: string | undefined
  url?: string | undefined
  region?: string | undefined
  account?: string | undefined
  username?: string | undefined
  secret?: string | undefined
  login?: 'md5' | 'plain' | undefined
  /** Before every contact id, where two servers of one kind count alike; nothing unless given, so that a second server renames nobody. */
  contactPrefix?: string | undefined
  /** A vendor's name of a queue → our queue id. */
  queues?: Record<string, string> | undefined
}

/** What a setting lacks or gets wrong; `field` is a field of the feed's entry. */
export interface SettingFault { field: keyof FeedSettings; problem: string; fix?: string }

/** How the connection stands, for the supervisor's page. `error` is in plain words and holds no secret. */
export type ConnectionNote =
  | { state: 'connecting' }
  /** `warning`: connected, but something must be mended at the source, such as a missing right. */
  | { state: 'connected'; warning?: string }
  | { state: 'down'; error: string; retryInMs: number }

/** Rejected where what is held would grow beyond its bound: these events are lost (and counted), so the source must be asked for its state anew. */
export class FeedOverflow extends Error {
  override name = 'FeedOverflow'
}

/** Plain values only, never a secret and never what a customer said or is called. */
export type FeedLogFields = Readonly<Record<string, string | number | boolean | undefined>>

/** What a connector is given. Time, chance and timers are functions, so that a test can play an hour in a second. */
export interface FeedHost {
  /**
   * Takes events in order and resolves once the log holds them. While the store is away they are held (bounded) and tried
   * again, so nobody needs to await this to go on reading. Rejects only with FeedOverflow, or after `close`.
   */
  deliver(events: readonly ContactEvent[]): Promise<void>
  /** Something that could not be understood; only the shape of the sample is kept, never its texts. */
  reject(reason: string, sample: unknown): void
  connection(note: ConnectionNote): void
  /** An opaque id for a vendor's id that may itself name a person (a phone, an extension); the same on all nodes of the installation. */
  opaqueId(vendorId: string): string
  /** Since when this contact of the feed waits by what the log holds, epoch milliseconds; undefined where it waits nowhere. After a reconnect it keeps who was known in order. */
  waitingSince?(contact: string): number | undefined
  /** Epoch milliseconds. */
  nowMs(): number
  monotonicMs(): number
  /** In [0, 1). */
  random(): number
  /** Calls `work` once after the delay; returns the way to call it off. */
  after(delayMs: number, work: () => void): () => void
  log(level: 'info' | 'warn', message: string, fields?: FeedLogFields): void
}

/** A connector at work. It goes on by itself, through every loss of its connection, until it is closed. */
export interface RunningFeed {
  /** Resolves when its connections and timers are gone. */
  close(): Promise<void>
}

/** A kind of source that we connect to: one room under `feeds/`, listed in `registry.ts`. */
export interface ConnectedSource {
  /** How feeds of this kind promise life where the configuration does not say. */
  alive: Alive['kind']
  /** Ids of callers or agents are unique within one server only: of several in a center each needs its own `contactPrefix`. */
  countsAlike?: true
  check(settings: FeedSettings): SettingFault[]
  connect(settings: FeedSettings, host: FeedHost): RunningFeed
}
