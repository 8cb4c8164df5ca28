import type { Channel } from '@queuecast/client-sdk/protocol'
import type { ContactEvent } from '../../contact-center/index.ts'
import type { LineSetting } from './demo-frame.ts'
import { exponential, lognormal, type Random } from './random.ts'

export interface LineModel {
  queue: string
  channel: Channel
  handleSeconds: number
  patienceSeconds: number
  /** Of each who joins, in turn. */
  languages: readonly string[]
}

interface Waiting { contact: string; givesUpAtMs: number }
interface Agent { id: string; state: 'idle' | 'busy' | 'gone'; contact: string; freeAtMs: number }

type WithoutHead<T> = T extends unknown ? Omit<T, 'id' | 'time'> : never

/** One first-come queue with agents of its own, as the events its feed would send. Time and chance are handed in. */
export interface SimulatedLine {
  readonly agentsNow: number
  /** Everything up to and including an instant, in order. */
  advance(untilMs: number, setting: LineSetting): ContactEvent[]
}

export function createSimulatedLine(model: LineModel, random: Random, startMs: number): SimulatedLine {
  const { queue, channel, handleSeconds, patienceSeconds, languages } = model
  const line: Waiting[] = []
  const agents: Agent[] = []
  let events: ContactEvent[] = []
  let joined = 0
  let written = 0
  let perHour = 1
  let nextJoinMs = Number.POSITIVE_INFINITY

  // Padded, since events of one millisecond are ordered by id.
  const emit = (atMs: number, event: WithoutHead<ContactEvent>): void =>
    void events.push({ ...event, id: `${queue}-${String(++written).padStart(9, '0')}`, time: Math.round(atMs) } as ContactEvent)
  const agentState = (agent: Agent, state: 'available' | 'on-contact' | 'signed-out', atMs: number): void =>
    emit(atMs, { type: 'agent.state', agent: agent.id, state, queues: [queue] })
  const present = (): Agent[] => agents.filter(({ state }) => state !== 'gone')

  function join(atMs: number): void {
    joined += 1
    const contact = `${queue}-c${joined}`
    const language = languages[joined % languages.length]
    emit(atMs, { type: 'contact.queued', contact, queue, channel, ...(language === undefined ? {} : { language }) })
    line.push({ contact, givesUpAtMs: atMs + 1000 * Math.max(30, lognormal(random, patienceSeconds, 0.8)) })
    nextJoinMs = atMs + 1000 * exponential(random, 3600 / perHour)
  }

  /** Idle agents take the first of the line. */
  function serve(atMs: number): void {
    for (const agent of agents) {
      if (agent.state !== 'idle') continue
      const next = line.shift()
      if (next === undefined) return
      agent.state = 'busy'
      agent.contact = next.contact
      agent.freeAtMs = atMs + 1000 * Math.max(15, lognormal(random, handleSeconds, 0.6))
      emit(atMs, { type: 'contact.answered', contact: next.contact, agent: agent.id })
      agentState(agent, 'on-contact', atMs)
    }
  }

  function finish(agent: Agent, atMs: number, wanted: number): void {
    emit(atMs, { type: 'contact.handled', contact: agent.contact, agent: agent.id })
    const leaves = present().length > wanted
    agent.state = leaves ? 'gone' : 'idle'
    agentState(agent, leaves ? 'signed-out' : 'available', atMs)
  }

  function staff(wanted: number, atMs: number): void {
    for (const agent of agents) {
      if (present().length >= wanted) break
      if (agent.state !== 'gone') continue
      agent.state = 'idle'
      agentState(agent, 'available', atMs)
    }
    while (present().length < wanted) {
      const agent: Agent = { id: `${queue}-a${agents.length + 1}`, state: 'idle', contact: '', freeAtMs: 0 }
      agents.push(agent)
      agentState(agent, 'available', atMs)
    }
    // Who talks goes home after the call.
    for (const agent of agents.toReversed()) {
      if (present().length <= wanted) break
      if (agent.state !== 'idle') continue
      agent.state = 'gone'
      agentState(agent, 'signed-out', atMs)
    }
  }

  let nowMs = startMs
  return {
    get agentsNow() { return present().length },
    advance(untilMs, setting) {
      events = []
      staff(setting.agents, nowMs)
      if (setting.perHour !== perHour) {
        perHour = setting.perHour
        nextJoinMs = nowMs + 1000 * exponential(random, 3600 / perHour)
      }
      serve(nowMs)
      for (;;) {
        const gives = line.reduce<Waiting | undefined>((first, one) => (first === undefined || one.givesUpAtMs < first.givesUpAtMs ? one : first), undefined)
        const ends = agents.reduce<Agent | undefined>((first, one) => (one.state === 'busy' && (first === undefined || one.freeAtMs < first.freeAtMs) ? one : first), undefined)
        const atMs = Math.min(nextJoinMs, gives?.givesUpAtMs ?? Infinity, ends?.freeAtMs ?? Infinity)
        if (atMs > untilMs) break
        if (ends !== undefined && ends.freeAtMs === atMs) finish(ends, atMs, setting.agents)
        else if (gives !== undefined && gives.givesUpAtMs === atMs) {
          line.splice(line.indexOf(gives), 1)
          emit(atMs, { type: 'contact.abandoned', contact: gives.contact })
        } else join(atMs)
        serve(atMs)
      }
      nowMs = untilMs
      return events
    },
  }
}
