import type { EventOf } from '../contact-event.ts'
import type { AgentView } from '../view.ts'
import type { Serving } from '../contact/contact-record.ts'
import { Deadlines } from '../structures/deadlines.ts'
import { type AgentMemory, type AgentRecord, type AgentState, capacityOf, isOut, slotsOf, stateOf, toldQueues } from './agent-record.ts'
import { FreeSlots } from './free-slots.ts'
import { newer, type Written } from './last-writer.ts'
import { SEEN_SERVING_MS, type AgentStanding, agentStandingOf } from './agent-standing.ts'

/** Contacts an agent takes at once: the sum of the channels it can take side by side, or its largest exclusive one. */
export function totalCapacity(capacity: NonNullable<EventOf<'agent.state'>['capacity']>): number {
  if (typeof capacity === 'number') return capacity
  let shared = 0
  let exclusive = 0
  for (const slots of Object.values(capacity)) {
    if (slots === undefined) continue
    if (typeof slots === 'number') shared += slots
    else if (slots.exclusive === true) exclusive = Math.max(exclusive, slots.capacity)
    else shared += slots.capacity
  }
  return Math.max(shared, exclusive)
}

export interface AgentFacts { agent: string; timeMs: number; id: string; feed: string; state: AgentState; queues?: string[]; capacity?: number; untilMs?: number }

/** The agents of a center: what they said of themselves and whom they serve. */
export class Agents {
  readonly #agents = new Map<string, AgentRecord>()
  /** Signed-in agents who were told to serve the queue. */
  readonly #staff = new Map<string, Set<string>>()
  /** Of agents who told their queues. */
  readonly #free = new FreeSlots()
  /** Those whose standing may have changed since it was asked for, and when the others' may without an event. */
  readonly #restand = new Set<string>()
  readonly #lapses = new Deadlines()

  get size(): number {
    return this.#agents.size
  }

  has(id: string): boolean {
    return this.#agents.has(id)
  }

  #get(id: string): AgentRecord {
    let agent = this.#agents.get(id)
    if (agent === undefined) this.#agents.set(id, (agent = { id, seen: {}, serving: new Map() }))
    return agent
  }

  /** Applies what an agent said; gives the queues whose staffing this touches, none where nothing changed. */
  write(facts: AgentFacts): string[] {
    const agent = this.#get(facts.agent)
    const before = toldQueues(agent)
    const [wasOut, hadTold] = [isOut(agent), agent.queues !== undefined]
    const at = { timeMs: facts.timeMs, id: facts.id }
    const state = newer(agent.state, { ...at, value: facts.state })
    const changed = state.value !== agent.state?.value
    const untilMs = state === agent.state ? agent.untilMs : facts.untilMs
    const moved = untilMs !== agent.untilMs
    if (untilMs === undefined) delete agent.untilMs
    else agent.untilMs = untilMs
    if (state !== agent.state) agent.feed = facts.feed
    agent.state = state
    if (facts.queues !== undefined) agent.queues = newer(agent.queues, { ...at, value: facts.queues })
    if (facts.capacity !== undefined) agent.capacity = newer(agent.capacity, { ...at, value: facts.capacity })
    const after = toldQueues(agent)
    this.#restaff(agent.id, before, after)
    // What it was seen serving counts otherwise then, though what it told is the same.
    if (isOut(agent) !== wasOut || (agent.queues !== undefined) !== hadTold) this.#restand.add(agent.id)
    this.#changed(agent)
    return changed || moved || !same(before, after) || facts.capacity !== undefined ? [...new Set([...before, ...after, ...Object.keys(agent.seen)])] : []
  }

  #restaff(agent: string, before: readonly string[], after: readonly string[]): void {
    if (same(before, after)) return
    for (const queue of before) this.#staff.get(queue)?.delete(agent)
    for (const queue of after) {
      const staff = this.#staff.get(queue)
      if (staff === undefined) this.#staff.set(queue, new Set([agent]))
      else staff.add(agent)
    }
    this.#restand.add(agent)
  }

  /** Signed-in agents told to serve this queue. */
  staffed(queue: string): number {
    return this.#staff.get(queue)?.size ?? 0
  }

  startServing(contact: string, { agent: id, queue, startedAtMs }: Serving, nowMs: number): void {
    const agent = this.#get(id)
    agent.serving.set(contact, { queue, startedAtMs })
    this.#saw(agent, queue, nowMs)
  }

  stopServing(contact: string, id: string, nowMs: number): void {
    const agent = this.#agents.get(id)
    const served = agent?.serving.get(contact)
    if (agent === undefined || served === undefined) return
    agent.serving.delete(contact)
    this.#saw(agent, served.queue, nowMs)
  }

  #saw(agent: AgentRecord, queue: string, nowMs: number): void {
    const seen = Object.hasOwn(agent.seen, queue) ? agent.seen[queue] : undefined
    // Of one that is signed out only what it serves counts; of others that they were seen half an hour ago no longer told that they are there.
    if (isOut(agent) || seen === undefined || seen + SEEN_SERVING_MS <= nowMs) this.#restand.add(agent.id)
    agent.seen[queue] = nowMs
    this.#changed(agent)
  }

  #changed(agent: AgentRecord): void {
    delete agent.view
    const queues = toldQueues(agent)
    this.#free.set(agent.id, queues.length === 0 ? 0 : slotsOf(agent), queues)
  }

  /** Contacts that agents who told that they serve this queue could take at once. */
  freeSlots(queue: string): number {
    return this.#free.of(queue)
  }

  /** The same of one agent who told no queues; it serves all of its pool. */
  freeSlotsOfUntold(id: string): number {
    const agent = this.#agents.get(id)
    return agent === undefined || agent.queues !== undefined ? 0 : slotsOf(agent)
  }

  /** Whether the standing of any may have changed since `restood`. */
  mayRestand(nowMs: number): boolean {
    return this.#restand.size > 0 || (this.#lapses.nextMs ?? Infinity) <= nowMs
  }

  /** The standing of those whose may have changed since the last time, undefined for who serves no queue; all of them the first time. */
  *restood(nowMs: number): Generator<[agent: string, standing: AgentStanding | undefined]> {
    for (let id = this.#lapses.takeDue(nowMs); id !== undefined; id = this.#lapses.takeDue(nowMs)) this.#restand.add(id)
    for (const id of this.#restand) {
      const agent = this.#get(id)
      const { standing, untilMs } = agentStandingOf(agent, nowMs)
      this.#lapses.set(id, untilMs === Infinity ? undefined : untilMs)
      // It told nothing, and what it was seen serving counts no longer: some feeds name one anew for each call.
      if (standing === undefined && agent.state === undefined) this.#agents.delete(id)
      yield [id, standing]
    }
    this.#restand.clear()
  }

  /** Each agent's last told state. */
  *lastWrites(): Generator<{ agent: string; feed: string; state: Written<AgentState> }> {
    for (const { id, feed, state } of this.#agents.values()) if (state !== undefined) yield { agent: id, feed: feed ?? '', state }
  }

  view(id: string): AgentView | undefined {
    const agent = this.#agents.get(id)
    if (agent === undefined) return undefined
    agent.view ??= {
      id, state: stateOf(agent), capacity: capacityOf(agent),
      ...(agent.queues === undefined ? {} : { queues: agent.queues.value }), ...(agent.untilMs === undefined ? {} : { untilMs: agent.untilMs }),
      serving: Array.from(agent.serving, ([contact, { queue, startedAtMs }]) => ({ contact, queue, startedAtMs }))
        .sort((a, b) => a.startedAtMs - b.startedAtMs || (a.contact < b.contact ? -1 : 1)),
    }
    return agent.view
  }

  toJson(): AgentMemory[] {
    return Array.from(this.#agents.values(), ({ id, state, feed, queues, capacity, untilMs, seen }) => ({
      id, seen, ...(untilMs === undefined ? {} : { untilMs }), ...(feed === undefined ? {} : { feed }), ...(state === undefined ? {} : { state }), ...(queues === undefined ? {} : { queues }), ...(capacity === undefined ? {} : { capacity }),
    }))
  }

  /** Serving sets come back with the contacts. */
  static fromJson(json: readonly AgentMemory[]): Agents {
    const agents = new Agents()
    for (const memory of json) {
      const agent: AgentRecord = { ...memory, seen: { ...memory.seen }, serving: new Map() }
      agents.#agents.set(memory.id, agent)
      agents.#restaff(memory.id, [], toldQueues(agent))
      agents.#restand.add(memory.id)
      agents.#changed(agent)
    }
    return agents
  }

  /** Puts back who is served, without it counting as seen now. */
  restoreServing(contact: string, { agent, queue, startedAtMs }: Serving): void {
    const record = this.#get(agent)
    record.serving.set(contact, { queue, startedAtMs })
    this.#restand.add(agent)
    this.#changed(record)
  }
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((value) => b.includes(value))
