import { BEFORE_FIRST, earlierOf } from '../entry-id.ts'
import { FIRST_EPOCH } from '../epoch.ts'
import { type EventLog, type FollowHandler, type Follower, type LogPosition, type PublishedQueue, type SnapshotChunk, type SnapshotRound, StoreUnavailable } from '../port.ts'
import { readRound } from '../read-round.ts'
import { writeRound } from '../write-round.ts'
import { type Connection, connectRedis } from './connection.ts'
import { KEY_PARTITIONS, logKey, secretKey } from './keys.ts'
import { giveLeaseBack, takeLease } from './lease.ts'
import { LiveLine } from './live-line.ts'
import { raiseEpoch } from './raise-epoch.ts'
import { readLogState } from './read-log-state.ts'
import { BLOCK_MS, RedisFollower } from './redis-follower.ts'
import { isSentinel } from './redis-client.ts'
import { RedisRounds } from './redis-rounds.ts'
import { asList, asNumber, asOptionalText, asText } from './replies.ts'
import { trimLog } from './trim-log.ts'

const READ_LIMIT_MS = BLOCK_MS + 2_000
const TIMES_ASKED = 3

/** From here on text is sent as bytes: on its way to the socket it would pass through memory of three times its size. */
const LONG_TEXT = 4_096

function asArgument(body: string): string | Buffer {
  if (body.length < LONG_TEXT) return body
  // Of ASCII, which almost every entry is, the bytes need only be copied.
  return Buffer.from(body, Buffer.byteLength(body) === body.length ? 'latin1' : 'utf8')
}

interface Partition { rounds: RedisRounds; line: LiveLine }

/** The log on Redis Streams. Made by `openRedisLog`. */
export class RedisLog implements EventLog {
  readonly kind = 'redis'
  readonly partitions: number
  #urls: readonly string[]
  #behindSentinels: boolean
  #connection: Connection
  #warn: (message: string) => void
  #partitions: Partition[]
  #followers = new Set<RedisFollower>()
  #secrets = new Map<string, string>()
  #closed = false

  constructor(urls: readonly string[], connection: Connection, partitions: number, warn: (message: string) => void) {
    this.partitions = partitions
    this.#urls = urls
    this.#behindSentinels = urls.some(isSentinel)
    this.#connection = connection
    this.#warn = warn
    this.#partitions = Array.from({ length: partitions }, (_, partition) => ({
      rounds: new RedisRounds(connection, partition), line: new LiveLine(connection, partition, () => performance.now()),
    }))
    connection.onReconnect(() => {
      for (const { line } of this.#partitions) line.distrust()
      // This connection writes each second, so it always finds the master; a reader could stay with the old one, which says nothing any more.
      if (this.#behindSentinels) for (const follower of this.#followers) follower.reconnect()
    })
  }

  async append(partition: number, body: string): Promise<{ id: string }> {
    this.#at(partition)
    return { id: asText(await this.#connection.send('XADD', logKey(partition), '*', 'e', asArgument(body))) }
  }

  follow(partition: number, from: LogPosition, handler: FollowHandler): Follower {
    this.#at(partition)
    const connection = connectRedis(this.#urls, READ_LIMIT_MS, () => undefined, false)
    const follower = new RedisFollower(connection, partition, from, handler, {
      warn: (why) => this.#warn(`partition ${partition}: ${why}`),
      wentBack: (epoch, readBy) => this.#wentBack(partition, epoch, readBy),
      takenOver: this.#behindSentinels ? 'on-reconnect' : this.#urls.length > 1 ? 'at-any-time' : 'never',
    })
    this.#followers.add(follower)
    return {
      close: async () => {
        await follower.close()
        this.#followers.delete(follower)
      },
    }
  }

  async end(partition: number): Promise<LogPosition> {
    this.#at(partition)
    const { epoch = FIRST_EPOCH, lastId, lastSeq } = await readLogState(this.#connection, partition, BEFORE_FIRST)
    return { epoch, id: lastId, seq: lastSeq }
  }

  async latestSnapshot(partition: number): Promise<SnapshotRound | undefined> {
    const { rounds } = this.#at(partition)
    return readRound(rounds, rounds, (message) => this.#warn(`partition ${partition}: ${message}`))
  }

  async writeSnapshot(partition: number, position: LogPosition, chunks: AsyncIterable<SnapshotChunk> | Iterable<SnapshotChunk>): Promise<boolean> {
    return writeRound(this.#at(partition).rounds, position, chunks)
  }

  async trim(partition: number, nowMs: number, keepMs: number, behind?: string): Promise<number> {
    const { previous } = await this.#at(partition).rounds.rounds()
    return previous === undefined || previous.seq === 0 ? 0 : trimLog(this.#connection, partition, earlierOf(previous.id, behind), nowMs, keepMs)
  }

  async lead(partition: number, node: string, ttlMs: number): Promise<boolean> {
    const { line } = this.#at(partition)
    const leads = await takeLease(this.#connection, partition, node, ttlMs)
    // The lease does not wait for the lines; what fails here is written again by the next refresh or publish.
    if (leads) line.refresh().catch(() => undefined)
    else line.forget()
    return leads
  }

  async resign(partition: number, node: string): Promise<void> {
    this.#at(partition).line.forget()
    await giveLeaseBack(this.#connection, partition, node)
  }

  async publish(partition: number, queues: Iterable<PublishedQueue>): Promise<void> {
    await this.#at(partition).line.publish(queues)
  }

  async secret(name: string, propose: () => string): Promise<string> {
    const key = secretKey(name)
    const kept = asOptionalText(await this.#connection.send('GET', key))
    if (kept === undefined) await this.#connection.send('SET', key, propose(), 'NX')
    const secret = kept ?? asText(await this.#connection.send('GET', key))
    this.#secrets.set(key, secret)
    return secret
  }

  /** The quickest of a few answers: it was the least time under way, so the least is unknown of when it was given. */
  async clockSkewMs(): Promise<number> {
    let [skewMs, quickestMs] = [0, Infinity]
    for (let time = 0; time < TIMES_ASKED; time += 1) {
      const sentMs = performance.now()
      const [seconds, micros] = asList(await this.#connection.send('TIME'))
      const tookMs = performance.now() - sentMs
      if (tookMs >= quickestMs) continue
      quickestMs = tookMs
      skewMs = asNumber(seconds) * 1000 + asNumber(micros) / 1000 + tookMs / 2 - Date.now()
    }
    return skewMs
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(Array.from(this.#followers, (follower) => follower.close()))
    this.#connection.close()
  }

  /** An emptied Redis lost more than entries: the nodes that run set again what all must share, before a new node would. */
  async #wentBack(partition: number, epoch: string, connection: Connection): Promise<void> {
    // Over the reader's connection: the common one may still be with the old master.
    const now = await raiseEpoch(connection, partition, epoch)
    await connection.send('SET', KEY_PARTITIONS, this.partitions, 'NX')
    for (const [key, secret] of this.#secrets) await connection.send('SET', key, secret, 'NX')
    this.#warn(`partition ${partition}: the log went back, or may have; it goes on in epoch ${now}`)
  }

  #at(partition: number): Partition {
    if (this.#closed) throw new StoreUnavailable('the event log is closed')
    const at = this.#partitions[partition]
    if (at === undefined) throw new RangeError(`there is no partition ${partition}; the log has ${this.partitions}`)
    return at
  }
}
