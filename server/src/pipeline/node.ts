import { randomUUID } from 'node:crypto'
import type { CenterFact, CenterFacts } from '../contact-center/index.ts'
import type { DisplaySource, FoldedChange } from '../delivery/index.ts'
import type { EventLog } from '../event-log/index.ts'
import { createGroupCommit, partitionOf } from '../event-log/index.ts'
import { createDisplaySource } from './display-source.ts'
import { configFault, sameFacts } from './folded-config.ts'
import { Leader } from './leader.ts'
import { PartitionNode } from './partition-node.ts'

const CATCH_UP_POLL_MS = 5
/** Folding a configuration takes milliseconds; only against hanging on a store that went away. */
const CONFIGURATION_LIMIT_MS = 10_000

export interface NodeOptions {
  log: EventLog
  /** Partitions this node serves. */
  serve: readonly number[]
  /** The configured centers; asked again after a reload of the configuration. */
  centers(): CenterFacts[]
  monotonicMs(): number
  snapshotEveryMs: number
  keepLogMs: number
  /** Told of each fact that was folded. */
  heard(center: string, fact: CenterFact): void
  /** Called after each slice of folded entries, for delivery. */
  changed(change: FoldedChange): void
  /** All of a center may have changed. */
  changedAll(center: string): void
  report(event: string, detail: Record<string, string | number>): void
}

/** One server node: the folds of its partitions, the way in (group commit) and the way out (display source). */
export interface QueuecastNode {
  readonly id: string
  readonly source: DisplaySource
  /** Resolves with the log position of the last fact once the store holds them all. */
  append(center: string, facts: CenterFact[]): Promise<string>
  whenFolded(center: string, logPosition: string, timeoutMs: number): Promise<boolean>
  partitionNode(center: string): PartitionNode | undefined
  /** Why the node is not ready; empty when it is. */
  notReady(): string[]
  /** Compares the configuration with the folded one and appends what is newer. */
  applyConfiguration(): Promise<void>
  close(): Promise<void>
}

/** Starts following the log; resolves once every partition is folded up to where the log stood, with the configuration in it. */
export async function startNode(options: NodeOptions): Promise<QueuecastNode> {
  const { log, report } = options
  const id = randomUUID()
  const commit = createGroupCommit(log)
  const nodes = new Map<number, PartitionNode>()
  const leaders = new Map<number, Leader>()
  const faults = new Map<string, string>()
  const partitionFor = (center: string): number => partitionOf(center, log.partitions)
  const nodeOf = (center: string): PartitionNode | undefined => nodes.get(partitionFor(center))

  const append = (center: string, facts: CenterFact[]): Promise<string> =>
    commit.append(partitionFor(center), facts.map((fact) => ({ center, fact })))

  for (const partition of options.serve) {
    const node = new PartitionNode({
      log, partition, report, monotonicMs: options.monotonicMs, heard: options.heard,
      centers: () => options.centers().filter((center) => partitionFor(center.id) === partition),
      folded: (changes, folded) => {
        const leader = leaders.get(folded.partition)
        leader?.tick()
        for (const change of changes) {
          leader?.folded(change.center, change.queues)
          options.changed(change)
        }
      },
      reloaded: (reloaded) => {
        for (const center of reloaded.fold.centers.keys()) options.changedAll(center)
        // What was lost may have been the configuration itself.
        void untilCaughtUp().then(applyConfiguration).catch((error: unknown) => report('failed', { what: 'configuration', error: String(error) }))
      },
    })
    nodes.set(partition, node)
    leaders.set(partition, new Leader({
      log, node, nodeId: id, monotonicMs: options.monotonicMs, snapshotEveryMs: options.snapshotEveryMs, keepLogMs: options.keepLogMs, report,
    }))
  }

  const applyConfiguration = async (): Promise<void> => {
    for (const center of options.centers()) {
      const node = nodeOf(center.id)
      if (node === undefined) continue
      const folded = node.fold.centers.get(center.id)?.live.config
      const fault = configFault(folded, center)
      if (fault === undefined) faults.delete(center.id)
      else faults.set(center.id, fault)
      if (fault !== undefined || (folded !== undefined && sameFacts(folded, center))) continue
      const position = await append(center.id, [{ kind: 'config', config: center }])
      await node.whenFolded(position, CONFIGURATION_LIMIT_MS)
    }
  }

  const closing = new AbortController()
  const untilCaughtUp = async (): Promise<void> => {
    while (!closing.signal.aborted && [...nodes.values()].some((node) => node.catchingUp)) await new Promise((resolve) => setTimeout(resolve, CATCH_UP_POLL_MS))
  }

  for (const node of nodes.values()) await node.start()
  await untilCaughtUp()
  await applyConfiguration()
  for (const leader of leaders.values()) leader.start()

  return {
    id,
    append,
    applyConfiguration,
    source: createDisplaySource({
      nodeOf,
      monotonicMs: options.monotonicMs,
      served: (center, contact, display, via) => {
        // Fire and forget: a lost receipt only means that a bound binds later.
        append(center, [{ kind: 'receipt', contact, seq: display.seq, level: 'served', via }]).catch((error: unknown) =>
          report('receipt-lost', { error: String(error) }))
      },
    }),
    whenFolded: async (center, logPosition, timeoutMs) => (await nodeOf(center)?.whenFolded(logPosition, timeoutMs)) ?? false,
    partitionNode: nodeOf,
    notReady: () => [...[...nodes.values()].flatMap((node) => node.notReady() ?? []), ...faults.values()],
    async close() {
      closing.abort()
      for (const leader of leaders.values()) await leader.close()
      await commit.close()
      for (const node of nodes.values()) await node.close()
    },
  }
}
