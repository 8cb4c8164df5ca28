import { join } from 'node:path'
import type { Environment } from '../config/index.ts'
import { connectRedis, openFolder } from '../event-log/index.ts'
import { EmbeddedLedger, type LedgerStore, RedisLedger } from '../promise-ledger/index.ts'

const COMMAND_LIMIT_MS = 5_000
const START_LIMIT_MS = 10_000

/** Opens the ledger beside the log: in the same Redis, or in a folder of its own. Rejects with what is wrong and the fix. */
export async function openLedgerStore(environment: Pick<Environment, 'redisUrls' | 'dataDir'>): Promise<LedgerStore> {
  const { redisUrls, dataDir } = environment
  if (redisUrls.length === 0) return new EmbeddedLedger(await openFolder(join(dataDir, 'ledger-store')))
  // The log's own connection tells of outages.
  const redis = connectRedis(redisUrls, COMMAND_LIMIT_MS, () => undefined)
  try {
    await redis.ready(START_LIMIT_MS)
  } catch (error) {
    redis.close()
    throw error
  }
  return new RedisLedger(redis)
}
