import type { CenterFact, CenterFacts, ContactEvent } from '@queuecast/server/contact-center'
import { ENTRY_FORMAT } from '@queuecast/server/event-log'
import { PartitionFold } from '@queuecast/server/pipeline'
import type { BenchRow } from './bench-row.ts'

const CENTERS = 10
const QUEUES = 100
const WAITING = [1_000, 10_000, 100_000]
/** Two hundred a queue, so that what a queue's first events make weighs little. */
const EVENTS = 200_000
/** Events of one log entry, as under load. */
const BATCH = 100
const START_MS = Date.UTC(2026, 10, 23, 9)

/**
 * What an event costs in the whole fold (line, learning, promises, evidence) with so many waiting in 1,000 queues, and the displays of
 * those it touched decided; beside the same with 1,000 waiting. A tick each second of log time is in it, at 10,000 events/s.
 */
export function benchWaiting(): BenchRow[] {
  // The first time warms up.
  microsAnEvent(1_000)
  const micros = WAITING.map(microsAnEvent)
  const least = micros[0] ?? Number.NaN
  return micros.map((value, index) => ({
    figure: `an event, ${WAITING[index]?.toLocaleString('en')} waiting in 1,000 queues`, value, unit: 'µs', reference: 'with 1,000 waiting', referenceValue: least, ratio: value / least,
  }))
}

function microsAnEvent(waiting: number): number {
  const bench = new Bench()
  for (let i = 0; i < CENTERS; i += 1) bench.open(`c${i}`)
  for (let i = 0; i < waiting; i += 1) bench.join()
  bench.flush()
  const begun = process.cpuUsage()
  for (let i = 0; i < EVENTS; i += 2) {
    bench.join()
    bench.leave()
  }
  bench.flush()
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / EVENTS
}

class Bench {
  #fold = new PartitionFold({ epoch: '0000000001', id: '0-0', seq: 0 })
  #items: { center: string; fact: CenterFact }[] = []
  #line: { center: string; contact: string }[] = []
  #first = 0
  #n = 0

  open(id: string): void {
    const config: CenterFacts = {
      id, generation: 1, name: {}, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test', queues: [],
      feeds: [{ name: 'acd', alive: { kind: 'events-only', maxSilenceSeconds: 86_400 } }],
    }
    this.#put(id, { kind: 'config', config })
  }

  join(): void {
    const center = `c${this.#n % CENTERS}`
    const contact = `k${this.#n}`
    this.#line.push({ center, contact })
    this.#event(center, { type: 'contact.queued', id: `q${this.#n}`, time: this.#now, contact, queue: `q${(this.#n * 7) % QUEUES}`, channel: 'voice' })
  }

  /** Who waited longest of all is answered. */
  leave(): void {
    const first = this.#line[this.#first]
    if (first === undefined) throw new Error('nobody waits')
    this.#first += 1
    this.#event(first.center, { type: 'contact.answered', id: `a${this.#n}`, time: this.#now, contact: first.contact })
  }

  get #now(): number { return START_MS + Math.floor(this.#n / 10) }

  #event(center: string, event: ContactEvent): void {
    this.#put(center, { kind: 'event', feed: 'acd', receivedAtMs: this.#now, event })
  }

  #put(center: string, fact: CenterFact): void {
    this.#n += 1
    this.#items.push({ center, fact })
    if (this.#items.length >= BATCH) this.flush()
  }

  flush(): void {
    const ms = this.#now
    this.#fold.foldEntry({ f: ENTRY_FORMAT, kind: 'facts', items: this.#items }, { id: `${ms}-${this.#n}`, ms, seq: this.#fold.position.seq + 1 })
    this.#items = []
    const [broken] = this.#fold.broken
    if (broken !== undefined) throw broken.error
    for (const id of this.#fold.touched) {
      const center = this.#fold.centers.get(id)
      for (const contact of center?.takeTouched().contacts ?? []) if (center?.live.contact(contact) !== undefined) center.display.figure(contact, center.live)
    }
    this.#fold.touched.clear()
  }
}
