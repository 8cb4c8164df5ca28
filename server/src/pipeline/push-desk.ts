import { createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { CenterConfig } from '../config/index.ts'
import type { FeedReport, PushedFeeds, RejectedReport } from '../delivery/http/index.ts'
import type { Hub } from '../delivery/index.ts'
import type { EventLog } from '../event-log/index.ts'
import {
  createGraphClient, createPushDoor, createRejectedStore, createWhatsappNotifier, GRAPH_URL, pushFeeds, type PushedFeedSettings, type WhatsappHooks, type WhatsappNotifier,
} from '../feeds/index.ts'
import type { Logger } from '../observability/index.ts'
import type { QueuecastNode } from './node.ts'

export interface PushDeskDeps {
  log: EventLog
  node: QueuecastNode
  hub: Hub
  logger: Logger
  centers(): readonly CenterConfig[]
  told(center: string, contact: string, receipt: { seq: number; level: 'received' | 'shown'; via: string }): Promise<void>
  failed(error: unknown): void
}

/** The feeds that vendors push to, on this node. */
export interface PushDesk extends PushedFeeds {
  /** Takes a configuration; throws with words, and keeps the one before, where a feed of it cannot be opened. */
  configure(centers: readonly CenterConfig[]): void
  /** What could not be translated, newest first, without personal data. */
  rejected(center: string, feed: string): RejectedReport[]
  /** A feed's health with what came of its deliveries; others as they are. */
  withCounts(center: string, report: FeedReport): FeedReport
  close(): void
}

const WAITING = new Set(['waiting', 'connecting', 'paused'])

/** Opens the door with a hash key that all nodes share, so that a person has the same opaque id wherever a delivery lands. */
export async function openPushDesk(deps: PushDeskDeps): Promise<PushDesk> {
  const key = await deps.log.secret('opaque-ids', () => randomBytes(32).toString('base64url'))
  const live = (center: string) => deps.node.partitionNode(center)?.fold.centers.get(center)?.live
  const door = createPushDoor({
    now: Date.now, receiptMs: () => deps.node.receiptMs(), rejected: createRejectedStore(),
    hash: (center, text) => `h-${createHmac('sha256', key).update(`${center}\n${text}`).digest('base64url').slice(0, 22)}`,
    waits(center, contact, queue) {
      const folded = live(center)
      if (folded === undefined) return undefined
      const phase = folded.contact(contact)?.phase
      return phase !== undefined && WAITING.has(phase.kind) && (queue === undefined || ('queues' in phase && phase.queues.includes(queue)))
    },
  })

  let notifiers = new Map<string, WhatsappNotifier>()
  const configure = (next: readonly CenterConfig[]): void => {
    const kept = new Map<string, WhatsappNotifier>()
    const hooks = (center: string, feed: PushedFeedSettings): WhatsappHooks => {
      // The same settings go on with the people they know.
      const id = JSON.stringify([center, feed.name, feed.account, feed.accessToken, feed.url, feed.optInWords])
      const notifier = notifiers.get(id) ?? kept.get(id) ?? openNotifier(deps, center, feed)
      if (notifier !== undefined) kept.set(id, notifier)
      return {
        ...(notifier === undefined ? {} : { notifier }),
        told: (contact, seq, level) => void deps.told(center, contact, { seq, level, via: 'whatsapp' }).catch(deps.failed),
      }
    }
    door.configure(pushFeeds(next, (path) => readFileSync(path, 'utf8'), hooks))
    for (const [id, notifier] of notifiers) if (!kept.has(id)) notifier.close()
    notifiers = kept
  }
  configure(deps.centers())

  return {
    configure,
    has: door.has, challenge: door.challenge, receive: door.receive, again: door.again,
    rejected: (center, feed) => door.rejected(center, feed).map(({ id, receivedAtMs, faults, kind, payload, repeats }) => ({
      at: new Date(receivedAtMs).toISOString(), reason: faults.map(({ path, problem }) => `${path} ${problem}`).join('; '), id, kind, repeats,
      ...(payload === undefined ? {} : { payload }),
    })),
    withCounts(center, report) {
      if (!door.has(center, report.feed)) return report
      const { rejected, ...pushed } = door.counts(center, report.feed)
      return { ...report, rejected: (report.rejected ?? 0) + rejected, pushed }
    },
    close: () => notifiers.forEach((notifier) => notifier.close()),
  }
}

/** Sends messages to those who asked for them; undefined where the feed is not set up to send. */
function openNotifier({ hub, logger, centers }: PushDeskDeps, center: string, feed: PushedFeedSettings): WhatsappNotifier | undefined {
  const { account, accessToken, optInWords, url } = feed
  if (account === undefined || accessToken === undefined || optInWords === undefined) return undefined
  return createWhatsappNotifier({
    now: Date.now, optInWords, pause: (ms) => pause(ms, undefined, { ref: false }),
    graph: createGraphClient({ url: url ?? GRAPH_URL, phoneNumberId: account, accessToken }),
    watch: (contact, send) => hub.watchContact({
      center, contact, via: 'whatsapp', send, fresh: () => undefined, langs: centers().find(({ id }) => id === center)?.languages ?? [],
    }),
    log: (message, fields) => logger.warn(message, { center, feed: feed.name, ...fields }),
  })
}
