import { parseEntryId } from '../entry-id.ts'
import type { EntryId } from '../port.ts'
import type { Connection } from './connection.ts'
import { logKey } from './keys.ts'
import { asNumber } from './replies.ts'

const AT_ONCE = 10_000

/**
 * Removes entries before `id` and older than `keepMs`, in steps that do not hold Redis up; the entry `id` stays, so that a
 * reader from there can prove its place. Returns how many went.
 */
export async function trimLog(connection: Connection, partition: number, id: EntryId, nowMs: number, keepMs: number): Promise<number> {
  const oldestKept = Math.max(0, Math.floor(nowMs - keepMs))
  const before = parseEntryId(id).ms < oldestKept ? id : `${oldestKept}-0`
  let trimmed = 0
  for (;;) {
    const step = asNumber(await connection.send('XTRIM', logKey(partition), 'MINID', '~', before, 'LIMIT', AT_ONCE))
    trimmed += step
    if (step === 0) break
  }
  // What is left is less than one node of the stream.
  return trimmed + asNumber(await connection.send('XTRIM', logKey(partition), 'MINID', '=', before))
}
