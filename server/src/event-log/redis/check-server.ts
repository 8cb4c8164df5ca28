import type { Connection } from './connection.ts'

const OLDEST_MAJOR = 7

/**
 * Rejects with an Error that names the fix where Redis is too old for the log's proofs (stream fields of Redis 7), or where
 * it may evict keys: an evicted log is a lost log.
 */
export async function checkServer(connection: Connection): Promise<void> {
  for (const info of await connection.info('server')) {
    const version = field(info, 'redis_version')
    if (version !== undefined && Number(version.split('.')[0]) < OLDEST_MAJOR) {
      throw new Error(`Redis ${version} is too old: Queuecast needs Redis ${OLDEST_MAJOR} or newer`)
    }
  }
  for (const info of await connection.info('memory')) {
    const policy = field(info, 'maxmemory_policy')
    if (policy !== undefined && policy !== 'noeviction') {
      throw new Error(
        `Redis has maxmemory-policy ${policy} and may evict the event log; set "maxmemory-policy noeviction" in redis.conf (or run CONFIG SET maxmemory-policy noeviction), and use a Redis that is not a cache`,
      )
    }
  }
}

function field(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim()
}
