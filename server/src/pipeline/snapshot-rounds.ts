import type { SnapshotChunk } from '../event-log/index.ts'
import type { CenterFold } from './center-fold.ts'
import type { LeaderDeps } from './leader.ts'

type RoundDeps = Pick<LeaderDeps, 'log' | 'node' | 'monotonicMs' | 'snapshotEveryMs' | 'keepLogMs' | 'report'>

/**
 * Snapshot rounds: all centers of the partition as they were at one log position. The fold goes on meanwhile; a center is
 * serialised just before its next change, or when its turn comes. A center untouched since the last round is carried over.
 */
export class SnapshotRounds {
  #deps: RoundDeps
  #lastAtMs: number
  #changedSince = new Set<string>()
  /** Centers that the last committed round of this leader holds. */
  #held = new Set<string>()
  #watched: object | undefined

  constructor(deps: RoundDeps) {
    this.#deps = deps
    this.#lastAtMs = deps.monotonicMs()
  }

  /** Another node leads, or the fold was reloaded: nothing may be carried over. */
  abandon(): void {
    this.#held.clear()
    this.#changedSince.clear()
  }

  async beat(): Promise<void> {
    this.#watch()
    const { node, log, report } = this.#deps
    const now = this.#deps.monotonicMs()
    if (now - this.#lastAtMs < this.#deps.snapshotEveryMs || node.fold.position.seq === 0) return
    this.#lastAtMs = now
    const fold = node.fold
    const position = fold.position
    const taken = new Map<string, string>()
    const carried = [...fold.centers.keys()].filter((center) => this.#held.has(center) && !this.#changedSince.has(center))
    const remaining = new Set([...fold.centers.keys()].filter((center) => !carried.includes(center)))
    const partitionChunk = fold.partitionChunk()
    this.#changedSince.clear()
    fold.beforeTouch = (center, centerFold) => {
      this.#changedSince.add(center)
      if (remaining.delete(center)) taken.set(center, centerFold.snapshot())
    }
    const written = await log.writeSnapshot(node.partition, position, chunks(fold.centers, remaining, taken, partitionChunk), carried)
    if (!written) return this.abandon()
    this.#held = new Set(fold.centers.keys())
    report('snapshot', { partition: node.partition, seq: position.seq, centers: fold.centers.size })
    const trimmed = await log.trim(node.partition, fold.nowMs, this.#deps.keepLogMs)
    if (trimmed > 0) report('trimmed', { partition: node.partition, entries: trimmed })
  }

  /** Watches the current fold for changes; a reload gives the node another one. */
  #watch(): void {
    const { fold } = this.#deps.node
    if (this.#watched === fold) return
    this.#watched = fold
    this.abandon()
    fold.beforeTouch = (center) => this.#changedSince.add(center)
  }
}

async function* chunks(
  centers: ReadonlyMap<string, CenterFold>, remaining: Set<string>, taken: Map<string, string>, partitionChunk: SnapshotChunk,
): AsyncIterable<SnapshotChunk> {
  yield partitionChunk
  while (remaining.size > 0 || taken.size > 0) {
    const next = taken.entries().next()
    if (!next.done) {
      const [center, body] = next.value
      taken.delete(center)
      yield { center, body }
    } else {
      const center = remaining.values().next().value ?? ''
      remaining.delete(center)
      const fold = centers.get(center)
      if (fold !== undefined) yield { center, body: fold.snapshot() }
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}
