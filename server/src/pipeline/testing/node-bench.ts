import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type EventLog, openEmbeddedLog } from '../../event-log/index.ts'
import { type NodeOptions, type QueuecastNode, startNode } from '../node.ts'
import { configOf, queued } from './log-bench.ts'

/** Nodes on a real embedded log in a folder of its own, with what they reported. */
export class NodeBench {
  readonly log: EventLog
  readonly reports: { event: string; detail: Record<string, string | number> }[] = []
  /** Added to the monotonic clock: how much later it seems. */
  laterMs = 0
  #folder: string
  #running = new Set<QueuecastNode>()

  private constructor(log: EventLog, folder: string) {
    this.log = log
    this.#folder = folder
  }

  /** `now`: the store's clock, where it shall run otherwise. */
  static async open(now?: () => number): Promise<NodeBench> {
    const folder = mkdtempSync(join(tmpdir(), 'queuecast-pipeline-'))
    return new NodeBench(await openEmbeddedLog({ dataDir: folder, partitions: 1, ...(now === undefined ? {} : { now }) }), folder)
  }

  async close(): Promise<void> {
    for (const node of this.#running) await node.close()
    await this.log.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async start(over: Partial<NodeOptions> = {}): Promise<QueuecastNode> {
    const node = await startNode({
      log: this.log, serve: [0], centers: () => [configOf('acme'), configOf('other')], monotonicMs: () => performance.now() + this.laterMs,
      snapshotEveryMs: 3_600_000, keepLogMs: 600_000, heard: () => undefined, changed: () => undefined, changedAll: () => undefined,
      report: (event, detail) => this.reports.push({ event, detail }), ...over,
    })
    this.#running.add(node)
    return node
  }

  async stop(node: QueuecastNode): Promise<void> {
    this.#running.delete(node)
    await node.close()
  }

  count(event: string): number {
    return this.reports.filter((one) => one.event === event).length
  }
}

/** Queues the contacts in one append and waits until they are folded. */
export async function put(node: QueuecastNode, center: string, ...contacts: string[]): Promise<void> {
  const position = await node.append(center, contacts.map((contact) => queued(Date.now(), contact)))
  expect(await node.whenFolded(center, position, 30_000)).toBe(true)
}

export const line = (node: QueuecastNode, center: string): string[] =>
  Array.from(node.partitionNode(center)?.fold.centers.get(center)?.live.queue('support')?.line ?? [], ({ contact }) => contact)
