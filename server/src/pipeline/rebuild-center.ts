import { compareEntryIds, type EventLog, type LogRecord } from '../event-log/index.ts'
import type { CenterFold } from './center-fold.ts'
import { type Broken, PartitionFold } from './partition-fold.ts'
import { chunksOf } from './round-chunks.ts'

/** Longer than any replay of ten minutes of log takes; only against hanging on a store that went away. */
const REBUILD_LIMIT_MS = 60_000

/** `none`: without the steps left out, no configuration begins the center. */
export type Rebuilt = { kind: 'rebuilt'; fold: CenterFold } | { kind: 'broke'; broken: Broken } | { kind: 'none' }

/**
 * One center again, from its newest snapshot and the log after it, up to where `current` stands, without the steps in
 * `current.skip`. Rejects where the store does not answer or its log does not go on to there: then nothing is known of the center.
 */
export async function rebuildCenter(log: EventLog, partition: number, center: string, current: PartitionFold, signal: AbortSignal): Promise<Rebuilt> {
  const round = await log.latestSnapshot(partition)
  const kept = round === undefined ? undefined : { ...round, chunks: chunksOf(center, round.chunks) }
  const alone = kept === undefined ? new PartitionFold({ ...current.position, id: '0-0', seq: 0 }) : PartitionFold.restore(kept)
  for (const step of current.skip) alone.skip.add(step)
  alone.only = center
  alone.settled = current.settled
  const until = current.position.id
  if (compareEntryIds(alone.position.id, until) < 0) await replay(log, partition, alone, until, signal)
  const broken = alone.broken[0]
  if (broken !== undefined) return { kind: 'broke', broken }
  const fold = alone.centers.get(center)
  return fold === undefined ? { kind: 'none' } : { kind: 'rebuilt', fold }
}

/** Resolves where the fold stands at `until`, or broke before. */
function replay(log: EventLog, partition: number, fold: PartitionFold, until: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let over = false
    const end = (failure?: string): void => {
      if (over) return
      over = true
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      // Closing inside the follower's own callback would wait for itself.
      setImmediate(() => void follower.close())
      if (failure === undefined) resolve()
      else reject(new Error(`a center could not be rebuilt: ${failure}`))
    }
    const stop = (): void => end('the node is stopping')
    const timer = setTimeout(() => end('the log did not reach the end in time'), REBUILD_LIMIT_MS)
    const follower = log.follow(partition, fold.position, {
      onEntries: (entries: LogRecord[]) => {
        for (const record of entries) {
          if (over) return
          if (compareEntryIds(record.id, until) > 0) return end()
          fold.fold(record)
          if (fold.broken.length > 0 || record.id === until) return end()
        }
      },
      onLost: end,
      onAvailable: () => undefined,
    })
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
  })
}
