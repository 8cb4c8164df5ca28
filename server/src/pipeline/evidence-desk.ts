import type { CenterConfig } from '../config/index.ts'
import type { HttpCharters, HttpLedger } from '../delivery/http/index.ts'
import { type EventLog, partitionOf } from '../event-log/index.ts'
import type { PageInsight } from '../pages/index.ts'
import type { LedgerStore } from '../promise-ledger/index.ts'
import type { CharterBook } from './charter-book.ts'
import { createCharterDesk } from './charter-desk.ts'
import { createInsightDesk } from './insight-desk.ts'
import { slicedRows } from './sliced-rows.ts'

export interface EvidenceDeskDeps { ledger: HttpLedger; store: LedgerStore; log: EventLog; center(id: string): CenterConfig | undefined; nowMs(): number; heads(center: string): ReturnType<PageInsight['heads']>; books(config: CenterConfig): CharterBook }

/** Everything that reads the ledger on request: routes and pages. All of it lets the event loop go every few milliseconds. */
export function openEvidenceDesk({ ledger: whole, store, log, center, nowMs, books, heads }: EvidenceDeskDeps): { ledger: HttpLedger; charters: HttpCharters; insight: PageInsight } {
  const ledger: HttpLedger = { ...whole, rows: (id, fromMs, toMs) => slicedRows(whole.rows(id, fromMs, toMs)) }
  const charters = createCharterDesk({ center, books, rows: ledger.rows, ...(ledger.runningHour === undefined ? {} : { runningHour: ledger.runningHour }), nowMs })
  return { ledger, charters, insight: createInsightDesk({ center, books, heads, ledger, charters, nowMs, refs: (id, contact) => store.ofContact(partitionOf(id, log.partitions), id, contact) }) }
}
