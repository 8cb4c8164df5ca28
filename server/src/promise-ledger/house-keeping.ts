import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { type EventArchive, keptFrom } from './archive/event-archive.ts'
import type { LedgerFiles } from './files/ledger-files.ts'
import { writeWhole } from './files/write-file.ts'
import { dayOf, type LedgerStore } from './port.ts'
import { type HeadWebhook, sendHead } from './send-head.ts'

/** How long what is kept of a center, and where its daily head goes. Days are days (UTC) of log time. */
export interface Retention {
  /** Days in the store, before only the sealed files have them. */
  storeDays: number
  /** Days after which contacts' details leave the sealed files; chain, hours and daily figures stay. */
  detailDays: number
  /** Days of raw events. */
  eventDays: number
  head?: HeadWebhook
}
export const DEFAULT_RETENTION: Retention = { storeDays: 35, detailDays: 396, eventDays: 92 }

export interface HouseKeepingDeps {
  store: LedgerStore
  files: LedgerFiles
  archive: EventArchive
  nowMs(): number
  report(event: 'ledger-sealed' | 'ledger-head-sent', detail: Record<string, string | number>): void
}

/** What is done once a day for each center: sealing, sending the head, and forgetting. All of it may be done again. */
export class HouseKeeping {
  #deps: HouseKeepingDeps
  /** The day for which a center was last looked after. */
  #done = new Map<string, string>()

  constructor(deps: HouseKeepingDeps) {
    this.#deps = deps
  }

  /** `coveredMs`: log time up to which the ledger is complete. Rejects where something of it did not succeed; it is tried again. */
  async lookAfter(partition: number, center: string, retention: Retention, coveredMs: number, leading: boolean): Promise<void> {
    const { store, files, archive, report } = this.#deps
    const today = dayOf(coveredMs)
    if (this.#done.get(center) === today) return
    for (const seal of await files.seal(partition, center, coveredMs)) report('ledger-sealed', { center, day: seal.day, entries: seal.entries })
    await files.thin(center, keptFrom(coveredMs, retention.detailDays))
    await archive.drop(center, keptFrom(coveredMs, retention.eventDays))
    if (leading) {
      // Only what lies in a sealed file of this node leaves the store.
      await store.drop(partition, center, keptFrom(coveredMs, retention.storeDays))
      if (retention.head !== undefined) await this.#send(center, retention.head)
    }
    this.#done.set(center, today)
  }

  /** Sends the newest sealed head, once; where that was sent is noted beside the files. */
  async #send(center: string, to: HeadWebhook): Promise<void> {
    const { files, nowMs, report } = this.#deps
    const days = files.of(center)
    const day = (await days.days()).at(-1)
    const note = join(days.folder, 'head-sent')
    const sent = await readFile(note, 'utf8').catch(() => '')
    if (day === undefined || sent.trim() >= day) return
    const seal = await days.sealOf(day)
    if (seal === undefined) return
    await sendHead(to, center, seal, nowMs())
    await writeWhole(note, [`${day}\n`])
    report('ledger-head-sent', { center, day })
  }
}
