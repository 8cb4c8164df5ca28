import { resolve } from 'node:path'
import type { EventLog } from '../port.ts'
import { parseEntryId } from '../entry-id.ts'
import { nextEpoch, FIRST_EPOCH } from '../epoch.ts'
import { EmbeddedLog } from './embedded-log.ts'
import { epochKey, META_CLEAN, META_PARTITIONS } from './keys.ts'
import { type Level, openFolder } from './open-folder.ts'
import { createLogClock } from './log-clock.ts'
import { readTail } from './log-tail.ts'

export interface EmbeddedLogOptions {
  /** Folder of the store; made where it is absent. One process at a time. */
  dataDir: string
  /** Number of partitions, at least 1; fixed at the first start. */
  partitions: number
  /** Wall clock in epoch milliseconds; log time drifts towards it. */
  now?: () => number
  /** Milliseconds that no clock setting moves. */
  monotonicMs?: () => number
  /** Told what an operator should know; a later message does not take back an earlier one. */
  onWarning?: (message: string) => void
}

/**
 * Opens the embedded durable log. Every acknowledged entry is on the disk (fsync); after a kill or a power cut the log opens
 * with all of them. Rejects with an Error naming folder and fix where the folder is in use, unusable, or holds a log of
 * another number of partitions.
 */
export async function openEmbeddedLog(options: EmbeddedLogOptions): Promise<EventLog> {
  const { partitions, now: wallMs = Date.now, monotonicMs = () => performance.now(), onWarning = () => undefined } = options
  if (!Number.isInteger(partitions) || partitions < 1) throw new RangeError(`partitions must be a whole number of at least 1, not ${partitions}`)
  const folder = resolve(options.dataDir)
  const db = await openFolder(folder)
  try {
    await fixPartitions(db, partitions, folder)
    const epochs = await openEpochs(db, partitions)
    const tails = await Promise.all(epochs.map((_, partition) => readTail(db, partition)))
    const now = createLogClock({ wallMs, monotonicMs, notBeforeMs: Math.max(0, ...tails.map(({ id }) => parseEntryId(id).ms)) })
    const log = new EmbeddedLog(db, epochs, tails, { now, wallMs }, onWarning)
    await log.tidy()
    return log
  } catch (error) {
    await db.close()
    throw error
  }
}

async function fixPartitions(db: Level, partitions: number, folder: string): Promise<void> {
  const kept = await db.get(META_PARTITIONS)
  if (kept === undefined) return db.put(META_PARTITIONS, String(partitions), { sync: true })
  if (kept === String(partitions)) return
  throw new Error(`the data folder ${folder} holds a log of ${kept} partitions, not ${partitions}; set QUEUECAST_PARTITIONS=${kept}, or use an empty folder`)
}

/**
 * A store that was not closed may have lost the tail of its file, though nothing acknowledged; whoever saw that tail must
 * see a later generation now. A store that was closed goes on in its own.
 */
async function openEpochs(db: Level, partitions: number): Promise<string[]> {
  const clean = (await db.get(META_CLEAN)) !== undefined
  const epochs: string[] = []
  for (let partition = 0; partition < partitions; partition += 1) {
    const kept = await db.get(epochKey(partition))
    epochs.push(kept === undefined ? FIRST_EPOCH : clean ? kept : nextEpoch(kept))
  }
  await db.batch([
    ...epochs.map((epoch, partition) => ({ type: 'put' as const, key: epochKey(partition), value: epoch })),
    { type: 'del' as const, key: META_CLEAN },
  ], { sync: true })
  return epochs
}
