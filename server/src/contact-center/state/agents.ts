import type { EventOf } from '../contact-event.ts'
import type { AgentView } from '../view.ts'
import type { Serving } from '../contact/contact-record.ts'
import { FreeSlots, freeSlotsOf } from './free-slots.ts'
import { newer, type Written } from './last-writer.ts'

type AgentState = AgentView['state']

/** An agent of whom nothing is told is taken to be there for this long after it was last seen serving. */
export const SEEN_SERVING_MS = 30 * 60_000
/**
 * Where feeds do not tell agents' queues, what an agent was seen serving is remembered as a skill: a rare queue must not
 * fall out of its pool, and be forecast from its own few departures, whenever half an hour passes without a contact.
 */
export const SKILL_REMEMBERED_MS = 7 * 24 * 3_600_000

/** What is kept of one agent; each attribute has its own last writer. */
export interface AgentMemory {
  id: string
  state?: Written<AgentState>
  /** The feed that told the state last. */
  feed?: string
  queues?: Written<string[]>
  capacity?: Written<number>
  /** Until when the state is said to last, epoch milliseconds; of the state's own writer. */
  untilMs?: number
  /** Queue → log time when last seen serving it. */
  seen: Record<string, number>
}
interface AgentRecord extends AgentMemory { serving: Map<string, { queue: string; startedAtMs: number }>; view?: AgentView }

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
  /** Raised whenever who serves which queue may have changed. */
  version = 0

  #get(id: string): AgentRecord {
    let agent = this.#agents.get(id)
    if (agent === undefined) this.#agents.set(id, (agent = { id, seen: {}, serving: new Map() }))
    return agent
  }

  /** Applies what an agent said; gives the queues whose staffing this touches, none where nothing changed. */
  write(facts: AgentFacts): string[] {
    const agent = this.#get(facts.agent)
    const before = this.#told(agent)
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
    const after = this.#told(agent)
    this.#restaff(agent.id, before, after)
    // What it was seen serving counts otherwise then, though what it told is the same.
    if (isOut(agent) !== wasOut || (agent.queues !== undefined) !== hadTold) this.version++
    this.#changed(agent)
    return changed || moved || !same(before, after) || facts.capacity !== undefined ? [...new Set([...before, ...after, ...Object.keys(agent.seen)])] : []
  }

  #told(agent: AgentRecord): string[] {
    return agent.state === undefined || isOut(agent) ? [] : (agent.queues?.value ?? [])
  }

  #restaff(agent: string, before: string[], after: string[]): void {
    if (same(before, after)) return
    for (const queue of before) this.#staff.get(queue)?.delete(agent)
    for (const queue of after) {
      const staff = this.#staff.get(queue)
      if (staff === undefined) this.#staff.set(queue, new Set([agent]))
      else staff.add(agent)
    }
    this.version++
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
    const agent = this.#get(id)
    const served = agent.serving.get(contact)
    if (served === undefined) return
    agent.serving.delete(contact)
    this.#saw(agent, served.queue, nowMs)
  }

  #saw(agent: AgentRecord, queue: string, nowMs: number): void {
    const seen = Object.hasOwn(agent.seen, queue) ? agent.seen[queue] : undefined
    // Of one that is signed out only what it serves counts; of others that they were seen half an hour ago no longer told that they are there.
    if (isOut(agent) || seen === undefined || seen + SEEN_SERVING_MS <= nowMs) this.version++
    agent.seen[queue] = nowMs
    this.#changed(agent)
  }

  #changed(agent: AgentRecord): void {
    delete agent.view
    const queues = this.#told(agent)
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

  /** Each agent with the queues it is known to serve, whether it is there now, and when the first of what was only seen runs out. */
  *knownQueues(nowMs: number): Generator<{ agent: string; queues: string[]; told: boolean; present: boolean; untilMs: number }> {
    for (const agent of this.#agents.values()) {
      const queues = new Set(this.#told(agent))
      let present = queues.size > 0 || agent.serving.size > 0
      let untilMs = Infinity
      if (!isOut(agent)) {
        const rememberedMs = agent.queues === undefined ? SKILL_REMEMBERED_MS : SEEN_SERVING_MS
        for (const [queue, lastMs] of Object.entries(agent.seen)) {
          if (lastMs + rememberedMs <= nowMs) continue
          queues.add(queue)
          const recent = lastMs + SEEN_SERVING_MS > nowMs
          present ||= recent
          untilMs = Math.min(untilMs, lastMs + (recent ? SEEN_SERVING_MS : rememberedMs))
        }
      }
      for (const { queue } of agent.serving.values()) queues.add(queue)
      if (queues.size > 0) yield { agent: agent.id, queues: [...queues], told: agent.queues !== undefined, present, untilMs }
    }
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
      agents.#restaff(memory.id, [], agents.#told(agent))
      agents.#changed(agent)
    }
    return agents
  }

  /** Puts back who is served, without it counting as seen now. */
  restoreServing(contact: string, { agent, queue, startedAtMs }: Serving): void {
    const record = this.#get(agent)
    record.serving.set(contact, { queue, startedAtMs })
    this.#changed(record)
  }
}

const isOut = ({ state }: AgentRecord): boolean => state?.value === 'signed-out'
const stateOf = ({ state, serving }: AgentRecord): AgentState => state?.value ?? (serving.size > 0 ? 'on-contact' : 'available')
const capacityOf = ({ capacity }: AgentRecord): number => capacity?.value ?? 1
const slotsOf = (agent: AgentRecord): number => freeSlotsOf(stateOf(agent), capacityOf(agent), agent.serving.size)

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((value) => b.includes(value))
