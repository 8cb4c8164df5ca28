import type { EventLog } from '../event-log/index.ts'
import { failureOf } from './failure.ts'
import { type Broken, type PartitionFold, skipKey } from './partition-fold.ts'
import { rebuildCenter } from './rebuild-center.ts'

/** A center that breaks more often than this within an hour of log time is given up. */
const REBUILDS_AT_MOST = 3
const REBUILDS_WITHIN_MS = 3_600_000

export interface MenderDeps {
  log: EventLog
  partition: number
  /** The center was rebuilt or given up: all of it may differ. */
  replaced(center: string): void
  report(event: 'broken' | 'rebuilt' | 'given-up', detail: Record<string, string | number>): void
}

/** Rebuilds broken centers from their snapshot and the log without what broke them; gives up one that breaks again and again. */
export class CenterMender {
  #deps: MenderDeps
  #rebuildsMs = new Map<string, number[]>()

  constructor(deps: MenderDeps) {
    this.#deps = deps
  }

  /** Mends every broken center of the fold. Rejects where the store does not answer; they are broken still then. */
  async mend(fold: PartitionFold, signal: AbortSignal): Promise<void> {
    for (const broken of fold.broken) await this.#mendOne(broken, fold, signal)
    fold.broken.length = 0
  }

  async #mendOne(first: Broken, fold: PartitionFold, signal: AbortSignal): Promise<void> {
    const { center } = first
    const { log, partition, replaced, report } = this.#deps
    for (let broken = first; ;) {
      const detail = { center, position: broken.position, error: failureOf(broken.error) }
      report('broken', detail)
      fold.skip.add(skipKey(center, broken.position))
      const outcome = this.#mayRebuild(center, fold.nowMs) ? await rebuildCenter(log, partition, center, fold, signal) : undefined
      if (outcome?.kind === 'broke') {
        broken = outcome.broken
        continue
      }
      if (outcome?.kind === 'rebuilt') {
        fold.replace(center, outcome.fold)
        report('rebuilt', detail)
      } else {
        fold.giveUp(center)
        report('given-up', detail)
      }
      return replaced(center)
    }
  }

  /** Counts the rebuild that is about to be made. */
  #mayRebuild(center: string, nowMs: number): boolean {
    const recent = (this.#rebuildsMs.get(center) ?? []).filter((ms) => ms > nowMs - REBUILDS_WITHIN_MS)
    if (recent.length >= REBUILDS_AT_MOST) return false
    this.#rebuildsMs.set(center, [...recent, nowMs])
    return true
  }
}
