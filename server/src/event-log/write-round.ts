import { randomUUID } from 'node:crypto'
import type { LogPosition, SnapshotChunk, WrittenChunk } from './port.ts'
import { isLaterRound, type RoundMeta, type RoundStore, unreferenced } from './round-store.ts'

const BATCH_BYTES = 256 * 1024
const BATCH_CHUNKS = 64

/**
 * Writes a round chunk by chunk, then makes it valid in one step. A chunk without a body is that of the newest round, by
 * reference. False where the round is not later than the newest, another node was first, or a chunk to be kept is not
 * there; then what was written is removed again.
 */
export async function writeRound(
  store: RoundStore, position: LogPosition, chunks: AsyncIterable<SnapshotChunk> | Iterable<SnapshotChunk>,
): Promise<boolean> {
  const { newest, previous } = await store.rounds()
  const next: RoundMeta = { round: `${position.epoch}-${position.seq}-${randomUUID()}`, ...position, chunks: {} }
  if (!isLaterRound(next, newest)) return false
  const kept = newest === undefined ? [] : [newest]
  let whole = false
  try {
    whole = await writeChunks(store, next, chunks, newest)
  } catch (error) {
    await store.remove(unreferenced(next, kept)).catch(() => undefined)
    throw error
  }
  if (!whole || !(await store.commit(next, newest))) {
    await store.remove(unreferenced(next, kept))
    return false
  }
  await store.remove(unreferenced(previous, [next, ...kept]))
  return true
}

/** False where a chunk that was to be kept is not in the newest round. */
async function writeChunks(store: RoundStore, next: RoundMeta, chunks: AsyncIterable<SnapshotChunk> | Iterable<SnapshotChunk>, newest: RoundMeta | undefined): Promise<boolean> {
  let batch: WrittenChunk[] = []
  let bytes = 0
  for await (const { name, body } of chunks) {
    const round = body === undefined ? newest?.chunks[name] : next.round
    if (round === undefined) return false
    next.chunks[name] = round
    if (body === undefined) continue
    batch.push({ name, body })
    bytes += body.length
    if (bytes < BATCH_BYTES && batch.length < BATCH_CHUNKS) continue
    await store.put(next.round, batch)
    batch = []
    bytes = 0
  }
  if (batch.length > 0) await store.put(next.round, batch)
  return true
}
