import type { ClassicLevel } from 'classic-level'
import { type ChainHead, type ChainLine, EMPTY_HEAD, type Payload } from '../chain/chain-entry.ts'
import { compareLogIds } from '../compare-log-ids.ts'
import { dayStartMs, type LedgerStep, type LedgerStore, type PayloadRef } from '../port.ts'
import { bookOf, entryFromJson, entryJson, payloadFromJson, payloadJson } from '../stored-entry.ts'
import { contactKey, contactPrefix, entriesFrom, entryKey, headKey, markKey, payloadKey, rollupKey, rollupsFrom } from './keys.ts'

type Change = { type: 'put'; key: string; value: string } | { type: 'del'; key: string }

const AT_ONCE = 200

/** The ledger in the data folder, on LevelDB: one process. It closes the database that it was given. */
export class EmbeddedLedger implements LedgerStore {
  readonly kind = 'embedded'
  #db: ClassicLevel
  /** Steps run one after another; nobody else writes. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(db: ClassicLevel) {
    this.#db = db
  }

  async head(_partition: number, center: string): Promise<ChainHead> {
    const kept = await this.#db.get(headKey(center))
    return kept === undefined ? EMPTY_HEAD : JSON.parse(kept) as ChainHead
  }

  append(partition: number, center: string, step: LedgerStep): Promise<boolean> {
    return this.#inTurn(async () => {
      const { entry } = step
      const head = await this.head(partition, center)
      if (entry.n !== head.n + 1 || entry.prev !== head.hash) return false
      const changes: Change[] = [
        { type: 'put', key: headKey(center), value: JSON.stringify({ n: entry.n, hash: entry.hash, log: entry.log }) },
        { type: 'put', key: entryKey(center, entry.atMs, entry.n), value: entryJson(entry) },
        ...step.payloads.map((payload, index): Change => ({ type: 'put', key: payloadKey(center, entry.n, index), value: payloadJson(payload) })),
        ...step.contacts.map(({ contact, index }): Change => ({ type: 'put', key: contactKey(center, contact, entry.n, index), value: String(entry.atMs) })),
        ...step.erase.flatMap(({ contact, refs }) => refs.flatMap(({ n, index }): Change[] => [
          { type: 'del', key: payloadKey(center, n, index) }, { type: 'del', key: contactKey(center, contact, n, index) },
        ])),
        ...await this.#rollupChanges(center, step),
      ]
      if (step.mark !== undefined && compareLogIds(step.mark, await this.mark(partition)) > 0) changes.push({ type: 'put', key: markKey(partition), value: step.mark })
      await this.#db.batch(changes, { sync: true })
      return true
    })
  }

  async mark(partition: number): Promise<string> {
    return (await this.#db.get(markKey(partition))) ?? EMPTY_HEAD.log
  }

  moveMark(partition: number, id: string): Promise<void> {
    return this.#inTurn(async () => {
      if (compareLogIds(id, await this.mark(partition)) > 0) await this.#db.put(markKey(partition), id, { sync: true })
    })
  }

  async* entries(_partition: number, center: string, fromMs: number, toMs: number): AsyncGenerator<ChainLine> {
    for (let gte = entriesFrom(center, fromMs); ;) {
      const rows = await this.#db.iterator({ gte, lt: entriesFrom(center, toMs), limit: AT_ONCE }).all()
      for (const [, text] of rows) {
        const entry = entryFromJson(bookOf(center), text)
        const kept = await this.#db.getMany(entry.items.map((_, index) => payloadKey(center, entry.n, index)))
        yield { entry, payloads: kept.map((payload) => (payload === undefined ? undefined : payloadFromJson(payload))) }
      }
      const last = rows.at(-1)
      if (last === undefined || rows.length < AT_ONCE) return
      gte = `${last[0]}!`
    }
  }

  async ofContact(_partition: number, center: string, contact: string): Promise<PayloadRef[]> {
    const prefix = contactPrefix(center, contact)
    const rows = await this.#db.iterator({ gte: prefix, lt: `${prefix}~` }).all()
    return rows.map(([key, atMs]) => {
      const [n, index] = key.slice(prefix.length).split('/').map(Number)
      return { n: n ?? 0, index: index ?? 0, atMs: Number(atMs) }
    })
  }

  async payload(_partition: number, center: string, { n, index }: PayloadRef): Promise<Payload | undefined> {
    const text = await this.#db.get(payloadKey(center, n, index))
    return text === undefined ? undefined : payloadFromJson(text)
  }

  async rollups(_partition: number, center: string, fromDay: string, toDay: string): Promise<{ day: string; field: string; value: number }[]> {
    const rows = await this.#db.iterator({ gte: rollupsFrom(center, fromDay), lt: `${rollupsFrom(center, toDay)}~` }).all()
    return rows.map(([key, value]) => {
      const [, , day = '', ...field] = key.split('/')
      return { day, field: field.join('/'), value: Number(value) }
    })
  }

  async drop(_partition: number, center: string, beforeDay: string): Promise<void> {
    await this.#inTurn(async () => {
      for (;;) {
        const rows = await this.#db.iterator({ gte: entriesFrom(center, 0), lt: entriesFrom(center, dayStartMs(beforeDay)), limit: AT_ONCE }).all()
        if (rows.length === 0) return
        const numbers = new Set<number>()
        const changes: Change[] = []
        for (const [key, text] of rows) {
          const entry = entryFromJson(bookOf(center), text)
          numbers.add(entry.n)
          changes.push({ type: 'del', key }, ...entry.items.map((_, index): Change => ({ type: 'del', key: payloadKey(center, entry.n, index) })))
        }
        for await (const key of this.#db.keys({ gte: `contact/${center}/`, lt: `contact/${center}0` })) {
          if (numbers.has(Number(key.split('/').at(-2)))) changes.push({ type: 'del', key })
        }
        await this.#db.batch(changes, { sync: true })
      }
    })
  }

  async close(): Promise<void> {
    await this.#turn.catch(() => undefined)
    await this.#db.close()
  }

  async #rollupChanges(center: string, { rollups }: LedgerStep): Promise<Change[]> {
    const sums = new Map<string, number>()
    for (const { day, field, how, value } of rollups) {
      const key = rollupKey(center, day, field)
      const before = how === 'set' ? 0 : sums.get(key) ?? Number((await this.#db.get(key)) ?? 0)
      sums.set(key, before + value)
    }
    return Array.from(sums, ([key, value]) => ({ type: 'put', key, value: String(value) }))
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#turn.catch(() => undefined).then(work)
    this.#turn = next
    return next
  }
}
