import { compareEntryIds, type EventLog, type LogRecord } from '../event-log/index.ts'
import type { CenterFold } from './center-fold.ts'
import { PartitionFold } from './partition-fold.ts'

/** Longer than any replay of ten minutes of log takes; only against hanging on a store that went away. */
const REBUILD_LIMIT_MS = 60_000

/**
 * One center again, from its newest snapshot and the log after it, without the facts in `current.skip`.
 * Returns undefined where it breaks again or the log no longer reaches back far enough.
 */
export async function rebuildCenter(log: EventLog, partition: number, center: string, current: PartitionFold): Promise<CenterFold | undefined> {
  const round = await log.latestSnapshot(partition)
  const kept = round === undefined ? undefined : { ...round, chunks: round.chunks.filter((chunk) => chunk.center === center || chunk.center.startsWith('~')) }
  const alone = kept === undefined ? new PartitionFold({ ...current.position, id: '0-0', seq: 0 }) : PartitionFold.restore(kept)
  for (const position of current.skip) alone.skip.add(position)
  alone.only = center
  const until = current.position.id
  if (compareEntryIds(alone.position.id, until) < 0 && !(await replay(log, partition, alone, until))) return undefined
  return alone.broken.length > 0 ? undefined : alone.centers.get(center)
}

function replay(log: EventLog, partition: number, fold: PartitionFold, until: string): Promise<boolean> {
  return new Promise((resolve) => {
    let over = false
    const end = (complete: boolean) => {
      if (over) return
      over = true
      clearTimeout(timer)
      // Closing inside the follower's own callback would wait for itself.
      setImmediate(() => void follower.close())
      resolve(complete)
    }
    const timer = setTimeout(() => end(false), REBUILD_LIMIT_MS)
    const follower = log.follow(partition, fold.position, {
      onEntries: (entries: LogRecord[]) => {
        for (const record of entries) {
          if (over || compareEntryIds(record.id, until) > 0) return end(true)
          fold.fold(record)
          if (fold.broken.length > 0) return end(false)
          if (compareEntryIds(record.id, until) === 0) return end(true)
        }
      },
      onLost: () => end(false),
      onAvailable: () => undefined,
    })
  })
}
