import { type CenterFact, type CenterFacts, type ContactEvent } from '@queuecast/server/contact-center'
import { ENTRY_FORMAT } from '@queuecast/server/event-log'
import { Forecaster, PartitionFold } from '@queuecast/server/pipeline'
import { forecastPool } from '@queuecast/server/wait-forecast'
import { watchLoop } from './loop-hold.ts'

/** What a forecast costs, and what forecasting many pools each second leaves of the event loop. */
export type ForecastRow = { figure: string; value: number; unit: string }

const START_MS = Date.UTC(2026, 10, 23, 9)
const SECONDS = 12
/** Seconds until all code has run often enough to be compiled. */
const WARM_UP_SECONDS = 4
const FORECASTS = 60
/** Until the forecast's own code is compiled. */
const WARM_UP_FORECASTS = 600

interface Desk { waiting: number; agents: number; capacity: number; golden: boolean }
interface Setting extends Desk { figure: string }

const SETTINGS: readonly Setting[] = [
  { figure: '100 waiting, 50 agents, priorities to come: simulated', waiting: 100, agents: 50, capacity: 1, golden: true },
  { figure: '20 waiting, 8 agents in three chats each: simulated', waiting: 20, agents: 8, capacity: 3, golden: false },
  { figure: '100 waiting, 50 agents alike: by formulas', waiting: 100, agents: 50, capacity: 1, golden: false },
  { figure: '10,000 waiting, 1,000 agents, priorities to come: by formulas', waiting: 10_000, agents: 1000, capacity: 1, golden: true },
]

export async function benchForecast(): Promise<ForecastRow[]> {
  const rows = SETTINGS.map((setting) => ({ figure: setting.figure, value: round(cpuMs(setting)), unit: 'ms of CPU' }))
  return [...rows, ...await manyPools(40), ...await manyPools(400)]
}

function cpuMs(desk: Desk): number {
  const partition = new Desks()
  partition.open('one', desk)
  const fold = partition.fold.centers.get('one')
  if (fold === undefined) throw new Error('the bench center is not folded')
  const forecast = (second: number): unknown => forecastPool(fold.live, fold.learning, 'desk', START_MS + second * 1000)
  for (let i = 0; i < WARM_UP_FORECASTS; i += 1) forecast(i)
  const begun = process.cpuUsage().user
  for (let i = 0; i < FORECASTS; i += 1) forecast(i)
  return (process.cpuUsage().user - begun) / 1000 / FORECASTS
}

/** So many pools that all need a simulation each second, with the real forecaster. */
async function manyPools(pools: number): Promise<ForecastRow[]> {
  const desks = new Desks()
  for (let i = 0; i < pools; i += 1) desks.open(`c${i}`, { waiting: 30, agents: 20, capacity: 1, golden: true })
  let forecasts = 0
  let spentMs = 0
  let longestTickMs = 0
  const forecaster = new Forecaster({
    node: { fold: desks.fold, caughtUp: true, behindMs: 0 }, leading: () => true, monotonicMs: () => performance.now(),
    append: async (encoded) => void (forecasts += encoded.length),
    report: (event, detail) => {
      if (event === 'failed') throw new Error(JSON.stringify(detail))
      spentMs += Number(detail['milliseconds'])
    },
  })
  const loop = watchLoop()
  const begun = performance.now()
  for (let second = 1; second <= SECONDS; second += 1) {
    for (let i = 0; i < pools; i += 1) {
      desks.touch(`c${i}`, second)
      // Folding is not what is measured.
      if (i % 10 === 9) await new Promise((resolve) => setImmediate(resolve))
    }
    desks.clock(second + 1)
    await new Promise((resolve) => setImmediate(resolve))
    const tickMs = performance.now()
    if (second > WARM_UP_SECONDS) loop.on()
    forecaster.tick()
    await forecaster.idle()
    longestTickMs = Math.max(longestTickMs, performance.now() - tickMs)
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, begun + second * 1000 - performance.now())))
    loop.off()
  }
  const seconds = (performance.now() - begun) / 1000
  const row = (figure: string, value: number, unit: string): ForecastRow => ({ figure: `${pools} simulated pools a second: ${figure}`, value: round(value), unit })
  return [
    row('share of one core', (spentMs / 10) / seconds, '%'),
    row('forecasts a second', forecasts / seconds, ''),
    row('event loop held, 99th percentile', loop.p99Ms(), 'ms'),
    row('event loop held, longest', loop.longestMs(), 'ms'),
    row('longest tick', longestTickMs, 'ms'),
  ]
}

/** A partition of small centers, folded without a server. */
class Desks {
  readonly fold = new PartitionFold({ epoch: '0000000001', id: '0-0', seq: 0 })
  #n = 0

  open(center: string, { waiting, agents, capacity, golden }: Desk): void {
    const config: CenterFacts = {
      id: center, generation: 1, name: {}, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test', queues: [],
      feeds: [{ name: 'acd', alive: { kind: 'events-only', maxSilenceSeconds: 86_400 } }],
    }
    const events: ContactEvent[] = []
    const at = (secondsAgo: number): number => START_MS - Math.round(secondsAgo * 1000)
    const event = (one: WithoutId<ContactEvent>): void => void events.push({ ...one, id: `${center}-${this.#n++}` } as ContactEvent)
    for (let i = 0; i < agents; i += 1) event({ type: 'agent.state', time: at(900), agent: `a${i}`, state: 'available', queues: ['desk'], capacity })
    // A hundred services of an hour ago, so that handle times are known; each second contact is golden where asked for.
    for (let i = 0; i < 100; i += 1) {
      const contact = `old${i}`
      event({ type: 'contact.queued', time: at(890 - i), contact, queue: 'desk', channel: 'voice', priority: golden ? i % 2 : 0 })
      event({ type: 'contact.answered', time: at(890 - i), contact, agent: `a${i % agents}` })
      event({ type: 'contact.handled', time: at(890 - i + Math.log((((i * 37) % 100) + 0.5) / 100) * 120), contact, agent: `a${i % agents}` })
    }
    for (let i = 0; i < agents * capacity; i += 1) {
      event({ type: 'contact.queued', time: at(250 - (i % 200)), contact: `now${i}`, queue: 'desk', channel: 'voice' })
      event({ type: 'contact.answered', time: at(250 - (i % 200)), contact: `now${i}`, agent: `a${i % agents}` })
    }
    for (let i = 0; i < waiting; i += 1) event({ type: 'contact.queued', time: at(40 - (40 * i) / waiting), contact: `w${i}`, queue: 'desk', channel: 'voice' })
    events.sort((one, other) => one.time - other.time)
    this.#append(at(900), [{ kind: 'config', config }], center)
    for (const one of events) this.#append(one.time, [{ kind: 'event', feed: 'acd', receivedAtMs: one.time, event: one }], center)
  }

  touch(center: string, second: number): void {
    const time = START_MS + second * 1000
    const event = { type: 'contact.queued', id: `${center}-${this.#n++}`, time, contact: `new${second}`, queue: 'desk', channel: 'voice' } as const
    this.#append(time, [{ kind: 'event', feed: 'acd', receivedAtMs: time, event }], center)
  }

  clock(second: number): void { this.fold.foldEntry({ f: ENTRY_FORMAT, kind: 'clock' }, this.#at(START_MS + second * 1000)) }

  #append(ms: number, facts: CenterFact[], center: string): void {
    this.fold.foldEntry({ f: ENTRY_FORMAT, kind: 'facts', items: facts.map((fact) => ({ center, fact })) }, this.#at(ms))
    const [broken] = this.fold.broken
    if (broken !== undefined) throw broken.error
  }

  #at(ms: number): { id: string; ms: number; seq: number } {
    this.#n += 1
    return { id: `${ms}-${this.#n}`, ms, seq: this.fold.position.seq + 1 }
  }
}
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

const round = (value: number): number => Math.round(value * 100) / 100
