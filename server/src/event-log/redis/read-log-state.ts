import type { LogExtent } from '../read-round.ts'
import type { EntryId } from '../port.ts'
import type { Command, Connection } from './connection.ts'
import { epochKey, logKey } from './keys.ts'
import { asList, asNumber, asOptionalText, asText } from './replies.ts'

/**
 * KEYS: log, epoch. ARGV: an entry id.
 * Replies {epoch or false, entries added, length, last id, first id or '', largest id deleted by hand, 1 if the entry is there}.
 */
const LOG_STATE = `
local epoch = redis.call('GET', KEYS[2])
if redis.call('EXISTS', KEYS[1]) == 0 then return {epoch, 0, 0, '0-0', '', '0-0', 0} end
local info = redis.call('XINFO', 'STREAM', KEYS[1])
local of = {}
for i = 1, #info, 2 do of[info[i]] = info[i + 1] end
local first = of['recorded-first-entry-id']
if of['length'] == 0 then first = '' end
local there = #redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])
return {epoch, of['entries-added'], of['length'], of['last-generated-id'], first, of['max-deleted-entry-id'], there}
`

/** What the stream says of itself, and whether it holds the entry asked for. */
export interface LogState extends Omit<LogExtent, 'epoch'> {
  /** Absent where somebody emptied Redis. */
  epoch: string | undefined
  largestDeletedId: EntryId
  holdsEntry: boolean
}

export const logStateCommand = (partition: number, id: EntryId): Command => ['EVAL', LOG_STATE, 2, logKey(partition), epochKey(partition), id]

export function parseLogState(reply: unknown): LogState {
  const [epoch, added, length, lastId, firstId, deletedId, there] = asList(reply)
  const first = asText(firstId)
  return {
    epoch: asOptionalText(epoch), lastSeq: asNumber(added), trimmed: asNumber(added) - asNumber(length), lastId: asText(lastId),
    firstId: first === '' ? undefined : first, largestDeletedId: asText(deletedId), holdsEntry: asNumber(there) === 1,
  }
}

export async function readLogState(connection: Connection, partition: number, id: EntryId): Promise<LogState> {
  return parseLogState(await connection.send(...logStateCommand(partition, id)))
}
