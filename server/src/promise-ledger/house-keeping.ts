import { type EventArchive, keptFrom } from './archive/event-archive.ts'
import type { LedgerFiles } from './files/ledger-files.ts'
import type { Seal } from './chain/line.ts'
import { HeadSender, type HeadState } from './heads/head-sender.ts'
import type { Heads, HeadWay } from './heads/heads.ts'
import { dayOf, type LedgerStore } from './port.ts'

/** How long what is kept of a center, and where its daily heads go. Days are days (UTC) of log time. */
export interface Retention {
  /** Days in the store, before only the sealed files have them. */
  storeDays: number
  /** Days after which contacts' details leave the sealed files; chain, hours and daily figures stay. */
  detailDays: number
  /** Days of raw events. */
  eventDays: number
  heads: Heads
}
export const DEFAULT_RETENTION: Retention = { storeDays: 35, detailDays: 396, eventDays: 92, heads: {} }

export interface HouseKeepingDeps {
  store: LedgerStore
  files: LedgerFiles
  archive: EventArchive
  nowMs(): number
  report(event: 'ledger-sealed' | 'ledger-head-sent' | 'ledger-head-failed', detail: Record<string, string | number>): void
}

/** What is done once a day for each center: sealing, sending the head, and forgetting. All of it may be done again. */
export class HouseKeeping {
  #deps: HouseKeepingDeps
  #heads: HeadSender
  /** The day for which a center was last looked after. */
  #done = new Map<string, string>()
  /** The seal of the newest day, by center. */
  #newest = new Map<string, Seal>()

  constructor(deps: HouseKeepingDeps) {
    this.#deps = deps
    this.#heads = new HeadSender({ folderOf: (center) => deps.files.of(center).folder, nowMs: deps.nowMs, report: deps.report })
  }

  /**
   * `coveredMs`: log time up to which the ledger is complete. Rejects where something of it did not succeed; it is tried again.
   * Heads are sent meanwhile and are not waited for.
   */
  async lookAfter(partition: number, center: string, retention: Retention, coveredMs: number, leading: boolean): Promise<void> {
    const { store, files, archive } = this.#deps
    const today = dayOf(coveredMs)
    const done = this.#done.get(center) === today
    if (!done) await this.#seal(partition, center, coveredMs)
    const seal = this.#newest.get(center)
    if (leading && seal !== undefined) this.#heads.offer(center, retention.heads, seal)
    if (done) return
    await files.thin(center, keptFrom(coveredMs, retention.detailDays))
    await archive.drop(center, keptFrom(coveredMs, retention.eventDays))
    // Only what lies in a sealed file of this node leaves the store.
    if (leading) await store.drop(partition, center, keptFrom(coveredMs, retention.storeDays))
    this.#done.set(center, today)
  }

  /** Each configured way out of the house: what left, and what waits. */
  headStates(center: string, { heads }: Retention): Promise<HeadState[]> {
    return this.#heads.states(center, heads)
  }

  headsWaiting(center: string, { heads }: Retention): { way: HeadWay; sinceMs: number | undefined }[] {
    return this.#heads.waitingSince(center, heads)
  }

  close(): Promise<void> {
    return this.#heads.close()
  }

  async #seal(partition: number, center: string, coveredMs: number): Promise<void> {
    const { files, report } = this.#deps
    for (const seal of await files.seal(partition, center, coveredMs)) report('ledger-sealed', { center, day: seal.day, entries: seal.entries })
    const days = files.of(center)
    const newest = (await days.days()).at(-1)
    const seal = newest === undefined ? undefined : await days.sealOf(newest)
    if (seal !== undefined) this.#newest.set(center, seal)
  }
}
