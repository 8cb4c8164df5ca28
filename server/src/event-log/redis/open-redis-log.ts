import { FIRST_EPOCH } from '../epoch.ts'
import type { EventLog } from '../port.ts'
import { checkServer } from './check-server.ts'
import { connectRedis } from './connection.ts'
import { fixPartitions } from './fix-partitions.ts'
import { beginEpoch } from './raise-epoch.ts'
import { RedisLog } from './redis-log.ts'

export interface RedisLogOptions {
  /** `redis://` or `rediss://`, several are the start nodes of a cluster; or `redis-sentinel://host:port/master`, one a sentinel. */
  urls: readonly string[]
  /** Number of partitions; fixed at the first start. Default: what Redis holds, else 8. */
  partitions?: number
  /** The partitions that this node serves; default all. */
  serve?: readonly number[]
  /** How long the start waits for Redis, default 10 s. */
  startLimitMs?: number
  /** Told once for each outage and for what an operator should know. */
  onWarning?: (message: string) => void
}

const COMMAND_LIMIT_MS = 2_000

/**
 * Opens the log on Redis Streams. Rejects with an Error that names the fix where Redis cannot be reached, is too old, may
 * evict keys, or holds a log of another number of partitions.
 */
export async function openRedisLog(options: RedisLogOptions): Promise<EventLog> {
  const { startLimitMs = 10_000, onWarning = () => undefined } = options
  const { urls } = options
  if (urls.length === 0) throw new Error('QUEUECAST_REDIS_URL names no Redis; set it to redis://host:port')
  for (const url of urls) checkUrl(url)
  let down = false
  const connection = connectRedis(urls, COMMAND_LIMIT_MS, (error) => {
    if (!down) onWarning(`Redis: ${error.message}`)
    down = true
  })
  connection.onReconnect(() => {
    down = false
  })
  try {
    await connection.ready(startLimitMs)
    await checkServer(connection)
    const partitions = await fixPartitions(connection, options.partitions)
    const served = options.serve ?? Array.from({ length: partitions }, (_, partition) => partition)
    const wrong = served.find((partition) => !Number.isInteger(partition) || partition < 0 || partition >= partitions)
    if (wrong !== undefined) throw new RangeError(`this node cannot serve partition ${wrong}: there are ${partitions}, from 0; correct QUEUECAST_SERVE`)
    for (const partition of served) await beginEpoch(connection, partition, FIRST_EPOCH)
    return new RedisLog(urls, connection, partitions, onWarning)
  } catch (error) {
    connection.close()
    throw error
  }
}

function checkUrl(url: string): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : ''
  if (/^rediss?(-sentinel)?:$/.test(protocol)) return
  // The text may hold a password, so it is not repeated.
  throw new Error('QUEUECAST_REDIS_URL must be redis://host:port or rediss://host:port; several, separated by commas, for a cluster; redis-sentinel://host:port,host:port/master for sentinels')
}
