import { nextEpoch } from '../epoch.ts'
import type { Connection } from './connection.ts'
import { epochKey, SERVER_NOW, serverKey } from './keys.ts'
import { asText } from './replies.ts'

/**
 * KEYS: epoch, server. ARGV: the epoch in which the loss was seen, the one after it.
 * Replies the epoch that holds now. Of several nodes that see the same loss only the first raises it.
 */
const RAISE = `
${SERVER_NOW}
local epoch = redis.call('GET', KEYS[1])
if epoch and epoch > ARGV[1] then return epoch end
redis.call('SET', KEYS[1], ARGV[2])
redis.call('SET', KEYS[2], server_now())
return ARGV[2]
`

/** KEYS: epoch, server. ARGV: the first epoch. */
const BEGIN = `
${SERVER_NOW}
redis.call('SET', KEYS[1], ARGV[1], 'NX')
redis.call('SET', KEYS[2], server_now(), 'NX')
return 1
`

/** Notes the epoch of a log that begins, and which Redis holds it, unless another node did. */
export async function beginEpoch(connection: Connection, partition: number, epoch: string): Promise<void> {
  await connection.send('EVAL', BEGIN, 2, epochKey(partition), serverKey(partition), epoch)
}

/** Raises the epoch of a log that went back, unless another node did. */
export async function raiseEpoch(connection: Connection, partition: number, seen: string): Promise<string> {
  return asText(await connection.send('EVAL', RAISE, 2, epochKey(partition), serverKey(partition), seen, nextEpoch(seen)))
}
