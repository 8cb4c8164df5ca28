import { nextEpoch } from '../epoch.ts'
import type { Connection } from './connection.ts'
import { epochKey } from './keys.ts'
import { asText } from './replies.ts'

/**
 * KEYS: epoch. ARGV: the epoch in which the loss was seen, the one after it.
 * Replies the epoch that holds now. Of several nodes that see the same loss only the first raises it.
 */
const RAISE = `
local epoch = redis.call('GET', KEYS[1])
if epoch and epoch > ARGV[1] then return epoch end
redis.call('SET', KEYS[1], ARGV[2])
return ARGV[2]
`

/** Raises the epoch of a log that went back, unless another node did. */
export async function raiseEpoch(connection: Connection, partition: number, seen: string): Promise<string> {
  return asText(await connection.send('EVAL', RAISE, 1, epochKey(partition), seen, nextEpoch(seen)))
}
