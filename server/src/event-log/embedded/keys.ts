import { parseEntryId } from '../entry-id.ts'
import type { EntryId } from '../port.ts'

/** Keys of the embedded store. Text order is log order: numbers are padded. */
const partitionKey = (partition: number): string => String(partition).padStart(5, '0')

export const META_PARTITIONS = 'meta/partitions'
export const META_CLEAN = 'meta/closed-cleanly'
export const epochKey = (partition: number): string => `epoch/${partitionKey(partition)}`
export const secretKey = (name: string): string => `secret/${name}`
export const roundsKey = (partition: number): string => `rounds/${partitionKey(partition)}`
export const chunkPrefix = (partition: number): string => `chunk/${partitionKey(partition)}/`
export const chunkKey = (partition: number, round: string, name: string): string => `${chunkPrefix(partition)}${round}/${name}`

const logPrefix = (partition: number): string => `log/${partitionKey(partition)}/`
export function logKey(partition: number, id: EntryId): string {
  const { ms, n } = parseEntryId(id)
  return `${logPrefix(partition)}${String(ms).padStart(15, '0')}-${String(n).padStart(20, '0')}`
}
/** All entries of a partition: from this key on, before `logEnd`. */
export const logStart = logPrefix
export const logEnd = (partition: number): string => `${logPrefix(partition)}~`

/** An entry's value: its ordinal, then its body. */
export const logValue = (seq: number, body: string): string => `${seq} ${body}`

export interface StoredEntry { id: EntryId; ms: number; seq: number; body: string }
/** Reads a log key and its value back. */
export function storedEntry(key: string, value: string): StoredEntry {
  const [ms = '', n = ''] = key.slice(key.lastIndexOf('/') + 1).split('-')
  const space = value.indexOf(' ')
  return { id: `${Number(ms)}-${BigInt(n)}`, ms: Number(ms), seq: Number(value.slice(0, space)), body: value.slice(space + 1) }
}
