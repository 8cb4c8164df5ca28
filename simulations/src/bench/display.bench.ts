import type { CenterFact, CenterFacts } from '@queuecast/server/contact-center'
import { createHub } from '@queuecast/server/delivery/hub'
import { ENTRY_FORMAT } from '@queuecast/server/event-log'
import { createDisplaySource, PartitionFold } from '@queuecast/server/pipeline'
import type { BenchRow } from './bench-row.ts'

const CENTER = 'acme'
const QUEUES = 50
const LINE = 100
const ROUNDS = 40
const START_MS = Date.UTC(2026, 10, 23, 9)
const NOW_MS = START_MS + 10_000
/** Between two moves of a queue, by the hub's clock: nobody's pace says wait. */
const PAUSE_MS = 10_000

/**
 * What a personal update costs before anything is written: somebody comes before a line of a hundred, and the hub computes for each of
 * them what is said now, sees that it differs, and hands it on. Beside it, writing that display as JSON.
 */
export function benchDisplay(): BenchRow[] {
  microsADisplay()
  const { micros, jsonMicros } = microsADisplay()
  return [{ figure: `a display computed and compared, ${LINE} of one queue`, value: micros, unit: 'µs CPU', reference: 'JSON.stringify of it', referenceValue: jsonMicros, ratio: micros / jsonMicros }]
}

function microsADisplay(): { micros: number; jsonMicros: number } {
  const world = new World()
  let sent = 0
  let json = ''
  let nowMs = 0
  const soon: (() => void)[] = []
  const source = createDisplaySource({ nodeOf: () => world.node, monotonicMs: () => 0, served: () => undefined })
  const hub = createHub({ source, now: () => nowMs, schedule: { soon: (work) => void soon.push(work), after: () => () => undefined } })
  const displays: unknown[] = []
  const run = (): void => { for (let work = soon.shift(); work !== undefined; work = soon.shift()) work() }
  for (let i = 0; i < QUEUES * LINE; i += 1) {
    hub.watchContact({ center: CENTER, contact: `k${i}`, langs: ['en'], fresh: () => undefined, send: (display) => { sent += 1; if (sent % 100 === 0) displays.push(display) } })
  }
  run()
  sent = 0
  let spent = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let queue = 0; queue < QUEUES; queue += 1) {
      nowMs += PAUSE_MS
      world.comeFirst(queue)
      const begun = process.cpuUsage()
      hub.changed(world.changed())
      run()
      const { user, system } = process.cpuUsage(begun)
      spent += user + system
    }
  }
  const begun = process.cpuUsage()
  for (const display of displays) json = JSON.stringify(display)
  const { user, system } = process.cpuUsage(begun)
  hub.close()
  if (sent < ROUNDS * QUEUES * LINE || json === '') throw new Error(`only ${sent} displays were sent`)
  return { micros: spent / sent, jsonMicros: (user + system) / displays.length }
}

/** A center whose lines stand, with a curve for each queue. */
class World {
  readonly #fold = new PartitionFold({ epoch: '0000000001', id: '0-0', seq: 0 })
  #n = 0

  constructor() {
    const config: CenterFacts = {
      id: CENTER, generation: 1, name: {}, languages: ['en', 'nl'], timeZone: 'Europe/Brussels', show: 'both', public: false, purpose: 'test', queues: [],
      feeds: [{ name: 'acd', alive: { kind: 'events-only', maxSilenceSeconds: 86_400 } }],
    }
    this.#put({ kind: 'config', config })
    for (let i = 0; i < QUEUES * LINE; i += 1) this.#join(`k${i}`, `q${i % QUEUES}`, START_MS + i)
    this.#forecast()
  }

  /** As a node that has read the whole log shows it. */
  get node(): { fold: PartitionFold; caughtUp: boolean; foldedAtMs: number } {
    return { fold: this.#fold, caughtUp: true, foldedAtMs: 0 }
  }

  comeFirst(queue: number): void {
    this.#join(`f${this.#n}`, `q${queue}`, START_MS - this.#n)
  }

  changed(): { center: string; contacts: ReadonlySet<string>; queues: ReadonlySet<string> } {
    const touched = this.#fold.centers.get(CENTER)?.takeTouched() ?? { contacts: new Set<string>(), queues: new Set<string>() }
    return { center: CENTER, ...touched }
  }

  #join(contact: string, queue: string, since: number): void {
    this.#put({ kind: 'event', feed: 'acd', receivedAtMs: NOW_MS, event: { type: 'contact.queued', id: `e${contact}`, time: NOW_MS, since, contact, queue, channel: 'voice' } })
  }

  /** Bounds of one to eight minutes, over the line. */
  #forecast(): void {
    const center = this.#fold.centers.get(CENTER)
    const wait = (place: number, seconds: number) => ({ place, p10Seconds: seconds / 4, p50Seconds: seconds / 2, p90Seconds: seconds, meanSeconds: seconds / 2, meanIfServedSeconds: seconds / 2 })
    for (let i = 0; i < QUEUES; i += 1) {
      center?.forecast({
        center: CENTER, pool: `q${i}`, tickMs: NOW_MS + 1000, contacts: [],
        classes: [{ queue: `q${i}`, priority: 0, basedOn: 'queue-length', inputs: { agents: 10, meanHandleSeconds: 30, ratePerSecond: 0.3 }, knots: [wait(1, 30), wait(LINE * 2, 900)] }],
      })
    }
  }

  #put(fact: CenterFact): void {
    this.#n += 1
    this.#fold.foldEntry({ f: ENTRY_FORMAT, kind: 'facts', items: [{ center: CENTER, fact }] }, { id: `${NOW_MS}-${this.#n}`, ms: NOW_MS, seq: this.#n })
    const [broken] = this.#fold.broken
    if (broken !== undefined) throw broken.error
  }
}
