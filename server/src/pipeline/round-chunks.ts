import type { WrittenChunk } from '../event-log/index.ts'
import type { RestoredCenter } from './center-fold.ts'

/** The chunk of a snapshot round that belongs to no center; no center id can contain `~`. */
export const PARTITION_CHUNK = '~partition'
const SEPARATOR = '~'

/** The chunk of a center's sheet; that of its body has the center's id as name. */
export const sheetChunk = (center: string, sheet: string): string => `${center}${SEPARATOR}${sheet}`

/** A round's chunks, put together again. A center without its body has nothing to restore. */
export function chunksByCenter(chunks: readonly WrittenChunk[]): { partition: string | undefined; centers: Map<string, RestoredCenter> } {
  const bodies = new Map(chunks.flatMap(({ name, body }) => (name.includes(SEPARATOR) ? [] : [[name, { body, sheets: new Map<string, string>() }]])))
  for (const { name, body } of chunks) {
    const at = name.indexOf(SEPARATOR)
    if (at > 0) bodies.get(name.slice(0, at))?.sheets.set(name.slice(at + 1), body)
  }
  return { partition: chunks.find(({ name }) => name === PARTITION_CHUNK)?.body, centers: bodies }
}

/** Those of one center, and the partition's. */
export const chunksOf = (center: string, chunks: readonly WrittenChunk[]): WrittenChunk[] =>
  chunks.filter(({ name }) => name === center || name.startsWith(`${center}${SEPARATOR}`) || name === PARTITION_CHUNK)
