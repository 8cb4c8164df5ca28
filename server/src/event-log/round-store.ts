import type { EntryId, WrittenChunk } from './port.ts'

/** A round of snapshots as the store knows it. `chunks` says for each name in which round its chunk was written. */
export interface RoundMeta {
  round: string
  epoch: string
  id: EntryId
  seq: number
  chunks: Record<string, string>
}

/** Where one chunk lies. */
export interface ChunkPlace { round: string; name: string }

/** The rounds that count: the newest, and the one to fall back to. */
export interface ValidRounds { newest?: RoundMeta; previous?: RoundMeta }

/** What a store must be able to do so that rounds can be kept in it. All for one partition. */
export interface RoundStore {
  rounds(): Promise<ValidRounds>
  put(round: string, chunks: readonly WrittenChunk[]): Promise<void>
  /** `undefined` where a chunk is missing. */
  get(places: readonly ChunkPlace[]): Promise<(string | undefined)[]>
  remove(places: readonly ChunkPlace[]): Promise<void>
  /**
   * In one step: makes the round the newest and the newest the previous, if the newest is still `expected`, the round is
   * later (epoch, then seq), its epoch is the log's and the log holds its entry. False where not.
   */
  commit(next: RoundMeta, expected: RoundMeta | undefined): Promise<boolean>
}

/** True where `next` is later than `than`: rounds only move forward. */
export function isLaterRound(next: RoundMeta, than: RoundMeta | undefined): boolean {
  if (than === undefined || next.epoch > than.epoch) return true
  return next.epoch === than.epoch && next.seq > than.seq
}

/** The places of a round's chunks. */
export function placesOf(meta: RoundMeta): ChunkPlace[] {
  return Object.entries(meta.chunks).map(([name, round]) => ({ round, name }))
}

/** Chunks of a dropped round that no kept round needs. */
export function unreferenced(dropped: RoundMeta | undefined, kept: readonly RoundMeta[]): ChunkPlace[] {
  if (dropped === undefined) return []
  return placesOf(dropped).filter(({ name, round }) => kept.every((meta) => meta.chunks[name] !== round))
}
