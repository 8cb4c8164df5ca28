import type { EventLog, SnapshotChunk } from '../event-log/index.ts'
import type { LedgerSink } from './ledger-sink.ts'
import type { PartitionFold } from './partition-fold.ts'
import type { PartitionNode } from './partition-node.ts'
import { type RoundContent, RoundInProgress } from './round-in-progress.ts'

export interface RoundDeps {
  log: EventLog
  node: PartitionNode
  monotonicMs(): number
  snapshotEveryMs: number
  /** How old a log entry must be at least before it may be trimmed. */
  keepLogMs: number
  ledger?: Pick<LedgerSink, 'covers' | 'covered'> | undefined
  report(event: 'snapshot' | 'trimmed', detail: Record<string, string | number>): void
}

/** A round is due after so many facts too: whoever starts folds them in a fraction of a second. Not more often than this. */
const SNAPSHOT_EVERY_FACTS = 5_000
const SNAPSHOT_PAUSE_MS = 5_000
const LEDGER_LIMIT_MS = 30_000
const LEDGER_POLL_MS = 50

/** Snapshot rounds: all centers of the partition as they were at one log position, while the fold goes on. */
export class SnapshotRounds {
  #deps: RoundDeps
  #lastAtMs: number
  #lastSeq = 0
  #lastFacts = 0
  #changedSince = new Set<string>()
  /** What the last committed round of this leader holds. */
  #held: RoundContent = new Map()
  #watched: PartitionFold | undefined
  #closed = false
  /** Counts `abandon`: a round that began before one says nothing of what to carry over. */
  #era = 0

  constructor(deps: RoundDeps) {
    this.#deps = deps
    this.#lastAtMs = deps.monotonicMs()
  }

  /** Another node leads, or the fold was reloaded: nothing may be carried over. */
  abandon(): void {
    this.#era += 1
    this.#held = new Map()
    this.#changedSince.clear()
  }

  /** A round under way ends without becoming valid. */
  close(): void {
    this.#closed = true
  }

  /** Writes a round where one is due, else resolves false. Resolves when it is valid, or another node was first. */
  async beat(): Promise<boolean> {
    const { node } = this.#deps
    this.#watch(node.fold)
    // A center that is being mended is no state to keep.
    if (!this.#isDue(node.fold) || node.fold.position.seq === this.#lastSeq || node.fold.broken.length > 0) return false
    this.#lastAtMs = this.#deps.monotonicMs()
    this.#lastFacts = node.fold.facts
    await this.#write(node.fold)
    return true
  }

  #isDue(fold: PartitionFold): boolean {
    const sinceMs = this.#deps.monotonicMs() - this.#lastAtMs
    return sinceMs >= this.#deps.snapshotEveryMs || (sinceMs >= SNAPSHOT_PAUSE_MS && fold.facts - this.#lastFacts >= SNAPSHOT_EVERY_FACTS)
  }

  async #write(fold: PartitionFold): Promise<void> {
    const { node, log, report, keepLogMs, ledger } = this.#deps
    const { position } = fold
    const era = this.#era
    const round = new RoundInProgress(fold, this.#held, this.#changedSince)
    this.#changedSince.clear()
    fold.beforeTouch = (center) => {
      this.#changedSince.add(center)
      round.beforeTouch(center)
    }
    let written = false
    try {
      written = await log.writeSnapshot(node.partition, position, this.#chunks(round, position.id))
    } finally {
      round.end()
      this.#held = written && this.#era === era ? round.holds : new Map()
    }
    if (!written) return
    this.#lastSeq = position.seq
    report('snapshot', { partition: node.partition, seq: position.seq, centers: round.holds.size })
    const trimmed = await log.trim(node.partition, fold.nowMs, keepLogMs, ledger?.covered(node.partition))
    if (trimmed > 0) report('trimmed', { partition: node.partition, entries: trimmed })
  }

  async* #chunks(round: RoundInProgress, id: string): AsyncIterable<SnapshotChunk> {
    for (const chunk of round.chunks()) {
      if (this.#closed) throw new Error('the node is stopping')
      yield chunk
      // What is carried over costs nothing.
      if (chunk.body !== undefined) await new Promise((resolve) => setImmediate(resolve))
    }
    await this.#covered(id)
  }

  /** A round stands for the log before it, so it becomes valid only when the ledger has everything of that. */
  async #covered(id: string): Promise<void> {
    const { ledger, node, monotonicMs } = this.#deps
    const untilMs = monotonicMs() + LEDGER_LIMIT_MS
    while (ledger?.covers(node.partition, id) === false) {
      if (this.#closed) throw new Error('the node is stopping')
      if (monotonicMs() > untilMs) throw new Error(`the ledger has not come to ${id} within ${LEDGER_LIMIT_MS / 1000} s`)
      await new Promise((resolve) => setTimeout(resolve, LEDGER_POLL_MS))
    }
  }

  /** Watches the current fold for changes; a reload gives the node another one. */
  #watch(fold: PartitionFold): void {
    if (this.#watched === fold) return
    this.#watched = fold
    this.#lastSeq = 0
    this.#lastFacts = 0
    this.abandon()
    fold.beforeTouch = (center) => this.#changedSince.add(center)
  }
}
