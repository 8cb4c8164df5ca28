import { BEFORE_FIRST, compareEntryIds } from '../entry-id.ts'
import { FIRST_EPOCH } from '../epoch.ts'
import type { WrittenChunk } from '../port.ts'
import type { ReadRoundLog } from '../read-round.ts'
import { type ChunkPlace, placesOf, type RoundMeta, type RoundStore, type ValidRounds } from '../round-store.ts'
import { commitRound } from './commit-round.ts'
import type { Command, Connection } from './connection.ts'
import { chunkIndexKey, chunkKey, roundsKey } from './keys.ts'
import { readLogState } from './read-log-state.ts'
import { asList, asOptionalText, asText } from './replies.ts'

/** A chunk that no valid round names is left of a crash once it is this old: no round takes so long to write. */
const ORPHAN_AFTER_MS = 600_000
const AT_ONCE = 500

/** Snapshot rounds of one partition in Redis: a key a chunk, and the valid rounds in one hash. */
export class RedisRounds implements RoundStore, ReadRoundLog {
  #connection: Connection
  #partition: number

  constructor(connection: Connection, partition: number) {
    this.#connection = connection
    this.#partition = partition
  }

  async rounds(): Promise<ValidRounds> {
    const [newest, previous] = asList(await this.#connection.send('HMGET', roundsKey(this.#partition), 'newest', 'previous')).map(asOptionalText)
    return {
      ...(newest === undefined ? {} : { newest: JSON.parse(newest) as RoundMeta }),
      ...(previous === undefined ? {} : { previous: JSON.parse(previous) as RoundMeta }),
    }
  }

  async put(round: string, chunks: readonly WrittenChunk[]): Promise<void> {
    const index = chunkIndexKey(this.#partition)
    const now = Date.now()
    await this.#connection.sendAll(chunks.flatMap(({ name, body }): Command[] => {
      const key = chunkKey(this.#partition, round, name)
      return [['ZADD', index, now, key], ['SET', key, body]]
    }))
  }

  async get(places: readonly ChunkPlace[]): Promise<(string | undefined)[]> {
    if (places.length === 0) return []
    const keys = places.map(({ round, name }) => chunkKey(this.#partition, round, name))
    return asList(await this.#connection.send('MGET', ...keys)).map(asOptionalText)
  }

  remove(places: readonly ChunkPlace[]): Promise<void> {
    return this.#removeKeys(places.map(({ round, name }) => chunkKey(this.#partition, round, name)))
  }

  async commit(next: RoundMeta, expected: RoundMeta | undefined): Promise<boolean> {
    const valid = await commitRound(this.#connection, this.#partition, next, expected)
    if (valid) await this.#removeOrphans()
    return valid
  }

  async extent(): ReturnType<ReadRoundLog['extent']> {
    const { epoch = FIRST_EPOCH, ...state } = await readLogState(this.#connection, this.#partition, BEFORE_FIRST)
    return { ...state, epoch }
  }

  async continuesFrom({ id, seq }: RoundMeta): Promise<boolean> {
    if (seq === 0) return (await this.extent()).trimmed === 0
    const state = await readLogState(this.#connection, this.#partition, id)
    return state.holdsEntry && seq > state.trimmed && compareEntryIds(state.largestDeletedId, id) < 0
  }

  async #removeOrphans(): Promise<void> {
    const { newest, previous } = await this.rounds()
    const kept = new Set([newest, previous].flatMap((meta) =>
      meta === undefined ? [] : placesOf(meta).map(({ round, name }) => chunkKey(this.#partition, round, name))))
    const old = asList(await this.#connection.send('ZRANGE', chunkIndexKey(this.#partition), '-inf', Date.now() - ORPHAN_AFTER_MS, 'BYSCORE'))
    await this.#removeKeys(old.map(asText).filter((key) => !kept.has(key)))
  }

  async #removeKeys(keys: readonly string[]): Promise<void> {
    for (let start = 0; start < keys.length; start += AT_ONCE) {
      const part = keys.slice(start, start + AT_ONCE)
      await this.#connection.sendAll([['UNLINK', ...part], ['ZREM', chunkIndexKey(this.#partition), ...part]])
    }
  }
}
