import type { CenterConfig } from '../config/index.ts'
import type { LiveCenter } from '../contact-center/index.ts'
import type { Metrics } from '../observability/index.ts'
import type { QueuecastNode } from './node.ts'

export interface NodeMetricsDeps {
  metrics: Metrics
  node: Pick<QueuecastNode, 'partitions' | 'leads'>
  centers(): readonly CenterConfig[]
  live(center: string): LiveCenter | undefined
  ready(): boolean
  /** Displays of this node that a newer one overtook before they were sent. */
  conflated(): number
  ledger?: {
    /** How far the ledger stands behind the fold, milliseconds. */
    lagMs(partition: number): number
    /** The share of bounds that were kept, over local days; undefined where none is known yet. */
    coverage(center: string, from: string, to: string): Promise<number | undefined>
    /** How long chain heads have been waiting to leave the house, where this node sends them. */
    headsWaiting(): readonly { center: string; way: string; waitedMs: number }[]
  }
  nowMs(): number
}

const COVERAGE_EVERY_MS = 60_000
const DAY_MS = 86_400_000

/** Reads what is only looked at when Prometheus asks; resolves with the page. */
export function createNodeMetrics(deps: NodeMetricsDeps): () => Promise<{ contentType: string; body: string }> {
  const { metrics, node } = deps
  let coverageAtMs = Number.NEGATIVE_INFINITY
  let reading = false

  /** Kept shares come from the store: read once a minute, beside the answer, by the node that leads. */
  async function readCoverage(): Promise<void> {
    if (deps.ledger === undefined || reading || deps.nowMs() - coverageAtMs < COVERAGE_EVERY_MS) return
    reading = true
    coverageAtMs = deps.nowMs()
    try {
      for (const { id, timeZone } of deps.centers()) {
        const share = node.leads(id) ? await deps.ledger.coverage(id, localDay(deps.nowMs() - DAY_MS, timeZone), localDay(deps.nowMs(), timeZone)) : undefined
        metrics.coverage(id, share)
      }
    } catch {
      metrics.failed('coverage')
    } finally {
      reading = false
    }
  }

  return async () => {
    metrics.ready(deps.ready())
    metrics.conflated(deps.conflated())
    for (const { partition, behindMs, leading, seq } of node.partitions()) {
      metrics.entriesFolded(partition, seq)
      metrics.logLag(partition, behindMs / 1000)
      metrics.leading(partition, leading)
      if (deps.ledger !== undefined) metrics.ledgerLag(partition, leading ? deps.ledger.lagMs(partition) / 1000 : undefined)
    }
    if (deps.ledger !== undefined) metrics.ledgerHeads(deps.ledger.headsWaiting().map(({ center, way, waitedMs }) => ({ center, way, seconds: waitedMs / 1000 })))
    for (const { id } of deps.centers()) readCenter(id)
    void readCoverage()
    return { contentType: metrics.contentType, body: await metrics.text() }
  }

  function readCenter(id: string): void {
    const center = deps.live(id)
    if (center === undefined) return
    const feeds = center.feeds()
    metrics.eventsQuarantined(id, 'too-late', feeds.reduce((sum, feed) => sum + feed.tooLate, 0))
    metrics.eventsQuarantined(id, 'other', feeds.reduce((sum, feed) => sum + feed.quarantined, 0))
    let [waiting, stale] = [0, 0]
    for (const { line, feedState } of center.queues()) {
      waiting += line.length
      if (feedState !== 'live') stale += 1
    }
    metrics.waiting(id, waiting)
    metrics.staleQueues(id, stale)
  }
}

const localDay = (atMs: number, timeZone: string): string => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(atMs)
