/** `ms-n`, as Redis Streams write it; order is numeric by ms, then n. */
export type EntryId = string

/** One entry of a partition's log. `seq` is its ordinal since the log began (first entry is 1), the same on every node. */
export interface LogRecord { id: EntryId; ms: number; seq: number; body: string }

/** A place in the log: everything up to and including it is folded. `id` '0-0' and `seq` 0 is the beginning. */
export interface LogPosition { epoch: string; id: EntryId; seq: number }

/** What a follower learns beside entries. `lost`: entries are missing or the log went back; the node must reload from a snapshot. */
export interface FollowHandler {
  /** Entries in order, each exactly once. The next batch waits until this resolves. */
  onEntries(entries: LogRecord[]): void | Promise<void>
  onLost(why: string): void
  /** The store answers, or does not. */
  onAvailable(available: boolean): void
}
export interface Follower { close(): Promise<void> }

/** One chunk of a snapshot round by its name: a center, or a part of one. */
export interface WrittenChunk { name: string; body: string }
/** One to write; without a body the newest round's chunk of that name is kept, so that what did not change costs nothing. */
export interface SnapshotChunk { name: string; body?: string }
export interface SnapshotRound { position: LogPosition; chunks: WrittenChunk[] }

/** Queue figures and line published for other systems (Redis only). */
export interface PublishedQueue {
  center: string
  queue: string
  figures: Record<string, string>
  /** Order key packed so that ascending score, then member, is the line: see DESIGN, the live line. */
  line: { contact: string; score: number }[]
}

/** Thrown (rejected) where the store cannot take a write now; the caller answers 503 and the retry is safe. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
}

/**
 * The durable log and what stands beside it. Two implementations, one contract suite.
 * Acknowledged means durable: `append` resolves only after the store holds the entry by its own durability setting.
 */
export interface EventLog {
  readonly kind: 'embedded' | 'redis'
  readonly partitions: number
  /** Appends one entry; concurrent appends keep their own entries, order is the store's. Rejects with StoreUnavailable. */
  append(partition: number, body: string): Promise<{ id: EntryId }>
  /** Follows from after the position; resumes after outages; proves it missed nothing or calls onLost. */
  follow(partition: number, from: LogPosition, handler: FollowHandler): Follower
  /** Current end of the log. */
  end(partition: number): Promise<LogPosition>
  /** The newest valid round, or undefined: then fold from the beginning of the log. */
  latestSnapshot(partition: number): Promise<SnapshotRound | undefined>
  /** Writes a round in small steps; valid in one step at the end that only moves forward. */
  writeSnapshot(partition: number, position: LogPosition, chunks: AsyncIterable<SnapshotChunk> | Iterable<SnapshotChunk>): Promise<boolean>
  /** Trims behind the round before the newest, never what is younger than `keepMs`, nor what comes after `behind`. Returns how many entries went. */
  trim(partition: number, nowMs: number, keepMs: number, behind?: EntryId): Promise<number>
  /** Takes or renews the short lease; true while this node leads. */
  lead(partition: number, node: string, ttlMs: number): Promise<boolean>
  resign(partition: number, node: string): Promise<void>
  /** Publishes queues for other systems; a queue with an empty line and no figures is removed. No-op where nothing can read it. */
  publish(partition: number, queues: Iterable<PublishedQueue>): Promise<void>
  /** One value for all nodes, set once: the first caller's wins, all get the same. */
  secret(name: string, propose: () => string): Promise<string>
  /** Milliseconds of the store's clock minus this node's. */
  clockSkewMs(): Promise<number>
  close(): Promise<void>
}
