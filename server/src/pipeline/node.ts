import { randomUUID } from 'node:crypto'
import type { CharterInForce } from '../charter/index.ts'
import type { CenterFact, CenterFacts } from '../contact-center/index.ts'
import type { DisplaySource, FoldedChange } from '../delivery/index.ts'
import { nodeTimers } from '../delivery/hub/index.ts'
import type { AppendedWith, EventLog, LogRecord } from '../event-log/index.ts'
import { createGroupCommit, ENTRY_FORMAT, encodeEntry, partitionOf } from '../event-log/index.ts'
import type { AddedCharter } from './charter-book.ts'
import { ConfigurationKeeper } from './configuration-keeper.ts'
import { createDisplaySource } from './display-source.ts'
import { failureOf } from './failure.ts'
import { Leader } from './leader.ts'
import type { LedgerSink } from './ledger-sink.ts'
import { PartitionNode } from './partition-node.ts'
import { servedFigures } from './served-figures.ts'
import { createServedReceipts } from './served-receipts.ts'
import { StoreClock } from './store-clock.ts'
import type { FoldTracing } from './tracing/fold-tracing.ts'

const CATCH_UP_POLL_MS = 5
/** A log that was silent longer than this when the node started gets a clock entry, so that what is shown is true of now. */
const AWAKE_MS = 2_000
const WAKE_LIMIT_MS = 10_000

export interface NodeOptions {
  log: EventLog
  /** Partitions this node serves. */
  serve: readonly number[]
  /** The configured centers; asked again after a reload of the configuration. */
  centers(): CenterFacts[]
  monotonicMs(): number
  /** This machine's clock, epoch milliseconds; compared with the store's. */
  nowMs?: () => number
  snapshotEveryMs: number
  keepLogMs: number
  /** Told of each fact that was folded, once this node had caught up. */
  heard(center: string, fact: CenterFact): void
  /** Where everything folded leaves its evidence; without it nothing is kept. */
  ledger?: LedgerSink | undefined
  /** The charters of a center as its configuration and what was added to it have them: evidence names those in force. */
  charterVersions?(center: string, added: readonly AddedCharter[]): readonly CharterInForce[] | undefined
  /** Called after each slice of folded entries, for delivery. */
  changed(change: FoldedChange): void
  /** All of a center may have changed. */
  changedAll(center: string): void
  /** Something an operator may want to know; names centers and partitions, never contacts. */
  report(event: string, detail: Record<string, string | number>): void
  /** Follows sampled events through the fold; without it nothing is looked for. */
  tracing?: FoldTracing | undefined
}

/** One server node: the folds of its partitions, the way in (group commit) and the way out (display source). */
export interface QueuecastNode {
  readonly id: string
  readonly source: DisplaySource
  /** What comes now is stamped with this for the log: the store's time as this node knows it, epoch milliseconds. */
  receiptMs(): number
  /** Resolves with the log position of the last fact once the store holds them all. */
  append(center: string, facts: CenterFact[], appendedWith?: AppendedWith): Promise<string>
  whenFolded(center: string, logPosition: string, timeoutMs: number): Promise<boolean>
  partitionNode(center: string): PartitionNode | undefined
  /** Whether this node leads the center's partition. */
  leads(center: string): boolean
  /** Why the node is not ready; empty when it is. */
  notReady(): string[]
  /** How far each partition's log time lies behind the store's clock, and whether this node leads it. */
  partitions(): { partition: number; behindMs: number; leading: boolean; seq: number }[]
  /** Compares the configuration with the folded one and appends what is newer. Rejects where the store does not take it; it is tried again then. */
  applyConfiguration(): Promise<void>
  close(): Promise<void>
}

/** Starts following the log; resolves once every partition is folded up to where the log stood, with the configuration in it. */
export async function startNode(options: NodeOptions): Promise<QueuecastNode> {
  const { log, report } = options
  const id = randomUUID()
  const commit = createGroupCommit(log)
  const clock = new StoreClock(log, options.nowMs ?? Date.now, options.nowMs ?? options.monotonicMs)
  const nodes = new Map<number, PartitionNode>()
  const leaders = new Map<number, Leader>()
  const closing = new AbortController()
  const partitionFor = (center: string): number => partitionOf(center, log.partitions)
  const nodeOf = (center: string): PartitionNode | undefined => nodes.get(partitionFor(center))
  const commitFacts = (center: string, facts: CenterFact[], appendedWith?: AppendedWith): Promise<string> =>
    commit.append(partitionFor(center), facts.map((fact) => ({ center, fact })), appendedWith)
  const served = createServedReceipts({ append: commitFacts, after: nodeTimers.after, lost: (center, error) => report('receipt-lost', { center, error: failureOf(error) }) })
  const append: typeof commitFacts = (center, facts, appendedWith) => {
    // That a display was served stands before what was heard of it.
    served.flush()
    return commitFacts(center, facts, appendedWith)
  }
  const configuration = new ConfigurationKeeper({ centers: options.centers, nodeOf, append, report, alone: log.kind === 'embedded' })

  const { tracing } = options
  for (const partition of options.serve) {
    const node = new PartitionNode({
      ...(tracing === undefined ? {} : { reading: (record: LogRecord) => { if (node.caughtUp) tracing.entry(partition, record) } }),
      log, partition, report, ledger: options.ledger, monotonicMs: options.monotonicMs, storeNowMs: () => clock.nowMs(),
      ...(options.charterVersions === undefined ? {} : { charterVersions: options.charterVersions }),
      heard: (center, fact) => {
        if (!node.caughtUp) return
        if (fact.kind === 'config') configuration.folded(center)
        options.heard(center, fact)
      },
      folded: (changes) => {
        tracing?.folded(partition)
        const leader = leaders.get(partition)
        leader?.tick()
        for (const change of changes) {
          leader?.folded(change.center, change.queues)
          options.changed(change)
        }
      },
      replaced: options.changedAll,
      reloaded: () => {
        for (const center of node.fold.centers.keys()) options.changedAll(center)
        // What was lost may have been the configuration itself.
        untilCaughtUp().then(() => configuration.apply()).catch(() => undefined)
      },
    })
    nodes.set(partition, node)
    leaders.set(partition, new Leader({
      log, node, nodeId: id, monotonicMs: options.monotonicMs, snapshotEveryMs: options.snapshotEveryMs, keepLogMs: options.keepLogMs, ledger: options.ledger, report,
    }))
  }

  async function untilCaughtUp(): Promise<void> {
    while (!closing.signal.aborted && [...nodes.values()].some((node) => node.catchingUp)) await new Promise((resolve) => setTimeout(resolve, CATCH_UP_POLL_MS))
  }

  /** After a night in which nobody wrote, the first display must not be yesterday's. */
  async function wake(node: PartitionNode): Promise<void> {
    if (!node.caughtUp || node.fold.centers.size === 0 || node.behindMs < AWAKE_MS) return
    const position = await log.append(node.partition, encodeEntry({ f: ENTRY_FORMAT, kind: 'clock' }))
    await node.whenFolded(position.id, WAKE_LIMIT_MS)
  }

  async function close(): Promise<void> {
    closing.abort()
    configuration.close()
    clock.close()
    await Promise.all(Array.from(leaders.values(), (leader) => leader.close()))
    served.flush()
    await commit.close()
    await Promise.all(Array.from(nodes.values(), (node) => node.close()))
  }

  try {
    await clock.start()
    await Promise.all(Array.from(nodes.values(), (node) => node.start()))
    await untilCaughtUp()
    await configuration.apply()
    await Promise.all(Array.from(nodes.values(), wake))
  } catch (error) {
    await close()
    throw error
  }
  for (const leader of leaders.values()) leader.start()

  return {
    id,
    receiptMs: () => clock.receiptMs(),
    append,
    close,
    applyConfiguration: () => configuration.apply(),
    source: createDisplaySource({
      nodeOf,
      monotonicMs: options.monotonicMs,
      served: (center, contact, display, via) => {
        served.note(center, { kind: 'receipt', contact, seq: display.seq, level: 'served', via, figures: servedFigures(display) })
      },
    }),
    whenFolded: async (center, logPosition, timeoutMs) => (await nodeOf(center)?.whenFolded(logPosition, timeoutMs)) ?? false,
    partitionNode: nodeOf,
    leads: (center) => leaders.get(partitionFor(center))?.leading === true,
    partitions: () => Array.from(nodes.values(), ({ partition, behindMs, fold }) => ({
      // A partition without a center has no clock.
      partition, behindMs: fold.centers.size === 0 ? 0 : behindMs, seq: fold.position.seq, leading: leaders.get(partition)?.leading === true,
    })),
    notReady: () => [...Array.from(nodes.values(), (node) => node.notReady() ?? []).flat(), ...clock.notReady(), ...configuration.faults()],
  }
}
