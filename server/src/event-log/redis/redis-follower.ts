import { parseEntryId } from '../entry-id.ts'
import type { FollowHandler, Follower, LogPosition, LogRecord } from '../port.ts'
import { type Command, type Connection } from './connection.ts'
import { judgeLog } from './judge-log.ts'
import { logKey } from './keys.ts'
import { logStateCommand, parseLogState } from './read-log-state.ts'
import { asList, asText } from './replies.ts'

/** What a follower needs of the log beside its own connection. */
export interface FollowerHelp {
  warn(why: string): void
  /** Entries that were seen in this epoch are gone, or may be. The connection is the one on which that was seen. */
  wentBack(epoch: string, connection: Connection): Promise<void>
  /**
   * When another Redis, which lacks the newest entries, may answer: a replica that took over. In a cluster the next command may go to
   * another node over a connection that stands.
   */
  takenOver: 'never' | 'on-reconnect' | 'at-any-time'
}

const ENTRIES_AT_ONCE = 64
/** Also how often a silent log is proved. */
export const BLOCK_MS = 1_000
const RETRY_MS = [50, 100, 200, 400]

/**
 * Follows one partition on its own connection. Each read is followed, in the same round trip, by what the stream says of
 * itself; entries are handed on only when that proves that none is missing before them.
 */
export class RedisFollower implements Follower {
  #connection: Connection
  #partition: number
  #position: LogPosition
  #handler: FollowHandler
  #help: FollowerHelp
  #available: boolean | undefined
  #failures = 0
  #isNewConnection = true
  #closed = false
  #wake: (() => void) | undefined
  #done: Promise<void>

  constructor(connection: Connection, partition: number, from: LogPosition, handler: FollowHandler, help: FollowerHelp) {
    this.#connection = connection
    this.#help = help
    connection.onReconnect(() => {
      this.#isNewConnection = true
    })
    this.#partition = partition
    this.#position = from
    this.#handler = handler
    this.#done = this.#run()
  }

  /** Reads on from whoever holds the log now. */
  reconnect(): void {
    this.#connection.reconnect()
  }

  /** Resolves when no call of the handler runs any more; so do not await it inside `onEntries`. */
  async close(): Promise<void> {
    this.#closed = true
    this.#connection.close()
    this.#wake?.()
    await this.#done
  }

  async #run(): Promise<void> {
    try {
      await this.#follow()
    } catch (error) {
      // The handler failed in the middle of a batch: what it folded is unknown, so it must start again.
      if (!this.#closed) this.#handler.onLost(`the reader of the log failed: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      this.#connection.close()
    }
  }

  async #follow(): Promise<void> {
    await Promise.resolve()
    while (!this.#closed) {
      let entries: LogRecord[]
      let lost: string | undefined
      try {
        // The first read after an outage does not wait for news, so that a loss is seen at once.
        ({ entries, lost } = await this.#read(this.#available === true))
      } catch (error) {
        if (this.#closed) return
        await this.#away(error)
        continue
      }
      if (this.#closed) return
      if (lost !== undefined) return this.#handler.onLost(lost)
      this.#failures = 0
      if (this.#available !== true) this.#handler.onAvailable(this.#available = true)
      const last = entries.at(-1)
      if (last === undefined) continue
      await this.#handler.onEntries(entries)
      this.#position = { epoch: this.#position.epoch, id: last.id, seq: last.seq }
    }
  }

  async #read(blocking: boolean): Promise<{ entries: LogRecord[]; lost?: string }> {
    const { id } = this.#position
    const read: Command = ['XREAD', 'COUNT', ENTRIES_AT_ONCE, ...(blocking ? ['BLOCK', BLOCK_MS] : []), 'STREAMS', logKey(this.#partition), id]
    const { takenOver } = this.#help
    const asks = takenOver === 'at-any-time' || (takenOver === 'on-reconnect' && this.#isNewConnection)
    const [reply, state] = await this.#connection.sendAll([read, logStateCommand(this.#partition, id, asks)])
    this.#isNewConnection = false
    const entries = this.#records(reply)
    const verdict = judgeLog(this.#position, entries, parseLogState(state))
    switch (verdict.kind) {
      case 'whole': return { entries }
      case 'lost': return { entries: [], lost: verdict.why }
      case 'went-back':
        await this.#help.wentBack(this.#position.epoch, this.#connection)
        return { entries: [], lost: verdict.why }
      default: return verdict satisfies never
    }
  }

  #records(reply: unknown): LogRecord[] {
    if (reply === null) return []
    const [stream] = asList(reply)
    const [, entries] = asList(stream)
    return asList(entries).map((entry, index) => {
      const [idReply, fields] = asList(entry)
      const id = asText(idReply)
      const pairs = asList(fields)
      const at = pairs.indexOf('e')
      // An entry that is not ours has no body; the fold counts it as malformed and goes on.
      return { id, ms: parseEntryId(id).ms, seq: this.#position.seq + 1 + index, body: at < 0 ? '' : asText(pairs[at + 1]) }
    })
  }

  async #away(error: unknown): Promise<void> {
    // Right after the start the connection is merely not there yet: that is no outage until it lasts.
    if (this.#available !== false && (this.#available === true || this.#failures > 2)) {
      this.#help.warn(`the log cannot be read: ${error instanceof Error ? error.message : String(error)}`)
      this.#handler.onAvailable(this.#available = false)
    }
    const waitMs = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)]
    this.#failures += 1
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
