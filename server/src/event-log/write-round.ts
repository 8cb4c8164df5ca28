import { randomUUID } from 'node:crypto'
import type { LogPosition, SnapshotChunk } from './port.ts'
import { isLaterRound, type RoundMeta, type RoundStore, unreferenced } from './round-store.ts'

const BATCH_BYTES = 256 * 1024
const BATCH_CHUNKS = 64

/**
 * Writes a round chunk by chunk, then makes it valid in one step. A center in `carriedOver` keeps the chunk of the newest
 * round by reference, so that idle centers cost nothing. False where the round is not later than the newest, another node
 * was first, or a carried-over chunk is not there; then what was written is removed again.
 */
export async function writeRound(
  store: RoundStore, position: LogPosition, chunks: AsyncIterable<SnapshotChunk> | Iterable<SnapshotChunk>, carriedOver: readonly string[],
): Promise<boolean> {
  const { newest, previous } = await store.rounds()
  const next: RoundMeta = { round: `${position.epoch}-${position.seq}-${randomUUID()}`, ...position, chunks: {} }
  if (!isLaterRound(next, newest)) return false
  for (const center of carriedOver) {
    const round = newest?.chunks[center]
    if (round === undefined) return false
    next.chunks[center] = round
  }
  const kept = newest === undefined ? [] : [newest]
  try {
    await writeChunks(store, next, chunks)
  } catch (error) {
    await store.remove(unreferenced(next, kept)).catch(() => undefined)
    throw error
  }
  if (!(await store.commit(next, newest))) {
    await store.remove(unreferenced(next, kept))
    return false
  }
  await store.remove(unreferenced(previous, [next, ...kept]))
  return true
}

async function writeChunks(store: RoundStore, next: RoundMeta, chunks: AsyncIterable<SnapshotChunk> | Iterable<SnapshotChunk>): Promise<void> {
  let batch: SnapshotChunk[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    next.chunks[chunk.center] = next.round
    batch.push(chunk)
    bytes += chunk.body.length
    if (bytes < BATCH_BYTES && batch.length < BATCH_CHUNKS) continue
    await store.put(next.round, batch)
    batch = []
    bytes = 0
  }
  if (batch.length > 0) await store.put(next.round, batch)
}
