import { earlierOf, parseEntryId } from '../entry-id.ts'
import { type EventLog, type FollowHandler, type Follower, type LogPosition, type SnapshotChunk, type SnapshotRound, StoreUnavailable } from '../port.ts'
import { readRound } from '../read-round.ts'
import { writeRound } from '../write-round.ts'
import { Appender } from './appender.ts'
import { EmbeddedFollower } from './embedded-follower.ts'
import { EmbeddedRounds } from './embedded-rounds.ts'
import { logKey, logStart, META_CLEAN, secretKey } from './keys.ts'
import type { LogTail } from './log-tail.ts'
import type { Level } from './open-folder.ts'

const TRIM_AT_ONCE = 1000

/** The log in one process, on LevelDB. Made by `openEmbeddedLog`. */
export class EmbeddedLog implements EventLog {
  readonly kind = 'embedded'
  readonly partitions: number
  #db: Level
  #epochs: readonly string[]
  #now: () => number
  #wallMs: () => number
  #warn: (message: string) => void
  #appender: Appender
  #rounds: EmbeddedRounds[]
  #followers = new Set<{ partition: number; follower: EmbeddedFollower }>()
  #leases = new Map<number, { node: string; untilMs: number }>()
  #secrets = new Map<string, Promise<string>>()
  #closing: Promise<void> | undefined

  constructor(db: Level, epochs: readonly string[], tails: LogTail[], { now, wallMs }: { now: () => number; wallMs: () => number }, warn: (message: string) => void) {
    this.partitions = epochs.length
    this.#db = db
    this.#epochs = epochs
    this.#now = now
    this.#wallMs = wallMs
    this.#warn = warn
    this.#appender = new Appender(db, tails, now, (partition) => {
      for (const entry of this.#followers) if (entry.partition === partition) entry.follower.committed()
    })
    this.#rounds = epochs.map((epoch, partition) => new EmbeddedRounds(db, partition, epoch, () => this.#appender.tail(partition)))
  }

  /** What a crash left behind in the folder is removed. For the opening, before anything else. */
  async tidy(): Promise<void> {
    for (const rounds of this.#rounds) await rounds.removeOrphans()
  }

  append(partition: number, body: string): Promise<{ id: string }> {
    return this.#appender.append(partition, body)
  }

  follow(partition: number, from: LogPosition, handler: FollowHandler): Follower {
    this.#mustBeOpen()
    const epoch = this.#epoch(partition)
    const follower = new EmbeddedFollower(this.#db, partition, from, handler, () => this.#appender.tail(partition), epoch)
    const entry = { partition, follower }
    this.#followers.add(entry)
    return {
      close: async () => {
        await follower.close()
        this.#followers.delete(entry)
      },
    }
  }

  end(partition: number): Promise<LogPosition> {
    return this.#guard(async () => ({ epoch: this.#epoch(partition), ...this.#appender.tail(partition) }))
  }

  latestSnapshot(partition: number): Promise<SnapshotRound | undefined> {
    return this.#guard(() => {
      const rounds = this.#roundsOf(partition)
      return readRound(rounds, rounds, (message) => this.#warn(`partition ${partition}: ${message}`))
    })
  }

  writeSnapshot(partition: number, position: LogPosition, chunks: AsyncIterable<SnapshotChunk> | Iterable<SnapshotChunk>): Promise<boolean> {
    return this.#guard(() => writeRound(this.#roundsOf(partition), position, chunks))
  }

  trim(partition: number, nowMs: number, keepMs: number, behind?: string): Promise<number> {
    return this.#guard(async () => {
      const { previous } = await this.#roundsOf(partition).rounds()
      if (previous === undefined || previous.seq === 0) return 0
      const allowed = earlierOf(previous.id, behind)
      const { ms } = parseEntryId(allowed)
      const before = ms < nowMs - keepMs ? allowed : `${Math.max(0, Math.floor(nowMs - keepMs))}-0`
      let trimmed = 0
      for (;;) {
        const keys = await this.#db.keys({ gte: logStart(partition), lt: logKey(partition, before), limit: TRIM_AT_ONCE }).all()
        await this.#db.batch(keys.map((key) => ({ type: 'del' as const, key })))
        trimmed += keys.length
        if (keys.length < TRIM_AT_ONCE) return trimmed
      }
    })
  }

  lead(partition: number, node: string, ttlMs: number): Promise<boolean> {
    return this.#guard(async () => {
      this.#epoch(partition)
      const held = this.#leases.get(partition)
      const now = this.#now()
      if (held !== undefined && held.node !== node && held.untilMs > now) return false
      this.#leases.set(partition, { node, untilMs: now + ttlMs })
      return true
    })
  }

  async resign(partition: number, node: string): Promise<void> {
    if (this.#leases.get(partition)?.node === node) this.#leases.delete(partition)
  }

  /** Nothing else can read the folder while this process has it. */
  async publish(): Promise<void> {}

  secret(name: string, propose: () => string): Promise<string> {
    return this.#guard(() => {
      const known = this.#secrets.get(name) ?? this.#fixSecret(name, propose)
      this.#secrets.set(name, known)
      known.catch(() => this.#secrets.delete(name))
      return known
    })
  }

  /** Other than 0 only after the wall clock was set. */
  async clockSkewMs(): Promise<number> {
    return this.#now() - Math.floor(this.#wallMs())
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#appender.close()
    await Promise.all(Array.from(this.#followers, ({ follower }) => follower.close()))
    // A store that takes no write any more is closed all the same; the next start then counts as one after a crash.
    await this.#db.put(META_CLEAN, '1', { sync: true }).catch(() => undefined)
    await this.#db.close()
  }

  async #fixSecret(name: string, propose: () => string): Promise<string> {
    const kept = await this.#db.get(secretKey(name))
    if (kept !== undefined) return kept
    const value = propose()
    await this.#db.put(secretKey(name), value, { sync: true })
    return value
  }

  #epoch(partition: number): string {
    const epoch = this.#epochs[partition]
    if (epoch === undefined) throw new RangeError(`there is no partition ${partition}; the log has ${this.partitions}`)
    return epoch
  }

  #roundsOf(partition: number): EmbeddedRounds {
    const rounds = this.#rounds[partition]
    if (rounds === undefined) throw new RangeError(`there is no partition ${partition}; the log has ${this.partitions}`)
    return rounds
  }

  #mustBeOpen(): void {
    if (this.#closing !== undefined) throw new StoreUnavailable('the event log is closed')
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    this.#mustBeOpen()
    return work()
  }
}
