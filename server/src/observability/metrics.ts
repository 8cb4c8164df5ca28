import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { RefusalCode } from '@queuecast/client-sdk/protocol'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Everything the server counts. Labels are few and never name a contact; a center's id is a label only where it is asked for. */
export interface Metrics {
  readonly contentType: string
  /** The page Prometheus reads. */
  text(): Promise<string>
  eventsAccepted(center: string, feed: string, count: number): void
  eventsRejected(center: string, feed: string, count: number): void
  /** Events of this center that the fold set aside so far, as the fold counts them. */
  eventsQuarantined(center: string, reason: 'too-late' | 'other', total: number): void
  unknownFields(center: string, feed: string, count: number): void
  appendSeconds(seconds: number): void
  /** Entries of a partition's log that are folded, since the log began. */
  entriesFolded(partition: number, total: number): void
  forecastSeconds(seconds: number): void
  poolsForecast(count: number): void
  /** How far this node's fold stands behind the end of the log, seconds. */
  logLag(partition: number, seconds: number): void
  leading(partition: number, leads: boolean): void
  /** The newest event's own time against its arrival, seconds. */
  ingestLag(seconds: number): void
  /** How far the ledger stands behind the fold, seconds; undefined where another node writes it. */
  ledgerLag(partition: number, seconds: number | undefined): void
  /** For each center and way, how long the newest sealed chain head has been waiting to leave the house, seconds; 0 where it left. Replaces what was said before. */
  ledgerHeads(waiting: readonly { center: string; way: string; seconds: number }[]): void
  /** Displays that a newer one overtook before they were sent, since this node started. */
  conflated(total: number): void
  waiting(center: string, contacts: number): void
  /** Queues whose feed is not live: their customers are told that nothing is known. */
  staleQueues(center: string, queues: number): void
  /** Share of the bounds told yesterday and today that were kept; undefined where another node reads it. */
  coverage(center: string, share: number | undefined): void
  ready(ready: boolean): void
  /** Read when Prometheus asks. */
  connectedCustomers(read: () => number): void
  displaySent(): void
  freshSent(): void
  boardSent(): void
  receipt(level: 'served' | 'received' | 'shown', via: string): void
  refused(code: RefusalCode): void
  toldIgnored(): void
  /** A request that was one too many; `by` is whose: key, token, address. */
  limited(kind: string, by: string): void
  /** Something threw that should not have; `where` is the room. */
  failed(where: string): void
}

const SECONDS_BUCKETS = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5]
const NANOSECONDS = 1e9
/** Node's monitor looks so often and counts from one look to the next: on an idle loop it says this long. */
const LOOP_RESOLUTION_MS = 10

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: L[] = []): Counter<L> =>
    new Counter({ name: `queuecast_${name}`, help, labelNames, registers })
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []): Gauge<L> =>
    new Gauge({ name: `queuecast_${name}`, help, labelNames, registers })
  const seconds = <L extends string>(name: string, help: string, labelNames: L[] = []): Histogram<L> =>
    new Histogram({ name: `queuecast_${name}`, help, labelNames, buckets: SECONDS_BUCKETS, registers })

  const accepted = counter('events_accepted_total', 'Events the log has', ['center', 'feed'])
  const rejected = counter('events_rejected_total', 'Events refused at the door', ['center', 'feed'])
  const quarantined = gauge('events_quarantined', 'Events in the log that the fold set aside', ['center', 'reason'])
  const unknownFields = counter('event_unknown_fields_total', 'Fields of events that nobody knows, dropped', ['center', 'feed'])
  const append = seconds('append_seconds', 'Until the store held an entry')
  const folded = gauge('entries_folded', 'Entries of the log folded, since the log began', ['partition'])
  const forecast = seconds('forecast_seconds', 'Forecasting the pools that were due')
  const pools = counter('pools_forecast_total', 'Pools forecast')
  const lag = gauge('log_lag_seconds', 'How far the fold stands behind the end of the log', ['partition'])
  const leads = gauge('leading', '1 where this node leads the partition', ['partition'])
  const ingestLag = new Histogram({ name: 'queuecast_ingest_lag_seconds', help: 'Age of the newest event of a request when it came', buckets: [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600], registers })
  const ledgerLag = gauge('ledger_lag_seconds', 'How far the promise ledger stands behind the fold', ['partition'])
  const headWaiting = gauge('ledger_head_waiting_seconds', 'How long the chain head of the newest sealed day has been waiting to leave the house', ['center', 'way'])
  const overtaken = gauge('displays_conflated', 'Changes that were never sent because a newer one came first, since this node started')
  const waiting = gauge('waiting_contacts', 'Contacts in line', ['center'])
  const stale = gauge('stale_queues', 'Queues whose feed is not live', ['center'])
  const coverage = gauge('coverage', 'Share of the bounds told since yesterday that were kept', ['center'])
  const isReady = gauge('ready', '1 where this node is ready')
  const displays = counter('displays_sent_total', 'Displays sent to customers')
  const fresh = counter('fresh_frames_sent_total', 'Renewals of freshness sent to customers')
  const boards = counter('boards_sent_total', 'Boards sent to wallboards')
  const receipts = counter('receipts_total', 'How far displays got', ['level', 'via'])
  const refusals = counter('sockets_refused_total', 'Sockets sent away', ['code'])
  const ignored = counter('told_ignored_total', 'Receipts that were malformed, repeated or for what was not sent')
  const limited = counter('requests_limited_total', 'Requests and connections refused for being too many', ['class', 'by'])
  const failures = counter('failures_total', 'What threw and should not have', ['where'])
  let readConnected = (): number => 0
  registry.registerMetric(new Gauge({
    name: 'queuecast_connected_customers', help: 'Customers connected to this node', registers: [],
    collect() {
      this.set(readConnected())
    },
  }))
  watchEventLoop(registry)
  collectDefaultMetrics({ register: registry })

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    eventsAccepted: (center, feed, count) => accepted.inc({ center, feed }, count),
    eventsRejected: (center, feed, count) => rejected.inc({ center, feed }, count),
    eventsQuarantined: (center, reason, total) => quarantined.set({ center, reason }, total),
    unknownFields: (center, feed, count) => unknownFields.inc({ center, feed }, count),
    appendSeconds: (value) => append.observe(value),
    entriesFolded: (partition, total) => folded.set({ partition: String(partition) }, total),
    forecastSeconds: (value) => forecast.observe(value),
    poolsForecast: (count) => pools.inc(count),
    logLag: (partition, value) => lag.set({ partition: String(partition) }, value),
    leading: (partition, does) => leads.set({ partition: String(partition) }, does ? 1 : 0),
    ingestLag: (value) => ingestLag.observe(value),
    ledgerLag(partition, value) {
      if (value === undefined) ledgerLag.remove(String(partition))
      else ledgerLag.set({ partition: String(partition) }, value)
    },
    ledgerHeads(waiting) {
      headWaiting.reset()
      for (const { center, way, seconds: value } of waiting) headWaiting.set({ center, way }, value)
    },
    conflated: (total) => overtaken.set(total),
    waiting: (center, contacts) => waiting.set({ center }, contacts),
    staleQueues: (center, queues) => stale.set({ center }, queues),
    coverage(center, share) {
      if (share === undefined) coverage.remove(center)
      else coverage.set({ center }, share)
    },
    ready: (value) => isReady.set(value ? 1 : 0),
    connectedCustomers(read) {
      readConnected = read
    },
    displaySent: () => displays.inc(),
    freshSent: () => fresh.inc(),
    boardSent: () => boards.inc(),
    receipt: (level, via) => receipts.inc({ level, via }),
    refused: (code) => refusals.inc({ code }),
    toldIgnored: () => ignored.inc(),
    limited: (kind, by) => limited.inc({ class: kind, by }),
    failed: (where) => failures.inc({ where }),
  }
}

/** Delay of the event loop since the last reading: what a customer's update waits for. */
function watchEventLoop(registry: Registry): void {
  const delay = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS })
  delay.enable()
  registry.registerMetric(new Gauge({
    name: 'queuecast_event_loop_delay_seconds', help: 'How long the event loop was held since the last reading, to ten milliseconds', labelNames: ['quantile'], registers: [],
    collect() {
      for (const quantile of [50, 99, 100]) this.set({ quantile: String(quantile / 100) }, Math.max(0, delay.percentile(quantile) / NANOSECONDS - LOOP_RESOLUTION_MS / 1000))
      delay.reset()
    },
  }))
}
