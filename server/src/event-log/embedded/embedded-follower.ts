import { BEFORE_FIRST } from '../entry-id.ts'
import type { FollowHandler, Follower, LogPosition, LogRecord } from '../port.ts'
import { logEnd, logKey, storedEntry } from './keys.ts'
import { readFirst, type LogTail } from './log-tail.ts'
import type { Level } from './open-folder.ts'

const PAGE_ENTRIES = 256
const PAGE_BYTES = 4 * 1024 * 1024
const RETRY_MS = 200

/** Follows one partition in this process: woken by each commit, reads from the store from its own position. */
export class EmbeddedFollower implements Follower {
  #db: Level
  #partition: number
  #position: LogPosition
  #handler: FollowHandler
  #tail: () => LogTail
  #closed = false
  #wake: (() => void) | undefined
  #done: Promise<void>

  constructor(db: Level, partition: number, from: LogPosition, handler: FollowHandler, tail: () => LogTail, epoch: string) {
    this.#db = db
    this.#partition = partition
    this.#position = from
    this.#handler = handler
    this.#tail = tail
    this.#done = this.#run(epoch)
  }

  /** New entries are on the disk. */
  committed(): void {
    this.#wake?.()
  }

  /** Resolves when no call of the handler runs any more; so do not await it inside `onEntries`. */
  async close(): Promise<void> {
    this.#closed = true
    this.#wake?.()
    await this.#done
  }

  async #run(epoch: string): Promise<void> {
    try {
      await this.#follow(epoch)
    } catch (error) {
      // The handler failed in the middle of a batch: what it folded is unknown, so it must start again.
      if (!this.#closed) this.#handler.onLost(`the reader of the log failed: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  async #follow(epoch: string): Promise<void> {
    await Promise.resolve()
    let available: boolean | undefined
    let proved = false
    while (!this.#closed) {
      let page: LogRecord[] | undefined
      let lost: string | undefined
      try {
        if (!proved) lost = await this.#prove(epoch)
        proved = true
        page = this.#position.seq >= this.#tail().seq ? undefined : await this.#readPage()
      } catch {
        if (this.#closed) return
        if (available !== false) this.#handler.onAvailable(available = false)
        await this.#nextCommit(RETRY_MS)
        continue
      }
      if (this.#closed) return
      if (lost !== undefined) return this.#handler.onLost(lost)
      if (available !== true) this.#handler.onAvailable(available = true)
      if (page === undefined) await this.#nextCommit()
      else if (!(await this.#deliver(page))) return
    }
  }

  /** Says why the log cannot be followed from the position, or nothing. */
  async #prove(epoch: string): Promise<string | undefined> {
    const { id, seq } = this.#position
    const last = this.#tail()
    if (this.#position.epoch !== epoch) return `the position is of epoch ${this.#position.epoch}, the log is in ${epoch}`
    if (seq > last.seq) return `the log went back: it ends at entry ${last.seq}, the position is entry ${seq}`
    const first = await readFirst(this.#db, this.#partition)
    const trimmed = first === undefined ? last.seq : first.seq - 1
    if (seq < trimmed) return `entries ${seq + 1} to ${trimmed} were trimmed`
    if (seq === trimmed || id === BEFORE_FIRST) return undefined
    const key = logKey(this.#partition, id)
    const value = await this.#db.get(key)
    return value !== undefined && storedEntry(key, value).seq === seq ? undefined : `the log does not hold entry ${id} as its entry ${seq}`
  }

  async #deliver(page: LogRecord[]): Promise<boolean> {
    const gap = page.findIndex((record, index) => record.seq !== this.#position.seq + 1 + index)
    const whole = gap < 0 ? page : page.slice(0, gap)
    const last = whole.at(-1)
    if (last !== undefined) {
      await this.#handler.onEntries(whole)
      this.#position = { epoch: this.#position.epoch, id: last.id, seq: last.seq }
    }
    if (this.#closed) return false
    if (gap < 0 && last !== undefined) return true
    this.#handler.onLost(`entries after ${this.#position.seq} were trimmed, or are missing from the data folder`)
    return false
  }

  async #readPage(): Promise<LogRecord[]> {
    const page: LogRecord[] = []
    const upTo = this.#tail().seq
    let bytes = 0
    for await (const [key, value] of this.#db.iterator({ gt: logKey(this.#partition, this.#position.id), lt: logEnd(this.#partition), limit: PAGE_ENTRIES })) {
      const entry = storedEntry(key, value)
      if (entry.seq > upTo) break
      page.push(entry)
      bytes += value.length
      if (bytes > PAGE_BYTES) break
    }
    return page
  }

  #nextCommit(limitMs?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = limitMs === undefined ? undefined : setTimeout(() => this.#wake?.(), limitMs)
      this.#wake = () => {
        clearTimeout(timer)
        this.#wake = undefined
        resolve()
      }
    })
  }
}
