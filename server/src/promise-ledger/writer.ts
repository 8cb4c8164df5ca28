import type { EvidenceItem, KeptEvidence } from '../promise-evidence/index.ts'
import type { LedgerBody } from './body.ts'
import { type ChainHead, headOf, nextEntry, saltedPayload } from './chain/chain-entry.ts'
import { compareLogIds } from './compare-log-ids.ts'
import type { LedgerStep, LedgerStore, PayloadRef, RollupChange } from './port.ts'
import { contribution, difference, hourContribution, totalsContribution } from './rollup/contribution.ts'
import { mapInSlices, nextTurn, SLICE } from './slices.ts'
import { bookOf } from './stored-entry.ts'

/** What one log entry leaves for one center. */
export interface OfferedEntry { center: string; log: string; atMs: number; timeZone: string; items: readonly EvidenceItem[]; mayPack?: boolean }

export interface WriterDeps {
  store: LedgerStore
  partition: number
  /** Payloads that speak of a contact and that the store no longer has: in sealed files. */
  older?: (center: string, contact: string) => Promise<PayloadRef[]>
}

type Contents = Omit<LedgerStep, 'entry' | 'mark' | 'mayPack'>

/**
 * Writes what a partition's log leaves into the ledger, in the order of the log, each log entry and center once: whoever else writes
 * the same finds the head moved, and nothing is done (LE15).
 */
export class LedgerWriter {
  #deps: WriterDeps
  #pending: OfferedEntry[] = []
  #heads = new Map<string, ChainHead>()
  #newestOffered = new Map<string, string>()
  /** Everything up to here was offered. */
  #folded = '0-0'
  #covered = '0-0'
  #waiters = new Set<() => void>()

  constructor(deps: WriterDeps) {
    this.#deps = deps
  }

  /** Everything of the log up to this id is in the ledger, as far as this node knows. */
  get covered(): string {
    return this.#covered
  }

  get waiting(): number {
    return this.#pending.length
  }

  /** A rebuilt center offers again what it had offered; that is passed over. */
  offer(entry: OfferedEntry): void {
    const newest = this.#newestOffered.get(entry.center)
    if (newest !== undefined && compareLogIds(entry.log, newest) <= 0) return
    this.#newestOffered.set(entry.center, entry.log)
    this.#pending.push(entry)
  }

  /** Everything up to this id has been offered. */
  folded(id: string): void {
    this.#folded = id
  }

  /** The fold begins again from a snapshot: what it left is offered again. */
  reset(): void {
    this.#pending = []
    this.#heads.clear()
    this.#newestOffered.clear()
    this.#folded = '0-0'
    this.#covered = '0-0'
  }

  /** The leader writes what is pending; others forget what somebody wrote. Rejects where the store does not answer; nothing is lost then. */
  async flush(leading: boolean): Promise<void> {
    const { store, partition } = this.#deps
    if (!leading) {
      const mark = await store.mark(partition)
      this.#pending = this.#pending.filter(({ log }) => compareLogIds(log, mark) > 0)
      this.#heads.clear()
      this.#cover(mark)
      return
    }
    const upTo = this.#folded
    for (let entry = this.#pending[0]; entry !== undefined; entry = this.#pending[0]) {
      await this.#write(entry, this.#pending[1]?.log)
      // Reset while this was written: what is pending now is something else.
      if (this.#pending[0] !== entry) continue
      this.#pending.shift()
      // Told as it goes: a long backlog is not the same as none that moves.
      if (this.#pending[0]?.log !== entry.log) this.#cover(entry.log)
    }
    if (compareLogIds(upTo, this.#covered) <= 0) return
    await store.moveMark(partition, upTo)
    this.#cover(upTo)
  }

  /** Resolves once the ledger covers the log up to this id; rejects after the limit. */
  reached(id: string, limitMs: number): Promise<void> {
    if (compareLogIds(this.#covered, id) >= 0) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (compareLogIds(this.#covered, id) < 0) return
        clearTimeout(timer)
        this.#waiters.delete(look)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiters.delete(look)
        reject(new Error(`the ledger has not come to ${id} within ${limitMs} ms`))
      }, limitMs)
      this.#waiters.add(look)
    })
  }

  #cover(id: string): void {
    if (compareLogIds(id, this.#covered) > 0) this.#covered = id
    for (const look of this.#waiters) look()
  }

  async #write(offered: OfferedEntry, nextLog: string | undefined): Promise<void> {
    const { store, partition } = this.#deps
    const { center, log, atMs, mayPack = false } = offered
    for (;;) {
      const head = this.#heads.get(center) ?? await store.head(partition, center)
      if (compareLogIds(log, head.log) <= 0) {
        this.#heads.set(center, head)
        return
      }
      const contents = await this.#contents(offered)
      const entry = nextEntry(bookOf(center), head, { log, atMs }, contents.payloads)
      const mark = nextLog === log ? {} : { mark: log }
      if (await store.append(partition, center, { ...contents, entry, ...mark, mayPack })) {
        this.#heads.set(center, headOf(entry))
        return
      }
      this.#heads.delete(center)
    }
  }

  async #contents({ center, atMs, timeZone, items }: OfferedEntry): Promise<Contents> {
    const bodies: LedgerBody[] = []
    const contacts: { contact: string; index: number }[] = []
    const rollups: RollupChange[] = []
    const erase: { contact: string; refs: PayloadRef[] }[] = []
    for (const item of items) {
      if (bodies.length % SLICE === SLICE - 1) await nextTurn()
      switch (item.kind) {
        case 'contact': {
          const before = item.correction ? await this.#standing(center, item.contact) : undefined
          // A correction of what was erased or dropped has nothing to correct, and its figures stand.
          if (!item.correction) rollups.push(...contribution(item.evidence, timeZone))
          else if (before !== undefined) rollups.push(...difference(contribution(item.evidence, timeZone), contribution(before.evidence, timeZone)))
          contacts.push({ contact: item.contact, index: bodies.length })
          bodies.push({ kind: 'contact', evidence: item.evidence, ...(before === undefined ? {} : { corrects: { n: before.n, index: before.index } }) })
          break
        }
        case 'hour':
          rollups.push(...hourContribution(item, timeZone))
          bodies.push({ kind: 'hour', facts: item.facts })
          break
        case 'totals':
          rollups.push(...totalsContribution(item))
          bodies.push({ kind: 'totals', totals: item.totals })
          break
        case 'erase': {
          const refs = [...await this.#deps.older?.(center, item.contact) ?? [], ...await this.#deps.store.ofContact(this.#deps.partition, center, item.contact)]
          erase.push({ contact: item.contact, refs })
          bodies.push({ kind: 'erasure', by: item.by, atMs, erased: refs })
          break
        }
        default: item satisfies never
      }
    }
    return { payloads: await mapInSlices(bodies, saltedPayload), contacts, rollups, erase }
  }

  /** What the ledger says of a contact until now. */
  async #standing(center: string, contact: string): Promise<{ n: number; index: number; evidence: KeptEvidence } | undefined> {
    const { store, partition } = this.#deps
    const ref = (await store.ofContact(partition, center, contact)).at(-1)
    const payload = ref === undefined ? undefined : await store.payload(partition, center, ref)
    if (ref === undefined || payload === undefined) return undefined
    return { n: ref.n, index: ref.index, evidence: (JSON.parse(payload.text) as Extract<LedgerBody, { kind: 'contact' }>).evidence }
  }
}
