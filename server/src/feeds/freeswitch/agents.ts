import type { EventOf } from '../../contact-center/index.ts'
import { wholeNumber, type Row } from './table.ts'

type AgentState = EventOf<'agent.state'>['state']
export interface AgentNow { agent: string; state: AgentState; queues: string[]; untilMs?: number }
interface Agent { status: string; state: string; queues: Set<string>; wrapUpSeconds: number; wrapUpUntilMs: number; told: string }

/** Agents of the call center by name, from their events, the list of agents and the tiers (FS6). */
export class Agents {
  readonly #agents = new Map<string, Agent>()
  readonly #idOf: (name: string) => string

  constructor(idOf: (name: string) => string) {
    this.#idOf = idOf
  }

  status(name: string, status: string, nowMs: number): AgentNow | undefined {
    this.#of(name).status = status
    return this.#changed(name, nowMs)
  }

  state(name: string, state: string, nowMs: number): AgentNow | undefined {
    this.#of(name).state = state
    return this.#changed(name, nowMs)
  }

  /** The call of an agent is over; with a wrap-up time the next does not come at once. */
  callEnded(name: string, nowMs: number): AgentNow | undefined {
    const agent = this.#of(name)
    if (agent.wrapUpSeconds > 0) agent.wrapUpUntilMs = nowMs + agent.wrapUpSeconds * 1000
    return this.#changed(name, nowMs)
  }

  /** Whose wrap-up time is over; no event tells. */
  wrapUpsOver(nowMs: number): AgentNow[] {
    return [...this.#agents].flatMap(([name, agent]) => (agent.wrapUpUntilMs > 0 && agent.wrapUpUntilMs <= nowMs ? this.#changed(name, nowMs) ?? [] : []))
  }

  /** A whole list of agents and of one queue's tiers, as the source has them now. */
  listed(rows: readonly Row[]): void {
    const names = new Set(rows.map((row) => row['name'] ?? ''))
    for (const name of this.#agents.keys()) if (!names.has(name)) this.#agents.delete(name)
    for (const row of rows) {
      const agent = this.#of(row['name'] ?? '')
      agent.status = row['status'] ?? agent.status
      agent.state = row['state'] ?? agent.state
      agent.wrapUpSeconds = wholeNumber(row['wrap_up_time']) ?? 0
    }
  }

  tiers(queue: string, rows: readonly Row[]): void {
    const names = new Set(rows.map((row) => row['agent'] ?? ''))
    for (const [name, agent] of this.#agents) if (!names.has(name)) agent.queues.delete(queue)
    for (const name of names) if (name !== '') this.#of(name).queues.add(queue)
  }

  /** All that serve any queue. */
  now(nowMs: number): AgentNow[] {
    return [...this.#agents].flatMap(([name, agent]) => {
      if (agent.queues.size === 0) return []
      const now = this.#now(name, agent, nowMs)
      agent.told = JSON.stringify(now)
      return [now]
    })
  }

  #of(name: string): Agent {
    let agent = this.#agents.get(name)
    if (agent === undefined) this.#agents.set(name, (agent = { status: 'Available', state: 'Waiting', queues: new Set(), wrapUpSeconds: 0, wrapUpUntilMs: 0, told: '' }))
    return agent
  }

  #changed(name: string, nowMs: number): AgentNow | undefined {
    const agent = this.#of(name)
    const now = this.#now(name, agent, nowMs)
    const told = JSON.stringify(now)
    if (told === agent.told) return undefined
    agent.told = told
    return now
  }

  #now(name: string, agent: Agent, nowMs: number): AgentNow {
    if (agent.wrapUpUntilMs <= nowMs) agent.wrapUpUntilMs = 0
    const state = stateOf(agent)
    return { agent: this.#idOf(name), state, queues: [...agent.queues].sort(), ...(state === 'after-contact-work' ? { untilMs: agent.wrapUpUntilMs } : {}) }
  }
}

function stateOf({ status, state, wrapUpUntilMs }: Agent): AgentState {
  if (status === 'Logged Out' || status === 'Unknown') return 'signed-out'
  if (state === 'In a queue call') return 'on-contact'
  if (status === 'On Break') return 'not-ready'
  if (state === 'Receiving' || state === 'Reserved') return 'ringing'
  if (state === 'Idle') return 'not-ready'
  return wrapUpUntilMs > 0 ? 'after-contact-work' : 'available'
}
