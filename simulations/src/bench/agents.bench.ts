import type { CenterFact, CenterFacts, ContactEvent } from '@queuecast/server/contact-center'
import { ENTRY_FORMAT } from '@queuecast/server/event-log'
import { PartitionFold } from '@queuecast/server/pipeline'
import type { BenchRow } from './bench-row.ts'

const AGENTS = [500, 5_000]
const QUEUES = 100
const HANDLE_SECONDS = 300
/** By then each agent took each of ten queues once and longer than half an hour ago, so that who is there and who can what runs out and comes back. */
const WARM_SECONDS = 3_000
const MEASURED_SECONDS = 900
const START_MS = Date.UTC(2026, 10, 23, 9)

interface Setting { agents: number; skills: number; told: boolean }

/**
 * What an event costs in the whole fold (line, pools, learning, promises, evidence) of a center whose agents serve ten queues each in turn,
 * told or seen, beside the same with one queue each. Five minutes a service and no line: the load is as many agents as serve.
 */
export function benchAgents(): BenchRow[] {
  // The first time warms up.
  microsAnEvent({ agents: 500, skills: 10, told: false })
  return AGENTS.flatMap((agents) => [false, true].map((told): BenchRow => {
    const [value, referenceValue] = [microsAnEvent({ agents, skills: 10, told }), microsAnEvent({ agents, skills: 1, told })]
    return { figure: `an event, ${agents.toLocaleString('en')} agents of ten queues each, ${told ? 'told' : 'seen serving'}`, value, unit: 'µs', reference: 'one queue each', referenceValue, ratio: value / referenceValue }
  }))
}

function microsAnEvent(setting: Setting): number {
  const bench = new Bench(setting)
  bench.go(WARM_SECONDS)
  const before = bench.events
  const begun = process.cpuUsage()
  bench.go(MEASURED_SECONDS)
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / (bench.events - before)
}

class Bench {
  events = 0
  readonly #setting: Setting
  readonly #fold = new PartitionFold({ epoch: '0000000001', id: '0-0', seq: 0 })
  #items: { center: string; fact: CenterFact }[] = []
  readonly #serving: { contact: string; untilSecond: number }[] = []
  #over = 0
  #second = 0
  #services = 0

  constructor(setting: Setting) {
    this.#setting = setting
    const config: CenterFacts = {
      id: 'acme', generation: 1, name: {}, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test', queues: [],
      feeds: [{ name: 'acd', alive: { kind: 'events-only', maxSilenceSeconds: 86_400 } }],
    }
    this.#put({ kind: 'config', config })
    for (let agent = 0; setting.told && agent < setting.agents; agent += 1) {
      this.#event('agent.state', { agent: `agent-${agent}`, state: 'available', queues: Array.from({ length: setting.skills }, (_, skill) => this.#queue(agent, skill)) })
    }
  }

  /** So many seconds of log time: each second some contacts come and are answered at once, and those who were served long enough go. */
  go(seconds: number): void {
    const { agents, skills } = this.#setting
    for (const end = this.#second + seconds; this.#second < end; this.#second += 1) {
      for (; this.#services < this.#second * agents / HANDLE_SECONDS; this.#services += 1) {
        const [agent, round] = [this.#services % agents, Math.floor(this.#services / agents)]
        const contact = `k${this.#services}`
        this.#event('contact.queued', { contact, queue: this.#queue(agent, round % skills), channel: 'voice' })
        this.#event('contact.answered', { contact, agent: `agent-${agent}` })
        this.#serving.push({ contact, untilSecond: this.#second + HANDLE_SECONDS - 1 })
      }
      for (let first = this.#serving[this.#over]; first !== undefined && first.untilSecond <= this.#second; first = this.#serving[this.#over]) {
        this.#over += 1
        this.#event('contact.handled', { contact: first.contact })
      }
      this.#flush()
    }
  }

  /** Of neighbours most are the same, so that all queues are one pool where agents have several. */
  #queue(agent: number, skill: number): string { return `q${(agent + skill) % QUEUES}` }

  get #nowMs(): number { return START_MS + this.#second * 1_000 }

  #event(type: string, more: object): void {
    this.events += 1
    const event = { id: `e${this.events}`, type, time: this.#nowMs, ...more } as ContactEvent
    this.#put({ kind: 'event', feed: 'acd', receivedAtMs: this.#nowMs, event })
  }

  #put(fact: CenterFact): void {
    this.#items.push({ center: 'acme', fact })
  }

  #flush(): void {
    const ms = this.#nowMs
    if (this.#items.length > 0) this.#fold.foldEntry({ f: ENTRY_FORMAT, kind: 'facts', items: this.#items }, { id: `${ms}-${this.events}`, ms, seq: this.#fold.position.seq + 1 })
    this.#items = []
    const [broken] = this.#fold.broken
    if (broken !== undefined) throw broken.error
    this.#fold.touched.clear()
  }
}
