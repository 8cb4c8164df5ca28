import type { Connection } from './connection.ts'
import { leaderKey } from './keys.ts'

/** KEYS: leader. ARGV: node, milliseconds. Replies 1 where the node holds the lease now, else 0. */
const TAKE_OR_RENEW = `
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return 1
end
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0
`

/** KEYS: leader. ARGV: node. Gives the lease back if the node holds it; replies how many keys went. */
const RESIGN = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`

export async function takeLease(connection: Connection, partition: number, node: string, ttlMs: number): Promise<boolean> {
  return (await connection.send('EVAL', TAKE_OR_RENEW, 1, leaderKey(partition), node, Math.ceil(ttlMs))) === 1
}

export async function giveLeaseBack(connection: Connection, partition: number, node: string): Promise<void> {
  await connection.send('EVAL', RESIGN, 1, leaderKey(partition), node)
}
