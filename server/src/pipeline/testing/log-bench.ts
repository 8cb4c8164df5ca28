import type { CenterFact, CenterFacts, ContactEvent } from '../../contact-center/index.ts'
import { centerFacts, T0 } from '../../contact-center/testing/builders.ts'
import { ENTRY_FORMAT, encodeEntry, type Entry, type LogRecord } from '../../event-log/index.ts'
import { encodePoolForecast, forecastPool } from '../../wait-forecast/index.ts'
import { PartitionFold } from '../partition-fold.ts'

export const BEGINNING = { epoch: '0000000001', id: '0-0', seq: 0 }

/** An event's body without what its maker sets. */
export type Body = ContactEvent extends infer E ? (E extends ContactEvent ? Omit<E, 'id' | 'time'> : never) : never

export const configOf = (id: string, over: Partial<CenterFacts> = {}): CenterFacts => centerFacts({ id, ...over })

let count = 0
export const eventFact = (atMs: number, body: Body, id = `e${++count}`): CenterFact =>
  ({ kind: 'event', feed: 'acd', receivedAtMs: atMs, event: { ...body, id, time: atMs } as ContactEvent })
export const queued = (atMs: number, contact: string, queue = 'support'): CenterFact => eventFact(atMs, { type: 'contact.queued', contact, queue } as Body)

/** A partition's log in memory, written as the server writes it, with a fold that follows it. */
export class LogBench {
  readonly records: LogRecord[] = []
  readonly fold: PartitionFold

  constructor(fold = new PartitionFold(BEGINNING)) {
    this.fold = fold
  }

  raw(ms: number, body: string): this {
    const last = this.records.at(-1)
    const n = last?.ms === ms ? Number(last.id.split('-')[1]) + 1 : 0
    const record = { id: `${ms}-${n}`, ms, seq: this.records.length + 1, body }
    this.records.push(record)
    this.fold.fold(record)
    return this
  }

  entry(ms: number, entry: Entry): this {
    return this.raw(ms, encodeEntry(entry))
  }

  /** Seconds after T0. */
  facts(second: number, center: string, ...facts: CenterFact[]): this {
    return this.entry(T0 + second * 1000, { f: ENTRY_FORMAT, kind: 'facts', items: facts.map((fact) => ({ center, fact })) })
  }

  configure(second: number, ...centers: string[]): this {
    for (const center of centers) this.facts(second, center, { kind: 'config', config: configOf(center) })
    return this
  }

  queued(second: number, center: string, contact: string): this {
    return this.facts(second, center, queued(T0 + second * 1000, contact))
  }

  clock(second: number): this {
    return this.entry(T0 + second * 1000, { f: ENTRY_FORMAT, kind: 'clock' })
  }

  /** What a leader would decide now, as an entry right after. */
  decide(): this {
    const { lastTickMs } = this.fold
    const last = this.records.at(-1)
    if (lastTickMs === undefined || last === undefined) return this
    const pools = this.fold.poolsDue().flatMap(({ fold, pools: due }) =>
      due.map((pool) => encodePoolForecast(forecastPool(fold.live, fold.learning, pool, lastTickMs))))
    return pools.length === 0 ? this : this.entry(last.ms, { f: ENTRY_FORMAT, kind: 'forecast', pools })
  }
}
