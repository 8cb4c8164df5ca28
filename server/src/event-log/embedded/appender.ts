import { parseEntryId } from '../entry-id.ts'
import { type EntryId, StoreUnavailable } from '../port.ts'
import { logKey, logValue } from './keys.ts'
import { type LogTail, readTail } from './log-tail.ts'
import type { Level } from './open-folder.ts'

interface Waiting { partition: number; body: string; resolve(result: { id: EntryId }): void; reject(error: Error): void }

/**
 * Writes entries in groups: all that came while the last group was synced go into one synced batch. Ids are
 * `max(now, last)` with a counter, so the log's time never goes back.
 */
export class Appender {
  #db: Level
  #now: () => number
  #tails: LogTail[]
  #committed: (partition: number) => void
  #waiting: Waiting[] = []
  #running: Promise<void> | undefined
  #damaged = false
  #closed = false

  constructor(db: Level, tails: LogTail[], now: () => number, committed: (partition: number) => void) {
    this.#db = db
    this.#tails = tails
    this.#now = now
    this.#committed = committed
  }

  /** The newest entry that is on the disk. */
  tail(partition: number): LogTail {
    const tail = this.#tails[partition]
    if (tail === undefined) throw new RangeError(`there is no partition ${partition}; the log has ${this.#tails.length}`)
    return tail
  }

  append(partition: number, body: string): Promise<{ id: EntryId }> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the event log is closed'))
    return new Promise((resolve, reject) => {
      this.tail(partition)
      this.#waiting.push({ partition, body, resolve, reject })
      this.#running ??= this.#run()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#running
  }

  async #run(): Promise<void> {
    // One turn later, so that appends made in the same turn share the first batch too.
    await Promise.resolve()
    while (this.#waiting.length > 0) await this.#writeGroup(this.#waiting.splice(0))
    this.#running = undefined
  }

  async #writeGroup(group: Waiting[]): Promise<void> {
    const moved = new Map<number, LogTail>()
    try {
      if (this.#damaged) await this.#reopen()
      const operations: { type: 'put'; key: string; value: string }[] = []
      const ids = group.map(({ partition, body }) => {
        const tail = this.#next(moved.get(partition) ?? this.tail(partition))
        moved.set(partition, tail)
        operations.push({ type: 'put', key: logKey(partition, tail.id), value: logValue(tail.seq, body) })
        return tail.id
      })
      await this.#db.batch(operations, { sync: true })
      for (const [partition, tail] of moved) this.#tails[partition] = tail
      for (const [index, { resolve }] of group.entries()) resolve({ id: ids[index] ?? '' })
    } catch (error) {
      this.#damaged = true
      const cause = error instanceof Error ? error.message : String(error)
      for (const { reject } of group) reject(new StoreUnavailable(`the data folder took no entry: ${cause}`, { cause: error }))
      return
    }
    for (const partition of moved.keys()) this.#committed(partition)
  }

  #next(last: LogTail): LogTail {
    const { ms, n } = parseEntryId(last.id)
    const now = this.#now()
    return { id: now > ms ? `${now}-0` : `${ms}-${n + 1n}`, seq: last.seq + 1 }
  }

  /**
   * After a failed write LevelDB takes no more, and whether the failed group is in its file shows only on opening it again;
   * an entry that is there though its append was refused is simply part of the log.
   */
  async #reopen(): Promise<void> {
    await this.#db.close()
    await this.#db.open()
    for (const partition of this.#tails.keys()) {
      this.#tails[partition] = await readTail(this.#db, partition)
      this.#committed(partition)
    }
    this.#damaged = false
  }
}
