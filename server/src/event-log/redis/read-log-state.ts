import type { LogExtent } from '../read-round.ts'
import type { EntryId } from '../port.ts'
import type { Command, Connection } from './connection.ts'
import { epochKey, logKey, SERVER_NOW, serverKey } from './keys.ts'
import { asList, asNumber, asOptionalText, asText } from './replies.ts'

/**
 * KEYS: log, epoch, server. ARGV: an entry id, 1 to ask also for the server.
 * Replies {epoch or false, entries added, length, last id, first id or '', largest id deleted by hand, 1 if the entry is there,
 * 1 if another Redis holds the log than the one noted}.
 */
const LOG_STATE = `
${SERVER_NOW}
local epoch = redis.call('GET', KEYS[2])
local other = 0
if ARGV[2] == '1' then
  local noted = redis.call('GET', KEYS[3])
  if noted and noted ~= server_now() then other = 1 end
end
if redis.call('EXISTS', KEYS[1]) == 0 then return {epoch, 0, 0, '0-0', '', '0-0', 0, other} end
local info = redis.call('XINFO', 'STREAM', KEYS[1])
local of = {}
for i = 1, #info, 2 do of[info[i]] = info[i + 1] end
local first = of['recorded-first-entry-id']
if of['length'] == 0 then first = '' end
local there = #redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])
return {epoch, of['entries-added'], of['length'], of['last-generated-id'], first, of['max-deleted-entry-id'], there, other}
`

/** What the stream says of itself, and whether it holds the entry asked for. */
export interface LogState extends Omit<LogExtent, 'epoch'> {
  /** Absent where somebody emptied Redis. */
  epoch: string | undefined
  largestDeletedId: EntryId
  holdsEntry: boolean
  /** Another Redis took over; it may lack what somebody read from the one before. Always false where that was not asked. */
  tookOver: boolean
}

/** @param askServer asks also whether another Redis took over; outside a cluster that costs it some tens of microseconds */
export const logStateCommand = (partition: number, id: EntryId, askServer = false): Command =>
  ['EVAL', LOG_STATE, 3, logKey(partition), epochKey(partition), serverKey(partition), id, askServer ? 1 : 0]

export function parseLogState(reply: unknown): LogState {
  const [epoch, added, length, lastId, firstId, deletedId, there, other] = asList(reply)
  const first = asText(firstId)
  return {
    epoch: asOptionalText(epoch), lastSeq: asNumber(added), trimmed: asNumber(added) - asNumber(length), lastId: asText(lastId),
    firstId: first === '' ? undefined : first, largestDeletedId: asText(deletedId), holdsEntry: asNumber(there) === 1, tookOver: asNumber(other) === 1,
  }
}

export async function readLogState(connection: Connection, partition: number, id: EntryId): Promise<LogState> {
  return parseLogState(await connection.send(...logStateCommand(partition, id)))
}
