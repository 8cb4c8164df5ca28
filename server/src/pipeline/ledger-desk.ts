import type { CenterConfig } from '../config/index.ts'
import type { HttpLedger } from '../delivery/http/index.ts'
import { type EventLog, partitionOf } from '../event-log/index.ts'
import { bodyOf, DEFAULT_RETENTION, type HeadState, type HeadWay, LedgerKeeper, type LedgerStore, type Retention } from '../promise-ledger/index.ts'
import type { LedgerSink } from './ledger-sink.ts'
import type { QueuecastNode } from './node.ts'

export interface LedgerDeskDeps {
  store: LedgerStore
  log: EventLog
  dataDir: string
  serve: readonly number[]
  centers(): readonly CenterConfig[]
  monotonicMs(): number
  report(event: string, detail: Record<string, string | number>): void
}

/** The ledger of a running server: what the node folds goes in by `sink`, what inspectors ask for comes out by `http`. */
export interface LedgerDesk {
  sink: LedgerSink
  http: HttpLedger
  lagMs(partition: number): number
  /** How it stands with the heads of a center's days that leave the house; undefined where another node sends them. */
  heads(center: string): Promise<HeadState[] | undefined>
  /** How long heads have been waiting to leave, where this node leads. */
  headsWaiting(): { center: string; way: HeadWay; waitedMs: number }[]
  /** The share of bounds told over these local days that were kept. */
  coverage(center: string, from: string, to: string): Promise<number | undefined>
  /** From now on the ledger is written where this node leads. */
  start(node: QueuecastNode): void
  close(): Promise<void>
}

export function openLedgerDesk(deps: LedgerDeskDeps): LedgerDesk {
  let node: QueuecastNode | undefined
  const keeper = new LedgerKeeper({
    store: deps.store, dataDir: deps.dataDir, partitions: deps.serve, partitionOf: (center) => partitionOf(center, deps.log.partitions),
    centers: () => deps.centers().map(({ id, ledger = {} }) => ({ id, retention: {
      storeDays: ledger.storeDays ?? DEFAULT_RETENTION.storeDays, detailDays: ledger.detailDays ?? DEFAULT_RETENTION.detailDays,
      eventDays: ledger.eventDays ?? DEFAULT_RETENTION.eventDays, heads: headsOf(ledger),
    } })),
    adopted: (center) => deps.centers().find(({ id }) => id === center)?.charters,
    leading: (partition) => node?.partitions().some((one) => one.partition === partition && one.leading) === true,
    nowMs: Date.now, monotonicMs: deps.monotonicMs, report: deps.report,
  })
  return {
    sink: keeper,
    http: {
      async* rows(center, fromMs, toMs) {
        for await (const { entry, payloads } of keeper.entries(center, fromMs, toMs)) {
          for (const [index, payload] of payloads.entries()) {
            yield { n: entry.n, index, log: entry.log, atMs: entry.atMs, hash: entry.hash, ...(payload === undefined ? { erased: true } : { body: bodyOf(payload) }) }
          }
        }
      },
      accuracy: (center, query) => keeper.accuracy(center, query),
      runningHour(center) {
        const fold = node?.partitionNode(center)?.fold
        return fold?.centers.get(center)?.hourSoFar(fold.nowMs)
      },
    },
    lagMs: (partition) => keeper.lagMs(partition),
    heads: (center) => keeper.heads(center),
    headsWaiting: () => keeper.headsWaiting(),
    coverage: async (center, from, to) => (await keeper.accuracy(center, { from, to })).told.coverage,
    start(started) {
      node = started
      keeper.start()
    },
    async close() {
      await keeper.close()
      await deps.store.close()
    },
  }
}

/** Where the daily heads go, as configured. */
function headsOf({ head, headMail, headTimeStamp }: NonNullable<CenterConfig['ledger']>): Retention['heads'] {
  return {
    ...(head === undefined ? {} : { webhook: head }), ...(headMail === undefined ? {} : { mail: headMail }),
    ...(headTimeStamp === undefined ? {} : { timeStamp: { url: headTimeStamp.url, ...(headTimeStamp.ca === undefined ? {} : { ca: headTimeStamp.ca }) } }),
  }
}
