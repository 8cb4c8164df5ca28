import { randomBytes } from 'node:crypto'
import type { CenterConfig } from '../config/index.ts'
import type { FeedReport, RejectedReport } from '../delivery/http/index.ts'
import { CONNECTED_SOURCES } from '../feeds/index.ts'
import type { EventLog } from '../event-log/index.ts'
import type { Logger } from '../observability/index.ts'
import { FeedKeeper, type FeedKeeperDeps, type FeedWork } from './feed-keeper.ts'
import type { QueuecastNode } from './node.ts'

export interface FeedDeskDeps extends Pick<FeedKeeperDeps, 'takeQuota' | 'count' | 'failed' | 'monotonicMs' | 'append'> {
  log: EventLog
  node: QueuecastNode
  logger: Logger
  centers(): readonly CenterConfig[]
  /** Fields that parsing dropped on this node. */
  unknownFields(center: string, feed: string): number
}

/** The feeds of a node: its connectors at work, and the health of all feeds as this node knows it. */
export interface FeedDesk {
  readonly keeper: FeedKeeper
  reports(center: string): FeedReport[]
  rejected(center: string, feed: string): RejectedReport[]
}

export async function openFeedDesk(deps: FeedDeskDeps): Promise<FeedDesk> {
  const { node, logger } = deps
  const live = (center: string) => node.partitionNode(center)?.fold.centers.get(center)?.live
  const keeper = new FeedKeeper({
    ...deps, sources: CONNECTED_SOURCES, nowMs: () => node.receiptMs(), random: Math.random,
    idKey: await deps.log.secret('opaque-ids', () => randomBytes(32).toString('base64url')),
    leads(center) {
      const partition = node.partitionNode(center)
      if (partition === undefined) return false
      if (!partition.storeAvailable) return undefined
      return node.partitions().some((other) => other.partition === partition.partition && other.leading)
    },
    waitingSince(center, feed, contact) {
      const found = live(center)?.contact(contact)
      return found?.feed === feed && (found.phase.kind === 'waiting' || found.phase.kind === 'connecting') ? found.phase.sinceMs : undefined
    },
    log: (level, message, fields) => logger[level](message, fields),
  })
  return {
    keeper,
    reports: (center) => (live(center)?.feeds() ?? []).map((health) => {
      const work = keeper.work(center, health.feed)
      return { ...health, unknownFields: deps.unknownFields(center, health.feed), ...(work === undefined ? {} : workReport(work)) }
    }),
    rejected: (center, feed) => keeper.rejected(center, feed).map(({ atMs, reason, shape }) =>
      ({ at: iso(atMs), reason, ...(shape === undefined ? {} : { shape }) })),
  }
}

const iso = (atMs: number): string => new Date(atMs).toISOString()

function workReport({ connection, ...work }: FeedWork): Partial<FeedReport> {
  if (connection === undefined) return work
  const { state, sinceMs, attempts, lastError, lastErrorAtMs, nextTryAtMs, warning } = connection
  return { ...work, connection: {
    state, since: iso(sinceMs), attempts,
    ...(lastError === undefined ? {} : { lastError }),
    ...(lastErrorAtMs === undefined ? {} : { lastErrorAt: iso(lastErrorAtMs) }),
    ...(nextTryAtMs === undefined ? {} : { nextTryAt: iso(nextTryAtMs) }),
    ...(warning === undefined ? {} : { warning }),
  } }
}
