import { join } from 'node:path'
import type { ChainLine, Payload } from '../chain/chain-entry.ts'
import type { Seal } from '../chain/line.ts'
import type { LedgerBody } from '../body.ts'
import { dayOf, dayStartMs, type LedgerStore, type PayloadRef } from '../port.ts'
import { bookOf } from '../stored-entry.ts'
import { DayFiles } from './day-files.ts'

const DAY_MS = 86_400_000

export const bodyOf = ({ text }: Payload): LedgerBody => JSON.parse(text) as LedgerBody

/** The ledger's sealed days of all centers, in the data folder of this node. */
export class LedgerFiles {
  #root: string
  #store: LedgerStore
  /** The newest sealed day by center, once it is known. */
  #sealed = new Map<string, string>()

  constructor(root: string, store: LedgerStore) {
    this.#root = root
    this.#store = store
  }

  of(center: string): DayFiles {
    return new DayFiles(join(this.#root, center), bookOf(center))
  }

  /** Seals every day (UTC) of a center that is over at this log time and not sealed yet; a day without entries has no file. */
  async seal(partition: number, center: string, nowMs: number): Promise<Seal[]> {
    const today = dayOf(nowMs)
    const files = this.of(center)
    const newest = this.#sealed.get(center) ?? (await files.days()).at(-1) ?? ''
    // Looked at already today.
    if (newest >= dayOf(dayStartMs(today) - 1)) return []
    const fromMs = newest === '' ? await this.#firstMs(partition, center, dayStartMs(today)) : dayStartMs(newest) + DAY_MS
    const seals: Seal[] = []
    for (let startMs = dayStartMs(dayOf(fromMs)); startMs < dayStartMs(today); startMs += DAY_MS) {
      const erased: PayloadRef[] = []
      const seal = await files.seal(dayOf(startMs), noting(this.#store.entries(partition, center, startMs, startMs + DAY_MS), erased))
      if (seal !== undefined) seals.push(seal)
      await this.#applyErasures(center, erased)
    }
    this.#sealed.set(center, dayOf(dayStartMs(today) - 1))
    return seals
  }

  /** Payloads of the sealed days that speak of a contact. */
  async refsOf(center: string, contact: string): Promise<PayloadRef[]> {
    const refs: PayloadRef[] = []
    const files = this.of(center)
    for (const day of await files.days()) {
      for await (const line of files.lines(day)) {
        for (const [index, payload] of line.payloads.entries()) {
          if (payload !== undefined && speaksOf(payload, contact)) refs.push({ n: line.entry.n, index, atMs: line.entry.atMs })
        }
      }
    }
    return refs
  }

  /** Takes a contact out of the sealed days. How many payloads went. */
  async erase(center: string, contact: string): Promise<number> {
    const files = this.of(center)
    let gone = 0
    for (const day of await files.days()) {
      gone += await files.dropPayloads(day, ({ payloads }, index) => {
        const payload = payloads[index]
        return payload !== undefined && speaksOf(payload, contact)
      })
    }
    return gone
  }

  /** Takes out the details of contacts of days before this one; the chain, hours and totals stay. */
  async thin(center: string, beforeDay: string): Promise<number> {
    const files = this.of(center)
    let gone = 0
    for (const day of await files.days()) {
      if (day >= beforeDay) break
      gone += await files.dropPayloads(day, ({ payloads }, index) => {
        const payload = payloads[index]
        return payload !== undefined && payload.text.startsWith('{"kind":"contact"')
      })
    }
    return gone
  }

  /** Entries with `fromMs` ≤ log time < `toMs`: from the files where a day is sealed, else from the store. */
  async* entries(partition: number, center: string, fromMs: number, toMs: number): AsyncGenerator<ChainLine> {
    const files = this.of(center)
    const days = (await files.days()).filter((day) => dayStartMs(day) + DAY_MS > fromMs && dayStartMs(day) < toMs)
    let reachedMs = fromMs
    for (const day of days) {
      yield* this.#store.entries(partition, center, reachedMs, Math.max(reachedMs, dayStartMs(day)))
      for await (const line of files.lines(day)) if (line.entry.atMs >= fromMs && line.entry.atMs < toMs) yield line
      reachedMs = dayStartMs(day) + DAY_MS
    }
    if (reachedMs < toMs) yield* this.#store.entries(partition, center, reachedMs, toMs)
  }

  /** Log time of the oldest entry of the store before an instant; that instant where there is none. */
  async #firstMs(partition: number, center: string, beforeMs: number): Promise<number> {
    for await (const { entry } of this.#store.entries(partition, center, 0, beforeMs)) return entry.atMs
    return beforeMs
  }

  /** What was erased on another node while this one did not run. */
  async #applyErasures(center: string, erased: readonly PayloadRef[]): Promise<void> {
    const files = this.of(center)
    const gone = new Map<string, Set<string>>()
    for (const { n, index, atMs } of erased) gone.set(dayOf(atMs), (gone.get(dayOf(atMs)) ?? new Set()).add(`${n}/${index}`))
    for (const [day, refs] of gone) if (await files.has(day)) await files.dropPayloads(day, ({ entry }, index) => refs.has(`${entry.n}/${index}`))
  }
}

/** Passes the lines on, and notes what they say was erased. */
async function* noting(lines: AsyncIterable<ChainLine>, erased: PayloadRef[]): AsyncGenerator<ChainLine> {
  for await (const line of lines) {
    for (const payload of line.payloads) {
      const body = payload?.text.startsWith('{"kind":"erasure"') === true ? bodyOf(payload) : undefined
      if (body?.kind === 'erasure') erased.push(...body.erased)
    }
    yield line
  }
}

/** The contact's name stands in its evidence; what only looks like it in another's text is looked at closely. */
function speaksOf(payload: Payload, contact: string): boolean {
  if (!payload.text.includes(JSON.stringify(contact))) return false
  const body = bodyOf(payload)
  return body.kind === 'contact' && body.evidence.contact === contact
}
