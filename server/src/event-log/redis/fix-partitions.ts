import type { Connection } from './connection.ts'
import { KEY_PARTITIONS } from './keys.ts'
import { asText } from './replies.ts'

const DEFAULT_PARTITIONS = 8

/**
 * The number of partitions, written to Redis at the first start. Rejects with an Error that names both numbers where
 * another one is asked for: centers would move to partitions that do not hold their events.
 */
export async function fixPartitions(connection: Connection, wanted: number | undefined): Promise<number> {
  if (wanted !== undefined && (!Number.isInteger(wanted) || wanted < 1)) throw new RangeError(`partitions must be a whole number of at least 1, not ${wanted}`)
  await connection.send('SET', KEY_PARTITIONS, wanted ?? DEFAULT_PARTITIONS, 'NX')
  const kept = Number(asText(await connection.send('GET', KEY_PARTITIONS)))
  if (wanted !== undefined && kept !== wanted) {
    throw new Error(`this Redis holds a log of ${kept} partitions, not ${wanted}; set QUEUECAST_PARTITIONS=${kept}, or use an empty Redis`)
  }
  return kept
}
