import { T0 } from '../../contact-center/testing/builders.ts'
import type { CenterFact, CenterFacts, ServedFigures } from '../../contact-center/index.ts'
import { perPlace, forecastOf } from '../../display-policy/testing/curves.ts'
import { ENTRY_FORMAT } from '../../event-log/index.ts'
import type { SettledEntry } from '../../pipeline/partition-fold.ts'
import { type Body, configOf, eventFact, LogBench } from '../../pipeline/testing/log-bench.ts'
import { encodePoolForecast } from '../../wait-forecast/index.ts'
import type { EvidenceItem, HourFacts, KeptEvidence } from '../index.ts'

/** One center on a log in memory, with everything it leaves for the ledger. Seconds are after T0, a full hour. */
export class EvidenceBench {
  readonly log: LogBench
  readonly entries: SettledEntry[] = []

  constructor(config: Partial<CenterFacts> = {}, log = new LogBench()) {
    this.log = log
    this.collect()
    if (log.records.length === 0) log.facts(0, 'acme', { kind: 'config', config: configOf('acme', config) })
  }

  collect(): void {
    this.log.fold.settled = (entry) => this.entries.push(entry)
  }

  get items(): EvidenceItem[] {
    return this.entries.flatMap(({ items }) => items)
  }

  get contacts(): KeptEvidence[] {
    return this.items.flatMap((item) => (item.kind === 'contact' ? [item.evidence] : []))
  }

  get hours(): HourFacts[] {
    return this.items.flatMap((item) => (item.kind === 'hour' ? [item.facts] : []))
  }

  /** An event of this second. */
  at(second: number, body: Body, more: { loggedAt?: number; id?: string } = {}): this {
    const fact = eventFact(T0 + second * 1000, body, more.id)
    this.log.facts(more.loggedAt ?? second, 'acme', fact.kind === 'event' ? { ...fact, receivedAtMs: T0 + (more.loggedAt ?? second) * 1000 } : fact)
    return this
  }

  queued(second: number, contact: string, more: Record<string, unknown> = {}): this {
    return this.at(second, { type: 'contact.queued', contact, queue: 'support', ...more } as Body)
  }

  fact(second: number, fact: CenterFact): this {
    this.log.facts(second, 'acme', fact)
    return this
  }

  /** A receipt of the display as of the newest entry, or of an older one. */
  receipt(second: number, contact: string, level: 'served' | 'received' | 'shown', more: { seq?: number; via?: string; figures?: ServedFigures } = {}): this {
    return this.fact(second, { kind: 'receipt', contact, level, via: more.via ?? `by-${level}`, seq: more.seq ?? this.seq, ...(more.figures === undefined ? {} : { figures: more.figures }) })
  }

  /** A forecast decided at this second: so much a place. */
  forecast(second: number, p50Seconds: number, p90Seconds = p50Seconds * 1.5): this {
    this.log.entry(T0 + second * 1000, { f: ENTRY_FORMAT, kind: 'forecast', pools: [encodePoolForecast(forecastOf(T0 + second * 1000, [perPlace(p50Seconds, p90Seconds)]))] })
    return this
  }

  /** Nothing happens, but the log goes on. */
  silence(fromSecond: number, toSecond: number): this {
    for (let second = fromSecond + 30; second < toSecond; second += 30) this.log.clock(second)
    this.log.clock(toSecond)
    return this
  }

  get seq(): number {
    return this.log.fold.position.seq
  }
}

export const ms = (second: number): number => T0 + second * 1000
