import type { WrittenChunk } from '../port.ts'
import type { ReadRoundLog } from '../read-round.ts'
import { type ChunkPlace, isLaterRound, type RoundMeta, type RoundStore, type ValidRounds } from '../round-store.ts'
import { chunkKey, chunkPrefix, logKey, roundsKey, storedEntry } from './keys.ts'
import { type LogTail, readFirst } from './log-tail.ts'
import type { Level } from './open-folder.ts'

/** Snapshot rounds of one partition in the embedded store. */
export class EmbeddedRounds implements RoundStore, ReadRoundLog {
  #db: Level
  #partition: number
  #epoch: string
  #tail: () => LogTail

  constructor(db: Level, partition: number, epoch: string, tail: () => LogTail) {
    this.#db = db
    this.#partition = partition
    this.#epoch = epoch
    this.#tail = tail
  }

  async rounds(): Promise<ValidRounds> {
    const kept = await this.#db.get(roundsKey(this.#partition))
    return kept === undefined ? {} : JSON.parse(kept) as ValidRounds
  }

  put(round: string, chunks: readonly WrittenChunk[]): Promise<void> {
    return this.#db.batch(chunks.map(({ name, body }) => ({ type: 'put' as const, key: chunkKey(this.#partition, round, name), value: body })))
  }

  get(places: readonly ChunkPlace[]): Promise<(string | undefined)[]> {
    return this.#db.getMany(places.map(({ round, name }) => chunkKey(this.#partition, round, name)))
  }

  remove(places: readonly ChunkPlace[]): Promise<void> {
    return this.#db.batch(places.map(({ round, name }) => ({ type: 'del' as const, key: chunkKey(this.#partition, round, name) })))
  }

  async commit(next: RoundMeta, expected: RoundMeta | undefined): Promise<boolean> {
    const { newest } = await this.rounds()
    if (newest?.round !== expected?.round || !isLaterRound(next, newest) || next.epoch !== this.#epoch) return false
    if (!(await this.#holds(next))) return false
    const rounds: ValidRounds = newest === undefined ? { newest: next } : { newest: next, previous: newest }
    // LevelDB's one log keeps the order of writes: with this synced, every chunk before it is.
    await this.#db.put(roundsKey(this.#partition), JSON.stringify(rounds), { sync: true })
    return true
  }

  /** Removes chunks that a crash left between rounds: run before the first round is written. */
  async removeOrphans(): Promise<void> {
    const { newest, previous } = await this.rounds()
    const kept = new Set([newest, previous].flatMap((meta) =>
      Object.entries(meta?.chunks ?? {}).map(([name, round]) => chunkKey(this.#partition, round, name))))
    const prefix = chunkPrefix(this.#partition)
    const orphans: string[] = []
    for await (const key of this.#db.keys({ gte: prefix, lt: `${prefix}~` })) if (!kept.has(key)) orphans.push(key)
    await this.#db.batch(orphans.map((key) => ({ type: 'del' as const, key })))
  }

  async extent(): ReturnType<ReadRoundLog['extent']> {
    const { id, seq } = this.#tail()
    const first = await readFirst(this.#db, this.#partition)
    return { epoch: this.#epoch, lastSeq: seq, lastId: id, trimmed: first === undefined ? seq : first.seq - 1, firstId: first?.id }
  }

  continuesFrom(round: RoundMeta): Promise<boolean> {
    return this.#holds(round)
  }

  async #holds({ id, seq }: RoundMeta): Promise<boolean> {
    if (seq === 0) return true
    const key = logKey(this.#partition, id)
    const value = await this.#db.get(key)
    return value !== undefined && storedEntry(key, value).seq === seq
  }
}
