import { JoinedNames } from '../structures/joined-names.ts'
import { SortedList } from '../structures/sorted-list.ts'
import type { Agents } from './agents.ts'
import type { AgentStanding } from './agent-standing.ts'

/** Agents who are there, in the order of their names. */
type AgentList = SortedList<string>
interface Pool { queues: string[]; agents: AgentList; untold: Set<string> }

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const isSame = (a: readonly string[] = [], b: readonly string[] = []): boolean => a.length === b.length && a.every((name, index) => name === b[index])
const newPool = (): Pool => ({ queues: [], agents: new SortedList(byName), untold: new Set() })
const NOBODY: AgentList = new SortedList(byName)
const NONE: ReadonlySet<string> = new Set()

/**
 * Queues that share agents are one pool; its id is the smallest of its queue ids (CC33). An agent whose standing changes is moved alone:
 * all are grouped anew only where queues came together or apart, or a queue is new.
 */
export class Pools {
  #pools = new Map<string, Pool>()
  #poolOf = new Map<string, string>()
  readonly #standings = new Map<string, AgentStanding>()
  readonly #joined = new JoinedNames()
  #queueCount = -1

  /** Nothing can have changed since they were brought up to date. */
  isFresh(agents: Agents, queueIds: ReadonlyMap<string, unknown>, nowMs: number): boolean {
    return queueIds.size === this.#queueCount && !agents.mayRestand(nowMs)
  }

  /** Brings the pools up to date; gives the queues whose pool changed. */
  refresh(agents: Agents, queueIds: ReadonlyMap<string, unknown>, nowMs: number): string[] {
    const moved: [agent: string, before: AgentStanding | undefined, now: AgentStanding | undefined][] = []
    for (const [agent, now] of agents.restood(nowMs)) {
      const before = this.#standings.get(agent)
      if (!isSame(before?.queues, now?.queues)) {
        this.#joined.part(before?.queues ?? [])
        this.#joined.join(now?.queues ?? [])
      }
      if (now === undefined) this.#standings.delete(agent)
      else this.#standings.set(agent, now)
      moved.push([agent, before, now])
    }
    const isRegrouped = this.#joined.settle()
    if (isRegrouped || queueIds.size !== this.#queueCount) return this.#group(queueIds)
    for (const [agent, before, now] of moved) {
      if (before !== undefined) this.#leave(agent, before)
      if (now !== undefined) this.#enter(agent, now)
    }
    return []
  }

  poolOf(queue: string): string {
    return this.#poolOf.get(queue) ?? queue
  }

  queuesOf(pool: string): readonly string[] | undefined {
    const queues = this.#pools.get(pool)?.queues
    return queues === undefined || queues.length === 0 ? undefined : queues
  }

  agentsOf(pool: string): Pick<AgentList, 'size' | typeof Symbol.iterator> {
    return this.#pools.get(pool)?.agents ?? NOBODY
  }

  /** Of them those who told no queues. */
  untoldOf(pool: string): ReadonlySet<string> {
    return this.#pools.get(pool)?.untold ?? NONE
  }

  *ids(): Generator<string> {
    for (const [id, { queues }] of this.#pools) if (queues.length > 0) yield id
  }

  /** The root of a queue that nobody here queued for yet is a pool without queues. */
  #group(queueIds: ReadonlyMap<string, unknown>): string[] {
    const before = this.#poolOf
    this.#pools = new Map()
    this.#poolOf = new Map()
    this.#queueCount = queueIds.size
    for (const queue of queueIds.keys()) {
      const id = this.#joined.rootOf(queue)
      this.#poolOf.set(queue, id)
      this.#pool(id).queues.push(queue)
    }
    for (const { queues } of this.#pools.values()) queues.sort()
    for (const [agent, standing] of this.#standings) this.#enter(agent, standing)
    return [...this.#poolOf].flatMap(([queue, pool]) => (before.get(queue) !== undefined && before.get(queue) !== pool ? [queue] : []))
  }

  #enter(agent: string, { queues, told, present }: AgentStanding): void {
    if (!present) return
    const pool = this.#pool(this.#joined.rootOf(queues[0] ?? ''))
    pool.agents.add(agent)
    if (!told) pool.untold.add(agent)
  }

  #leave(agent: string, { queues, present }: AgentStanding): void {
    if (!present) return
    const pool = this.#pool(this.#joined.rootOf(queues[0] ?? ''))
    pool.agents.remove(agent)
    pool.untold.delete(agent)
  }

  #pool(id: string): Pool {
    let pool = this.#pools.get(id)
    if (pool === undefined) this.#pools.set(id, (pool = newPool()))
    return pool
  }
}
