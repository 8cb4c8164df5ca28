import type { SnapshotRound } from '../../event-log/index.ts'
import type { PartitionFold } from '../partition-fold.ts'
import { RoundInProgress } from '../round-in-progress.ts'

/** The whole fold as a store gives it back: text only. */
export function roundOf(fold: PartitionFold): SnapshotRound {
  const chunks = Array.from(new RoundInProgress(fold, new Map(), new Set()).chunks(), ({ name, body = '' }) => ({ name, body }))
  return { position: fold.position, chunks }
}
