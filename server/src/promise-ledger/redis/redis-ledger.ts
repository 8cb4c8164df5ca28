import { type ChainHead, type ChainLine, EMPTY_HEAD, type Payload } from '../chain/chain-entry.ts'
import { dayOf, daysBetween, dayStartMs, type LedgerStep, type LedgerStore, type PayloadRef, type RollupChange } from '../port.ts'
import { mapInSlices } from '../slices.ts'
import { bookOf, entryFromJson, entryJson, payloadJson } from '../stored-entry.ts'
import { APPEND, MOVE_MARK } from './append-step.ts'
import { contactsKey, daysKey, entriesKey, headKey, markKey, payloadsKey, rollupKey } from './keys.ts'
import { packedPayload, unpackedPayload } from './packed-payload.ts'

/** The part of a Redis connection that the ledger uses; commands of one call touch one partition. */
export interface RedisSender {
  send(...command: readonly [name: string, ...args: (string | number | Buffer)[]]): Promise<unknown>
  /** The same, with Buffers in the reply where `send` has texts. */
  sendForBytes(...command: readonly [name: string, ...args: (string | number)[]]): Promise<unknown>
  close(): void
}

const AT_ONCE = 200

/** The ledger in Redis. It closes the connection that it was given. */
export class RedisLedger implements LedgerStore {
  readonly kind = 'redis'
  #redis: RedisSender

  constructor(redis: RedisSender) {
    this.#redis = redis
  }

  async head(partition: number, center: string): Promise<ChainHead> {
    const [n, hash, log] = texts(await this.#redis.send('HMGET', headKey(partition, center), 'n', 'hash', 'log'))
    return n === undefined || hash === undefined || log === undefined ? EMPTY_HEAD : { n: Number(n), hash, log }
  }

  async append(partition: number, center: string, step: LedgerStep): Promise<boolean> {
    const { entry } = step
    const keys = [headKey(partition, center), entriesKey(partition, center), markKey(partition)]
    const numberOf = (key: string): number => {
      const known = keys.indexOf(key)
      return known >= 0 ? known + 1 : keys.push(key)
    }
    const day = dayOf(entry.atMs)
    const changes: [what: string, key: number, field: string, value: string][] = []
    const change = (what: string, key: string, field: string, value: string | number): void => { changes.push([what, numberOf(key), field, String(value)]) }
    if (step.payloads.length > 0) change('day', daysKey(partition, center), day, dayStartMs(day))
    const kept = await mapInSlices(step.payloads, step.mayPack === true ? packedPayload : (payload) => Buffer.from(payloadJson(payload)))
    let end = 0
    for (const [index, bytes] of kept.entries()) change('part', payloadsKey(partition, center, day), `${entry.n}/${index}`, `${end + 1} ${end += bytes.length}`)
    for (const { contact, index } of step.contacts) change('more', contactsKey(partition, center, day), contact, `${entry.n}/${index}/${entry.atMs}`)
    for (const { day: local, field, how, value } of summed(step.rollups)) change(how, rollupKey(partition, center, local), field, value)
    for (const { contact, refs } of step.erase) {
      for (const { n, index, atMs } of refs) change('del', payloadsKey(partition, center, dayOf(atMs)), `${n}/${index}`, '')
      for (const gone of new Set(refs.map(({ atMs }) => dayOf(atMs)))) change('del', contactsKey(partition, center, gone), contact, '')
    }
    const reply = await this.#redis.send(
      'EVAL', APPEND, keys.length, ...keys, entry.n, entry.prev, entry.hash, entry.log, `${entry.atMs}-${entry.n}`, entryJson(entry), step.mark ?? '', JSON.stringify(changes),
      Buffer.concat(kept))
    return reply === 1
  }

  async mark(partition: number): Promise<string> {
    const mark = await this.#redis.send('GET', markKey(partition))
    return typeof mark === 'string' ? mark : EMPTY_HEAD.log
  }

  async moveMark(partition: number, id: string): Promise<void> {
    await this.#redis.send('EVAL', MOVE_MARK, 1, markKey(partition), id)
  }

  async* entries(partition: number, center: string, fromMs: number, toMs: number): AsyncGenerator<ChainLine> {
    for (let from = String(Math.max(0, fromMs)); ;) {
      const rows = list(await this.#redis.send('XRANGE', entriesKey(partition, center), from, String(toMs - 1), 'COUNT', AT_ONCE)).map((row) => {
        const [id, fields] = list(row)
        return { id: String(id), text: texts(fields)[1] ?? '' }
      })
      const entries = rows.map(({ text }) => entryFromJson(bookOf(center), text))
      for (const entry of entries) {
        const fields = entry.items.map((_, index) => `${entry.n}/${index}`)
        const kept = fields.length === 0 ? [] : list(await this.#redis.sendForBytes('HMGET', payloadsKey(partition, center, dayOf(entry.atMs)), ...fields))
        yield { entry, payloads: await mapInSlices(kept, (bytes) => (Buffer.isBuffer(bytes) ? unpackedPayload(bytes) : undefined)) }
      }
      const last = rows.at(-1)
      if (last === undefined || rows.length < AT_ONCE) return
      from = `(${last.id}`
    }
  }

  async ofContact(partition: number, center: string, contact: string): Promise<PayloadRef[]> {
    const refs: PayloadRef[] = []
    for (const day of texts(await this.#redis.send('ZRANGE', daysKey(partition, center), 0, -1))) {
      const known = day === undefined ? null : await this.#redis.send('HGET', contactsKey(partition, center, day), contact)
      if (typeof known === 'string') refs.push(...known.split(' ').map(refOf))
    }
    return refs
  }

  async payload(partition: number, center: string, { n, index, atMs }: PayloadRef): Promise<Payload | undefined> {
    const bytes = await this.#redis.sendForBytes('HGET', payloadsKey(partition, center, dayOf(atMs)), `${n}/${index}`)
    return Buffer.isBuffer(bytes) ? unpackedPayload(bytes) : undefined
  }

  async rollups(partition: number, center: string, fromDay: string, toDay: string): Promise<{ day: string; field: string; value: number }[]> {
    const found: { day: string; field: string; value: number }[] = []
    for (const day of daysBetween(fromDay, toDay)) {
      const flat = texts(await this.#redis.send('HGETALL', rollupKey(partition, center, day)))
      for (let at = 0; at < flat.length; at += 2) found.push({ day, field: flat[at] ?? '', value: Number(flat[at + 1]) })
    }
    return found
  }

  async drop(partition: number, center: string, beforeDay: string): Promise<void> {
    const old = texts(await this.#redis.send('ZRANGE', daysKey(partition, center), '-inf', `(${dayStartMs(beforeDay)}`, 'BYSCORE'))
    for (const day of old) {
      if (day === undefined) continue
      await this.#redis.send('UNLINK', payloadsKey(partition, center, day), contactsKey(partition, center, day))
      await this.#redis.send('ZREM', daysKey(partition, center), day)
    }
    await this.#redis.send('XTRIM', entriesKey(partition, center), 'MINID', '=', `${dayStartMs(beforeDay)}-0`)
  }

  async close(): Promise<void> {
    this.#redis.close()
  }
}

/** Thousands of contacts count on the same few figures; what is set stays in its place. */
function summed(rollups: readonly RollupChange[]): RollupChange[] {
  const sums = new Map<string, RollupChange>()
  const rest: RollupChange[] = []
  for (const change of rollups) {
    const key = `${change.day} ${change.field}`
    if (change.how === 'add') sums.set(key, { ...change, value: change.value + (sums.get(key)?.value ?? 0) })
    else rest.push(change)
  }
  return [...sums.values(), ...rest]
}

function list(reply: unknown): unknown[] {
  if (Array.isArray(reply)) return reply
  throw new TypeError(`Redis replied ${JSON.stringify(reply)} where a list was due`)
}
const texts = (reply: unknown): (string | undefined)[] => list(reply).map((one) => (one === null || one === undefined ? undefined : String(one)))

function refOf(text: string): PayloadRef {
  const [n, index, atMs] = text.split('/').map(Number)
  return { n: n ?? 0, index: index ?? 0, atMs: atMs ?? 0 }
}
