import { BEFORE_FIRST } from '../entry-id.ts'
import type { EntryId } from '../port.ts'
import { logEnd, logStart, type StoredEntry, storedEntry } from './keys.ts'
import type { Level } from './open-folder.ts'

/** The newest entry of a partition. */
export interface LogTail { id: EntryId; seq: number }

export async function readTail(db: Level, partition: number): Promise<LogTail> {
  const last = await edge(db, partition, true)
  return last === undefined ? { id: BEFORE_FIRST, seq: 0 } : { id: last.id, seq: last.seq }
}

/** The oldest entry that is left. */
export const readFirst = (db: Level, partition: number): Promise<StoredEntry | undefined> => edge(db, partition, false)

async function edge(db: Level, partition: number, reverse: boolean): Promise<StoredEntry | undefined> {
  for await (const [key, value] of db.iterator({ gte: logStart(partition), lt: logEnd(partition), reverse, limit: 1 })) return storedEntry(key, value)
  return undefined
}
