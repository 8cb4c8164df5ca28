import type { RoundMeta } from '../round-store.ts'
import type { Connection } from './connection.ts'
import { epochKey, logKey, roundsKey } from './keys.ts'

/**
 * KEYS: rounds, epoch, log. ARGV: the round as JSON, its epoch, id and seq, the round that must be the newest ('' for none).
 * Replies 1 where the round is the newest now; 0 where another node was first, the round is not later than the newest, or
 * the log is not one that continues from it.
 */
const COMMIT = `
local newest = redis.call('HGET', KEYS[1], 'newest')
if newest then
  local was = cjson.decode(newest)
  if was.round ~= ARGV[5] then return 0 end
  if was.epoch > ARGV[2] or (was.epoch == ARGV[2] and was.seq >= tonumber(ARGV[4])) then return 0 end
elseif ARGV[5] ~= '' then
  return 0
end
if redis.call('GET', KEYS[2]) ~= ARGV[2] then return 0 end
if ARGV[4] ~= '0' and #redis.call('XRANGE', KEYS[3], ARGV[3], ARGV[3]) == 0 then return 0 end
if newest then redis.call('HSET', KEYS[1], 'previous', newest) end
redis.call('HSET', KEYS[1], 'newest', ARGV[1])
return 1
`

/** Makes a written round valid, in one step that only moves forward. */
export async function commitRound(connection: Connection, partition: number, next: RoundMeta, expected: RoundMeta | undefined): Promise<boolean> {
  const keys = [roundsKey(partition), epochKey(partition), logKey(partition)]
  const reply = await connection.send('EVAL', COMMIT, keys.length, ...keys, JSON.stringify(next), next.epoch, next.id, next.seq, expected?.round ?? '')
  return reply === 1
}
