import { entryIdBefore } from './entry-id.ts'
import type { EntryId, SnapshotRound, WrittenChunk } from './port.ts'
import { type ChunkPlace, placesOf, type RoundMeta, type RoundStore } from './round-store.ts'

const READ_AT_ONCE = 32
const TRIES = 3

/** What a log says of itself, as far as a round must fit it. */
export interface LogExtent {
  epoch: string
  /** Ordinal of the newest entry, 0 where there was none. */
  lastSeq: number
  /** How many entries were trimmed away at the front. */
  trimmed: number
  firstId: EntryId | undefined
  lastId: EntryId
}

export interface ReadRoundLog {
  extent(): Promise<LogExtent>
  /** True where the log can be followed from after this round's position. */
  continuesFrom(round: RoundMeta): Promise<boolean>
}

/**
 * The newest round that is whole and from which the log goes on, with the log's present epoch. Where none is and the log
 * was trimmed, an empty round at the oldest entry that is left: what came before is lost, and a node must start somewhere.
 */
export async function readRound(store: RoundStore, log: ReadRoundLog, warn: (message: string) => void): Promise<SnapshotRound | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await store.rounds()
    const { epoch } = await log.extent()
    for (const meta of [before.newest, before.previous]) {
      if (meta === undefined || !(await log.continuesFrom(meta))) continue
      const chunks = await readChunks(store, placesOf(meta))
      if (chunks !== undefined) return { position: { epoch, id: meta.id, seq: meta.seq }, chunks }
    }
    // A round that was replaced while it was read loses its chunks: then the newer one is there.
    const after = await store.rounds()
    if (after.newest?.round === before.newest?.round || attempt === TRIES) break
  }
  const { epoch, trimmed, firstId, lastId, lastSeq } = await log.extent()
  if (trimmed === 0) return undefined
  warn(`no snapshot round can be read, and the first ${trimmed} of ${lastSeq} log entries are trimmed: starting from the oldest entry left`)
  return { position: { epoch, id: firstId === undefined ? lastId : entryIdBefore(firstId), seq: trimmed }, chunks: [] }
}

/** One part is on its way while the one before is taken in. */
async function readChunks(store: RoundStore, places: readonly ChunkPlace[]): Promise<WrittenChunk[] | undefined> {
  const partFrom = (start: number): readonly ChunkPlace[] => places.slice(start, start + READ_AT_ONCE)
  const ask = (start: number): Promise<(string | undefined)[]> => {
    const asked = store.get(partFrom(start))
    // Whoever awaits it hears of it; nobody does where an earlier part failed.
    asked.catch(() => undefined)
    return asked
  }
  const chunks: WrittenChunk[] = []
  let coming = ask(0)
  for (let start = 0; start < places.length; start += READ_AT_ONCE) {
    const bodies = await coming
    coming = ask(start + READ_AT_ONCE)
    for (const [index, { name }] of partFrom(start).entries()) {
      const body = bodies[index]
      if (body === undefined) return undefined
      chunks.push({ name, body })
    }
  }
  return chunks
}
