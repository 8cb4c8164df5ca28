import type { ContactView, LiveCenter, OrderKey, PoolView } from '../../../contact-center/index.ts'
import { addEvent, addExposure, fade, type HazardCounts, newHazardCounts } from '../hazard-table.ts'
import { type AgentMemory, countPassedOver, countTaken, newAgent } from './agent-memory.ts'
import { LULL_GAP, SPELL_GAP } from './gap-shapes.ts'

/** How agents whose last service was in this queue come back. Kept by queue and summed over a pool. */
interface QueueGaps {
  atMs: number
  nonEmpty: boolean
  day: number
  days: number
  spell: HazardCounts
  lull: HazardCounts
  /** Starts of agents who had been away for long, or were never seen, by hour of the day (UTC). */
  newByHour: number[]
}
export interface InferredAgentsState {
  agents: [id: string, memory: AgentMemory][]
  open: [contact: string, services: { agent: string; queue: string }[]][]
  queues: [id: string, gaps: QueueGaps][]
}

const DAY_MS = 86_400_000
/** Idle longer than this, the agent has gone home: it teaches no return. */
const EXPOSED_MS = 4 * 3_600_000
/** Away so long, an agent counts as new when it comes. */
export const NEW_AFTER_SECONDS = 4800
const KEPT_PER_DAY = 0.93
const FORGOTTEN_MS = 14 * DAY_MS
const LEAST_WAIT_SECONDS = 0.5
/** Nobody is passed over by being first by less than this, seconds. */
const CLEARLY_FIRST_SECONDS = 10
/** So much is taken for granted of every hour in which agents may come. */
const PRIOR_NEW = 0.3

/** A service from the line began. */
export interface StartFromLine {
  queue: string
  priority: number
  waitedSeconds: number
  /** Its order, and that of the head of another line, as routing was learned to see them. */
  orderMs: number
  orderOf(queue: string, head: OrderKey): number
}

interface Done { queues: readonly string[]; advancedMs?: number; nonEmpty?: boolean }

/** Agents as answers and ends of service show them, where no feed tells their states. */
export class InferredAgents {
  readonly #agents: Map<string, AgentMemory>
  readonly #open: Map<string, { agent: string; queue: string }[]>
  readonly #queues: Map<string, QueueGaps>
  /** Agents by the queue they served last. */
  readonly #home = new Map<string, Set<string>>()
  /** What was done last for each pool, which is not done again while its queues are the same list: it is made anew where the pool changes. */
  readonly #done = new Map<string, Done>()

  constructor(state?: InferredAgentsState) {
    this.#agents = new Map(state?.agents)
    this.#open = new Map(state?.open)
    this.#queues = new Map(state?.queues)
    for (const [id, { queue }] of this.#agents) this.#homeOf(queue).add(id)
  }

  /** Agents stand in the order in which their queue counts them: sums of a restored one are the same to the last digit. */
  state(): InferredAgentsState {
    const agents = [...this.#home.keys()].sort().flatMap((queue) => [...this.agentsOf([queue])])
    return { agents, open: [...this.#open], queues: [...this.#queues] }
  }

  agent(id: string): AgentMemory | undefined { return this.#agents.get(id) }

  /** Agents whose last service was in one of these queues. */
  *agentsOf(queues: readonly string[]): Generator<[id: string, memory: AgentMemory]> {
    for (const queue of queues) {
      for (const id of this.#home.get(queue) ?? []) {
        const memory = this.#agents.get(id)
        if (memory) yield [id, memory]
      }
    }
  }

  tablesOf(queues: readonly string[]): { spell: HazardCounts[]; lull: HazardCounts[] } {
    const known = queues.flatMap((queue) => this.#queues.get(queue) ?? [])
    return { spell: known.map((one) => one.spell), lull: known.map((one) => one.lull) }
  }

  /** Agents per second who come though they were away for long or never seen, at this hour of the day. */
  newPerSecond(queues: readonly string[], nowMs: number): number {
    const hour = hourOf(nowMs)
    let starts = PRIOR_NEW, days = 0
    for (const queue of queues) {
      const gaps = this.#queues.get(queue)
      starts += gaps?.newByHour[hour] ?? 0
      days = Math.max(days, gaps?.days ?? 0)
    }
    return starts / (days + 1) / 3600
  }

  /** Brings exposures up to now, as the pool stood until then; before what happened now. */
  advance(pool: PoolView, nowMs: number): void {
    const done = this.#doneFor(pool)
    // Events that came together have one instant.
    if (done.advancedMs === nowMs) return
    done.advancedMs = nowMs
    const day = Math.floor(nowMs / DAY_MS)
    for (const queue of pool.queues) {
      const gaps = this.#gapsOf(queue, nowMs)
      const home = this.#home.get(queue)
      if (gaps.nonEmpty && home) this.#expose(gaps, home, nowMs)
      gaps.atMs = Math.max(gaps.atMs, nowMs)
      if (day > gaps.day) this.#newDay(gaps, queue, day)
    }
  }

  /** Notes whether anyone waits from now on; after what happened now, since who takes the last one was idle in its spell. */
  settle(pool: PoolView, nowMs: number): void {
    const nonEmpty = pool.waiting > 0
    const done = this.#doneFor(pool)
    if (done.nonEmpty === nonEmpty) return
    done.nonEmpty = nonEmpty
    for (const queue of pool.queues) {
      const gaps = this.#gapsOf(queue, nowMs)
      if (gaps.nonEmpty && !nonEmpty) for (const id of this.#home.get(queue) ?? []) this.#leaveSpell(id)
      gaps.nonEmpty = nonEmpty
    }
  }

  /** Our own outage is nobody's idling. */
  outage(gapMs: number): void {
    for (const gaps of this.#queues.values()) gaps.atMs += gapMs
  }

  /** A contact changed: services of it that ended, then those that began. `start` where it came from the line. */
  contactChanged(contact: string, view: ContactView | undefined, start: StartFromLine | undefined, live: LiveCenter, nowMs: number): void {
    const serving = view?.phase.kind === 'with-agent' && view.phase.by === 'human' ? view.phase.agents : []
    const open = this.#open.get(contact) ?? []
    if (open.length === 0 && serving.length === 0) return
    for (const { agent, queue } of open) if (!serving.includes(agent)) this.#ended(agent, queue, live, nowMs)
    const still = open.filter(({ agent }) => serving.includes(agent))
    for (const agent of serving) {
      if (still.some((one) => one.agent === agent)) continue
      const queue = start?.queue ?? view?.stays.findLast((stay) => stay.kind === 'queued')?.queues[0]
      if (queue === undefined) continue
      this.#started(agent, queue, start, live, nowMs)
      still.push({ agent, queue })
    }
    if (still.length > 0) this.#open.set(contact, still)
    else this.#open.delete(contact)
  }

  #started(id: string, queue: string, start: StartFromLine | undefined, live: LiveCenter, nowMs: number): void {
    let agent = this.#agents.get(id)
    const isNew = agent === undefined
    if (agent === undefined) this.#agents.set(id, (agent = newAgent(queue)))
    const idleSeconds = agent.endedMs === undefined ? Infinity : (nowMs - agent.endedMs) / 1000
    const fromLine = start !== undefined && start.waitedSeconds >= LEAST_WAIT_SECONDS
    if (agent.serving === 0) {
      if (isNew || idleSeconds >= NEW_AFTER_SECONDS) {
        const { newByHour } = this.#gapsOf(queue, nowMs)
        newByHour[hourOf(nowMs)] = (newByHour[hourOf(nowMs)] ?? 0) + 1
      }
      const gaps = this.#gapsOf(agent.queue, nowMs)
      if (fromLine && idleSeconds < EXPOSED_MS / 1000) addEvent(agent.inSpell ? SPELL_GAP : LULL_GAP, agent.inSpell ? gaps.spell : gaps.lull, idleSeconds)
    }
    if (start && fromLine) this.#passOver(agent, start, live)
    countTaken(agent, queue)
    agent.serving += 1
    this.#home.get(agent.queue)?.delete(id)
    agent.queue = queue
    this.#homeOf(queue).add(id)
  }

  #ended(id: string, queue: string, live: LiveCenter, nowMs: number): void {
    const agent = this.#agents.get(id)
    if (!agent) return
    agent.serving = Math.max(0, agent.serving - 1)
    agent.endedMs = nowMs
    agent.inSpell = (live.pool(live.queue(queue)?.pool ?? queue)?.waiting ?? 0) > 0
  }

  /** Queues whose head came before the one that was taken: the agent could have, and did not. */
  #passOver(agent: AgentMemory, start: StartFromLine, live: LiveCenter): void {
    for (const queue of live.pool(live.queue(start.queue)?.pool ?? start.queue)?.queues ?? []) {
      const head = queue === start.queue ? undefined : live.line(queue)?.at(1)
      if (!head || head.priority < start.priority) continue
      if (head.priority > start.priority || start.orderOf(queue, head) < start.orderMs - CLEARLY_FIRST_SECONDS * 1000) countPassedOver(agent, queue)
    }
  }

  #expose(gaps: QueueGaps, home: ReadonlySet<string>, nowMs: number): void {
    if (nowMs <= gaps.atMs) return
    for (const id of home) {
      const agent = this.#agents.get(id)
      if (!agent || agent.serving > 0 || agent.endedMs === undefined || nowMs - agent.endedMs >= EXPOSED_MS) continue
      const from = Math.max(0, gaps.atMs - agent.endedMs) / 1000
      addExposure(agent.inSpell ? SPELL_GAP : LULL_GAP, agent.inSpell ? gaps.spell : gaps.lull, from, (nowMs - agent.endedMs) / 1000)
    }
  }

  #leaveSpell(id: string): void {
    const agent = this.#agents.get(id)
    if (agent) agent.inSpell = false
  }

  #newDay(gaps: QueueGaps, queue: string, day: number): void {
    gaps.days += 1
    gaps.day = day
    fade(gaps.spell, KEPT_PER_DAY)
    fade(gaps.lull, KEPT_PER_DAY)
    for (const id of this.#home.get(queue) ?? []) {
      const agent = this.#agents.get(id)
      if (!agent || agent.serving > 0 || day * DAY_MS - (agent.endedMs ?? 0) < FORGOTTEN_MS) continue
      this.#agents.delete(id)
      this.#home.get(queue)?.delete(id)
    }
  }

  #doneFor({ id, queues }: PoolView): Done {
    let done = this.#done.get(id)
    if (done?.queues !== queues) this.#done.set(id, (done = { queues }))
    return done
  }

  #gapsOf(queue: string, nowMs: number): QueueGaps {
    let gaps = this.#queues.get(queue)
    if (!gaps) {
      gaps = {
        atMs: nowMs, nonEmpty: false, day: Math.floor(nowMs / DAY_MS), days: 0, spell: newHazardCounts(SPELL_GAP), lull: newHazardCounts(LULL_GAP),
        newByHour: Array.from({ length: 24 }, () => 0),
      }
      this.#queues.set(queue, gaps)
    }
    return gaps
  }

  #homeOf(queue: string): Set<string> {
    let home = this.#home.get(queue)
    if (!home) this.#home.set(queue, (home = new Set()))
    return home
  }
}

const hourOf = (atMs: number): number => Math.floor(atMs / 3_600_000) % 24
