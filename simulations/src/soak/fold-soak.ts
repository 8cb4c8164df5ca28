import { getHeapSnapshot, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { CenterFact, CenterFacts, ContactEvent } from '@queuecast/server/contact-center'
import { ENTRY_FORMAT, type Entry } from '@queuecast/server/event-log'
import { PartitionFold } from '@queuecast/server/pipeline'
import { encodePoolForecast, forecastPool } from '@queuecast/server/wait-forecast'
import { grownClasses, type GrownClass, heapClasses } from './heap-classes.ts'

export interface FoldSoakOptions {
  /** Hours of log time. */
  hours: number
  contactsPerSecond: number
  /** Heap snapshots are taken at the end and at this hour. */
  compareFromHour: number
  sampleMinutes: number
  onSample(sample: FoldSample): void
}
export interface FoldSample { minute: number; heapBytes: number }
/** `objectsMore`: of all classes but strings, code and numbers, how many objects the last snapshot has more than the first. */
export interface FoldSoak { samples: FoldSample[]; grown: GrownClass[]; objectsMore: number; events: number; seconds: number }

const CENTER = 'soak'
const QUEUES = 8
/** Each waits so long. */
const WAIT_SECONDS = 5
/** One in so many watches its place: what it was told is kept. */
const WATCHED = 10
const FORECAST_SECONDS = 5
const GROWN_SHOWN = 8
const START_MS = Date.UTC(2026, 10, 23, 9)
const OF_NO_CLASS = new Set(['(string)', '(concatenated string)', '(sliced string)', '(code)', '(number)', '(hidden)', '(object shape)'])

/**
 * Hours of a center's log through the whole fold (line, learning, promises, evidence) as fast as it goes: what a server keeps of
 * contacts, without its sockets and stores. Names and positions have one length throughout, so that none grows by its digits.
 */
export async function runFoldSoak(options: FoldSoakOptions): Promise<FoldSoak> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const log = new Log()
  const samples: FoldSample[] = []
  const begun = performance.now()
  let first: Awaited<ReturnType<typeof classesNow>> | undefined
  for (let second = 1; second <= options.hours * 3600; second += 1) {
    log.second(options.contactsPerSecond)
    if (second % (options.sampleMinutes * 60) === 0) {
      collect()
      collect()
      const { heapUsed, arrayBuffers } = process.memoryUsage()
      const sample = { minute: second / 60, heapBytes: heapUsed + arrayBuffers }
      samples.push(sample)
      options.onSample(sample)
    }
    if (second === Math.round(options.compareFromHour * 3600)) first = await classesNow()
  }
  const last = await classesNow()
  const objects = (classes: ReadonlyMap<string, { count: number }>): number => [...classes].reduce((sum, [name, { count }]) => sum + (OF_NO_CLASS.has(name) ? 0 : count), 0)
  return {
    samples, grown: grownClasses(first ?? last, last, GROWN_SHOWN), objectsMore: objects(last) - objects(first ?? last),
    events: log.events, seconds: (performance.now() - begun) / 1000,
  }
}

/** Nothing of the snapshot's text outlives this: it is longer than the heap is large. */
async function classesNow(): Promise<ReturnType<typeof heapClasses>> {
  const chunks: string[] = []
  for await (const chunk of getHeapSnapshot().setEncoding('utf8')) chunks.push(String(chunk))
  return heapClasses(chunks.splice(0).join(''))
}

class Log {
  events = 0
  #fold = new PartitionFold({ epoch: '0000000001', id: '0-0', seq: 0 })
  #ms = START_MS
  #made = 0
  #waiting: string[][] = []

  constructor() {
    const config: CenterFacts = {
      id: CENTER, generation: 1, name: {}, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test', queues: [], feeds: [{ name: 'acd', alive: { kind: 'events-only' } }],
    }
    this.#entry([{ kind: 'config', config }])
  }

  /** So many come, and those who waited long enough are answered and handled. */
  second(contacts: number): void {
    this.#ms += 1000
    const facts: CenterFact[] = []
    const came: string[] = []
    for (let i = 0; i < contacts; i += 1) {
      const contact = `s-${String(this.#made += 1).padStart(9, '0')}`
      came.push(contact)
      facts.push(this.#event({ id: `${contact}-q`, type: 'contact.queued', time: this.#ms - 2, contact, queue: `in-${this.#made % QUEUES}` }))
      if (this.#made % WATCHED === 0) for (const level of ['served', 'shown'] as const) facts.push({ kind: 'receipt', contact, seq: this.#fold.position.seq, level, via: 'socketio' })
    }
    this.#waiting.push(came)
    if (this.#waiting.length > WAIT_SECONDS) {
      for (const contact of this.#waiting.shift() ?? []) {
        facts.push(this.#event({ id: `${contact}-a`, type: 'contact.answered', time: this.#ms - 1, contact }), this.#event({ id: `${contact}-h`, type: 'contact.handled', time: this.#ms, contact }))
      }
    }
    this.events += facts.length
    this.#entry(facts)
    const { lastTickMs } = this.#fold
    if ((this.#ms / 1000) % FORECAST_SECONDS !== 0 || lastTickMs === undefined) return
    const pools = this.#fold.poolsDue().flatMap(({ fold, pools: due }) => due.map((pool) => encodePoolForecast(forecastPool(fold.live, fold.learning, pool, lastTickMs))))
    if (pools.length > 0) this.#fold.foldEntry(parsed({ f: ENTRY_FORMAT, kind: 'forecast', pools }), this.#at())
  }

  #event(event: ContactEvent): CenterFact {
    return { kind: 'event', feed: 'acd', receivedAtMs: this.#ms, event }
  }

  #entry(facts: readonly CenterFact[]): void {
    this.#fold.foldEntry(parsed({ f: ENTRY_FORMAT, kind: 'facts', items: facts.map((fact) => ({ center: CENTER, fact })) }), this.#at())
    const [broken] = this.#fold.broken
    if (broken !== undefined) throw broken.error
    for (const center of this.#fold.touched) this.#fold.centers.get(center)?.takeTouched()
    this.#fold.touched.clear()
  }

  #at(): { id: string; ms: number; seq: number } {
    return { id: `${this.#ms}-0`, ms: this.#ms, seq: this.#fold.position.seq + 1 }
  }
}

/** As a node reads it off its log: nothing of it is shared with who made it. */
const parsed = (entry: Entry): Entry => JSON.parse(JSON.stringify(entry)) as Entry
