import { getRequestListener } from '@hono/node-server'
import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { createContactTokens, createKeyRing } from '../access/index.ts'
import { type CenterConfig, centerFacts, type ServerConfig } from '../config/index.ts'
import type { CenterFact } from '../contact-center/index.ts'
import { type Announcer, createAnnouncer } from '../delivery/announcer/index.ts'
import { createHttpApp, type IngestCount } from '../delivery/http/index.ts'
import type { Hub } from '../delivery/index.ts'
import { createHub, nodeTimers } from '../delivery/hub/index.ts'
import type { Speech } from '../delivery/speech/index.ts'
import { attachSocketIo, framesWork } from '../delivery/socketio/index.ts'
import type { EventLog } from '../event-log/index.ts'
import { createMetrics, type Logger, type SpanRecorder } from '../observability/index.ts'
import type { LedgerStore } from '../promise-ledger/index.ts'
import { createEventFeed, createPages, createPageSessions } from '../pages/index.ts'
import { createCenterRoom } from './center-room.ts'
import { openDoorDesk } from './door-desk.ts'
import { createHttpServer, listen } from './http-server.ts'
import { createNodeMetrics } from './node-metrics.ts'
import { openFeedDesk } from './feed-desk.ts'
import { type CharterBook, createBookMaker } from './charter-book.ts'
import { openEvidenceDesk } from './evidence-desk.ts'
import { createVoiceCadence } from './voice-cadence.ts'
import { createDutiesSource } from './duties-source.ts'
import { openLedgerDesk } from './ledger-desk.ts'
import { openPushDesk } from './push-desk.ts'
import { openReplayDesk } from './replay-desk.ts'
import { createCallbackDesk } from './callback-desk.ts'
import { createMessageDesk } from './message-desk.ts'
import { startNode } from './node.ts'
import { keysFileOf } from './keys-file-of.ts'
import { originAllowed } from './origin-allowed.ts'
import { openVoiceDesk } from './voice-desk.ts'
import { sdkFile } from './sdk-file.ts'
import { openTraceDesk } from './tracing/trace-desk.ts'

export interface RunningServer {
  url: string
  /** Takes a configuration read again (SIGHUP). Address, store and partitions stay as they are. */
  reconfigure(config: ServerConfig): Promise<void>
  /** Sends customers elsewhere, ends requests in flight, closes the store last. */
  close(): Promise<void>
}
/** Without a ledger store no evidence is kept, without speech no sound is made, without `tracing` nothing is traced. */
export interface ServerOptions { config: ServerConfig; log: EventLog; ledger?: LedgerStore; logger: Logger; speech?: Speech | undefined; tracing?: SpanRecorder | undefined; snapshotEveryMs?: number; keepLogMs?: number }

const SNAPSHOT_EVERY_MS = 60_000
const DEMO_TOKEN_SECONDS = 3600
/** The log is never trimmed younger than this, so that a node that was away for a coffee catches up from it. */
const KEEP_LOG_MS = 600_000

/** The arrow: feeds come in by HTTP, the log holds them, each node folds them, the hub tells customers. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { log, logger } = options
  let { config } = options
  let centers = byId(config)
  let facts = config.centers.map(centerFacts)
  let keys = createKeyRing(config.centers)
  let tokens = createContactTokens({ secrets: config.tokenSecrets, now: Date.now })
  const metrics = createMetrics()
  const monotonicMs = (): number => performance.now()
  const door = openDoorDesk({ config, keys: () => keys, quotaOf: (center) => centers.get(center)?.quota, monotonicMs, logger, limited: metrics.limited })
  const eventFeed = createEventFeed()
  const draining = new AbortController()
  /** Ends the event streams that are open now; those that come later have the next one. */
  let streams = new AbortController()
  /** Fields that parsing dropped on this node, by center and feed; they never reach the log. */
  const unknownFields = new Map<string, number>()
  // Folding begins before there is anyone to tell.
  const hubs: Hub[] = []
  const announcers: Announcer[] = []

  const ledgerDesk = options.ledger === undefined ? undefined : openLedgerDesk({
    store: options.ledger, log, dataDir: config.environment.dataDir, serve: config.environment.serve, centers: () => config.centers, monotonicMs,
    report(event, detail) {
      if (event === 'failed') metrics.failed('ledger')
      else if (event !== 'ledger-head-failed') return logger.info(event, detail)
      return logger.warn(event, detail)
    },
  })
  const traces = options.tracing === undefined ? undefined : openTraceDesk({
    recorder: options.tracing, nowMs: () => performance.timeOrigin + performance.now(),
    // Before there is a hub there is no screen either.
    queuesOf: (center, contact) => (hubs.length === 0 ? undefined : live(center))?.contact(contact)?.stays.findLast(({ kind }) => kind === 'queued')?.queues ?? [],
  })
  const bookOf = createBookMaker()
  const node = await startNode({
    ledger: ledgerDesk?.sink, tracing: traces?.fold,
    charterVersions(id, added) {
      const center = centers.get(id)
      return center === undefined ? undefined : bookOf(center, added).versions
    },
    log, monotonicMs, serve: config.environment.serve,
    centers: () => facts,
    snapshotEveryMs: options.snapshotEveryMs ?? SNAPSHOT_EVERY_MS, keepLogMs: options.keepLogMs ?? KEEP_LOG_MS,
    heard(center, fact) {
      if (fact.kind === 'event' && centers.get(center)?.purpose === 'test') eventFeed.push(center, fact.event)
    },
    changed(change) {
      hubs.forEach((hub) => hub.changed(change))
      announcers.forEach((announcer) => announcer.changed(change))
    },
    changedAll: (center) => hubs.forEach((hub) => hub.changedAll(center)),
    report(event, detail) {
      // Alone on its store a node leads everything; with others who leads is worth a line.
      const leads = event === 'leading' || event === 'not-leading'
      if (event === 'forecast' || event === 'snapshot' || event === 'trimmed' || (leads && log.kind === 'embedded')) logger.debug(event, detail)
      else if (leads || event === 'rebuilt') logger.info(event, detail)
      else logger.warn(event, detail)
      if (event === 'forecast') {
        metrics.poolsForecast(Number(detail['pools']))
        metrics.forecastSeconds(Number(detail['milliseconds']) / 1000)
      }
      if (event === 'failed') metrics.failed(String(detail['what']))
    },
  })
  ledgerDesk?.start(node)
  const noneAdded: readonly never[] = []
  const books = (center: CenterConfig): CharterBook => bookOf(center, node.partitionNode(center.id)?.fold.centers.get(center.id)?.charters ?? noneAdded)
  const duties = createDutiesSource({ books, source: node.source, center: (id) => centers.get(id), live: (center) => node.partitionNode(center)?.fold.centers.get(center)?.live })
  const { source } = duties
  const hub = createHub({
    source: traces?.screen.source(source) ?? source, now: monotonicMs,
    counts: {
      displaySent: traces === undefined ? metrics.displaySent : (display) => {
        metrics.displaySent()
        traces.screen.sent(display)
      }, freshSent: metrics.freshSent, boardSent: metrics.boardSent,
      failed: (error) => unexpected(error, 'hub'),
    },
  })
  hubs.push(hub)
  const dutyClock = setInterval(() => { for (const change of duties.due()) hub.changed(change) }, 1000)
  metrics.connectedCustomers(() => hub.connected)

  function unexpected(error: unknown, where: string): void {
    metrics.failed(where)
    logger.error('unexpected', error, { where })
  }
  const isPublic = (center: string): boolean => centers.get(center)?.public === true || centers.get(center)?.queues.some((queue) => queue.public === true) === true
  const pageCenter = (id: string): CenterConfig | undefined => {
    const center = centers.get(id)
    return center === undefined ? undefined : { ...center, public: isPublic(id) }
  }
  const live = (center: string) => node.partitionNode(center)?.fold.centers.get(center)?.live
  const waitingContacts = (center: string): string[] => [...live(center)?.queues() ?? []].flatMap((queue) => Array.from(queue.line, ({ contact }) => contact))
  const authorizeRead = (key: string, center: string): boolean => keys.authorize(center, key, ['read']).ok
  const readiness = (): { ready: boolean; why: string[] } => {
    const why = draining.signal.aborted ? ['this node is shutting down'] : node.notReady()
    return { ready: why.length === 0, why }
  }
  const append = async (center: string, facts: CenterFact[], batchJson?: string): Promise<string> => {
    const begunMs = monotonicMs()
    const position = await (traces === undefined ? node.append(center, facts, { batchJson }) : traces.ingest.append(center, facts, (traceparent) => node.append(center, facts, { traceparent, batchJson })))
    metrics.appendSeconds((monotonicMs() - begunMs) / 1000)
    const newest = facts.at(-1)
    if (newest?.kind === 'event') metrics.ingestLag(Math.max(0, newest.receivedAtMs - newest.event.time) / 1000)
    return position
  }
  const verifyToken = (token: string) => tokens.verifyContactToken(token)
  const told = async (center: string, contact: string, { seq, level, via }: { seq: number; level: 'received' | 'shown'; via?: string }): Promise<void> => {
    metrics.receipt(level, via ?? 'socketio')
    traces?.screen.told(center, contact, { seq, level })
    await append(center, [{ kind: 'receipt', contact, seq, level, via: via ?? 'socketio' }])
  }

  const cadence = createVoiceCadence(books, (id) => centers.get(id), Date.now)
  const announcer = createAnnouncer({
    cadence, source, waitingContacts, nowMs: monotonicMs, timers: nodeTimers, failed: (error) => unexpected(error, 'ivr'),
    played: (center, contact, seq) => void told(center, contact, { seq, level: 'shown', via: 'ivr' }).catch((error: unknown) => unexpected(error, 'ivr')),
  })
  announcers.push(announcer)

  const { takeQuota } = door
  const countIngest = (center: string, feed: string, { accepted, rejected, unknownFields: dropped }: IngestCount): void => {
    unknownFields.set(`${center} ${feed}`, (unknownFields.get(`${center} ${feed}`) ?? 0) + dropped)
    metrics.eventsAccepted(center, feed, accepted)
    metrics.eventsRejected(center, feed, rejected)
    metrics.unknownFields(center, feed, dropped)
  }
  const feedDesk = await openFeedDesk({
    log, node, logger, append, takeQuota, monotonicMs, count: countIngest,
    centers: () => config.centers, failed: (error) => unexpected(error, 'feed'), unknownFields: (center, feed) => unknownFields.get(`${center} ${feed}`) ?? 0,
  })

  const voiceDesk = openVoiceDesk({ announcer, logger, centers: () => config.centers, leads: node.leads })
  const pushDesk = await openPushDesk({ log, node, hub, logger, told, centers: () => config.centers, failed: (error) => unexpected(error, 'whatsapp') })

  const replays = openReplayDesk({ live, append: node.append, whenFolded: node.whenFolded, takeQuota, pushed: pushDesk, rejected: (center, feed) => [...pushDesk.rejected(center, feed), ...feedDesk.rejected(center, feed)], nowMs: () => node.receiptMs() })
  const webhookSecret = (center: string): string => centers.get(center)?.webhookSecret
    ?? `whsec_${createHmac('sha256', config.tokenSecrets[0] ?? '').update(`webhooks of ${center}`).digest('base64')}`
  const requestCallback = createCallbackDesk({ live, secret: webhookSecret, nowMs: Date.now, fetch, report: (event, detail) => logger.warn(event, detail) })

  const messageDesk = createMessageDesk({
    address: (center) => centers.get(center)?.messages?.requestUrl, secret: webhookSecret, nowMs: Date.now, fetch, pause: (ms) => pause(ms, undefined, { ref: false }),
    watch: (center, contact, send) => hub.watchContact({ center, contact, via: 'message', send, fresh: () => undefined, langs: [] }),
    report: (event, detail) => logger.warn(event, detail),
  })

  const nodeMetrics = createNodeMetrics({ metrics, node, live, centers: () => config.centers, ready: () => readiness().ready, conflated: () => hub.conflated ?? 0, nowMs: Date.now, ...(ledgerDesk === undefined ? {} : { ledger: ledgerDesk }) })

  const evidence = ledgerDesk === undefined || options.ledger === undefined ? undefined
    : openEvidenceDesk({ books, heads: ledgerDesk.heads, ledger: ledgerDesk.http, store: options.ledger, log, center: (id) => centers.get(id), nowMs: Date.now })
  const sessions = createPageSessions({
    secrets: () => config.tokenSecrets, fingerprintOf: (key) => keys.holder(key)?.fingerprint,
    stillOpens: (center, fingerprint, use) => (fingerprint === undefined ? use === 'read' && centers.get(center)?.purpose === 'test' : keys.holds(center, fingerprint, [use])),
  })
  const app = createHttpApp({
    cadence, speech: options.speech, webhookSecret, requestCallback, wantMessages: messageDesk.want, limits: door.limits, audit: door.audit, roomFor: createCenterRoom(live, monotonicMs),
    now: Date.now, receiptMs: () => node.receiptMs(), get draining() { return streams.signal }, source, hub, append, whenFolded: node.whenFolded, readiness,
    center: pageCenter,
    authorize: (center, key, purposes) => keys.authorize(center, key, purposes),
    tokens: { mintContactToken: (request) => tokens.mintContactToken(request), verifyContactToken: verifyToken },
    ...(evidence === undefined ? {} : { ledger: evidence.ledger, charters: evidence.charters }),
    feeds: (center) => feedDesk.reports(center).map((report) => pushDesk.withCounts(center, report)), pushed: pushDesk, rejected: replays.rejected, noteRejected: (center, feed, reason) => feedDesk.keeper.reject(center, feed, reason),
    quarantine: replays,
    metrics: nodeMetrics,
    takeQuota, countIngest,
    reportError: unexpected,
    mountPages: createPages({
      source, sdkFile, eventFeed, sessions,
      center: pageCenter,
      centers: () => config.centers.flatMap(({ id }) => pageCenter(id) ?? []),
      mintToken: (center, contact) => tokens.mintContactToken({ center, contact, lifetimeSeconds: centers.get(center)?.tokenLifetimeSeconds ?? DEMO_TOKEN_SECONDS }),
      waitingContacts,
      authorizeRead, authorizeInspect: (key, center) => keys.authorize(center, key, ['inspect']).ok, authorizeSupervisor: (key, center) => keys.authorize(center, key, ['supervisor']).ok,
      feeds: feedDesk.reports, rejected: replays.notTaken, replayed: replays.replayed, replay: replays.audited(door.audit), ...(evidence === undefined ? {} : { insight: evidence.insight }),
      keysFile: (center) => (config.madeKeys.some((made) => made.center === center) ? keysFileOf(config.environment.dataDir) : undefined),
    }),
  })
  const http = createHttpServer(getRequestListener(traces?.ingest.fetch(app.fetch) ?? app.fetch))
  const directFrames = await framesWork()
  if (!directFrames) logger.warn('frames', { why: 'hand-made frames did not arrive as sent; every update goes through Socket.IO, at more cost' })
  const sockets = attachSocketIo(http, {
    directFrames,
    hub, source, verifyToken, told, isPublic, admitConnection: door.admitConnection,
    authorizeRead, announcer,
    authorizeIvr: (key, center) => keys.authorize(center, key, ['ivr']).ok,
    allowOrigin: (origin, center) => originAllowed(origin, center === undefined ? [...centers.values()] : [centers.get(center)]),
    sessionAllows: (cookie, center) => sessions.allows(cookie, center),
    draining: () => draining.signal.aborted,
    websocketOnly: log.kind === 'redis',
    counts: { refused: metrics.refused, toldIgnored: metrics.toldIgnored, failed: (error) => unexpected(error, 'socketio') },
  })
  feedDesk.keeper.start()
  const url = await listen(http, config.environment.host, config.environment.port)

  return {
    url,
    async reconfigure(next) {
      pushDesk.configure(next.centers)
      const takenOut = door.reconfigured(config, next)
      config = next
      centers = byId(next)
      facts = next.centers.map(centerFacts)
      keys = createKeyRing(next.centers)
      tokens = createContactTokens({ secrets: next.tokenSecrets, now: Date.now })
      if (takenOut) {
        const open = streams
        streams = new AbortController()
        open.abort()
        await sockets.recheck()
      }
      voiceDesk.look()
      await node.applyConfiguration()
      feedDesk.keeper.look()
    },
    async close() {
      draining.abort()
      streams.abort()
      clearInterval(dutyClock)
      await feedDesk.keeper.close()
      pushDesk.close()
      messageDesk.close()
      await sockets.drain()
      await sockets.close()
      hub.close()
      voiceDesk.close()
      announcer.close()
      eventFeed.close()
      await new Promise<void>((resolve) => {
        http.close(() => resolve())
        http.closeIdleConnections()
        setTimeout(() => http.closeAllConnections(), 1_000).unref()
      })
      await ledgerDesk?.close()
      await node.close()
      door.close()
      await log.close()
      await options.tracing?.close()
    },
  }
}

const byId = (config: ServerConfig): Map<string, CenterConfig> => new Map(config.centers.map((center) => [center.id, center]))
